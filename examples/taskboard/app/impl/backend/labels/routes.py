"""The endpoints of label rows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query

from backend.access import Access, allow
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.labels import service
from backend.labels.schemas import (
    LabelCreate,
    LabelRead,
    LabelUpdate,
)
from backend.paging import Page, PageQuery

router = APIRouter(tags=["labels"])


@router.get(
    "/labels",
    responses=problems(401, 403, 422, 429),
)
async def list_labels(
    access: Annotated[Access, allow("label:read")],
    queries: QueriesDep,
    query: Annotated[PageQuery, Query()],
) -> Page[LabelRead]:
    """List the labels that the caller may see."""
    return await service.list_labels(queries, access, query)


@router.post(
    "/labels",
    status_code=201,
    responses=problems(401, 403, 409, 422, 429),
)
async def create_label(
    access: Annotated[Access, allow("label:create")],
    transaction: TransactionDep,
    label: LabelCreate,
) -> LabelRead:
    """Add a label."""
    return await service.create_label(transaction, label)


@router.get(
    "/labels/{id}",
    responses=problems(401, 403, 404, 422, 429),
)
async def read_label(
    access: Annotated[Access, allow("label:read")],
    queries: QueriesDep,
    id: UUID,
) -> LabelRead:
    """Show a label."""
    return await service.read_label(queries, access, id)


@router.patch(
    "/labels/{id}",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def update_label(
    access: Annotated[Access, allow("label:update")],
    transaction: TransactionDep,
    id: UUID,
    changes: Annotated[LabelUpdate, Body()],
) -> LabelRead:
    """Change a label."""
    return await service.update_label(transaction, access, id, changes)


@router.delete(
    "/labels/{id}",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def delete_label(
    access: Annotated[Access, allow("label:delete")],
    transaction: TransactionDep,
    id: UUID,
) -> None:
    """Remove a label."""
    await service.delete_label(transaction, access, id)


@router.get(
    "/tasks/{task_id}/labels",
    responses=problems(401, 403, 404, 422, 429),
)
async def list_of_task_label(
    access: Annotated[Access, allow("label:read")],
    queries: QueriesDep,
    task_id: UUID,
    query: Annotated[PageQuery, Query()],
) -> Page[LabelRead]:
    """List the labels that the caller may see."""
    return await service.list_of_task_label(queries, access, task_id, query)
