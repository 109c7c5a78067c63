"""Derives the tests of what has to hold of a row before it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actors_of
from luke_cli.backend.views.bodies import Reader, constant_of, model_of, reference_code
from luke_cli.backend.views.calls import call_of, entity_body, needs_of, path_code
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.paths import referring_to
from luke_cli.backend.views.ready import (
    all_counted,
    late_code,
    only_unready,
    step_values,
    unready,
    values_code,
)
from luke_cli.backend.views.world import World, enum_values
from luke_cli.names import snake
from luke_cli.spec.guards import counted_by, part_of, states_in
from luke_cli.spec.heirs import with_heirs
from luke_cli.spec.leads import is_lead, told_guard
from luke_cli.spec.model import Entity, Guard, Kind, Operation


@dataclass(frozen=True, slots=True)
class GuardCase:
    """A row that a guard does not let through."""

    id: str
    rule: str
    """As the answer names it."""
    broken: str
    """A statement that makes the row so."""


@dataclass(frozen=True, slots=True)
class FreedCase:
    """A call of somebody whom a guard does not bind, on a row that it does not let through."""

    id: str
    caller: str
    path: str
    body: str
    """"None" if the call has none."""
    broken: tuple[str, ...]
    """Statements that make the row so."""


@dataclass(frozen=True, slots=True)
class GuardChecks:
    """The tests of what has to hold of a row before an operation changes it."""

    verb: str
    method: str
    caller: str
    path: str
    json: str
    """More arguments of the call; also `headers`."""
    headers: str
    model: str
    row: str
    """A condition."""
    given: str
    """A statement that puts the row where a step starts; "" if it is there."""
    cases: tuple[GuardCase, ...]
    freed: tuple[FreedCase, ...]


def guard_checks(world: World, entity: Entity, operation: Operation) -> GuardChecks | None:
    """Return the tests of the guards of an operation; None if it has none, or nobody may call it."""
    guards = world.spec.guards_of(operation.name)
    actors = actors_of(world, operation)
    bound = [actor for actor in actors if not _frees(world, guards, actor)]
    if not guards or not actors:
        return None
    actor = (*bound, *actors)[0]
    row = _row(world, entity, operation, actor)
    call = call_of(world, operation)
    asked = [guard for guard in guards if not _frees(world, (guard,), actor)]
    cases = tuple(case for one in asked for case in _cases(world, entity, row, guards, one))
    return GuardChecks(
        verb=snake(operation.verb),
        method=literal(operation.method),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        json=f", json={constant_of(operation)}_BODY" if call.body else "",
        headers=", headers=FIRST" if call.if_match else "",
        model=model_of(entity),
        row=row,
        given=_given(world, entity, operation, row),
        cases=cases,
        freed=tuple(
            case for one in guards if one.role for case in _freed(world, entity, operation, one)
        ),
    )


def _frees(world: World, guards: tuple[Guard, ...], actor: Actor) -> bool:
    return any(actor.name in with_heirs(world.spec, [g.role]) for g in guards if g.role)


def _freed(world: World, entity: Entity, operation: Operation, one: Guard) -> Iterator[FreedCase]:
    """Yield a call of each role that a guard does not bind, where nothing else is in its way."""
    guards = world.spec.guards_of(operation.name)
    actors = {actor.name: actor for actor in reversed(actors_of(world, operation))}
    roles = with_heirs(world.spec, [one.role])
    for actor in (actors[role] for role in roles if role in actors):
        bound = tuple(guard for guard in guards if not _frees(world, (guard,), actor))
        row = _row(world, entity, operation, actor)
        broken = _only_broken(world, entity, operation, row, bound, one)
        if broken and _is_clear(world, entity, operation, bound):
            yield FreedCase(
                id=literal(f"{told_guard(world.spec, one)}: {actor.name}"),
                caller=literal(actor.name),
                path=path_code(world, operation, actor.of),
                body=_body(world, entity, operation, actor),
                broken=tuple(filter(None, (_given(world, entity, operation, row), broken))),
            )


def _is_clear(world: World, entity: Entity, operation: Operation, bound: tuple[Guard, ...]) -> bool:
    """Tell whether nothing but some guards can be in the way of a call."""
    spare = operation.kind is Kind.DELETE and world.spared(entity)
    return all_counted(world, entity, bound) and (spare or not call_of(world, operation).tangled)


def _only_broken(
    world: World,
    entity: Entity,
    operation: Operation,
    row: str,
    bound: tuple[Guard, ...],
    one: Guard,
) -> str:
    """Return a statement that breaks one guard of a row and not those that bind; "" if none does."""
    if is_lead(one):
        late = late_code(world.spec, entity, one)
        return f"update({model_of(entity)}).where({row}).values({late})" if late else ""
    part = world.spec.entity(part_of(one))
    if part is not None:
        return "" if any(map(part_of, bound)) else _without_parts(world, entity, part, row)
    step = world.spec.transition(operation.name)
    values = only_unready(world, entity, (*bound, one), one)
    if values is None or (step and step.field == one.of):
        return ""
    return f"update({model_of(entity)}).where({row}).values({values_code(values)})"


def _body(world: World, entity: Entity, operation: Operation, actor: Actor) -> str:
    me = Reader(actor.name, world.tenant_of(actor.name))
    body = needs_of(world, operation, me)
    if operation.kind is Kind.UPDATE:
        body = entity_body(world, operation, entity, me)
    return "{" + ", ".join(f"{m.name}: {m.code}" for m in body) + "}" if body else "None"


def _row(world: World, entity: Entity, operation: Operation, actor: Actor) -> str:
    spare = operation.kind is Kind.DELETE and world.spared(entity)
    key = reference_code(world, entity, actor.of, spare=spare)
    return f"{model_of(entity)}.{key_of(entity).name} == {key}"


def _given(world: World, entity: Entity, operation: Operation, row: str) -> str:
    values = step_values(world, operation)
    return f"update({model_of(entity)}).where({row}).values({values})" if values else ""


def _cases(
    world: World, entity: Entity, row: str, guards: tuple[Guard, ...], one: Guard
) -> Iterator[GuardCase]:
    """Yield what a row is made to be that one of its guards does not let through."""
    rule = literal(told_guard(world.spec, one))
    change = f"update({model_of(entity)}).where({row}).values"
    part = world.spec.entity(part_of(one))
    if part is not None:
        yield GuardCase(rule, rule, _without_parts(world, entity, part, row))
        return
    field = entity.field(one.of)
    if states_in(one) and field is not None:
        for state in enum_values(world, field):
            if state not in states_in(one):
                yield GuardCase(literal(state), rule, f"{change}({one.of}={literal(state)})")
        return
    if is_lead(one):
        if late := late_code(world.spec, entity, one):
            yield GuardCase(rule, rule, f"{change}({late})")
        return
    values = unready(world, entity, guards, one)
    if values is not None:
        yield GuardCase(rule, rule, f"{change}({values_code(values)})")


def _without_parts(world: World, entity: Entity, part: Entity, row: str) -> str:
    """Return a statement after which a row has no rows of a part any more."""
    model, field = model_of(part), counted_by(part, entity)
    mine = f"{model}.{field} == {row.partition(' == ')[2]}"
    if not referring_to(world.spec, part):
        return f"delete({model}).where({mine})"
    keys = f"{model_of(entity)}.{key_of(entity).name}"
    other = f"select({keys}).where({row.replace(' == ', ' != ', 1)}).limit(1).scalar_subquery()"
    return f"update({model}).where({mine}).values({field}={other})"
