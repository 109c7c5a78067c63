"""Values for tests: good ones for every field, and those just inside and just outside its rules.

A value is a plain Python object; `wire` says how it travels in JSON, `code` how it is written in
Python.
"""

import base64
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, localcontext
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar
from uuid import UUID

from luke_cli.backend.code import literal
from luke_cli.backend.patterns import example_of, finds, matches
from luke_cli.spec.model import NUMBERS, WHOLE, Field, Type, TypeName

Value = str | int | float | bool | Decimal | date | datetime | time | timedelta | UUID | bytes | Any

STRINGS: Final = (
    TypeName.STRING,
    TypeName.TEXT,
    TypeName.EMAIL,
    TypeName.URL,
    TypeName.SLUG,
)
DAY: Final = date(2026, 3, 2)
"""A Monday; the first day of every sample."""
NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
LARGEST: Final = 9_223_372_036_854_775_000
"""Of 64 bits, what a description of an API can say: its bounds are floats, written in 16 digits."""
_LONGEST_TEXT: Final = 10_000
_WIDE: Final = Context(prec=1000)
P = ParamSpec("P")
R = TypeVar("R")


def _exactly(reckon: Callable[P, R]) -> Callable[P, R]:
    """Reckon with all digits: those of a context as Python has it are fewer than those of a column."""

    @wraps(reckon)
    def exact(*args: P.args, **named: P.kwargs) -> R:
        with localcontext(_WIDE):
            return reckon(*args, **named)

    return exact


@dataclass(frozen=True, slots=True)
class Case:
    """A value and why it is interesting, in words that go on after the name of the field."""

    label: str
    value: Value


@_exactly
def sample(field: Field, values: tuple[str, ...] = (), *, nth: int = 0) -> Value | None:
    """Return a good value; other numbers give other values as far as the rules leave room.

    `values` are those of the enum. None means that no value could be proved good.
    """
    name = field.type.name
    if name is TypeName.ENUM:
        choices = field.type.values or values
        return choices[nth % len(choices)] if choices else None
    if name in NUMBERS:
        return _number(field, nth)
    if name in STRINGS:
        return _text(field, nth)
    return _plain(field.type, nth)


@_exactly
def edges(field: Field) -> tuple[Case, ...]:
    """Return good values on the very edge of the rules of a field."""
    if field.type.name in NUMBERS:
        low, high = bounds(field)
        stated = ((low, field.minimum or field.over), (high, field.maximum or field.under))
        labels = ("least", "greatest")
        return tuple(
            Case(label, number(field, value))
            for label, (value, said) in zip(labels, stated, strict=True)
            if said
        )
    if field.type.name not in (TypeName.STRING, TypeName.TEXT) or field.pattern:
        return ()
    shortest, longest = lengths(field)
    cases = [Case("longest", "x" * longest)] if longest < _LONGEST_TEXT else []
    return (*([Case("shortest", "x" * shortest)] if shortest else []), *cases)


@_exactly
def refused(field: Field) -> tuple[Case, ...]:
    """Return values just outside the rules of a field."""
    return tuple(_refused(field))


def lengths(field: Field) -> tuple[int, int]:
    """Return the least and the greatest number of characters."""
    limit = {TypeName.EMAIL: 254, TypeName.URL: 2048, TypeName.SLUG: 255, TypeName.STRING: 255}
    longest = field.type.length or limit.get(field.type.name, _LONGEST_TEXT)
    return field.min_length or 0, min(longest, field.max_length or longest)


@_exactly
def bounds(field: Field) -> tuple[Decimal, Decimal]:
    """Return the least and the greatest number, both inclusive."""
    step = step_of(field.type)
    low, high = _width(field.type)
    if field.minimum:
        low = Decimal(field.minimum)
    if field.over:
        low = Decimal(field.over) + step
    if field.maximum:
        high = Decimal(field.maximum)
    if field.under:
        high = Decimal(field.under) - step
    return low, high


def step_of(type_: Type) -> Decimal:
    """Return the smallest difference between two numbers of a type."""
    if type_.name is TypeName.DECIMAL:
        return Decimal(1).scaleb(-_scale(type_))
    return Decimal("0.5") if type_.name is TypeName.FLOAT else Decimal(1)


def number(field: Field, value: Decimal) -> Value:
    """Return a number as the Python type of a field."""
    if field.type.name in WHOLE:
        return int(value)
    if field.type.name is TypeName.FLOAT:
        return float(value)
    return value.quantize(step_of(field.type), context=_WIDE)


def wire(value: Value) -> Any:
    """Return a value as JSON carries it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        hours, minutes = divmod(value.seconds // 60, 60)
        days = f"P{value.days}DT" if value.days else "PT"
        return days + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    return value


def code(value: Value) -> str:
    """Return a value as a Python expression."""
    if isinstance(value, datetime):
        return f"datetime({value.year}, {value.month}, {value.day}, {value.hour}, tzinfo=UTC)"
    if isinstance(value, (Decimal, UUID)):
        whole = isinstance(value, Decimal) and not value.as_tuple().exponent
        return f"Decimal({value})" if whole else f'{type(value).__name__}("{value}")'
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if isinstance(value, time):
        return f"time({value.hour}, {value.minute})"
    if isinstance(value, timedelta):
        return f"timedelta(minutes={int(value.total_seconds()) // 60})"
    return literal(value)


def _number(field: Field, nth: int) -> Value | None:
    low, high = bounds(field)
    step = step_of(field.type)
    if low > high:
        return None
    half = Decimal("0.5") + Decimal("0.001") * (nth % 100)
    if low <= half <= high < 1:
        # A share: SQLite keeps no more than its first fifteen digits.
        return number(field, half)
    start = min(max(low, Decimal(10)), high)
    room = int((high - start) / step) + 1
    one = Decimal(1) if room > 100 * int(1 / step) else step
    value = start + one * (nth % max(room, 1))
    return number(field, value if value <= high else start + step * (nth % room))


def _width(type_: Type) -> tuple[Decimal, Decimal]:
    if type_.name is TypeName.INTEGER:
        return Decimal(-(2**31)), Decimal(2**31 - 1)
    if type_.name is TypeName.BIGINT:
        return Decimal(-LARGEST), Decimal(LARGEST)
    if type_.name is TypeName.FLOAT:
        return Decimal(-1_000_000), Decimal(1_000_000)
    digits = (type_.precision or 12) - _scale(type_)
    high = Decimal(10) ** digits - Decimal(1).scaleb(-_scale(type_))
    return -high, high


def _scale(type_: Type) -> int:
    return 2 if type_.scale is None else type_.scale


def _text(field: Field, nth: int) -> str | None:
    shortest, longest = lengths(field)
    if field.pattern:
        return _patterned(field, nth)
    word = {
        TypeName.EMAIL: f"somebody{nth}@example.com",
        TypeName.URL: f"https://example.com/{nth}",
        TypeName.SLUG: f"{field.name.replace('_', '-')}-{nth}",
    }.get(field.type.name)
    if word is not None:
        return word if shortest <= len(word) <= longest else None
    word = field.name.replace("_", " ").capitalize()
    text = f"{word} {nth}" if nth else word
    if len(text) > longest:
        text = _letters(nth, longest)
    return text.ljust(shortest, "x") if shortest <= longest else None


def _patterned(field: Field, nth: int) -> str | None:
    shortest, longest = lengths(field)
    said = field.default.strip('"')
    if not nth and said and matches(field.pattern, said) and shortest <= len(said) <= longest:
        return said
    return example_of(field.pattern, shortest, longest, nth=nth)


def _letters(nth: int, length: int) -> str:
    text = ""
    while length > len(text):
        nth, place = divmod(nth, 26)
        text = string.ascii_lowercase[place] + text
        if not nth and len(text) >= 8:
            break
    return text


def _plain(type_: Type, nth: int) -> Value | None:
    days = timedelta(days=nth % 20_000)
    return {
        TypeName.BOOLEAN: nth % 2 == 1,
        TypeName.DATE: DAY + days,
        TypeName.DATETIME: NOON + days,
        TypeName.TIME: time(nth % 24, 30),
        TypeName.DURATION: timedelta(minutes=90 + nth),
        TypeName.UUID: UUID(int=nth + 1),
        TypeName.JSON: {"nth": nth},
        TypeName.BYTES: b"bytes %d" % nth,
    }.get(type_.name)


def _refused(field: Field) -> Iterator[Case]:
    name = field.type.name
    if name in NUMBERS:
        yield from _refused_numbers(field)
    elif name in STRINGS:
        yield from _refused_texts(field)
    else:
        foreign = {
            TypeName.ENUM: Case("unknown", "no such value"),
            TypeName.BOOLEAN: Case("neither", "perhaps"),
            TypeName.DATE: Case("impossible", "2026-02-30"),
            TypeName.DATETIME: Case("no moment", "yesterday"),
            TypeName.TIME: Case("no time", "25:00:00"),
            TypeName.DURATION: Case("no duration", "a while"),
            TypeName.UUID: Case("no uuid", "x"),
        }
        if name in foreign:
            yield foreign[name]


def _refused_numbers(field: Field) -> Iterator[Case]:
    low, high = bounds(field)
    step = step_of(field.type)
    wide = _width(field.type)
    floats = field.type.name is TypeName.FLOAT
    if not floats or field.minimum or field.over:
        yield Case("too small" if low > wide[0] else "too negative", _outside(field, low - step))
    if not floats or field.maximum or field.under:
        yield Case("too great", _outside(field, high + step))
    if field.type.name is TypeName.DECIMAL:
        exact = max(low, Decimal(0)).quantize(step, context=_WIDE)
        yield Case("too fine", f"{exact:f}{_finer(field)}")
    yield Case("no number", "many")


def _outside(field: Field, value: Decimal) -> Value:
    if field.type.name is TypeName.DECIMAL:
        return format(value, "f")
    return int(value) if field.type.name in WHOLE else float(value)


def _finer(field: Field) -> str:
    return "1" if _scale(field.type) else ".5"


def _refused_texts(field: Field) -> Iterator[Case]:
    shortest, longest = lengths(field)
    if shortest:
        yield Case("too short", "x" * (shortest - 1))
    if longest < _LONGEST_TEXT or field.max_length:
        yield Case("too long", _overlong(field, longest))
    wrong = {TypeName.EMAIL: "nobody", TypeName.URL: "nowhere", TypeName.SLUG: "No Slug!"}
    if field.type.name in wrong:
        yield Case(f"no {field.type.name}", wrong[field.type.name])
    elif field.pattern and (text := _unmatched(field)):
        yield Case("against the pattern", text)
    if field.type.name in (TypeName.STRING, TypeName.TEXT) and not field.pattern:
        yield Case("with a NUL", "x" * max(shortest - 1, 0) + "\0")
    yield Case("no text", 7)


def _overlong(field: Field, longest: int) -> str:
    if field.type.name is TypeName.EMAIL:
        return "x" * (longest + 1 - len("@example.com")) + "@example.com"
    if field.type.name is TypeName.URL:
        return "https://example.com/" + "x" * (longest + 1 - len("https://example.com/"))
    return "x" * (longest + 1)


def _unmatched(field: Field) -> str | None:
    shortest, longest = lengths(field)
    for letter in ("~", "!", "x", "7"):
        text = letter * max(shortest, 1)
        if len(text) <= longest and not finds(field.pattern, text):
            return text
    return None
