"""The value types of the API, each with the schema that its validation keeps."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    StrictBool,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


def _storable(text: str) -> str:
    if UNSTORABLE.search(text):
        raise ValueError("NUL and halves of characters cannot be stored")
    return text


def _no_switch(value: object) -> object:
    # Pydantic would take `true` for 1: a reference to the first row.
    if isinstance(value, bool):
        raise ValueError("Give a number")  # noqa: TRY004 - Pydantic reports this one
    return value


class _AsTaken:
    """Describes a decimal by what its validation takes: a number, or its digits as text."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        described = handler(core)
        if handler.mode == "serialization":
            return described
        number: JsonSchemaValue
        number, text = described["anyOf"]
        places, digits = core.get("decimal_places"), core.get("max_digits")
        if places is not None and digits is not None:
            step = 10.0**-places
            largest = 10.0 ** (digits - places) - step
            number = {"minimum": -largest, "maximum": largest, "multipleOf": step, **number}
        if core.get("gt") or core.get("ge") or "lt" in core or "le" in core:
            return number  # no pattern compares numbers
        return {"anyOf": [number, text | {"pattern": _digits(core)}]}


def _digits(core: CoreSchema) -> str:
    some = "(?=.*[1-9])" if "gt" in core else ""
    sign = "" if some or "ge" in core else "-?"
    places, digits = core.get("decimal_places"), core.get("max_digits")
    if places is None or digits is None:
        return rf"^{some}{sign}[0-9]+(\.[0-9]+)?$"
    fraction = rf"(\.[0-9]{{1,{places}}})?" if places else ""
    return f"^{some}{sign}[0-9]{{1,{max(1, digits - places)}}}{fraction}$"


Exact = Annotated[Decimal, _AsTaken()]
"""A decimal that comes in."""
UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
Storable: Final = AfterValidator(_storable)
Line = Annotated[str, Storable, Field(json_schema_extra={"pattern": "^[^\\x00]*$"})]
"""Any text."""
Numeric: Final = BeforeValidator(_no_switch)
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
    "UNSTORABLE",
    "Day",
    "Email",
    "Exact",
    "Line",
    "Numeric",
    "Password",
    "StrictBool",
]
