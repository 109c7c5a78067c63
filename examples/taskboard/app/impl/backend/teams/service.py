"""What happens to team rows: first the SQL, one function a statement, then the operations."""

from collections.abc import Mapping
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
from sqlalchemy.orm import InstrumentedAttribute

from backend.access import Access
from backend.database import Source, Transaction, columns_of
from backend.paging import Page, fetch_page
from backend.policies import Scope
from backend.scopes import team_rows
from backend.teams.model import Team
from backend.teams.schemas import (
    ListTeamsQuery,
    TeamCreate,
    TeamRead,
    TeamUpdate,
)

_SHOWN: Final = columns_of(Team, TeamRead)
_KEY: Final = Team.id == bindparam("_key")
_CREATE: Final = insert(Team).returning(*_SHOWN)
_LIST_TEAMS_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "created_at": Team.created_at,
}


@cache
def _list_teams(scope: Scope, sort: str) -> Select[Any]:
    statement = select(*_SHOWN).where(team_rows(scope))
    column = _LIST_TEAMS_SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), Team.id)


@cache
def _fetch(scope: Scope) -> Select[Any]:
    return select(*_SHOWN).where(_KEY, team_rows(scope))


@cache
def _update(scope: Scope) -> Update:
    return update(Team).where(_KEY, team_rows(scope)).values(id=Team.id).returning(*_SHOWN)


@cache
def _remove(scope: Scope) -> Delete:
    return delete(Team).where(_KEY, team_rows(scope))


async def list_teams(
    source: Source,
    access: Access,
    query: ListTeamsQuery,
) -> Page[TeamRead]:
    """Return one page."""
    statement = _list_teams(access.scope, query.sort)
    parameters = access.bind()
    return await fetch_page(source, TeamRead, statement, parameters, query)


async def create_team(
    transaction: Transaction,
    team: TeamCreate,
) -> TeamRead:
    """Add one team."""
    values = {
        **team.model_dump(),
    }
    return await transaction.one(TeamRead, _CREATE, values)


async def read_team(source: Source, access: Access, key: UUID) -> TeamRead:
    """Return one team."""
    return await source.one(TeamRead, _fetch(access.scope), access.bind(_key=key))


async def update_team(
    transaction: Transaction,
    access: Access,
    key: UUID,
    changes: TeamUpdate,
) -> TeamRead:
    """Change one team."""
    parameters = access.bind(
        _key=key,
        **changes,
    )
    return await transaction.one(TeamRead, _update(access.scope), parameters)


async def delete_team(transaction: Transaction, access: Access, key: UUID) -> None:
    """Remove one team."""
    await transaction.change(_remove(access.scope), access.bind(_key=key))
