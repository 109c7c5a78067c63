"""What happens to task rows: first the SQL, one function a statement, then the operations."""

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
from backend.database import Queries, Source, Transaction, columns_of, now
from backend.enums import TaskStatus
from backend.errors import ConflictError, StaleVersionError
from backend.exports import CsvResponse, csv_of
from backend.labels.model import Label
from backend.paging import Page, fetch_page
from backend.policies import Scope
from backend.projects.model import Project
from backend.scopes import label_rows, project_rows, task_rows
from backend.search import words_in, words_of
from backend.task_labels.model import TaskLabel
from backend.tasks.model import Task
from backend.tasks.schemas import (
    ExportOfProjectTaskQuery,
    ExportTasksQuery,
    ListTasksQuery,
    ReturnTask,
    TaskCreate,
    TaskRead,
    TaskUpdate,
)

_SHOWN: Final = columns_of(Task, TaskRead)
_KEY: Final = Task.id == bindparam("_key")
_CREATE: Final = insert(Task).returning(*_SHOWN)
_REFERENCES: Final[Mapping[str, Reference]] = {
    "project_id": Reference(Project.id, project_rows, "project:read"),
}
_ATTACH_LABEL_TASK: Final[Mapping[str, Reference]] = {
    "label_id": Reference(Label.id, label_rows),
}
_LIST_TASKS_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "due_on": Task.due_on,
    "priority": Task.priority,
    "created_at": Task.created_at,
}
_LIST_TASKS_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "status": Task.status == bindparam("status"),
    "priority": Task.priority == bindparam("priority"),
    "due_from": Task.due_on >= bindparam("due_from"),
    "due_to": Task.due_on <= bindparam("due_to"),
    "q": words_in("q", Task.title),
    "project_id": Task.project_id == bindparam("project_id"),
    "owner_id": Task.owner_id == bindparam("owner_id"),
}
_EXPORT_OF_PROJECT_TASK_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "due_on": Task.due_on,
    "priority": Task.priority,
    "created_at": Task.created_at,
}
_EXPORT_OF_PROJECT_TASK_FILTERS: Final[Mapping[str, ColumnElement[bool]]] = {
    "status": Task.status == bindparam("status"),
    "priority": Task.priority == bindparam("priority"),
    "due_from": Task.due_on >= bindparam("due_from"),
    "due_to": Task.due_on <= bindparam("due_to"),
    "q": words_in("q", Task.title),
    "owner_id": Task.owner_id == bindparam("owner_id"),
}


@cache
def _list_tasks(scope: Scope, sort: str, filters: tuple[str, ...]) -> Select[Any]:
    statement = select(*_SHOWN).where(
        task_rows(scope), *(_LIST_TASKS_FILTERS[name] for name in filters)
    )
    column = _LIST_TASKS_SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), Task.id)


@cache
def _export_of_project_task(scope: Scope, sort: str, filters: tuple[str, ...]) -> Select[Any]:
    statement = select(*_SHOWN).where(
        task_rows(scope), *(_EXPORT_OF_PROJECT_TASK_FILTERS[name] for name in filters)
    )
    statement = statement.where(Task.project_id == bindparam("_parent"))
    column = _EXPORT_OF_PROJECT_TASK_SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), Task.id)


@cache
def _export_of_project_task_below(scope: Scope) -> Select[Any]:
    parent = Project.id
    return select(parent).where(parent == bindparam("_parent"), project_rows(scope))


async def _export_of_project_task_parent(source: Source, access: Access, parent: UUID) -> None:
    scope = access.sight("project:read")
    await source.need(_export_of_project_task_below(scope), access.bind(_parent=parent))


@cache
def _fetch(scope: Scope) -> Select[Any]:
    return select(*_SHOWN).where(_KEY, task_rows(scope))


@cache
def _update(scope: Scope) -> Update:
    return (
        update(Task)
        .where(_KEY, task_rows(scope), Task.version == bindparam("_expected"))
        .values(version=Task.version + 1)
        .returning(*_SHOWN)
    )


@cache
def _remove(scope: Scope) -> Delete:
    return delete(Task).where(_KEY, task_rows(scope))


@cache
def _accept_task(scope: Scope) -> Update:
    return (
        update(Task)
        .where(
            _KEY,
            task_rows(scope),
            Task.status.in_((TaskStatus.IN_REVIEW,)),
            Task.owner_id != bindparam("_caller"),
        )
        .values(
            status=TaskStatus.DONE,
            version=Task.version + 1,
            done_at=bindparam("_now"),
        )
        .returning(*_SHOWN)
    )


@cache
def _archive_task(scope: Scope) -> Update:
    return (
        update(Task)
        .where(
            _KEY,
            task_rows(scope),
            Task.status.in_((TaskStatus.DONE,)),
        )
        .values(
            status=TaskStatus.ARCHIVED,
            version=Task.version + 1,
        )
        .returning(*_SHOWN)
    )


@cache
def _return_task(scope: Scope) -> Update:
    return (
        update(Task)
        .where(
            _KEY,
            task_rows(scope),
            Task.status.in_((TaskStatus.IN_REVIEW,)),
        )
        .values(
            status=TaskStatus.IN_PROGRESS,
            version=Task.version + 1,
        )
        .returning(*_SHOWN)
    )


@cache
def _start_task(scope: Scope) -> Update:
    return (
        update(Task)
        .where(
            _KEY,
            task_rows(scope),
            Task.status.in_((TaskStatus.OPEN,)),
        )
        .values(
            status=TaskStatus.IN_PROGRESS,
            version=Task.version + 1,
        )
        .returning(*_SHOWN)
    )


@cache
def _submit_task(scope: Scope) -> Update:
    return (
        update(Task)
        .where(
            _KEY,
            task_rows(scope),
            Task.status.in_((TaskStatus.IN_PROGRESS,)),
        )
        .values(
            status=TaskStatus.IN_REVIEW,
            version=Task.version + 1,
        )
        .returning(*_SHOWN)
    )


async def list_tasks(
    source: Source,
    access: Access,
    query: ListTasksQuery,
) -> Page[TaskRead]:
    """Return one page."""
    filters = {
        name: value for name in _LIST_TASKS_FILTERS if (value := getattr(query, name)) is not None
    }
    if "q" in filters:
        filters["q"] = words_of(filters["q"])
    statement = _list_tasks(access.scope, query.sort, tuple(filters))
    parameters = access.bind(**filters)
    return await fetch_page(source, TaskRead, statement, parameters, query)


async def create_task(
    transaction: Transaction,
    access: Access,
    task: TaskCreate,
) -> TaskRead:
    """Add one task."""
    values = {
        **task.model_dump(),
        "owner_id": access.principal.user_id,
    }
    await check_references(transaction, access, _REFERENCES, values)
    return await transaction.one(TaskRead, _CREATE, values)


async def export_tasks(
    queries: Queries,
    access: Access,
    query: ExportTasksQuery,
) -> CsvResponse:
    """Write all rows into a file."""
    filters = {
        name: value for name in _LIST_TASKS_FILTERS if (value := getattr(query, name)) is not None
    }
    if "q" in filters:
        filters["q"] = words_of(filters["q"])
    statement = _list_tasks(access.scope, query.sort, tuple(filters))
    parameters = access.bind(**filters)
    return await csv_of("tasks", TaskRead, queries.batches(statement, parameters))


async def read_task(source: Source, access: Access, key: UUID) -> TaskRead:
    """Return one task."""
    return await source.one(TaskRead, _fetch(access.scope), access.bind(_key=key))


async def update_task(
    transaction: Transaction,
    access: Access,
    key: UUID,
    version: int,
    changes: TaskUpdate,
) -> TaskRead:
    """Change one task that nobody else has changed meanwhile."""
    await check_references(transaction, access, _REFERENCES, changes)
    parameters = access.bind(
        _key=key,
        _expected=version,
        **changes,
    )
    changed = await transaction.optional(TaskRead, _update(access.scope), parameters)
    if changed is None:
        await transaction.one(TaskRead, _fetch(access.scope), access.bind(_key=key))
        raise StaleVersionError
    return changed


async def delete_task(transaction: Transaction, access: Access, key: UUID) -> None:
    """Remove one task."""
    await transaction.change(_remove(access.scope), access.bind(_key=key))


async def export_of_project_task(
    queries: Queries,
    access: Access,
    parent: UUID,
    query: ExportOfProjectTaskQuery,
) -> CsvResponse:
    """Write all rows into a file."""
    await _export_of_project_task_parent(queries, access, parent)
    filters = {
        name: value
        for name in _EXPORT_OF_PROJECT_TASK_FILTERS
        if (value := getattr(query, name)) is not None
    }
    if "q" in filters:
        filters["q"] = words_of(filters["q"])
    statement = _export_of_project_task(access.scope, query.sort, tuple(filters))
    parameters = access.bind(_parent=parent, **filters)
    return await csv_of("tasks", TaskRead, queries.batches(statement, parameters))


async def accept_task(
    transaction: Transaction,
    access: Access,
    key: UUID,
) -> TaskRead:
    """Take a task from in review to done.

    Of two callers at the same time, one is too late.
    """
    parameters = access.bind(_key=key, _now=now())
    moved = await transaction.optional(TaskRead, _accept_task(access.scope), parameters)
    if moved is None:
        found = await transaction.one(TaskRead, _fetch(access.scope), access.bind(_key=key))
        if found.status == TaskStatus.IN_REVIEW:
            raise ConflictError("Nobody takes this step for a row of their own.")
        raise ConflictError(f"The task is {found.status}.")
    return moved


async def archive_task(
    transaction: Transaction,
    access: Access,
    key: UUID,
) -> TaskRead:
    """Take a task from done to archived.

    Of two callers at the same time, one is too late.
    """
    parameters = access.bind(_key=key)
    moved = await transaction.optional(TaskRead, _archive_task(access.scope), parameters)
    if moved is None:
        found = await transaction.one(TaskRead, _fetch(access.scope), access.bind(_key=key))
        raise ConflictError(f"The task is {found.status}.")
    return moved


async def return_task(
    transaction: Transaction,
    access: Access,
    key: UUID,
    body: ReturnTask,
) -> TaskRead:
    """Take a task from in review to in progress.

    Of two callers at the same time, one is too late.
    """
    parameters = access.bind(_key=key, review_note=body.review_note)
    moved = await transaction.optional(TaskRead, _return_task(access.scope), parameters)
    if moved is None:
        found = await transaction.one(TaskRead, _fetch(access.scope), access.bind(_key=key))
        raise ConflictError(f"The task is {found.status}.")
    return moved


async def start_task(
    transaction: Transaction,
    access: Access,
    key: UUID,
) -> TaskRead:
    """Take a task from open to in progress.

    Of two callers at the same time, one is too late.
    """
    parameters = access.bind(_key=key)
    moved = await transaction.optional(TaskRead, _start_task(access.scope), parameters)
    if moved is None:
        found = await transaction.one(TaskRead, _fetch(access.scope), access.bind(_key=key))
        raise ConflictError(f"The task is {found.status}.")
    return moved


async def submit_task(
    transaction: Transaction,
    access: Access,
    key: UUID,
) -> TaskRead:
    """Take a task from in progress to in review.

    Of two callers at the same time, one is too late.
    """
    parameters = access.bind(_key=key)
    moved = await transaction.optional(TaskRead, _submit_task(access.scope), parameters)
    if moved is None:
        found = await transaction.one(TaskRead, _fetch(access.scope), access.bind(_key=key))
        raise ConflictError(f"The task is {found.status}.")
    return moved


async def attach_label_task(
    transaction: Transaction, access: Access, key: UUID, other: UUID
) -> None:
    """Attach label."""
    mine = select(Task.id).where(_KEY, task_rows(access.scope))
    await transaction.need(mine, access.bind(_key=key))
    pair = (TaskLabel.task_id == key, TaskLabel.label_id == other)
    values = {"task_id": key, "label_id": other}
    await check_references(transaction, access, _ATTACH_LABEL_TASK, values)
    if not await transaction.rows(select(TaskLabel.task_id).where(*pair), {}):
        await transaction.run(insert(TaskLabel), values)


async def detach_label_task(
    transaction: Transaction, access: Access, key: UUID, other: UUID
) -> None:
    """Detach label."""
    mine = select(Task.id).where(_KEY, task_rows(access.scope))
    await transaction.need(mine, access.bind(_key=key))
    pair = (TaskLabel.task_id == key, TaskLabel.label_id == other)
    await transaction.change(delete(TaskLabel).where(*pair), {})
