"""Who can do something to whose row: the people of the good paths in the generated tests."""

from dataclasses import dataclass

from luke_cli.backend.views.bodies import Reader
from luke_cli.backend.views.calls import (
    REACHES,
    below_of,
    call_of,
    four_eyes,
    reaches_of,
    whose_row,
)
from luke_cli.backend.views.paths import entity_of
from luke_cli.backend.views.policies import shows_anybody
from luke_cli.backend.views.world import World
from luke_cli.spec.field_rights import is_read_by, is_written_by, kept_fields, unread_fields
from luke_cli.spec.model import Kind, Operation


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who calls, and the one whose row is called."""

    name: str
    of: Reader


def actor_of(world: World, operation: Operation, also: Operation | None = None) -> Actor | None:
    """Return somebody who can call an operation, and another one on the same row if possible."""
    actors = actors_of(world, operation)
    both = [actor for actor in actors if also is None or actor in actors_of(world, also)]
    return next(iter([*both, *actors]), None)


def actors_of(world: World, operation: Operation) -> tuple[Actor, ...]:
    """Return everybody who can call an operation, each with the rows within reach."""
    strangers_only = four_eyes(world, operation)
    call = call_of(world, operation)
    whose = call.whose
    found = []
    for role, reach in reaches_of(world, operation).items():
        if role in call.blind:
            continue
        near = _near(world, operation, role, reach)
        if not whose and near:
            found.append(Actor(role, Reader(role, world.tenant_of(role))))
        rows = [whose_row(world, one, role) for one in near if one in whose]
        found.extend(
            Actor(role, row) for row in rows if row and not (strangers_only and row.person == role)
        )
    # Whoever sees and sets all of a row proves the most of it.
    found.sort(key=lambda actor: _lacks(world, operation, actor.name))
    if _about_accounts(world, operation):
        # Whoever changes their own account may lose the right to look at it.
        found.sort(key=lambda actor: actor.of.person == actor.name)
    return tuple(found)


def shows_alike(world: World, operation: Operation | None) -> bool:
    """Tell whether an operation shows to somebody all that other operations show to them."""
    entity = entity_of(world.spec, operation) if operation else None
    return operation is not None and not (
        entity and unread_fields(entity) and shows_anybody(operation)
    )


def _lacks(world: World, operation: Operation, role: str) -> int:
    """Return how many rights a role has not to the fields of the rows that it may reach."""
    entity = entity_of(world.spec, operation)
    fields = kept_fields(entity) if entity else ()
    return sum((not is_read_by(f, role)) + (not is_written_by(f, role)) for f in fields)


def _about_accounts(world: World, operation: Operation) -> bool:
    changing = (Kind.UPDATE, Kind.DELETE, Kind.TRANSITION)
    return entity_of(world.spec, operation) is world.account and operation.kind in changing


def can(world: World, operation: Operation | None, actor: Actor) -> bool:
    """Tell whether somebody can call an operation on the row that they act on."""
    if operation is None:
        return False
    reach = reaches_of(world, operation).get(actor.name)
    call = call_of(world, operation)
    if reach is None or actor.name in call.blind:
        return False
    whose = call.whose
    near = [one for one in _near(world, operation, actor.name, reach) if one in whose]
    return not whose or any(whose_row(world, one, actor.name) == actor.of for one in near)


def _near(world: World, operation: Operation, role: str, reach: str) -> tuple[str, ...]:
    """Return the reaches within which a role finds the row of the path."""
    below = below_of(world, operation)
    if below is not None:
        reach = reaches_of(world, below).get(role, "")
    return REACHES[: REACHES.index(reach) + 1] if reach else ()
