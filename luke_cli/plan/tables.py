"""The tables of the plan: for each kind its header, and what each cell of it is.

Writing and reading go through the same columns, so that a plan means what it shows.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from luke_cli.plan import cells
from luke_cli.plan.cells import TEXT, Cell, CellError, listed, member, named, worded
from luke_cli.plan.cells_api import FAILURES, SHAPE, read_meaning, write_meaning
from luke_cli.plan.cells_reasons import SERVED, SIDE, SIDES, SLICE, WORDS
from luke_cli.plan.cells_rules import TRAITS, read_rules, write_rules
from luke_cli.plan.cells_steps import DENIED, EFFECTS, GUARDS, read_scope
from luke_cli.plan.cells_types import TYPE
from luke_cli.plan.fold import CRUD, Line
from luke_cli.spec import model
from luke_cli.spec.model import Index, Kind, Parameter, Permission


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

    @property
    def header(self) -> tuple[str, ...]:
        """The cells of the header row."""
        return tuple(column.header for column in self.columns)

    def key(self, item: Any) -> str:
        """Return the key of a row, as it stands in the first cell."""
        return self.columns[0].write(item)

    def row(self, item: Any) -> tuple[str, ...]:
        """Return the cells of a row."""
        return tuple(column.write(item) for column in self.columns)


def _column(header: str, cell: Cell[Any], attribute: str) -> Column:
    return Column(
        header,
        lambda item: cell.write(getattr(item, attribute)),
        lambda raw: {attribute: cell.read(raw)},
    )


_BASIS: Final = _column("Basis", cells.BASIS, "basis")


def _read_index(raw: str) -> Mapping[str, Any]:
    said = re.fullmatch(r"([A-Z][A-Za-z0-9]*) ?\((.+)\)", raw)
    if said is None:
        example = "`Expense(status, created_at desc)`"
        raise CellError("LK-P107", f"`{raw}` is no list of fields; expected for example {example}")
    return {"entity": said[1], "columns": cells.at(said.start(2), _COLUMNS.read, said[2])}


def _read_index_column(raw: str) -> tuple[str, bool]:
    name = raw.removesuffix(" desc").removesuffix(" asc")
    return cells.FIELD.read(name), raw.endswith(" desc")


_COLUMNS: Final = listed(Cell(lambda c: f"{c[0]} desc" if c[1] else c[0], _read_index_column))


def _write_index(index: Index) -> str:
    return f"{index.entity}({_COLUMNS.write(index.columns)})"


_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "WS", "ALL")
_METHOD: Final = worded("method", _METHODS)
_PATH: Final = named(
    "path", r"/(?:[A-Za-z0-9_.~:@+=/-]|\{[A-Za-z_][A-Za-z0-9_:]*\})*", "/expenses/{id}"
)


def _read_request(raw: str) -> Mapping[str, Any]:
    method, _, path = raw.partition(" ")
    path = path.lstrip(" ")
    return {
        "method": _METHOD.read(method),
        "path": cells.at(len(raw) - len(path), _PATH.read, path),
    }


_LINE_NAME: Final = named(
    "operation", r"[a-z][a-z0-9_]*\.(?:[a-z][a-z0-9_]*|\*)", "expense.approve"
)
_NEEDS: Final = listed(
    named(
        "permission",
        r"signed-in|public|[a-z][a-z0-9_.-]*:[a-z0-9][a-z0-9_.*-]*",
        "expense:approve`, `signed-in` or `public",
    )
)


def _read_parameter(raw: str) -> Mapping[str, Any]:
    said = re.fullmatch(r"([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)\.([A-Za-z_][A-Za-z0-9_.-]*)", raw)
    if said is None:
        message = f"`{raw}` is no parameter; expected for example `expense.list.status`"
        raise CellError("LK-P109", message)
    return {"operation": said[1], "name": said[2]}


def _write_parameter(parameter: Parameter) -> str:
    return f"{parameter.operation}.{parameter.name}"


def _scope_column(role: str) -> Column:
    def write(permission: Permission) -> str:
        return dict(permission.scopes).get(role, DENIED)

    return Column(role, write, lambda raw: {f"scope {role}": read_scope(raw)})


def permissions(roles: Iterable[str]) -> Table:
    """Return the table of permissions, a column a role."""
    named_roles = tuple(roles)

    def make(**said: Any) -> Permission:
        scopes = ((role, said.pop(f"scope {role}")) for role in named_roles)
        reached = tuple((role, scope) for role, scope in tuple(scopes) if scope)
        return Permission(scopes=reached, **said)

    return Table(
        "permissions",
        "permission",
        (
            _column("Permission", cells.PERMISSION, "name"),
            *map(_scope_column, named_roles),
            _BASIS,
        ),
        make,
    )


SETTINGS: Final = Table(
    "settings",
    "setting",
    (_column("Setting", cells.SETTING, "name"), _column("Value", cells.VALUE, "value"), _BASIS),
    model.Setting,
)
ENTITIES: Final = Table(
    "entities",
    "entity",
    (
        _column("Entity", cells.ENTITY, "name"),
        _column("Table", cells.TABLE, "table"),
        _column("Traits", TRAITS, "traits"),
        _BASIS,
    ),
    partial(model.Entity, fields=()),
)
FIELDS: Final = Table(
    "fields",
    "field",
    (
        _column("Field", cells.FIELD, "name"),
        _column("Type", TYPE, "type"),
        Column("Rules", write_rules, read_rules),
        _BASIS,
    ),
    model.Field,
    scope="entity",
)
ENUMS: Final = Table(
    "enums",
    "enum",
    (
        _column("Enum", cells.ENUM, "name"),
        _column("Values", listed(cells.CHOICE), "values"),
        _BASIS,
    ),
    model.Enum,
)
INDEXES: Final = Table(
    "indexes",
    "index",
    (
        _column("Index", cells.INDEX, "name"),
        Column("On", _write_index, _read_index),
        _column("Kind", worded("kind of index", ("btree", "unique", "search")), "kind"),
        _BASIS,
    ),
    model.Index,
)
ROLES: Final = Table(
    "roles",
    "role",
    (
        _column("Role", cells.ROLE, "name"),
        _column("Inherits", listed(cells.ROLE), "inherits"),
        _BASIS,
    ),
    model.Role,
)
OPERATIONS: Final = Table(
    "operations",
    "operation",
    (
        _column("Operation", _LINE_NAME, "name"),
        Column("Request", lambda line: f"{line.method} {line.path}", _read_request),
        _column("Kind", worded("kind of operation", (*Kind, CRUD)), "kind"),
        _column("Permission", _NEEDS, "permissions"),
        _BASIS,
    ),
    Line,
)
PARAMETERS: Final = Table(
    "parameters",
    "parameter",
    (
        Column("Parameter", _write_parameter, _read_parameter),
        Column("Means", write_meaning, read_meaning),
        _BASIS,
    ),
    model.Parameter,
)
CONTRACTS: Final = Table(
    "contracts",
    "contract",
    (
        _column("Contract", cells.OPERATION, "operation"),
        _column("Takes", SHAPE, "takes"),
        _column("Gives", SHAPE, "gives"),
        _column("Fails", FAILURES, "fails"),
        _BASIS,
    ),
    model.Contract,
)
TRANSITIONS: Final = Table(
    "transitions",
    "transition",
    (
        _column("Transition", cells.OPERATION, "operation"),
        _column("From", listed(cells.CHOICE), "origins"),
        _column("To", cells.CHOICE, "target"),
        _column("Needs", GUARDS, "needs"),
        _column("Sets", EFFECTS, "effects"),
        _BASIS,
    ),
    model.Transition,
    scope="state",
)
REQUIREMENTS: Final = Table(
    "requirements",
    "requirement",
    (
        _column("Requirement", cells.REQUIREMENT, "name"),
        _column(
            "Kind", worded("kind of requirement", ("story", "criterion", "rule", "target")), "kind"
        ),
        _column("Says", TEXT, "text"),
        _column("Served by", SERVED, "served_by"),
        _BASIS,
    ),
    model.Requirement,
)
_STATE: Final = _column("State", member("state", model.State), "state")
DECISIONS: Final = Table(
    "decisions",
    "decision",
    (
        _column("Decision", cells.DECISION, "name"),
        _column("About", TEXT, "about"),
        _column("Taken", SIDE, "taken"),
        _column("Set aside", SIDES, "aside"),
        _column("Why", TEXT, "why"),
        _STATE,
    ),
    model.Decision,
)
ASSUMPTIONS: Final = Table(
    "assumptions",
    "assumption",
    (
        _column("Assumption", cells.ASSUMPTION, "name"),
        _column("About", TEXT, "about"),
        _column("Proposal", TEXT, "proposal"),
        _column("Why", TEXT, "why"),
        _STATE,
    ),
    model.Assumption,
)
QUESTIONS: Final = Table(
    "questions",
    "question",
    (
        _column("Question", cells.QUESTION, "name"),
        _column("About", TEXT, "about"),
        _column("Meanwhile", TEXT, "meanwhile"),
        _column("Ask", TEXT, "ask"),
        _column("Answer", TEXT, "answer"),
    ),
    model.Question,
)
FEATURES: Final = Table(
    "features",
    "feature",
    (
        _column("Feature", cells.FEATURE, "name"),
        _column("Words", WORDS, "words"),
        _column("Operations", SLICE, "operations"),
        _BASIS,
    ),
    model.Feature,
)

TABLES: Final = (
    SETTINGS,
    ENTITIES,
    FIELDS,
    ENUMS,
    INDEXES,
    ROLES,
    OPERATIONS,
    PARAMETERS,
    CONTRACTS,
    TRANSITIONS,
    REQUIREMENTS,
    DECISIONS,
    ASSUMPTIONS,
    QUESTIONS,
    FEATURES,
)
"""Every kind but that of permissions, whose header depends on the roles."""

PERMISSION_EDGES: Final = ("Permission", "Basis")
"""The first and the last header of the table of permissions."""
