"""The value types of the API, each with the schema that its validation keeps."""

import re
from datetime import date
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    StrictBool,
    StringConstraints,
)


def _storable(text: str) -> str:
    if _UNSTORABLE.search(text):
        raise ValueError("NUL and halves of characters cannot be stored")
    return text


_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
Line = Annotated[str, AfterValidator(_storable)]
"""Any text."""
Password = Annotated[str, StringConstraints(min_length=12, max_length=128)]
Email = Annotated[
    str,
    StringConstraints(
        max_length=254, pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
    ),
    AfterValidator(str.lower),
]

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day_text(value: object) -> object:
    # Pydantic would also take a number, as the seconds since 1970.
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("Give the day as text, such as '2026-11-30'")


Day = Annotated[date, BeforeValidator(_day_text)]
"""Source: RFC 3339 full-date."""

__all__ = [
    "Day",
    "Email",
    "Line",
    "Password",
    "StrictBool",
]
