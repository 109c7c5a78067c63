"""Who gets webhooks: subscriptions that the documents define, or receivers whose address is a setting.

POST a signed webhook to the partner when an order is paid.    a setting: APP_WEBHOOK_PARTNER_URL
webhook_subscriptions (url, secret, events)                    its rows
"""

import re
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import NotificationFact
from luke_cli.spec.model import Assumption, Entity, Field, Question, Spec, Trait, Visibility
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.webhooks import (
    CHANNEL,
    SUBSCRIBERS,
    TRAIT,
    addresses_of,
    event_name,
    subscribes,
    subscriptions_of,
)

_CALLED: Final = re.compile(r"Web_?[Hh]ook(?!.*(?:Deliver|Log|Attempt|Event|Message|Call))")
_LEAD: Final = re.compile(
    r"^(?:(?:the|an?|all|every|each|its|their|our|any|of|external|registered|configured)\s+)+",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+){0,2}")
_LONGEST: Final = 40
_RECEIVER: Final = "receiver"
_SHORTEST: Final = 24
"""Characters of a secret. Source: Standard Webhooks."""


def with_subscriptions(said: Said, spec: Spec) -> Spec:
    """Mark the entity of those who get webhooks, if a webhook is asked for or one subscribes."""
    named = [entity for entity in spec.entities if _CALLED.search(entity.name)]
    found = next((one for one in named if subscribes(spec.entities, one)), None)
    told = any(fact.channel == CHANNEL for fact in said.of(NotificationFact))
    if found is None or not told:
        asked = [_events(found)] if found else [_fields(one) for one in named[:1] if told]
        return replace(spec, questions=(*spec.questions, *asked))
    marked = _marked(found, spec)
    return replace(spec, entities=tuple(marked if e is found else e for e in spec.entities))


def _marked(entity: Entity, spec: Spec) -> Entity:
    """Return an entity with the trait; nobody is shown a secret."""
    meant = subscribes(spec.entities, entity)
    secret = meant.secret if meant else ""
    fields = tuple(_secret(field) if field.name == secret else field for field in entity.fields)
    return replace(entity, traits=(*entity.traits, Trait(TRAIT)), fields=fields)


def _secret(field: Field) -> Field:
    short = field.type.length is not None and field.type.length < _SHORTEST
    least = field.min_length or (None if short else _SHORTEST)
    return replace(field, required=True, visibility=Visibility.WRITE_ONLY, min_length=least)


def _fields(entity: Entity) -> Question:
    return Question(
        name="Q-webhook-subscriptions",
        about=entity.name,
        meanwhile=f"Which fields of {entity.name} say where a webhook goes, what signs it (a text) and which"
        " events (a list or a text) it is about? Nothing is sent to its addresses.",
        ask="architect",
        sources=entity.sources[:1],
    )


def _events(entity: Entity) -> Question:
    return Question(
        name="Q-webhook-events",
        about=entity.name,
        meanwhile=f"Which events does {entity.name} get? None: nothing is sent to its addresses.",
        ask="architect",
        sources=entity.sources[:1],
    )


def receivers(spec: Spec, told: str) -> list[str]:
    """Return who gets a webhook, as in the plan, by the words that name them."""
    if subscriptions_of(spec) is not None:
        return [SUBSCRIBERS]
    name = singular(snake(_LEAD.sub("", told.strip())))
    fits = _NAME.fullmatch(name) and len(name) <= _LONGEST and name != SUBSCRIBERS
    return [name if fits else _RECEIVER]


def with_webhook_assumptions(spec: Spec) -> Spec:
    """Say how a webhook travels, and what its events are called."""
    told = [one for one in spec.notifications if one.channel == CHANNEL]
    if not told:
        return spec
    called = dict.fromkeys(
        event_name(spec, operation)
        for one in told
        if (operation := spec.operation(one.operation)) is not None
    )
    names = ", ".join(f"`{name}`" for name in called)
    sources = tuple(dict.fromkeys(place for one in told for place in one.sources))
    to = addresses_of(spec)
    where = " and ".join(f"`APP_WEBHOOK_{one.upper()}_URL`" for one in to)
    addressed = (
        Assumption(
            name="A-webhook-addresses",
            about=told[0].operation,
            proposal=f"{where} and a secret beside it say where a webhook goes; until then it is only logged",
            why="no document defines who subscribes",
            sources=sources,
        ),
    )
    signed = Assumption(
        name="A-webhook",
        about=told[0].operation,
        proposal=f"a POST with `type` ({names}), `timestamp` and the key of the row, signed with HMAC-SHA256"
        f" over `Webhook-Id`, `Webhook-Timestamp` and the body; a secret has at least {_SHORTEST} characters",
        why="as Standard Webhooks has it; who wants more than the key asks the API, by its own rights",
        sources=sources,
    )
    return replace(spec, assumptions=(*spec.assumptions, signed, *(addressed if where else ())))
