"""What the templates may see of keys of the API."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.settings import minutes_of
from luke_cli.spec.api_keys import USUAL_HEADER, has_keys
from luke_cli.spec.model import Spec

_YEAR_MINUTES = 365 * 24 * 60


@dataclass(frozen=True, slots=True)
class KeysView:
    """How a program shows that it acts for somebody."""

    header: str
    """In quotes."""
    minutes: int
    """How long a key lives at most."""
    example: str
    """A right that a key may be made for, not Python."""


def keys_view(spec: Spec) -> KeysView | None:
    """Return how keys of the API are built; None if they are not."""
    if not has_keys(spec):
        return None
    rights = (name for one in spec.operations for name in one.permissions if one.group != "auth")
    return KeysView(
        header=literal(spec.setting("api_key_header") or USUAL_HEADER),
        minutes=minutes_of(spec.setting("api_key_ttl"), _YEAR_MINUTES),
        example=next((name for name in rights if ":" in name), "signed-in"),
    )
