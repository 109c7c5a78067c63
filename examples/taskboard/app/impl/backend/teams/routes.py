"""The endpoints of team rows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query

from backend.access import Access, allow
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.paging import Page
from backend.teams import service
from backend.teams.schemas import (
    ListTeamsQuery,
    TeamCreate,
    TeamRead,
    TeamUpdate,
)

router = APIRouter(tags=["teams"])


@router.get(
    "/teams",
    responses=problems(401, 403, 422, 429),
)
async def list_teams(
    access: Annotated[Access, allow("team:read")],
    queries: QueriesDep,
    query: Annotated[ListTeamsQuery, Query()],
) -> Page[TeamRead]:
    """List the teams that the caller may see."""
    return await service.list_teams(queries, access, query)


@router.post(
    "/teams",
    status_code=201,
    responses=problems(401, 403, 409, 422, 429),
)
async def create_team(
    access: Annotated[Access, allow("team:create")],
    transaction: TransactionDep,
    team: TeamCreate,
) -> TeamRead:
    """Add a team."""
    return await service.create_team(transaction, team)


@router.get(
    "/teams/{id}",
    responses=problems(401, 403, 404, 422, 429),
)
async def read_team(
    access: Annotated[Access, allow("team:read")],
    queries: QueriesDep,
    id: UUID,
) -> TeamRead:
    """Show a team."""
    return await service.read_team(queries, access, id)


@router.patch(
    "/teams/{id}",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def update_team(
    access: Annotated[Access, allow("team:update")],
    transaction: TransactionDep,
    id: UUID,
    changes: Annotated[TeamUpdate, Body()],
) -> TeamRead:
    """Change a team."""
    return await service.update_team(transaction, access, id, changes)


@router.delete(
    "/teams/{id}",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def delete_team(
    access: Annotated[Access, allow("team:delete")],
    transaction: TransactionDep,
    id: UUID,
) -> None:
    """Remove a team."""
    await service.delete_team(transaction, access, id)
