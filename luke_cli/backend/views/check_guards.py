"""Derives the tests of what has to hold of a row before it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actors_of
from luke_cli.backend.views.bodies import constant_of, model_of, reference_code
from luke_cli.backend.views.calls import call_of, path_code
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.paths import referring_to
from luke_cli.backend.views.ready import step_values, unready, values_code
from luke_cli.backend.views.world import World, enum_values
from luke_cli.names import snake
from luke_cli.spec.guards import counted_by, guard_text, part_of, states_in
from luke_cli.spec.heirs import with_heirs
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
class GuardChecks:
    """The tests of what has to hold of a row before an operation changes it."""

    verb: str
    method: str
    caller: str
    path: str
    sent: str
    """More arguments of the call."""
    model: str
    row: str
    """A condition."""
    given: str
    """A statement that puts the row where a step starts; "" if it is there."""
    cases: tuple[GuardCase, ...]


def guard_checks(world: World, entity: Entity, operation: Operation) -> GuardChecks | None:
    """Return the tests of the guards of an operation; None if it has none, or nobody may call it."""
    guards = world.spec.guards_of(operation.name)
    actors = actors_of(world, operation)
    bound = [actor for actor in actors if not _frees(world, guards, actor)]
    if not guards or not actors:
        return None
    actor = (*bound, *actors)[0]
    row = _row(world, entity, operation, actor)
    asked = [guard for guard in guards if not _frees(world, (guard,), actor)]
    cases = tuple(case for one in asked for case in _cases(world, entity, row, guards, one))
    return GuardChecks(
        verb=snake(operation.verb),
        method=literal(operation.method),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        sent=_sent(world, operation),
        model=model_of(entity),
        row=row,
        given=_given(world, entity, operation, row),
        cases=cases,
    )


def _frees(world: World, guards: tuple[Guard, ...], actor: Actor) -> bool:
    return any(actor.name in with_heirs(world.spec, [g.role]) for g in guards if g.role)


def _row(world: World, entity: Entity, operation: Operation, actor: Actor) -> str:
    spare = operation.kind is Kind.DELETE and world.spared(entity)
    key = reference_code(world, entity, actor.of, spare=spare)
    return f"{model_of(entity)}.{key_of(entity).name} == {key}"


def _given(world: World, entity: Entity, operation: Operation, row: str) -> str:
    values = step_values(world, operation)
    return f"update({model_of(entity)}).where({row}).values({values})" if values else ""


def _sent(world: World, operation: Operation) -> str:
    call = call_of(world, operation)
    body = f", json={constant_of(operation)}_BODY" if call.body else ""
    return body + (", headers=FIRST" if call.if_match else "")


def _cases(
    world: World, entity: Entity, row: str, guards: tuple[Guard, ...], one: Guard
) -> Iterator[GuardCase]:
    """Yield what a row is made to be that one of its guards does not let through."""
    rule = literal(guard_text(one))
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
