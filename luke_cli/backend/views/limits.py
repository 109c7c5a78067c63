"""What the templates may see of rate limits, and of the server that holds their counts."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.belonging import tenant_of
from luke_cli.backend.views.paths import base_path
from luke_cli.spec.cached import caches
from luke_cli.spec.model import Spec
from luke_cli.spec.values import rate


@dataclass(frozen=True, slots=True)
class LimitView:
    """A rate limit of some paths."""

    method: str
    """In quotes; "" for any."""
    prefix: str
    count: int
    window_s: int
    per: str


@dataclass(frozen=True, slots=True)
class SharedView:
    """What processes do together on a Redis or Valkey."""

    limits: bool
    """They count requests."""
    cached: bool
    """They keep answers."""

    @property
    def words(self) -> str:
        """What they do, in words; "" if nothing."""
        parts = {"count requests": self.limits, "keep answers": self.cached}
        return " and ".join(words for words, applies in parts.items() if applies)


def limits_of(spec: Spec) -> tuple[LimitView, ...]:
    """Return the rate limits, the most particular first."""
    found = []
    for setting in spec.settings:
        stem, _, target = setting.name.partition(".")
        if stem not in ("rate_limit", "rate_limit_tenant"):
            continue
        try:
            limit = rate(setting.value)
        except ValueError:
            continue
        operation = spec.operation(target) if target else None
        group = next((o for o in spec.operations if o.group == target), None)
        if target and not (operation or group):
            continue
        path = operation.path if operation else group.path if group else ""
        prefix = base_path(spec) + path.partition("{")[0].rstrip("/") if target else ""
        per = "tenant" if stem == "rate_limit_tenant" and tenant_of(spec) else limit.per or "user"
        method = operation.method if operation else ""
        found.append(
            LimitView(
                literal(method), literal(prefix), limit.count + limit.burst, limit.window_s, per
            )
        )
    return tuple(sorted(found, key=lambda limit: -len(limit.prefix)))


def shared_view(spec: Spec) -> SharedView:
    """Return what processes do together."""
    return SharedView(limits=bool(limits_of(spec)), cached=caches(spec))
