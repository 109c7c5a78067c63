"""Columns of the tables, and the cells that only one table has."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from luke_cli.plan import cells
from luke_cli.plan.cells import Cell, CellError, listed, named, worded
from luke_cli.plan.cells_steps import DENIED, read_scope
from luke_cli.plan.fold import CRUD, Line
from luke_cli.spec.conditions import conditions_of, conditions_text
from luke_cli.spec.model import (
    CHANNELS,
    Condition,
    Enum,
    Index,
    Kind,
    Notification,
    Parameter,
    Permission,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, and how it shows a part of an item."""

    header: str
    write: Callable[[Any], str]
    read: Callable[[str], Mapping[str, Any]]
    """Returns attributes of the item; raises CellError."""


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table; the first column holds the key of a row."""

    name: str
    """As the attribute of `Spec` that it shows."""
    what: str
    """What a row is, for messages."""
    columns: tuple[Column, ...]
    make: Callable[..., Any]
    """Makes an item of the attributes that its cells say."""
    scope: str = ""
    """What the heading above names: `entity`, `state` (an entity and a field) or ""."""
    renames: bool = False
    """A row may say what it was called before: `amount was price`."""

    @property
    def header(self) -> tuple[str, ...]:
        """The cells of the header row."""
        return tuple(column.header for column in self.columns)

    def key(self, item: Any) -> str:
        """Return the key of a row, as it stands in the first cell."""
        return self.columns[0].write(item)

    def row(self, item: Any) -> tuple[str, ...]:
        """Return the cells of a row."""
        key, *rest = (column.write(item) for column in self.columns)
        was = f" was {item.was}" if self.renames and item.was else ""
        return (f"{key}{was}", *rest)


def column(header: str, cell: Cell[Any], attribute: str) -> Column:
    """Return the column that shows one attribute of an item."""
    return Column(
        header,
        lambda item: cell.write(getattr(item, attribute)),
        lambda raw: {attribute: cell.read(raw)},
    )


_VALUES: Final = listed(cells.RENAMED)


def write_values(enum: Enum) -> str:
    """Show the values of an enum, each with what it was called before."""
    was = dict(enum.was)
    return _VALUES.write(tuple((value, was.get(value, "")) for value in enum.values))


def read_values(raw: str) -> Mapping[str, Any]:
    """Return the values of an enum, and what they were called before."""
    said = _VALUES.read(raw)
    return {
        "values": tuple(value for value, _ in said),
        "was": tuple((value, old) for value, old in said if old),
    }


BASIS: Final = column("Basis", cells.BASIS, "basis")


def read_index(raw: str) -> Mapping[str, Any]:
    """Return the entity and the columns of an index, and of which rows it is."""
    said = re.fullmatch(r"([A-Z][A-Za-z0-9]*) ?\(([^()]+)\)(?: where (.+))?", raw)
    if said is None:
        example = "`Expense(status, created_at desc)` or `Draft(user_id) where state = open`"
        raise CellError("LK-P107", f"`{raw}` is no list of fields; expected for example {example}")
    return {
        "entity": said[1],
        "columns": cells.at(said.start(2), _COLUMNS.read, said[2]),
        "where": cells.at(said.start(3), _read_where, said[3]) if said[3] else (),
    }


def _read_where(raw: str) -> tuple[Condition, ...]:
    try:
        found = conditions_of(raw)
    except ValueError as error:
        example = "`status = open` or `deleted_at is null`"
        raise CellError(
            "LK-P107", f"`{error}` is no condition; expected for example {example}"
        ) from None
    for condition in found:
        cells.FIELD.read(condition.field)
    return found


def _read_index_column(raw: str) -> tuple[str, bool]:
    name = raw.removesuffix(" desc").removesuffix(" asc")
    return cells.FIELD.read(name), raw.endswith(" desc")


_COLUMNS: Final = listed(Cell(lambda c: f"{c[0]} desc" if c[1] else c[0], _read_index_column))


def write_index(index: Index) -> str:
    """Return the cell of what an index is on."""
    where = conditions_text(index.where)
    return f"{index.entity}({_COLUMNS.write(index.columns)})" + (f" where {where}" if where else "")


_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "WS", "ALL")
_METHOD: Final = worded("method", _METHODS)
_PATH: Final = named(
    "path", r"/(?:(?u:[\w.~:@+=/-])|\{[A-Za-z_][A-Za-z0-9_:]*\})*", "/expenses/{id}"
)


def read_request(raw: str) -> Mapping[str, Any]:
    """Return the method and the path of an operation."""
    method, _, path = raw.partition(" ")
    path = path.lstrip(" ")
    return {
        "method": _METHOD.read(method),
        "path": cells.at(len(raw) - len(path), _PATH.read, path),
    }


_KIND: Final = worded("kind of operation", (*Kind, CRUD))
_STATUS: Final = named("status of a success", "2[0-9]{2}", "202", "LK-P107")


def read_kind(raw: str) -> Mapping[str, Any]:
    """Return the kind of an operation, and the status of its success where one stands behind it."""
    kind, _, status = raw.partition(" ")
    said = {"kind": _KIND.read(kind)}
    status = status.lstrip(" ")
    if not status:
        return said
    if kind == CRUD:
        message = (
            "`crud` is five operations, each with its own status; give the one a row of its own"
        )
        raise CellError("LK-P107", message)
    return {**said, "status": int(cells.at(len(raw) - len(status), _STATUS.read, status))}


def write_kind(line: Line) -> str:
    """Return the cell of what an operation does: `create`, or `custom 202`."""
    return f"{line.kind} {line.status or ''}".rstrip(" ")


LINE_NAME: Final = named("operation", r"[a-z][a-z0-9_]*\.(?:[a-z][a-z0-9_]*|\*)", "expense.approve")
NEEDS: Final = listed(
    named(
        "permission",
        r"signed-in|public|[a-z][a-z0-9_.-]*:[a-z0-9][a-z0-9_.*-]*",
        "expense:approve`, `signed-in` or `public",
    )
)


def read_parameter(raw: str) -> Mapping[str, Any]:
    """Return the operation and the name of a parameter."""
    said = re.fullmatch(r"([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\.([A-Za-z_][A-Za-z0-9_.-]*)", raw)
    if said is None:
        message = f"`{raw}` is no parameter; expected for example `expense.list.status`"
        raise CellError("LK-P109", message)
    return {"operation": said[1], "name": said[2]}


def write_parameter(parameter: Parameter) -> str:
    """Return the cell of a parameter, which is also its key."""
    return f"{parameter.operation}.{parameter.name}"


_CHANNEL: Final = worded("channel", CHANNELS)
RECIPIENT: Final = named(
    "recipient",
    r"role [a-z][a-z0-9_]*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*",
    "role manager`, `owner_id` or `owner_id.manager_id",
)


def read_notification(raw: str) -> Mapping[str, Any]:
    """Return the operation that somebody is told of, and the channel."""
    operation, _, channel = raw.rpartition(".")
    named_ = {"operation": cells.OPERATION.read(operation)}
    return {**named_, "channel": cells.at(len(operation) + 1, _CHANNEL.read, channel)}


def write_notification(notification: Notification) -> str:
    """Return the cell of a notification, which is also its key."""
    return f"{notification.operation}.{notification.channel}"


def scope_column(role: str) -> Column:
    """Return the column of a role."""

    def write(permission: Permission) -> str:
        return dict(permission.scopes).get(role, DENIED)

    return Column(role, write, lambda raw: {f"scope {role}": read_scope(raw)})
