"""What happens to project rows: first the SQL, one function a statement, then the operations."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Update,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from backend.access import Access
from backend.database import Source, Transaction, columns_of
from backend.errors import StaleVersionError
from backend.paging import Page, fetch_page
from backend.policies import Scope
from backend.projects.model import Project
from backend.projects.schemas import (
    ListProjectsQuery,
    ProjectCreate,
    ProjectRead,
    ProjectUpdate,
)
from backend.scopes import project_rows

_SHOWN: Final = columns_of(Project, ProjectRead)
_KEY: Final = Project.id == bindparam("_key")
_CREATE: Final = insert(Project).returning(*_SHOWN)
_LIST_PROJECTS_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "created_at": Project.created_at,
}
_LIST_PROJECTS_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "owner_id": Project.owner_id == bindparam("owner_id"),
}


@cache
def _list_projects(scope: Scope, sort: str, filters: tuple[str, ...]) -> Select[Any]:
    statement = select(*_SHOWN).where(
        project_rows(scope), *(_LIST_PROJECTS_FILTERS[name] for name in filters)
    )
    column = _LIST_PROJECTS_SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), Project.id)


@cache
def _fetch(scope: Scope) -> Select[Any]:
    return select(*_SHOWN).where(_KEY, project_rows(scope))


@cache
def _update(scope: Scope) -> Update:
    return (
        update(Project)
        .where(_KEY, project_rows(scope), Project.version == bindparam("_expected"))
        .values(version=Project.version + 1)
        .returning(*_SHOWN)
    )


async def list_projects(
    source: Source,
    access: Access,
    query: ListProjectsQuery,
) -> Page[ProjectRead]:
    """Return one page."""
    filters = {
        name: value
        for name in _LIST_PROJECTS_FILTERS
        if (value := getattr(query, name)) is not None
    }
    statement = _list_projects(access.scope, query.sort, tuple(filters))
    parameters = access.bind(**filters)
    return await fetch_page(source, ProjectRead, statement, parameters, query)


async def create_project(
    transaction: Transaction,
    access: Access,
    project: ProjectCreate,
) -> ProjectRead:
    """Add one project."""
    values = {
        **project.model_dump(),
        "owner_id": access.principal.user_id,
    }
    return await transaction.one(ProjectRead, _CREATE, values)


async def read_project(source: Source, access: Access, key: UUID) -> ProjectRead:
    """Return one project."""
    return await source.one(ProjectRead, _fetch(access.scope), access.bind(_key=key))


async def update_project(
    transaction: Transaction,
    access: Access,
    key: UUID,
    version: int,
    changes: ProjectUpdate,
) -> ProjectRead:
    """Change one project that nobody else has changed meanwhile."""
    parameters = access.bind(
        _key=key,
        _expected=version,
        **changes,
    )
    changed = await transaction.optional(ProjectRead, _update(access.scope), parameters)
    if changed is None:
        await transaction.one(ProjectRead, _fetch(access.scope), access.bind(_key=key))
        raise StaleVersionError
    return changed
