"""What a field may ask for so that a database and both ends of the API can keep it.

string(99999999999)   longer than any column: text
decimal(2,5)          more digits behind the point than there are: decimal(5,5)
min 5, max 1          nothing is left between: neither holds
pattern `^(a+)+$`     takes for ever: left out
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from luke_cli.spec.model import Field, Type, TypeName
from luke_cli.spec.patterns import pattern_trouble

MAX_CHARACTERS: Final = 10_485_760
"""Source: PostgreSQL, https://www.postgresql.org/docs/current/datatype-character.html."""
MAX_DIGITS: Final = 38
MAX_SCALE: Final = 18
"""Digits behind the point: SQLite keeps numbers as doubles, more would be made up."""
_WIDEST: Final = {TypeName.INTEGER: 31, TypeName.BIGINT: 63}
_NUMBERS: Final = (*_WIDEST, TypeName.DECIMAL, TypeName.FLOAT)
_BOUNDS: Final = ("minimum", "over", "maximum", "under")
_LONGEST_NUMBER: Final = 2 * MAX_DIGITS

Troubles = Iterator[tuple[str, Field]]
"""What is wrong with a field, and the field without it."""


def type_trouble(type_: Type) -> tuple[str, Type]:
    """Return what is wrong with the size of a type, "" if nothing is, and the nearest that is not."""
    if type_.name is TypeName.STRING and type_.length is not None:
        if type_.length < 1:
            return "a text of no characters is none", replace(type_, length=None)
        if type_.length > MAX_CHARACTERS:
            said = f"a column has {MAX_CHARACTERS} characters at most"
            return said, Type(TypeName.TEXT)
    if type_.name is TypeName.DECIMAL and type_.precision is not None:
        scale = type_.scale or 0
        digits = min(max(type_.precision, scale, 1), MAX_DIGITS)
        near = replace(type_, precision=digits, scale=type_.scale and min(scale, digits, MAX_SCALE))
        if near != type_:
            said = f"a number has 1 to {MAX_DIGITS} digits, at most {MAX_SCALE} behind the point"
            return said, near
    return "", type_


def sound(field: Field) -> tuple[Field, tuple[str, ...]]:
    """Return a field that can be kept, and what was wrong with it as it was."""
    said: list[str] = []
    for check in _CHECKS:
        for message, near in check(field):
            said.append(message)
            field = near
    return field, tuple(said)


def _type(field: Field) -> Troubles:
    message, near = type_trouble(field.type)
    if message:
        yield message, replace(field, type=near)


def _pattern(field: Field) -> Troubles:
    message = pattern_trouble(field.pattern) if field.pattern else ""
    if message:
        yield f"the pattern cannot be kept: {message}", replace(field, pattern="")


def _lengths(field: Field) -> Troubles:
    longest = field.max_length or field.type.length
    for name in ("min_length", "max_length"):
        length = getattr(field, name)
        if length is not None and length > MAX_CHARACTERS:
            field = _without(field, name)
            yield f"a text has {MAX_CHARACTERS} characters at most", field
    if field.min_length and longest and field.min_length > longest:
        yield "no text is that short and that long", replace(field, min_length=None)


def _without(field: Field, name: str) -> Field:
    nothing: dict[str, Any] = {name: None if name in ("min_length", "max_length") else ""}
    return replace(field, **nothing)


def _bounds(field: Field) -> Troubles:
    if field.type.name not in _NUMBERS:
        return
    for name in _BOUNDS:
        text = getattr(field, name)
        if text and not _fits(text, field.type):
            field = _without(field, name)
            yield f"`{text[:40]}` is no bound of {field.type.name}", field
    lows = [Decimal(text) for text in (field.minimum, field.over) if text]
    highs = [Decimal(text) for text in (field.maximum, field.under) if text]
    strict = bool(field.over or field.under)
    if lows and highs and (max(lows) > min(highs) or (strict and max(lows) == min(highs))):
        bare = replace(field, minimum="", over="", maximum="", under="")
        yield "no number is left between the bounds", bare


def _default(field: Field) -> Troubles:
    text = field.default
    if not text or field.type.name not in _NUMBERS:
        return
    if not _fits(text, field.type) or not _is_within(Decimal(text), field):
        yield f"the default `{text[:40]}` is no value of the field", replace(field, default="")


def _is_within(value: Decimal, field: Field) -> bool:
    return (
        (not field.minimum or value >= Decimal(field.minimum))
        and (not field.over or value > Decimal(field.over))
        and (not field.maximum or value <= Decimal(field.maximum))
        and (not field.under or value < Decimal(field.under))
    )


def _fits(text: str, type_: Type) -> bool:
    """Tell whether a number as text is one of a type: finite, not too long, not too fine."""
    if len(text) > _LONGEST_NUMBER:
        return False
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    if not value.is_finite() or abs(value.adjusted()) > MAX_DIGITS:
        return False
    if type_.name in _WIDEST:
        limit = 2 ** _WIDEST[type_.name]
        return value == value.to_integral_value() and -limit <= value < limit
    if type_.name is TypeName.DECIMAL and type_.precision:
        return abs(value) < Decimal(10) ** (type_.precision - (type_.scale or 0))
    return True


_CHECKS: Final[tuple[Callable[[Field], Troubles], ...]] = (
    _type,
    _pattern,
    _lengths,
    _bounds,
    _default,
)
"""In this order: a bound is one of the type that is taken."""
