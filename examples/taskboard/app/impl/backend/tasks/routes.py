"""The endpoints of task rows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query, Response

from backend.access import Access, allow
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.exports import CsvResponse
from backend.paging import Page
from backend.tasks import service
from backend.tasks.schemas import (
    ExportOfProjectTaskQuery,
    ExportTasksQuery,
    ListTasksQuery,
    ReturnTask,
    TaskCreate,
    TaskRead,
    TaskUpdate,
)
from backend.versions import UNCHANGED, ExpectedVersion, tagged

router = APIRouter(tags=["tasks"])


@router.get(
    "/tasks",
    responses=problems(401, 403, 422, 429),
)
async def list_tasks(
    access: Annotated[Access, allow("task:read")],
    queries: QueriesDep,
    query: Annotated[ListTasksQuery, Query()],
) -> Page[TaskRead]:
    """List the tasks that the caller may see.

    Source: DESIGN.md
    """
    return await service.list_tasks(queries, access, query)


@router.post(
    "/tasks",
    status_code=201,
    responses=problems(401, 403, 409, 422, 429),
)
async def create_task(
    access: Annotated[Access, allow("task:create")],
    transaction: TransactionDep,
    task: TaskCreate,
    response: Response,
) -> TaskRead:
    """Add a task.

    Source: DESIGN.md
    """
    return tagged(response, await service.create_task(transaction, access, task))


@router.get(
    "/tasks/export",
    response_class=CsvResponse,
    responses=problems(401, 403, 422, 429),
)
async def export_tasks(
    access: Annotated[Access, allow("task:export")],
    queries: QueriesDep,
    query: Annotated[ExportTasksQuery, Query()],
) -> CsvResponse:
    """Write the tasks that the caller may see into a file."""
    return await service.export_tasks(queries, access, query)


@router.get(
    "/tasks/{id:uuid}",
    responses=problems(401, 403, 404, 422, 429) | UNCHANGED,
)
async def read_task(
    access: Annotated[Access, allow("task:read")],
    queries: QueriesDep,
    id: UUID,
    response: Response,
) -> TaskRead:
    """Show a task.

    Source: DESIGN.md
    """
    return tagged(response, await service.read_task(queries, access, id))


@router.patch(
    "/tasks/{id:uuid}",
    responses=problems(401, 403, 404, 409, 412, 422, 428, 429),
)
async def update_task(
    access: Annotated[Access, allow("task:update")],
    transaction: TransactionDep,
    id: UUID,
    version: ExpectedVersion,
    changes: Annotated[TaskUpdate, Body()],
    response: Response,
) -> TaskRead:
    """Change a task.

    Source: DESIGN.md
    """
    return tagged(response, await service.update_task(transaction, access, id, version, changes))


@router.delete(
    "/tasks/{id:uuid}",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def delete_task(
    access: Annotated[Access, allow("task:delete")],
    transaction: TransactionDep,
    id: UUID,
) -> None:
    """Remove a task.

    Source: DESIGN.md
    """
    await service.delete_task(transaction, access, id)


@router.get(
    "/projects/{id}/export",
    response_class=CsvResponse,
    responses=problems(401, 403, 404, 422, 429),
)
async def export_of_project_task(
    access: Annotated[Access, allow("task:export")],
    queries: QueriesDep,
    id: UUID,
    query: Annotated[ExportOfProjectTaskQuery, Query()],
) -> CsvResponse:
    """Write the tasks that the caller may see into a file.

    Source: DESIGN.md
    """
    return await service.export_of_project_task(queries, access, id, query)


@router.post(
    "/tasks/{id}/accept",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def accept_task(
    access: Annotated[Access, allow("task:accept")],
    transaction: TransactionDep,
    id: UUID,
    response: Response,
) -> TaskRead:
    """Take a task from in review to done.

    Source: DESIGN.md
    """
    return tagged(response, await service.accept_task(transaction, access, id))


@router.post(
    "/tasks/{id}/archive",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def archive_task(
    access: Annotated[Access, allow("task:archive")],
    transaction: TransactionDep,
    id: UUID,
    response: Response,
) -> TaskRead:
    """Take a task from done to archived.

    Source: DESIGN.md
    """
    return tagged(response, await service.archive_task(transaction, access, id))


@router.post(
    "/tasks/{id}/return",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def return_task(
    access: Annotated[Access, allow("task:return")],
    transaction: TransactionDep,
    id: UUID,
    body: ReturnTask,
    response: Response,
) -> TaskRead:
    """Take a task from in review to in progress.

    Source: DESIGN.md
    """
    return tagged(response, await service.return_task(transaction, access, id, body))


@router.post(
    "/tasks/{id}/start",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def start_task(
    access: Annotated[Access, allow("task:start")],
    transaction: TransactionDep,
    id: UUID,
    response: Response,
) -> TaskRead:
    """Take a task from open to in progress.

    Source: DESIGN.md
    """
    return tagged(response, await service.start_task(transaction, access, id))


@router.post(
    "/tasks/{id}/submit",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def submit_task(
    access: Annotated[Access, allow("task:submit")],
    transaction: TransactionDep,
    id: UUID,
    response: Response,
) -> TaskRead:
    """Take a task from in progress to in review.

    Source: DESIGN.md
    """
    return tagged(response, await service.submit_task(transaction, access, id))


@router.put(
    "/tasks/{task_id}/labels/{label_id}",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def attach_label_task(
    access: Annotated[Access, allow("task:update")],
    transaction: TransactionDep,
    task_id: UUID,
    label_id: UUID,
) -> None:
    """Attach label."""
    await service.attach_label_task(transaction, access, task_id, label_id)


@router.delete(
    "/tasks/{task_id}/labels/{label_id}",
    status_code=204,
    responses=problems(401, 403, 404, 422, 429),
)
async def detach_label_task(
    access: Annotated[Access, allow("task:update")],
    transaction: TransactionDep,
    task_id: UUID,
    label_id: UUID,
) -> None:
    """Detach label."""
    await service.detach_label_task(transaction, access, task_id, label_id)
