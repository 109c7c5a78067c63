"""The value types of the API, each with the schema that its validation keeps."""

import re
from base64 import b64decode, b64encode
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    JsonValue,
    PlainSerializer,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
)


def _storable(text: str) -> str:
    if _UNSTORABLE.search(text):
        raise ValueError("NUL and halves of characters cannot be stored")
    return text


def _storable_json(value: JsonValue) -> JsonValue:
    match value:
        case str():
            _storable(value)
        case float() if not isfinite(value):
            raise ValueError("A number has to be finite")
        case list():
            for item in value:
                _storable_json(item)
        case dict():
            for name, item in value.items():
                _storable(name)
                _storable_json(item)
    return value


def _decoded(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("Give the bytes as Base64")  # noqa: TRY004 - Pydantic wants this one
    try:
        return b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("This is no Base64") from error


def _encoded(content: bytes) -> str:
    return b64encode(content).decode()


_BASE64: Final = WithJsonSchema({"type": "string", "format": "base64"})
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
Line = Annotated[str, AfterValidator(_storable)]
"""Any text."""
Json = Annotated[JsonValue, AfterValidator(_storable_json)]
Base64 = Annotated[bytes, BeforeValidator(_decoded), _BASE64]
"""Bytes that come in."""
Encoded = Annotated[bytes, PlainSerializer(_encoded, return_type=str), _BASE64]
"""Bytes that go out."""
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
"""The number of a row."""
BigNumber = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of a row where there may be very many."""
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
_SPAN: Final = (
    "^P(?=[0-9T])([0-9]{1,2}Y)?([0-9]{1,4}D)?"
    "(T(?=[0-9])([0-9]{1,4}H)?([0-9]{1,4}M)?([0-9]{1,4}(\\.[0-9]{1,6})?S)?)?$"
)
"""At most some hundred years: more does not fit beside a date."""


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


def _time_in_utc(value: time) -> time:
    if value.tzinfo is None:
        return value
    return datetime.combine(date(2000, 1, 2), value).astimezone(UTC).time()


def _duration_text(value: object) -> object:
    if isinstance(value, timedelta) or (isinstance(value, str) and re.search(_SPAN, value)):
        return value
    raise ValueError("Give the duration as text, such as 'PT1H30M'")


def _in_utc(value: datetime) -> datetime:
    try:
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("The moment is out of range") from error


Day = Annotated[date, BeforeValidator(_day_text)]
"""Source: RFC 3339 full-date."""
Moment = Annotated[datetime, BeforeValidator(_moment_text), AfterValidator(_in_utc)]
"""Source: RFC 3339 date-time; without an offset it is UTC."""
TimeOfDay = Annotated[time, BeforeValidator(_time_text), AfterValidator(_time_in_utc)]
"""Source: RFC 3339 full-time; without an offset it is UTC."""
Duration = Annotated[
    timedelta, BeforeValidator(_duration_text), WithJsonSchema({"type": "string", "pattern": _SPAN})
]
"""Source: ISO 8601, without weeks and months."""

__all__ = [
    "Base64",
    "BigNumber",
    "Day",
    "Duration",
    "Email",
    "Encoded",
    "Json",
    "Line",
    "Moment",
    "Number",
    "Password",
    "Slug",
    "StrictBool",
    "TimeOfDay",
    "Url",
]
