"""How long before a moment something may still be done: `starts_at >= now() + 24 h`.

The time may be a setting, so that there is one place to change it:
`starts_at >= now() + limit.booking.cancel_notice`.
"""

import re
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.comparisons import chain_of, comparisons_of
from luke_cli.spec.guards import guard_text
from luke_cli.spec.model import Entity, Guard, Spec, TypeName

MOMENTS: Final = (TypeName.DATE, TypeName.DATETIME)
SIGNS: Final = (">", ">=")
_LEAD: Final = re.compile(
    r"now\(\)(?: \+ (?:(?P<time>[1-9]\d{0,3} (?:s|min|h|d))|(?P<setting>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)))?",
    re.ASCII,
)
_TIME: Final = re.compile(r"[1-9]\d{0,3} (?:s|min|h|d)", re.ASCII)


def is_lead(guard: Guard) -> bool:
    """Tell whether a guard asks for a moment that is to come."""
    return is_lead_value(guard.value)


def is_lead_value(value: str) -> bool:
    """Tell whether the value of a guard is counted from now."""
    return bool(_LEAD.fullmatch(value))


def lead_setting(guard: Guard) -> str:
    """Return the setting that says how long before; "" if the guard says it."""
    said = _LEAD.fullmatch(guard.value)
    return (said["setting"] or "") if said else ""


def lead_of(spec: Spec, guard: Guard) -> str:
    """Return how long before a moment it has to be, canonical text: `24 h`; `0 s` for not at all."""
    said = _LEAD.fullmatch(guard.value)
    if said is None:
        return ""
    told = said["time"] or (spec.setting(said["setting"]) if said["setting"] else "0 s")
    return told if told == "0 s" or _TIME.fullmatch(told) else ""


def told_guard(spec: Spec, guard: Guard) -> str:
    """Return a guard in words for a caller, who knows no settings: `starts_at >= now() + 24 h`."""
    setting = lead_setting(guard)
    value = f"now() + {lead_of(spec, guard)}" if setting else guard.value
    return guard_text(replace(guard, value=value))


def led_fields(spec: Spec, entity: Entity) -> frozenset[str]:
    """Return the fields that guards ask to be in the future, and those that are compared with them."""
    operations = spec.operations_of(snake(entity.name))
    guards = (guard for one in operations for guard in spec.guards_of(one.name))
    pairs = comparisons_of(entity)
    return frozenset(name for g in guards if is_lead(g) for name in chain_of(pairs, g.of))
