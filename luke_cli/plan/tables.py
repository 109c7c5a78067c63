"""The tables of the plan: for each kind its header, and what each cell of it is.

Writing and reading go through the same columns, so that a plan means what it shows.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from luke_cli.plan import cells
from luke_cli.plan.cells import TEXT, listed, member, worded
from luke_cli.plan.cells_api import FAILURES, SHAPE, read_meaning, write_meaning
from luke_cli.plan.cells_guards import ROW_GUARDS
from luke_cli.plan.cells_reasons import SERVED, SIDE, SIDES, SLICE, WORDS
from luke_cli.plan.cells_rules import TRAITS, read_rules, write_rules
from luke_cli.plan.cells_steps import EFFECTS, read_needs, write_needs
from luke_cli.plan.cells_types import TYPE
from luke_cli.plan.columns import (
    BASIS,
    LINE_NAME,
    NEEDS,
    RECIPIENT,
    Column,
    Table,
    column,
    read_index,
    read_kind,
    read_notification,
    read_parameter,
    read_request,
    read_values,
    scope_column,
    write_index,
    write_kind,
    write_notification,
    write_parameter,
    write_values,
)
from luke_cli.plan.fold import Line
from luke_cli.spec import model
from luke_cli.spec.model import OFFERS, Permission
from luke_cli.spec.overlaps import OVERLAPS


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
            column("Permission", cells.PERMISSION, "name"),
            *map(scope_column, named_roles),
            BASIS,
        ),
        make,
    )


SETTINGS: Final = Table(
    "settings",
    "setting",
    (column("Setting", cells.SETTING, "name"), column("Value", cells.VALUE, "value"), BASIS),
    model.Setting,
)
ENTITIES: Final = Table(
    "entities",
    "entity",
    (
        column("Entity", cells.ENTITY, "name"),
        column("Table", cells.TABLE, "table"),
        column("Traits", TRAITS, "traits"),
        BASIS,
    ),
    partial(model.Entity, fields=()),
    renames=True,
)
FIELDS: Final = Table(
    "fields",
    "field",
    (
        column("Field", cells.FIELD, "name"),
        column("Type", TYPE, "type"),
        Column("Rules", write_rules, read_rules),
        BASIS,
    ),
    model.Field,
    scope="entity",
    renames=True,
)
ENUMS: Final = Table(
    "enums",
    "enum",
    (
        column("Enum", cells.ENUM, "name"),
        Column("Values", write_values, read_values),
        BASIS,
    ),
    model.Enum,
)
INDEXES: Final = Table(
    "indexes",
    "index",
    (
        column("Index", cells.INDEX, "name"),
        Column("On", write_index, read_index),
        column("Kind", worded("kind of index", ("btree", "unique", "search", *OVERLAPS)), "kind"),
        BASIS,
    ),
    model.Index,
)
ROLES: Final = Table(
    "roles",
    "role",
    (
        column("Role", cells.ROLE, "name"),
        column("Inherits", listed(cells.ROLE), "inherits"),
        BASIS,
    ),
    model.Role,
)
OPERATIONS: Final = Table(
    "operations",
    "operation",
    (
        column("Operation", LINE_NAME, "name"),
        Column("Request", lambda line: f"{line.method} {line.path}", read_request),
        Column("Kind", write_kind, read_kind),
        column("Permission", NEEDS, "permissions"),
        BASIS,
    ),
    Line,
)
PARAMETERS: Final = Table(
    "parameters",
    "parameter",
    (
        Column("Parameter", write_parameter, read_parameter),
        Column("Means", write_meaning, read_meaning),
        BASIS,
    ),
    model.Parameter,
)
CONTRACTS: Final = Table(
    "contracts",
    "contract",
    (
        column("Contract", cells.OPERATION, "operation"),
        column("Takes", SHAPE, "takes"),
        column("Gives", SHAPE, "gives"),
        column("Fails", FAILURES, "fails"),
        BASIS,
    ),
    model.Contract,
)
TRANSITIONS: Final = Table(
    "transitions",
    "transition",
    (
        column("Transition", cells.OPERATION, "operation"),
        column("From", listed(cells.CHOICE), "origins"),
        column("To", cells.CHOICE, "target"),
        Column("Needs", write_needs, read_needs),
        column("Sets", EFFECTS, "effects"),
        BASIS,
    ),
    model.Transition,
    scope="state",
)
PRECONDITIONS: Final = Table(
    "preconditions",
    "precondition",
    (
        column("Precondition", cells.OPERATION, "operation"),
        column("Only if", ROW_GUARDS, "guards"),
        BASIS,
    ),
    model.Precondition,
)
NOTIFICATIONS: Final = Table(
    "notifications",
    "notification",
    (
        Column("Notification", write_notification, read_notification),
        column("To", listed(RECIPIENT), "to"),
        BASIS,
    ),
    model.Notification,
)
REQUIREMENTS: Final = Table(
    "requirements",
    "requirement",
    (
        column("Requirement", cells.REQUIREMENT, "name"),
        column(
            "Kind", worded("kind of requirement", ("story", "criterion", "rule", "target")), "kind"
        ),
        column("Says", TEXT, "text"),
        column("Served by", SERVED, "served_by"),
        BASIS,
    ),
    model.Requirement,
)
SCREENS: Final = Table(
    "screens",
    "screen",
    (
        column("Screen", cells.SCREEN, "name"),
        column("Title", TEXT, "text"),
        column("Offers", listed(worded("offer of a screen", OFFERS)), "offers"),
        column("Served by", SERVED, "served_by"),
        BASIS,
    ),
    model.Screen,
)
_STATE: Final = column("State", member("state", model.State), "state")
DECISIONS: Final = Table(
    "decisions",
    "decision",
    (
        column("Decision", cells.DECISION, "name"),
        column("About", TEXT, "about"),
        column("Taken", SIDE, "taken"),
        column("Set aside", SIDES, "aside"),
        column("Why", TEXT, "why"),
        _STATE,
    ),
    model.Decision,
)
ASSUMPTIONS: Final = Table(
    "assumptions",
    "assumption",
    (
        column("Assumption", cells.ASSUMPTION, "name"),
        column("About", TEXT, "about"),
        column("Proposal", TEXT, "proposal"),
        column("Why", TEXT, "why"),
        _STATE,
    ),
    model.Assumption,
)
QUESTIONS: Final = Table(
    "questions",
    "question",
    (
        column("Question", cells.QUESTION, "name"),
        column("About", TEXT, "about"),
        column("Meanwhile", TEXT, "meanwhile"),
        column("Ask", TEXT, "ask"),
        column("Answer", TEXT, "answer"),
    ),
    model.Question,
)
FEATURES: Final = Table(
    "features",
    "feature",
    (
        column("Feature", cells.FEATURE, "name"),
        column("Words", WORDS, "words"),
        column("Operations", SLICE, "operations"),
        BASIS,
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
    PRECONDITIONS,
    NOTIFICATIONS,
    REQUIREMENTS,
    SCREENS,
    DECISIONS,
    ASSUMPTIONS,
    QUESTIONS,
    FEATURES,
)
"""Every kind but that of permissions, whose header depends on the roles."""

PERMISSION_EDGES: Final = ("Permission", "Basis")
"""The first and the last header of the table of permissions."""
