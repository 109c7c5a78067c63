"""What rows that are there get in a column that needs a value.

The default that the plan states; else a neutral value that the rules of the column allow.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.samples import code, sample
from luke_cli.backend.schema.conditions import bound_of, values_of
from luke_cli.backend.schema.kinds import Family, sort_of
from luke_cli.backend.schema.values import Column, Fill, Kind, Schema, Table
from luke_cli.backend.views.columns import default_of, is_switch
from luke_cli.backend.views.states import initial_state, state_fields
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName

_NOW: Final = "datetime.now(UTC)"
_CALLS: Final = {"now": _NOW, "today": f"{_NOW}.date()", "dict": "{}", "list": "[]"}
_NEUTRAL: Final = {
    Family.TEXT: '""',
    Family.BOOLEAN: "False",
    Family.DATE: "date(1970, 1, 1)",
    Family.TIME: "time(0, 0)",
    Family.MOMENT: "datetime(1970, 1, 1, tzinfo=UTC)",
    Family.SPAN: "timedelta(0)",
    Family.UUID: "UUID(int=0)",
    Family.JSON: "{}",
    Family.BYTES: 'b""',
}
_NUMBERS: Final = (Family.WHOLE, Family.DECIMAL, Family.FLOAT)
_EACH: Final = {Family.TEXT: 'f"{number}"', Family.WHOLE: "number", Family.UUID: "uuid4()"}
_FORMED: Final = {
    TypeName.EMAIL: 'f"somebody{number}@example.com"',
    TypeName.URL: 'f"https://example.com/{number}"',
}
"""Values of which no row has the same."""


def stated_fill(spec: Spec, entity: Entity, field: Field) -> Fill:
    """Return what the plan says of rows without a value, or what the form of a field asks for."""
    moments = (TypeName.DATE, TypeName.DATETIME)
    if field.role in (FieldRole.CREATED, FieldRole.UPDATED) and field.type.name in moments:
        now = _CALLS["today" if field.type.name is TypeName.DATE else "now"]
        return Fill(now, is_stated=True)
    default = _default(spec, entity, field)
    if default:
        return Fill(default, is_stated=True, is_each=default == "uuid4()")
    if field.unique or field.unique_per:
        return Fill(_FORMED.get(field.type.name, ""), is_each=True)
    formed = (*_FORMED, TypeName.SLUG)
    if field.type.name in formed or field.pattern or field.min_length:
        good = sample(field)
        return Fill("" if good is None else code(good))
    return Fill()


def _default(spec: Spec, entity: Entity, field: Field) -> str:
    if field.type.name is TypeName.ENUM:
        is_begun = field.default or field.name in state_fields(spec, entity)
        first = initial_state(spec, field) if is_begun else ""
        return literal(first) if first else ""
    if field.role is FieldRole.LOCK:
        return default_of(field) or "1"
    if is_switch(entity, field) and not field.default:
        return "True"
    default = default_of(field)
    return "uuid4()" if default == "uuid4" else _CALLS.get(default, default)


def filled(schema: Schema) -> Schema:
    """Return a schema that knows a value for every column of rows that are there."""
    return Schema(tuple(map(_filled, schema.tables)))


def _filled(table: Table) -> Table:
    columns = (
        column if column.fill.code else replace(column, fill=_neutral(table, column))
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def _neutral(table: Table, column: Column) -> Fill:
    mine = [one for one in table.constraints if column.name in one.columns]
    for key in (one for one in mine if one.kind is Kind.FOREIGN):
        named = key.keys[0]
        first = f"(SELECT {named} FROM {key.target} ORDER BY {named} LIMIT 1)"  # noqa: S608 - names
        return Fill(f"sa.literal_column({literal(first)})")
    family = sort_of(column.type).family
    if any(one.kind is Kind.UNIQUE for one in mine):
        return Fill(_EACH.get(family, ""), is_each=True)
    checks = [one.condition for one in mine if one.kind is Kind.CHECK]
    for values in filter(None, map(values_of, checks)):
        return Fill(literal(values[0]))
    if family in _NUMBERS:
        return Fill(_number(column, checks))
    return Fill(_NEUTRAL.get(family, ""))


def _number(column: Column, checks: list[str]) -> str:
    """Return the number nearest to zero that the checks allow."""
    sort = sort_of(column.type)
    step = {
        Family.WHOLE: Decimal(1),
        Family.DECIMAL: Decimal(1).scaleb(-sort.scale),
        Family.FLOAT: Decimal("0.5"),
    }[sort.family]
    value = Decimal(0)
    for sign, bound in _bounds(checks):
        if sign[0] == ">":
            value = max(value, bound if sign == ">=" else bound + step)
        else:
            value = min(value, bound if sign == "<=" else bound - step)
    if sort.family is Family.DECIMAL:
        return f"Decimal({literal(str(value))})"
    return str(int(value) if sort.family is Family.WHOLE else float(value))


def _bounds(checks: list[str]) -> Iterator[tuple[str, Decimal]]:
    """Yield signs and numbers of checks, the lower bounds last: they are more often meant."""
    found = [bound for check in checks if (bound := bound_of(check))]
    yield from sorted(found, key=lambda bound: bound[0][0] == ">")
