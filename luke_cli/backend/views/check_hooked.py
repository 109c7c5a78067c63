"""Derives whom the tests expect to get a webhook, and where readers of a row find it."""

from collections.abc import Sequence
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor
from luke_cli.backend.views.bodies import model_of, reference_code
from luke_cli.backend.views.calls import path_code
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Kind, Operation, TypeName
from luke_cli.spec.notifications import readers_of, subject_of
from luke_cli.spec.webhooks import SUBSCRIBERS, subscriptions_of


@dataclass(frozen=True, slots=True)
class HookedView:
    """Who gets a webhook; Python."""

    receivers: str
    """A list of those that the settings know."""
    subscribed: str
    """The subscriptions, in terms of `row`; "" if none is told."""


def hooked(
    world: World, operation: Operation, actor: Actor, to: Sequence[str]
) -> HookedView | None:
    """Return who gets a webhook of an operation; None if nobody does."""
    if not to:
        return None
    receivers = ", ".join(literal(one) for one in to if one != SUBSCRIBERS)
    subscribed = _subscribed(world, operation, actor) if SUBSCRIBERS in to else ""
    return HookedView(f"[{receivers}]", subscribed)


def _subscribed(world: World, operation: Operation, actor: Actor) -> str:
    """Return a call that says which subscriptions are told of `row`."""
    entity, found = subject_of(world.spec, operation), subscriptions_of(world.spec)
    if entity is None or found is None:
        return ""
    model = model_of(found.entity)
    if found.owner:
        roles = tuple(readers_of(world.spec, operation))
        path = reading_path(world, entity, actor)
        return f"await _subscribers(app, as_, {roles!r}, {path}, row)"
    tenant = ""
    if found.tenant and world.tenant:
        tenant = f", {model}.{found.tenant} == {row_key(world.tenant, literal(actor.of.tenant))}"
    return f"await _subscriptions(app{tenant})"


def fits(world: World) -> str:
    """Return what makes subscriptions be about everything, as keywords; "" if they are."""
    found = subscriptions_of(world.spec)
    field = found.entity.field(found.events) if found and found.events else None
    if found is None:
        return ""
    every = '["*"]' if field and field.type.name is TypeName.JSON else '"*"'
    keywords = (
        f"{found.events}={every}" if field else "",
        f"{found.active}=True" if found.active else "",
    )
    return ", ".join(filter(None, keywords))


def reading_path(world: World, entity: Entity, actor: Actor) -> str:
    """Return where a row is read, in terms of `row`; a list if there is no other."""
    reading = [o for o in world.spec.operations_of(snake(entity.name)) if o.kind is Kind.READ]
    listing = [o for o in world.spec.operations_of(snake(entity.name)) if o.kind is Kind.LIST]
    read = (*reading, *listing)[0]
    mine = reference_code(world, entity, actor.of, quote="'")
    return path_code(world, read, actor.of).replace(f"{{{mine}}}", "{row}")
