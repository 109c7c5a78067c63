"""Webhooks of a plan: who subscribes to them, what an event is called, and to whom else they go.

WebhookSubscription: url, secret, events, is_active
order.pay (to the state `paid`)    order.paid        order.create    order.created
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.spec.lookup import Once
from luke_cli.spec.model import Entity, Field, FieldRole, Kind, Operation, Spec, TypeName

TRAIT: Final = "webhook"
CHANNEL: Final = "webhook"
SUBSCRIBERS: Final = "subscribers"
"""The recipient that is every subscription; another one is an address of the settings."""
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT)
_URL: Final = (
    "url", "target_url", "endpoint_url", "callback_url", "webhook_url", "endpoint", "target",
)  # fmt: skip
_SECRET: Final = ("secret", "signing_secret", "secret_key", "hmac_secret", "webhook_secret")
_EVENTS: Final = ("events", "event_types", "topics", "event", "event_type", "topic")
_ACTIVE: Final = ("is_active", "active", "enabled", "is_enabled")
_DONE: Final = {
    Kind.CREATE: "created",
    Kind.UPLOAD: "created",
    Kind.UPDATE: "updated",
    Kind.DELETE: "deleted",
}


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """An entity of those who get webhooks; names of its fields, "" where it has none for that."""

    entity: Entity
    url: str
    secret: str
    events: str = ""
    """Which events it is about; those without get all."""
    active: str = ""
    owner: str = ""
    """Whose it is: it is told of what that account may read."""
    tenant: str = ""


def subscriptions_of(spec: Spec) -> Subscriptions | None:
    """Return who subscribes to webhooks; None if the plan has nobody who does."""
    return _KEPT.of(spec.entities)


def event_name(spec: Spec, operation: Operation) -> str:
    """Return what those are told that get a webhook: `order.paid`."""
    step = spec.transition(operation.name)
    return f"{operation.group}.{step.target if step else _DONE.get(operation.kind, operation.verb)}"


def addresses_of(spec: Spec) -> tuple[str, ...]:
    """Return the receivers whose addresses stand in the settings."""
    told = (to for one in spec.notifications if one.channel == CHANNEL for to in one.to)
    return tuple(dict.fromkeys(to for to in told if to != SUBSCRIBERS))


def subscribes(entities: Sequence[Entity], entity: Entity) -> Subscriptions | None:
    """Return what the fields of an entity mean if its rows can be told by webhook."""
    own = [field for field in entity.fields if field.role is None and not field.computed]
    url = _named(own, _URL, (TypeName.URL, *_TEXTS))
    secret = _named(own, _SECRET, _TEXTS)
    events = _named(own, _EVENTS, (TypeName.JSON, *_TEXTS))
    if not url or not secret or events != _named(own, _EVENTS, TypeName):
        return None
    trait = entity.trait("owner")
    owner = entity.field(trait.subject) if trait else None
    account = next((one for one in entities if one.trait("account")), None)
    is_owned = owner is not None and account is not None and owner.type.target == account.name
    return Subscriptions(
        entity=entity,
        url=url,
        secret=secret,
        events=events,
        active=_named(own, _ACTIVE, (TypeName.BOOLEAN,)),
        owner=owner.name if owner and is_owned else "",
        tenant=next((f.name for f in entity.fields if f.role is FieldRole.TENANT), ""),
    )


def _kept(entities: tuple[Entity, ...]) -> Subscriptions | None:
    marked = (entity for entity in entities if entity.trait(TRAIT))
    return next(filter(None, (subscribes(entities, entity) for entity in marked)), None)


def _named(fields: Iterable[Field], names: Iterable[str], kinds: Iterable[TypeName]) -> str:
    there = {field.name for field in fields if field.type.name in kinds}
    return next((name for name in names if name in there), "")


_KEPT: Final[Once[Entity, Subscriptions | None]] = Once(_kept)
