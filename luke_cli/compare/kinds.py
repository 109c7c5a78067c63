"""The kinds of change: one table, in the order in which a reviewer reads them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from luke_cli.compare import api, fields
from luke_cli.compare.api import Reach
from luke_cli.compare.change import FINE, Data, Pair, Verdict
from luke_cli.compare.fields import Owned
from luke_cli.compare.settings import setting_changed
from luke_cli.plan import tables
from luke_cli.plan.cells_rules import RULES_KNOWN
from luke_cli.plan.cells_types import TYPE
from luke_cli.plan.columns import Table
from luke_cli.spec.model import Spec
from luke_cli.spec.overlaps import OVERLAPS

Judge = Callable[[Pair], Verdict]


def _fine(_: Pair) -> Verdict:
    return FINE


@dataclass(frozen=True, slots=True)
class Aspect:
    """A part of an item that may change by itself."""

    show: Callable[[Any], str]
    """As the plan writes it."""
    judge: Judge = _fine
    word: str = ""
    """What it is called where both sides are shown; "" where that is plain."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item: how it is found, shown and judged."""

    word: str
    items: Callable[[Spec], Mapping[str, Any]]
    aspects: tuple[Aspect, ...]
    added: Judge = _fine
    removed: Judge = _fine
    owners: Callable[[Any], tuple[tuple[str, str], ...]] = lambda _: ()
    """Kind and name of what it comes and goes with: told there, not again."""
    former: Callable[[Any], str] = lambda _: ""
    """The name that it had before, where the plan says so."""
    called: Callable[[Any], str] = lambda _: ""
    """Its own name, where it may become another."""
    renamed: Judge = _fine


def _cells(table: Table, judges: Mapping[str, Judge]) -> tuple[Aspect, ...]:
    """Return an aspect for each column of a table but the key and the basis."""
    return tuple(
        Aspect(
            column.write, judges.get(column.header, _fine), column.header.lower() if many else ""
        )
        for many in (len(table.columns) > 3,)
        for column in table.columns[1:]
        if column.header != "Basis"
    )


def _rule(word: str, write: Callable[[Any], str | None]) -> Aspect:
    def show(owned: Owned) -> str:
        rest = write(owned.field)
        return "" if rest is None else f"{word} {rest}".rstrip()

    return Aspect(show, _RULES.get(word, fields.limit_changed))


_RULES: Final[Mapping[str, Judge]] = {
    "required": fields.required_changed,
    "unique": fields.unique_changed,
    "unique per": fields.unique_changed,
    "index": fields.schema_changed,
    "default": fields.default_changed,
    "on delete": fields.schema_changed,
    "read-only": fields.visibility_changed,
    "write-only": fields.visibility_changed,
    "hidden": fields.visibility_changed,
    "read by": fields.readers_changed,
    "written by": fields.writers_changed,
    "immutable": fields.visibility_changed,
    "encrypted": fields.encryption_changed,
    "computed": fields.visibility_changed,
    "key": fields.role_changed,
    "tenant": fields.role_changed,
    "owner": fields.role_changed,
    "lock": fields.role_changed,
    "created": fields.role_changed,
    "updated": fields.role_changed,
    "deleted": fields.role_changed,
}
"""The rules that are no limits of values."""


def _entity_removed(_: Pair) -> Verdict:
    return Verdict("", "drops the table and what is in it", Data.LOST)


def _table_changed(pair: Pair) -> Verdict:
    is_other = pair.before.table != pair.after.table
    return Verdict("", "renames the table", Data.SAFE) if is_other else FINE


def _owners_changed(pair: Pair) -> Verdict:
    """Judge whose rows are: who owned them beside the first one may not reach them any more."""
    gone = [path for path in pair.before.owners[1:] if path not in pair.after.owners]
    return Verdict(f"rows are out of reach for {', '.join(gone)}") if gone else FINE


def _entity_added(_: Pair) -> Verdict:
    return Verdict("", "adds the table", Data.SAFE)


def _role_removed(pair: Pair) -> Verdict:
    return Verdict(f"for {pair.name}", "accounts that have it need another", Data.NEEDED)


def _index_changed(pair: Pair) -> Verdict:
    if pair.after is not None and pair.after.kind == "unique":
        return Verdict("", "rows that are alike must go first", Data.NEEDED)
    if pair.after is not None and pair.after.kind in OVERLAPS:
        return Verdict("rows that overlap are refused")
    return Verdict("", "changes the schema", Data.SAFE)


def _fields(spec: Spec) -> Mapping[str, Owned]:
    return {f"{e.name}.{f.name}": Owned(e, f) for e in spec.entities for f in e.fields}


def _reaches(spec: Spec) -> Mapping[str, Reach]:
    return {
        f"{role} {one.name}": Reach(one.name, role, scope, one.sources)
        for one in spec.permissions
        for role, scope in one.scopes
        if scope != "-"
    }


def _named(table: Table) -> Callable[[Spec], Mapping[str, Any]]:
    return lambda spec: {table.key(item): item for item in getattr(spec, table.name)}


def _of_operation(item: Any) -> tuple[tuple[str, str], ...]:
    return (("operation", item.operation),)


_TRANSITIONS: Final = {
    "From": api.origins_changed,
    "To": api.target_changed,
    "Needs": api.needs_changed,
}

KINDS: Final = (
    Kind(
        "entity",
        _named(tables.ENTITIES),
        (
            Aspect(lambda entity: f"table {entity.table}", _table_changed),
            Aspect(tables.ENTITIES.columns[2].write, _owners_changed, word="traits"),
        ),
        added=_entity_added,
        removed=_entity_removed,
        former=lambda entity: entity.was,
        called=lambda entity: entity.name,
    ),
    Kind(
        "field",
        _fields,
        (
            Aspect(lambda owned: TYPE.write(owned.field.type), fields.type_changed),
            *(_rule(rule.word, rule.write) for rule in RULES_KNOWN),
        ),
        added=fields.field_added,
        removed=fields.field_removed,
        owners=lambda owned: (("entity", owned.entity.name),),
        former=lambda owned: owned.former,
        called=lambda owned: owned.field.name,
        renamed=fields.field_renamed,
    ),
    Kind("enum", _named(tables.ENUMS), _cells(tables.ENUMS, {"Values": fields.values_changed})),
    Kind(
        "index",
        _named(tables.INDEXES),
        _cells(tables.INDEXES, {"On": _index_changed, "Kind": _index_changed}),
        added=_index_changed,
        removed=_index_changed,
        owners=lambda index: (("entity", index.entity),),
    ),
    Kind("role", _named(tables.ROLES), _cells(tables.ROLES, {}), removed=_role_removed),
    Kind(
        "access",
        _reaches,
        (Aspect(lambda reach: reach.scope, api.access_changed),),
        removed=api.access_removed,
        owners=lambda reach: (("role", reach.role),),
    ),
    Kind(
        "operation",
        _named(tables.OPERATIONS),
        _cells(
            tables.OPERATIONS,
            {
                "Request": api.request_changed,
                "Kind": api.kind_changed,
                "Permission": api.permissions_changed,
            },
        ),
        removed=api.operation_removed,
    ),
    Kind(
        "parameter",
        _named(tables.PARAMETERS),
        _cells(tables.PARAMETERS, {"Means": api.parameter_changed}),
        added=api.parameter_added,
        removed=api.parameter_removed,
        owners=_of_operation,
    ),
    Kind(
        "contract",
        _named(tables.CONTRACTS),
        _cells(tables.CONTRACTS, {"Takes": api.takes_changed, "Gives": api.gives_changed}),
        added=api.contract_changed,
        removed=api.contract_changed,
        owners=_of_operation,
    ),
    Kind(
        "transition",
        _named(tables.TRANSITIONS),
        _cells(tables.TRANSITIONS, _TRANSITIONS),
        owners=_of_operation,
    ),
    Kind(
        "precondition",
        _named(tables.PRECONDITIONS),
        _cells(tables.PRECONDITIONS, {"Only if": api.guards_changed}),
        added=api.precondition_added,
        owners=_of_operation,
    ),
    Kind(
        "notification",
        _named(tables.NOTIFICATIONS),
        _cells(tables.NOTIFICATIONS, {}),
        owners=_of_operation,
    ),
    Kind(
        "setting",
        _named(tables.SETTINGS),
        _cells(tables.SETTINGS, {"Value": setting_changed}),
        added=setting_changed,
        removed=setting_changed,
    ),
    Kind("requirement", _named(tables.REQUIREMENTS), _cells(tables.REQUIREMENTS, {})),
)
"""A kind that a reviewer does not read here decides nothing that is built or asked for."""
