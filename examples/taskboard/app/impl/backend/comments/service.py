"""What happens to comment rows: first the SQL, one function a statement, then the operations."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    insert,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from backend.access import Access
from backend.comments.model import Comment
from backend.comments.schemas import (
    CommentCreate,
    CommentRead,
    ListCommentsQuery,
)
from backend.database import Source, Transaction, columns_of
from backend.paging import Page, fetch_page
from backend.policies import Scope
from backend.scopes import comment_rows, task_rows
from backend.tasks.model import Task

_SHOWN: Final = columns_of(Comment, CommentRead)
_CREATE: Final = insert(Comment).returning(*_SHOWN)
_LIST_COMMENTS_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "created_at": Comment.created_at,
}
_LIST_COMMENTS_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "author_id": Comment.author_id == bindparam("author_id"),
}


@cache
def _list_comments(scope: Scope, sort: str, filters: tuple[str, ...]) -> Select[Any]:
    statement = select(*_SHOWN).where(
        comment_rows(scope), *(_LIST_COMMENTS_FILTERS[name] for name in filters)
    )
    statement = statement.where(Comment.task_id == bindparam("_parent"))
    column = _LIST_COMMENTS_SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), Comment.id)


@cache
def _list_comments_below(scope: Scope) -> Select[Any]:
    parent = Task.id
    return select(parent).where(parent == bindparam("_parent"), task_rows(scope))


async def _list_comments_parent(source: Source, access: Access, parent: UUID) -> None:
    scope = access.sight("task:read")
    await source.need(_list_comments_below(scope), access.bind(_parent=parent))


@cache
def _create_comment_below(scope: Scope) -> Select[Any]:
    parent = Task.id
    return select(parent).where(parent == bindparam("_parent"), task_rows(scope))


async def _create_comment_parent(source: Source, access: Access, parent: UUID) -> None:
    scope = access.sight("task:read")
    await source.need(_create_comment_below(scope), access.bind(_parent=parent))


async def list_comments(
    source: Source,
    access: Access,
    parent: UUID,
    query: ListCommentsQuery,
) -> Page[CommentRead]:
    """Return one page."""
    await _list_comments_parent(source, access, parent)
    filters = {
        name: value
        for name in _LIST_COMMENTS_FILTERS
        if (value := getattr(query, name)) is not None
    }
    statement = _list_comments(access.scope, query.sort, tuple(filters))
    parameters = access.bind(_parent=parent, **filters)
    return await fetch_page(source, CommentRead, statement, parameters, query)


async def create_comment(
    transaction: Transaction,
    access: Access,
    parent: UUID,
    comment: CommentCreate,
) -> CommentRead:
    """Add one comment."""
    await _create_comment_parent(transaction, access, parent)
    values = {
        **comment.model_dump(),
        "task_id": parent,
        "author_id": access.principal.user_id,
    }
    return await transaction.one(CommentRead, _CREATE, values)
