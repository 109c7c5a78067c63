"""Derives the tests of webhooks: where one of them goes in a test."""

from dataclasses import dataclass

from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import Reader, model_of, reference_code
from luke_cli.backend.views.webhooks import SubscriptionsView
from luke_cli.backend.views.world import World


@dataclass(frozen=True, slots=True)
class HookChecks:
    """The module `test_webhooks.py`; all Python but the receiver and what subscriptions say."""

    receiver: str
    """Of the settings; "" if there is a subscription."""
    to: SubscriptionsView | None
    model: str
    row: str
    """The key of a subscription."""
    event: str
    type: str
    """What a webhook calls the event."""


def hook_checks(world: World, app: ApplicationView) -> HookChecks | None:
    """Return the tests of webhooks; None if nobody gets any."""
    tells = app.tells
    if tells is None or tells.hooks is None:
        return None
    to = tells.hooks.subscriptions
    entity = world.spec.entity(to.model) if to else None
    person = world.people[0]
    return HookChecks(
        receiver="" if to else tells.hooks.receivers[0],
        to=to,
        model=model_of(entity) if entity else "",
        row=reference_code(world, entity, Reader(person.name, person.tenant)) if entity else "",
        event=tells.hooked[0].name,
        type=tells.hooked[0].hook,
    )
