"""What happens to label rows: first the SQL, one function a statement, then the operations."""

from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    Delete,
    Select,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from backend.access import Access
from backend.database import Source, Transaction, columns_of
from backend.labels.model import Label
from backend.labels.schemas import (
    LabelCreate,
    LabelRead,
    LabelUpdate,
)
from backend.paging import Page, PageQuery, fetch_page
from backend.policies import Scope
from backend.scopes import label_rows, task_rows
from backend.task_labels.model import TaskLabel
from backend.tasks.model import Task

_SHOWN: Final = columns_of(Label, LabelRead)
_KEY: Final = Label.id == bindparam("_key")
_CREATE: Final = insert(Label).returning(*_SHOWN)


@cache
def _list_labels(scope: Scope) -> Select[Any]:
    statement = select(*_SHOWN).where(label_rows(scope))
    return statement.order_by(Label.id)


@cache
def _list_of_task_label(scope: Scope) -> Select[Any]:
    statement = select(*_SHOWN).where(label_rows(scope))
    joined = select(TaskLabel.label_id).where(TaskLabel.task_id == bindparam("_parent"))
    statement = statement.where(Label.id.in_(joined))
    return statement.order_by(Label.id)


@cache
def _list_of_task_label_below(scope: Scope) -> Select[Any]:
    parent = Task.id
    return select(parent).where(parent == bindparam("_parent"), task_rows(scope))


async def _list_of_task_label_parent(source: Source, access: Access, parent: UUID) -> None:
    scope = access.sight("task:read")
    await source.need(_list_of_task_label_below(scope), access.bind(_parent=parent))


@cache
def _fetch(scope: Scope) -> Select[Any]:
    return select(*_SHOWN).where(_KEY, label_rows(scope))


@cache
def _update(scope: Scope) -> Update:
    return update(Label).where(_KEY, label_rows(scope)).values(id=Label.id).returning(*_SHOWN)


@cache
def _remove(scope: Scope) -> Delete:
    return delete(Label).where(_KEY, label_rows(scope))


async def list_labels(
    source: Source,
    access: Access,
    query: PageQuery,
) -> Page[LabelRead]:
    """Return one page."""
    statement = _list_labels(access.scope)
    parameters = access.bind()
    return await fetch_page(source, LabelRead, statement, parameters, query)


async def create_label(
    transaction: Transaction,
    label: LabelCreate,
) -> LabelRead:
    """Add one label."""
    values = {
        **label.model_dump(),
    }
    return await transaction.one(LabelRead, _CREATE, values)


async def read_label(source: Source, access: Access, key: UUID) -> LabelRead:
    """Return one label."""
    return await source.one(LabelRead, _fetch(access.scope), access.bind(_key=key))


async def update_label(
    transaction: Transaction,
    access: Access,
    key: UUID,
    changes: LabelUpdate,
) -> LabelRead:
    """Change one label."""
    parameters = access.bind(
        _key=key,
        **changes,
    )
    return await transaction.one(LabelRead, _update(access.scope), parameters)


async def delete_label(transaction: Transaction, access: Access, key: UUID) -> None:
    """Remove one label."""
    await transaction.change(_remove(access.scope), access.bind(_key=key))


async def list_of_task_label(
    source: Source,
    access: Access,
    parent: UUID,
    query: PageQuery,
) -> Page[LabelRead]:
    """Return one page."""
    await _list_of_task_label_parent(source, access, parent)
    statement = _list_of_task_label(access.scope)
    parameters = access.bind(
        _parent=parent,
    )
    return await fetch_page(source, LabelRead, statement, parameters, query)
