"""Defaults that are a day, a time of day or a span of time, as Python.

"20 minutes", "PT20M", "01:30:00" -> timedelta(minutes=20)      "09:00" -> time(9, 0)
"""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Final

from luke_cli.spec.model import Field, TypeName

_SPAN: Final = re.compile(r"(\d{1,6})\s*(second|minute|hour|day|week)s?", re.IGNORECASE)
_ISO_SPAN: Final = re.compile(
    r"P(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?"
)
_UNITS: Final = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}
_DAY_S: Final = 86_400
_CLOCK: Final = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")


def moment_code(field: Field) -> str:
    """Return a default as the call that makes it; "" if it is none that Python can make."""
    text = field.default.strip('"')
    if field.type.name is TypeName.DURATION:
        return _span(text)
    try:
        if field.type.name is TypeName.DATE:
            day = date.fromisoformat(text)
            return f"date({day.year}, {day.month}, {day.day})"
        if field.type.name is TypeName.TIME:
            clock = time.fromisoformat(text)
            seconds = f", {clock.second}" if clock.second else ""
            return f"time({clock.hour}, {clock.minute}{seconds})"
    except ValueError:
        return ""
    return ""


def timedelta_code(text: str) -> str:
    """Return a canonical duration as Python: `timedelta(hours=48)` for `48 h`."""
    number, _, unit = text.partition(" ")
    return f"timedelta({_UNITS[unit]}={number})"


def span_code(seconds: float) -> str:
    """Return a time as Python, in whole days where it is: `timedelta(days=30)`."""
    days, rest = divmod(whole := int(seconds), _DAY_S)
    return f"timedelta(seconds={whole})" if rest else f"timedelta(days={days})"


def _span(text: str) -> str:
    words = _SPAN.fullmatch(text)
    if words is not None:
        return f"timedelta({words[2].lower()}s={int(words[1])})"
    iso = _ISO_SPAN.fullmatch(text)
    if iso is not None and any(iso.groups()):
        return _call(zip(("days", "hours", "minutes", "seconds"), iso.groups(), strict=True))
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        return _call(zip(("hours", "minutes", "seconds"), clock.groups(), strict=True))
    return ""


def _call(parts: Iterable[tuple[str, str | None]]) -> str:
    named = [f"{name}={int(count)}" for name, count in parts if count and int(count)]
    return f"timedelta({', '.join(named)})"
