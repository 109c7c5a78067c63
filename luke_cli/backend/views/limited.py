"""What the tests of rate limits may see."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.world import World


@dataclass(frozen=True, slots=True)
class LimitedView:
    """Who calls too often in `test_limits.py`; all Python."""

    one: str
    other: str
    colleague: str
    """Of the tenant of `one`; "" without tenants."""
    stranger: str
    """Of another tenant."""


def limited_view(world: World, app: ApplicationView) -> LimitedView | None:
    """Return who is limited; None without limits."""
    if not app.limits:
        return None
    one, *others = (person.name for person in world.people)
    beside = [name for name in others if world.tenant_of(name) == world.tenant_of(one)]
    beyond = [name for name in others if name not in beside]
    tenants = bool(app.account.tenant_key and beside and beyond)
    return LimitedView(
        one=literal(one),
        other=literal(others[0]),
        colleague=literal(beside[0]) if tenants else "",
        stranger=literal(beyond[0]) if tenants else "",
    )
