"""Lists of some rows only: which of them, by a word for those.

GET /loans/overdue      only status eq "overdue"
GET /users/active       only is_active eq true
GET /notices/unread     only read_at eq null
"""

from collections.abc import Iterable
from typing import Final

from luke_cli.spec.figures import Condition, condition_of
from luke_cli.spec.model import Entity, Kind, Parameter, Spec, TypeName

_FLAGS: Final = ("true", "false")


def rows_called(spec: Spec, entity: Entity, word: str) -> Condition | None:
    """Return which rows a word means; None if it means none, or others by another enum."""
    enums = [spec.enum(field.type.enum) for field in entity.fields if field.type.enum]
    named = [enum for enum in enums if enum and word in enum.values]
    return condition_of(spec, entity, word) if len(named) <= 1 else None


def only(operation: str, condition: Condition) -> Parameter:
    """Return the row of a plan which says that a list has those rows only."""
    value = condition.value
    word = value.removeprefix("not ")
    plain = word == "null" or value in _FLAGS
    return Parameter(
        operation=operation,
        name=condition.field,
        means="only",
        fields=(condition.field,),
        operator="eq" if word == value else "ne",
        default=word if plain else f'"{value}"',
    )


def conditions_of(parameters: Iterable[Parameter]) -> tuple[Condition, ...]:
    """Return what all rows of an operation have in common."""
    return tuple(
        Condition(
            one.fields[0],
            ("not " if one.operator == "ne" else "") + one.default.strip('"'),
        )
        for one in parameters
        if one.means == "only"
    )


def narrowing_trouble(spec: Spec, entity: Entity, parameter: Parameter) -> str:
    """Return why rows cannot be told apart by a value, "" if they can."""
    operation = spec.operation(parameter.operation)
    if parameter.means == "only" and operation and operation.kind is not Kind.LIST:
        return f"`only` tells which rows a list shows, and `{operation.name}` is none"
    value = parameter.default
    field = entity.field(parameter.fields[0]) if parameter.means == "only" else None
    if field is None or value == "null":
        return ""
    if parameter.operator == "ne":
        return "only `null` can be what a field is not"
    enum = spec.enum(field.type.enum)
    known = tuple(f'"{one}"' for one in enum.values) if enum else ()
    if field.type.name is TypeName.BOOLEAN:
        known = _FLAGS
    if value in known:
        return ""
    expected = ", ".join(f"`{one}`" for one in known[:6]) or "`null`"
    return f"`{value}` is no value that tells rows apart by `{field.name}`; expected {expected}"
