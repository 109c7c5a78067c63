"""Values of a row that its guards let through, and values that they do not: for the tests."""

import json
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice, product
from typing import Any, Final

from luke_cli.backend.compared import sample_of, within
from luke_cli.backend.samples import STRINGS, Value, bounds, code, number, step_of
from luke_cli.backend.views.moments import timedelta_code
from luke_cli.backend.views.states import initial_state, state_fields
from luke_cli.backend.views.world import World, enum_values, unique_groups
from luke_cli.names import snake
from luke_cli.spec.comparisons import rank_of
from luke_cli.spec.guards import counted_by, other_field, part_of, states_in
from luke_cli.spec.leads import is_lead, lead_of
from luke_cli.spec.model import (
    NUMBERS,
    Entity,
    Field,
    FieldRole,
    Guard,
    Kind,
    Operation,
    Spec,
    TypeName,
)

Values = Mapping[str, Value | None]
"""A value of each of some fields; None is none."""

_SIGNS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
KEPT: Final = object()
"""The value that the rows of the world have."""
_MOST_TRIED: Final = 20_000
_LAST: Final = 60
"""No row of the world has a greater number."""
_ROWS: Final = 2
"""Rows of a part that each row of the world has: its main one, and one to spare."""


def ready(world: World, entity: Entity, guards: Iterable[Guard]) -> Values | None:
    """Return values that all guards let through; None if none are found."""
    wanted = [guard for guard in guards if not (part_of(guard) or is_lead(guard))]
    return next(_found(world, entity, wanted, lambda values: _all(entity, wanted, values)), None)


def unready(world: World, entity: Entity, guards: Iterable[Guard], one: Guard) -> Values | None:
    """Return values that one guard does not let through, and all others if possible."""
    alone = _found(world, entity, [one], lambda values: not _holds(entity, one, values))
    return only_unready(world, entity, guards, one) or next(alone, None)


def only_unready(
    world: World, entity: Entity, guards: Iterable[Guard], one: Guard
) -> Values | None:
    """Return values that one guard does not let through, and all others do."""
    others = [g for g in guards if g != one and not (part_of(g) or is_lead(g))]

    def fits(values: Values) -> bool:
        return not _holds(entity, one, values) and _all(entity, others, values)

    return next(_found(world, entity, [*others, one], fits), None)


def step_values(world: World, operation: Operation) -> str:
    """Return what puts a row where a step starts, as arguments of a call; "" if it is there."""
    if operation.kind is Kind.RESTORE:
        return _marked(world, operation)
    step = world.spec.transition(operation.name)
    entity = world.spec.entity(step.entity) if step else None
    field = entity.field(step.field) if entity and step else None
    if step is None or entity is None or field is None or not step.origins:
        return ""
    there = first_state(world, entity, field) in step.origins
    state = "" if there else f"{field.name}={code(step.origins[0])}"
    return ", ".join(filter(None, (state, step_ready(world, entity, operation))))


def _marked(world: World, operation: Operation) -> str:
    """Return what marks a row as deleted, so that it can come back."""
    group = (e for e in world.spec.entities if snake(e.name) == operation.group)
    marks = (f.name for entity in group for f in entity.fields if f.role is FieldRole.DELETED)
    return ", ".join(f"{name}=datetime.now(UTC)" for name in marks)


def step_ready(world: World, entity: Entity, operation: Operation) -> str:
    """Return what makes a row meet the guards of an operation, as arguments of a call."""
    return values_code(ready(world, entity, world.spec.guards_of(operation.name)) or {})


def first_state(world: World, entity: Entity, field: Field) -> str:
    """Return the state of the main rows of the world: the first one in which they may be changed."""
    first = initial_state(world.spec, field)
    allowed = states_for(world, entity, field, Kind.UPDATE)
    return first if first in allowed or not allowed else allowed[0]


def states_for(world: World, entity: Entity, field: Field, kind: Kind) -> tuple[str, ...]:
    """Return the states in which a kind of change is let through; none if nothing tells."""
    group = world.spec.operations_of(snake(entity.name))
    names = (one.name for one in group if one.kind is kind)
    guards = [guard for name in names for guard in world.spec.guards_of(name)]
    about = [guard for guard in guards if guard.of == field.name]
    return tuple(
        state
        for state in enum_values(world, field)
        if about and all(_holds(entity, guard, {field.name: state}) for guard in about)
    )


def settled(world: World, entity: Entity, field: Field) -> str:
    """Return the value of a field that guards of the entity let through; "" if any value will do."""
    guards = _guards(world, entity)
    mine = [g for g in guards if g.of == field.name or other_field(entity, g) == field.name]
    once = any(field in group for group in unique_groups(world.spec, entity))
    if not mine or once or field.role or field.type.name is TypeName.REF:
        return ""
    usual = [
        sample_of(world.spec, entity, field, enum_values(world, field), nth=nth)
        for nth in (0, 1, 2, _LAST)
    ]
    alone = not any(other_field(entity, guard) for guard in mine)
    if alone and all(_all(entity, mine, {field.name: value}) for value in usual):
        return ""
    found = ready(world, entity, guards)
    return code(found[field.name]) if found else ""


def _guards(world: World, entity: Entity) -> list[Guard]:
    """Return the guards of an entity that are not about its state."""
    states = state_fields(world.spec, entity)
    found = (
        g
        for o in world.spec.operations_of(snake(entity.name))
        for g in world.spec.guards_of(o.name)
    )
    return list(
        dict.fromkeys(g for g in found if g.of not in states and not (part_of(g) or is_lead(g)))
    )


def late_code(spec: Spec, entity: Entity, guard: Guard) -> str:
    """Return a moment for which it is just too late, as an argument; "" if none fits its row."""
    field = entity.field(guard.of)
    if field is None or rank_of(entity, field)[0]:
        return ""
    lead = timedelta_code(lead_of(spec, guard))
    if field.type.name is TypeName.DATE:
        return f"{field.name}=(datetime.now(UTC) + {lead} - timedelta(days=1)).date()"
    return f"{field.name}=datetime.now(UTC) + {lead} - timedelta(minutes=10)"


def all_counted(world: World, entity: Entity, guards: Iterable[Guard]) -> bool:
    """Tell whether the rows of the world have as many rows of their parts as guards ask for."""
    return all(_is_counted(world, entity, guard) for guard in guards)


def values_code(values: Values) -> str:
    """Return values as arguments of a call, as Python."""
    given = {name: value for name, value in values.items() if value is not KEPT}
    return ", ".join(f"{name}={code(value)}" for name, value in given.items())


def _is_counted(world: World, entity: Entity, guard: Guard) -> bool:
    part = world.spec.entity(part_of(guard))
    field = part.field(counted_by(part, entity)) if part else None
    if part is None or field is None:
        return True
    there = (_ROWS if world.spared(part) else 1) if world.filled(part, field) else 0
    return _SIGNS[guard.sign](there, int(guard.value))


def _all(entity: Entity, guards: Iterable[Guard], values: Values) -> bool:
    return all(_holds(entity, guard, values) for guard in guards)


def _holds(entity: Entity, guard: Guard, values: Values) -> bool:
    value = values[guard.of]
    if guard.sign.endswith("set"):
        return (value is not None) is (guard.sign == "is set")
    if guard.sign == "in":
        return value in states_in(guard)
    other = other_field(entity, guard)
    wanted = values[other] if other else _literal(entity, guard)
    return value is not None and wanted is not None and _SIGNS[guard.sign](value, wanted)


def _literal(entity: Entity, guard: Guard) -> Any:
    field = entity.field(guard.of)
    is_number = field is not None and field.type.name in NUMBERS
    return Decimal(guard.value) if is_number else json.loads(guard.value)


def _found(
    world: World, entity: Entity, guards: list[Guard], fits: Callable[[Values], bool]
) -> Iterator[Values]:
    """Yield the values of the fields of guards that fit."""
    names = dict.fromkeys(guard.of for guard in guards)
    names |= dict.fromkeys(other for guard in guards if (other := other_field(entity, guard)))
    fields = [field for name in names if (field := entity.field(name))]
    tried = product(*(_candidates(world, entity, field, guards) for field in fields))
    for values in islice(tried, _MOST_TRIED):
        found = dict(zip(names, values, strict=True))
        if fits(found):
            yield found


def _candidates(
    world: World, entity: Entity, field: Field, guards: list[Guard]
) -> list[Value | None]:
    """Return values on both sides of all guards of a field; None last, where it may be empty."""
    if field.type.name is TypeName.REF:
        return [
            *([KEPT] if world.filled(entity, field) else []),
            *([] if field.required else [None]),
        ]
    values = enum_values(world, field)
    found: list[Value | None] = [*values] if values else []
    if not values:
        found = [
            value
            for nth in range(3)
            if (value := sample_of(world.spec, entity, field, nth=nth)) is not None
        ]
    found += _near(entity, field, guards) if field.type.name in NUMBERS else ()
    if field.type.name in STRINGS:
        found += [json.loads(g.value) for g in guards if g.of == field.name and g.value[:1] == '"']
    empty = [] if field.required or field.role else [None]
    return [*dict.fromkeys(found), *empty]


def _near(entity: Entity, field: Field, guards: list[Guard]) -> list[Value | None]:
    low, high = bounds(within(entity, field))
    step = step_of(field.type)
    mine = [g for g in guards if g.of == field.name and g.value and not other_field(entity, g)]
    near = (Decimal(g.value) + by for g in mine for by in (Decimal(0), step, -step))
    return [number(field, value) for value in near if low <= value <= high]
