"""The value types of the API, each with the schema that its validation keeps."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    Base64Bytes,
    BeforeValidator,
    Field,
    JsonValue,
    StrictBool,
    StringConstraints,
)
from pydantic_core import to_json


def _without_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("The character NUL cannot be stored")
    return text


def _json_without_nul(value: JsonValue) -> JsonValue:
    if b"\\u0000" in to_json(value):
        raise ValueError("The character NUL cannot be stored")
    return value


Line = Annotated[str, AfterValidator(_without_nul)]
"""Any text."""
Json = Annotated[JsonValue, AfterValidator(_json_without_nul)]
Base64 = Base64Bytes
BigNumber = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of a row."""
Password = Annotated[str, StringConstraints(min_length=12, max_length=128)]
Email = Annotated[
    str,
    StringConstraints(
        max_length=254, pattern=r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
    ),
    AfterValidator(str.lower),
]
Url = Annotated[str, StringConstraints(max_length=2048, pattern=r"^https?://[^\s\x00]+$")]
Slug = Annotated[str, StringConstraints(max_length=255, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day_text(value: object) -> object:
    # Pydantic would also take a number, as the seconds since 1970.
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("Give the day as text, such as '2026-11-30'")


def _moment_text(value: object) -> object:
    if isinstance(value, datetime) or (isinstance(value, str) and _DAY.match(value)):
        return value
    raise ValueError("Give the moment as text, such as '2026-11-30T12:00:00Z'")


def _time_text(value: object) -> object:
    if isinstance(value, time) or (isinstance(value, str) and ":" in value):
        return value
    raise ValueError("Give the time as text, such as '12:30:00'")


def _in_utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("The moment is out of range") from error


Day = Annotated[date, BeforeValidator(_day_text)]
"""Source: RFC 3339 full-date."""
Moment = Annotated[datetime, BeforeValidator(_moment_text), AfterValidator(_in_utc)]
"""Source: RFC 3339 date-time; without an offset it is UTC."""
TimeOfDay = Annotated[time, BeforeValidator(_time_text)]

__all__ = [
    "Base64",
    "BigNumber",
    "Day",
    "Email",
    "Json",
    "Line",
    "Moment",
    "Password",
    "Slug",
    "StrictBool",
    "TimeOfDay",
    "Url",
]
