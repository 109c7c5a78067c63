"""Whether what has to hold of a row can be asked of it."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.plan.known import Names, Problem, RowKey, unknown, unknown_field
from luke_cli.plan.show import code
from luke_cli.spec.guards import (
    CHANGES,
    COUNTS,
    ORDERED,
    counted_by,
    guard_text,
    guarded_entity,
    part_of,
    states_in,
)
from luke_cli.spec.leads import MOMENTS, SIGNS, is_lead, lead_of, lead_setting
from luke_cli.spec.model import (
    NUMBERS,
    OWNER,
    Entity,
    Field,
    Guard,
    Kind,
    Operation,
    Spec,
    TypeName,
)
from luke_cli.spec.windows import window_trouble

_MOMENTS: Final = (TypeName.DATE, TypeName.DATETIME, TypeName.TIME, TypeName.DURATION)
_UNCOUNTED: Final = (TypeName.JSON, TypeName.BYTES, TypeName.FILE)


def unmet(spec: Spec, names: Names) -> Iterator[Problem]:
    """Yield what does not fit in the table of preconditions."""
    for one in spec.preconditions:
        row = ("preconditions", "", one.operation)
        operation = spec.operation(one.operation)
        if operation is None:
            if one.operation not in names.operations:
                yield unknown((row, "Precondition"), one.operation, "operation", names.operations)
            continue
        entity = guarded_entity(spec, operation)
        if operation.kind is Kind.CREATE:
            yield from _made(spec, names, row, operation, one.guards)
        elif operation.kind not in CHANGES:
            kinds = ", ".join(f"`{kind}`" for kind in CHANGES)
            message = f"`{one.operation}` changes no row; expected an operation of {kinds}"
            yield Problem(row, "Precondition", one.operation, "LK-P107", message)
        elif entity is not None:
            owners = [guard.of for guard in one.guards if guard.sign == OWNER]
            if owners[1:]:
                message = "only one owner may be asked for"
                yield Problem(row, "Only if", owners[1], "LK-P107", message)
            for guard in one.guards:
                yield from _guard(spec, names, row, entity, guard)


def _made(
    spec: Spec, names: Names, row: RowKey, operation: Operation, guards: Iterable[Guard]
) -> Iterator[Problem]:
    """Yield what cannot be asked of a row that is made."""
    entity = names.by_group.get(operation.group)
    for guard in guards if entity else ():
        field = entity.field(guard.of) if entity else None
        setting = lead_setting(guard)
        if entity and field is None:
            yield unknown_field((row, "Only if"), entity.name, guard.of, names)
        elif setting and setting not in names.settings:
            yield unknown((row, "Only if"), setting, "setting", names.settings)
        elif entity and field and (trouble := window_trouble(spec, field, guard)):
            message = f"`{guard_text(guard)}` cannot be asked of {entity.name}: {trouble}"
            yield Problem(row, "Only if", guard.of, "LK-P107", message)


def _guard(
    spec: Spec, names: Names, row: RowKey, entity: Entity, guard: Guard
) -> Iterator[Problem]:
    if guard.sign == OWNER:
        yield from _one_owner(row, entity, guard.of)
        return
    if guard.role and guard.role not in names.roles:
        yield unknown((row, "Only if"), guard.role, "role", names.roles)
    if part_of(guard):
        yield from _count(spec, names, row, entity, guard)
        return
    field = entity.field(guard.of)
    if field is None:
        if not names.has_field(entity.name, guard.of):
            yield unknown_field((row, "Only if"), entity.name, guard.of, names)
        return
    setting = lead_setting(guard)
    if setting and setting not in names.settings:
        yield unknown((row, "Only if"), setting, "setting", names.settings)
        return
    trouble = _lead_trouble(spec, field, guard) or _trouble(names, entity, field, guard)
    if trouble:
        message = f"`{guard_text(guard)}` cannot be asked of {entity.name}: {trouble}"
        yield Problem(row, "Only if", guard.of, "LK-P107", message)


def _one_owner(row: RowKey, entity: Entity, path: str) -> Iterator[Problem]:
    if path not in entity.owners:
        message = f"`{path}` is no owner of {entity.name}"
        hint = f"its traits name {code(entity.owners)}" if entity.owners else "it has none"
        yield Problem(row, "Only if", path, "LK-P106", message, hint)


def _count(
    spec: Spec, names: Names, row: RowKey, entity: Entity, guard: Guard
) -> Iterator[Problem]:
    name = part_of(guard)
    part = spec.entity(name)
    if part is None:
        if name not in names.entities:
            yield unknown((row, "Only if"), name, "entity", names.entities)
    elif not counted_by(part, entity):
        message = f"no field of {name} refers to {entity.name}"
        yield Problem(row, "Only if", name, "LK-P107", message)
    elif guard.sign not in COUNTS or not guard.value.isdigit():
        message = f"`{guard_text(guard)}` counts nothing; expected for example `count({name}) >= 1`"
        yield Problem(row, "Only if", name, "LK-P107", message)


def _lead_trouble(spec: Spec, field: Field, guard: Guard) -> str:
    """Return why a field cannot be asked to be so long after now, "" if it can."""
    if not is_lead(guard):
        return ""
    if field.type.name not in MOMENTS or field.computed:
        return "it is no date and no datetime"
    if guard.sign not in SIGNS:
        return "only `>=` and `>` ask for a moment that is to come"
    return "" if lead_of(spec, guard) else f"`{lead_setting(guard)}` is no time of one unit"


def _trouble(names: Names, entity: Entity, field: Field, guard: Guard) -> str:
    """Return why a field cannot be compared in this way, "" if it can."""
    if field.computed:
        return "the field is computed and no column"
    if field.type.name in _UNCOUNTED:
        return f"a {field.type.name} compares with nothing"
    if guard.sign.endswith("set") or is_lead(guard):
        return ""
    if guard.sign == "in":
        values = names.values.get(field.type.enum, set(field.type.values))
        strange = [state for state in states_in(guard) if state not in values]
        return f"`{strange[0]}` is none of its values" if strange else ""
    other = entity.field(guard.value)
    if other is not None:
        alike = other.type.name is field.type.name or {other.type.name, field.type.name} <= {
            *NUMBERS
        }
        return "" if alike and not other.computed else f"`{other.name}` is of another type"
    return _literal_trouble(names, field, guard)


def _literal_trouble(names: Names, field: Field, guard: Guard) -> str:
    try:
        value = json.loads(guard.value)
    except ValueError:
        return f"`{guard.value}` is neither a value nor a field"
    if field.type.name in NUMBERS:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return "" if is_number else "it is a number"
    if guard.sign in ORDERED or field.type.name in (*_MOMENTS, TypeName.REF, TypeName.UUID):
        return "only numbers have an order" if guard.sign in ORDERED else "it compares with a field"
    if field.type.name is TypeName.BOOLEAN:
        return "" if isinstance(value, bool) else "it is `true` or `false`"
    if not isinstance(value, str):
        return "its value stands in quotes"
    values = names.values.get(field.type.enum)
    return f"`{value}` is none of its values" if values is not None and value not in values else ""
