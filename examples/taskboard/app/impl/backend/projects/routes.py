"""The endpoints of project rows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query, Response

from backend.access import Access, allow
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.paging import Page
from backend.projects import service
from backend.projects.schemas import (
    ListProjectsQuery,
    ProjectCreate,
    ProjectRead,
    ProjectUpdate,
)
from backend.versions import UNCHANGED, ExpectedVersion, tagged

router = APIRouter(tags=["projects"])


@router.get(
    "/projects",
    responses=problems(401, 403, 422, 429),
)
async def list_projects(
    access: Annotated[Access, allow("project:read")],
    queries: QueriesDep,
    query: Annotated[ListProjectsQuery, Query()],
) -> Page[ProjectRead]:
    """List the projects that the caller may see.

    Source: DESIGN.md
    """
    return await service.list_projects(queries, access, query)


@router.post(
    "/projects",
    status_code=201,
    responses=problems(401, 403, 409, 422, 429),
)
async def create_project(
    access: Annotated[Access, allow("project:create")],
    transaction: TransactionDep,
    project: ProjectCreate,
    response: Response,
) -> ProjectRead:
    """Add a project.

    Source: DESIGN.md
    """
    return tagged(response, await service.create_project(transaction, access, project))


@router.get(
    "/projects/{id}",
    responses=problems(401, 403, 404, 422, 429) | UNCHANGED,
)
async def read_project(
    access: Annotated[Access, allow("project:read")],
    queries: QueriesDep,
    id: UUID,
    response: Response,
) -> ProjectRead:
    """Show a project.

    Source: DESIGN.md
    """
    return tagged(response, await service.read_project(queries, access, id))


@router.patch(
    "/projects/{id}",
    responses=problems(401, 403, 404, 409, 412, 422, 428, 429),
)
async def update_project(
    access: Annotated[Access, allow("project:update")],
    transaction: TransactionDep,
    id: UUID,
    version: ExpectedVersion,
    changes: Annotated[ProjectUpdate, Body()],
    response: Response,
) -> ProjectRead:
    """Change a project.

    Source: DESIGN.md
    """
    return tagged(response, await service.update_project(transaction, access, id, version, changes))
