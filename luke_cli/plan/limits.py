"""What a person may write into the plan and no backend could have: names, sizes, bounds, patterns."""

from collections.abc import Iterator

from luke_cli.names import snake
from luke_cli.plan.cells_types import TYPE
from luke_cli.plan.known import Problem, RowKey
from luke_cli.spec.field_rights import may_be_kept
from luke_cli.spec.model import Entity, Enum, Field, Spec, Type
from luke_cli.spec.safe_names import is_free_entity, is_free_field, is_free_table
from luke_cli.spec.sound import sound, type_trouble


def limits(spec: Spec) -> Iterator[Problem]:
    """Yield every name that is taken, and every field that no database could keep."""
    for entity in spec.entities:
        yield from _names(entity)
        for field in entity.fields:
            yield from _field(entity, field)
    for enum in spec.enums:
        yield from _twins(enum)
    for parameter in spec.parameters:
        row = ("parameters", "", f"{parameter.operation}.{parameter.name}")
        if parameter.type:
            yield from _type(row, "Means", parameter.type)
    for contract in spec.contracts:
        row = ("contracts", "", contract.operation)
        for column, shape in (("Takes", contract.takes), ("Gives", contract.gives)):
            for member in shape.members:
                yield from _type(row, column, member.type)


def _names(entity: Entity) -> Iterator[Problem]:
    row = ("entities", "", entity.name)
    if not is_free_entity(entity.name):
        yield _taken(row, "Entity", entity.name)
    if not is_free_table(entity.table):
        yield _taken(row, "Table", entity.table)


def _twins(enum: Enum) -> Iterator[Problem]:
    """Two values that code would call the same: `in progress` and `in-progress`."""
    known: dict[str, str] = {}
    for value in enum.values:
        other = known.setdefault(snake(value), value)
        if other != value:
            message = f"in code `{value}` would be called like `{other}`"
            yield Problem(("enums", "", enum.name), "Values", value, "LK-P105", message)


def _field(entity: Entity, field: Field) -> Iterator[Problem]:
    row = ("fields", entity.name, field.name)
    if not is_free_field(field.name):
        yield _taken(row, "Field", field.name)
    yield from _type(row, "Type", field.type)
    if (field.readers or field.writers) and not may_be_kept(field):
        message = f"`{field.name}` is of whoever has the row: it is for no role alone"
        rule = "read by" if field.readers else "written by"
        yield Problem(row, "Rules", rule, "LK-P113", message)
    rest = sound(field)[1][bool(type_trouble(field.type)[0]) :]
    yield from (Problem(row, "Rules", "", "LK-P113", message) for message in rest)


def _type(row: RowKey, column: str, type_: Type) -> Iterator[Problem]:
    message = type_trouble(type_)[0]
    if message:
        yield Problem(row, column, TYPE.write(type_), "LK-P113", message)


def _taken(row: RowKey, column: str, name: str) -> Problem:
    message = f"`{name}` is a name of Python or of the libraries; choose another"
    return Problem(row, column, name, "LK-P114", message)
