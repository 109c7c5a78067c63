"""Derives the tests of rows that belong to several people: each of the owners alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.bodies import Reader, model_of, reference_code
from luke_cli.backend.views.calls import WHOEVER, call_of, four_eyes
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.world import COLLEAGUE, Held, World, unique_groups
from luke_cli.spec.model import Entity, Kind, Operation
from luke_cli.spec.owners import Way, only_owner, ways_of

_OF_A_ROW: Final = (Kind.READ, Kind.UPDATE, Kind.DELETE, Kind.TRANSITION)


@dataclass(frozen=True, slots=True)
class WayCheck:
    """A call on a row that belongs to its caller by one of its owners only; all Python."""

    operation: str
    by: str
    given: str
    """A statement that makes the row somebody else's in every other way, in terms of `of`."""
    status: int
    """Of the answer; 0 if it is that of a row of one's own."""


def way_checks(world: World, operation: Operation) -> Iterator[WayCheck]:
    """Yield the calls of an operation on a row with several owners, one for each of them."""
    entity = entity_of(world.spec, operation)
    call = call_of(world, operation)
    if entity is None or operation.kind not in _OF_A_ROW or "own" not in call.whose:
        return
    ways = ways_of(world.spec, entity)
    only = only_owner(world.spec, operation.name)
    for way in ways:
        others = _elsewhere(world, entity, way, ways)
        if others:
            status = 404 if only not in ("", way.path) else 0
            if not status and four_eyes(world, operation) and way is not ways[0]:
                status = call.success
            given = f"{_row(world, entity, operation)}.values({others})"
            yield WayCheck(literal(operation.name), literal(way.path), given, status)


def _row(world: World, entity: Entity, operation: Operation) -> str:
    spare = operation.kind is Kind.DELETE and world.spared(entity)
    key = reference_code(world, entity, WHOEVER, spare=spare)
    model = model_of(entity)
    return f"update({model}).where({model}.{key_of(entity).name} == {key})"


def _elsewhere(world: World, entity: Entity, mine: Way, ways: tuple[Way, ...]) -> str:
    """Return what makes a row somebody else's but for one way; "" if the tests have no such row."""
    kept = mine.steps[0][1]
    between = [one for one, _ in mine.steps[1:]]
    if any(world.placed(one) is not Held.PERSON for one in between):
        return ""
    other = Reader(COLLEAGUE, world.tenant_of(COLLEAGUE))
    once = {field for group in unique_groups(world.spec, entity) for field in group}
    values: dict[str, str] = {}
    for way in ways:
        field = way.steps[0][1]
        target = world.spec.entity(field.type.target)
        if way is mine or target is None:
            continue
        if field == kept or field in once:
            return ""
        if target is world.account or world.placed(target) is Held.PERSON:
            values[field.name] = reference_code(world, target, other)
    return ", ".join(f"{name}={code}" for name, code in values.items())
