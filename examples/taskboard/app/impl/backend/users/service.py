"""What happens to user rows: first the SQL, one function a statement, then the operations."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
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

from backend.access import Access, Reference, check_references
from backend.database import Source, Transaction, columns_of
from backend.paging import Page, fetch_page
from backend.policies import Scope
from backend.scopes import team_rows, user_rows
from backend.teams.model import Team
from backend.users.model import User
from backend.users.schemas import (
    ListUsersQuery,
    UserCreate,
    UserRead,
    UserUpdate,
)

_SHOWN: Final = columns_of(User, UserRead)
_KEY: Final = User.id == bindparam("_key")
_CREATE: Final = insert(User).returning(*_SHOWN)
_REFERENCES: Final[Mapping[str, Reference]] = {
    "team_id": Reference(Team.id, team_rows),
}
_LIST_USERS_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "created_at": User.created_at,
}
_LIST_USERS_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "team_id": User.team_id == bindparam("team_id"),
    "role": User.role == bindparam("role"),
    "is_active": User.is_active == bindparam("is_active"),
}


@cache
def _list_users(scope: Scope, sort: str, filters: tuple[str, ...]) -> Select[Any]:
    statement = select(*_SHOWN).where(
        user_rows(scope), *(_LIST_USERS_FILTERS[name] for name in filters)
    )
    column = _LIST_USERS_SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), User.id)


@cache
def _fetch(scope: Scope) -> Select[Any]:
    return select(*_SHOWN).where(_KEY, user_rows(scope))


@cache
def _update(scope: Scope) -> Update:
    return update(User).where(_KEY, user_rows(scope)).values(id=User.id).returning(*_SHOWN)


@cache
def _remove(scope: Scope) -> Delete:
    return delete(User).where(_KEY, user_rows(scope))


async def list_users(
    source: Source,
    access: Access,
    query: ListUsersQuery,
) -> Page[UserRead]:
    """Return one page."""
    filters = {
        name: value for name in _LIST_USERS_FILTERS if (value := getattr(query, name)) is not None
    }
    statement = _list_users(access.scope, query.sort, tuple(filters))
    parameters = access.bind(**filters)
    return await fetch_page(source, UserRead, statement, parameters, query)


async def create_user(
    transaction: Transaction,
    access: Access,
    user: UserCreate,
    password_hash: str,
) -> UserRead:
    """Add one user."""
    values = {
        **user.model_dump(exclude={"password"}),
        "password_hash": password_hash,
    }
    await check_references(transaction, access, _REFERENCES, values)
    return await transaction.one(UserRead, _CREATE, values)


async def read_user(source: Source, access: Access, key: UUID) -> UserRead:
    """Return one user."""
    return await source.one(UserRead, _fetch(access.scope), access.bind(_key=key))


async def update_user(
    transaction: Transaction,
    access: Access,
    key: UUID,
    changes: UserUpdate,
) -> UserRead:
    """Change one user."""
    await check_references(transaction, access, _REFERENCES, changes)
    parameters = access.bind(
        _key=key,
        **changes,
    )
    return await transaction.one(UserRead, _update(access.scope), parameters)


async def delete_user(transaction: Transaction, access: Access, key: UUID) -> None:
    """Remove one user."""
    await transaction.change(_remove(access.scope), access.bind(_key=key))
