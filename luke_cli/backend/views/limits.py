"""What the templates may see of rate limits, and of the server that holds their counts."""

import re
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.belonging import tenant_field
from luke_cli.backend.views.paths import base_path
from luke_cli.spec.api_keys import has_keys
from luke_cli.spec.cached import caches
from luke_cli.spec.model import Spec
from luke_cli.spec.rated import STEMS, routes_of
from luke_cli.spec.values import rate


@dataclass(frozen=True, slots=True)
class LimitView:
    """A rate limit of some paths."""

    method: str
    """In quotes; "" for any."""
    path: str
    """In quotes; `*` for a part that varies, `/**` for all below, "" for any."""
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
        if stem not in STEMS:
            continue
        try:
            limit = rate(setting.value)
        except ValueError:
            continue
        per = _per(spec, setting.name, limit.per or "user")
        for method, path in routes_of(spec, target):
            whole = base_path(spec) + re.sub(r"\{[^}]*\}", "*", path) if path else ""
            found.append(
                LimitView(
                    literal(method), literal(whole), limit.count + limit.burst, limit.window_s, per
                )
            )
    return tuple(sorted(found, key=lambda limit: -len(limit.path)))


def shared_view(spec: Spec) -> SharedView:
    """Return what processes do together."""
    return SharedView(limits=bool(limits_of(spec)), cached=caches(spec))


def _per(spec: Spec, name: str, said: str) -> str:
    """Return whose requests a limit counts; with one of its own, a key does not count for its owner."""
    keys = has_keys(spec)
    tenants = bool(spec.account and tenant_field(spec.account))
    if name.startswith("rate_limit_key") or said == "key":
        return "key" if keys else "user"
    if name.startswith("rate_limit_tenant") and tenants:
        return "tenant"
    if said == "tenant" and not tenants:
        return "address"
    apart = name == "rate_limit" and keys and spec.setting("rate_limit_key")
    return "login" if said == "user" and apart else said
