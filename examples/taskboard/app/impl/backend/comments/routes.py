"""The endpoints of comment rows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from backend.access import Access, allow
from backend.comments import service
from backend.comments.schemas import (
    CommentCreate,
    CommentRead,
    ListCommentsQuery,
)
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.paging import Page

router = APIRouter(tags=["comments"])


@router.get(
    "/tasks/{task_id}/comments",
    responses=problems(401, 403, 404, 422, 429),
)
async def list_comments(
    access: Annotated[Access, allow("comment:read")],
    queries: QueriesDep,
    task_id: UUID,
    query: Annotated[ListCommentsQuery, Query()],
) -> Page[CommentRead]:
    """List the comments that the caller may see.

    Source: DESIGN.md
    """
    return await service.list_comments(queries, access, task_id, query)


@router.post(
    "/tasks/{task_id}/comments",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def create_comment(
    access: Annotated[Access, allow("comment:create")],
    transaction: TransactionDep,
    task_id: UUID,
    comment: CommentCreate,
) -> CommentRead:
    """Add a comment.

    Source: DESIGN.md
    """
    return await service.create_comment(transaction, access, task_id, comment)
