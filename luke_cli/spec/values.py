"""Values of settings in their canonical text: quantities, rates, lists, words and literals.

15 min | 10 MB | 99.9 % | 4000 px | 100/min burst 200 per user | jpeg, png, pdf | "1.0" | yes | 5
"""

import json
import re
from dataclasses import dataclass
from typing import Final

_SECONDS: Final = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "y": 31_536_000.0}
BYTES: Final = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}
UNITS: Final = (*_SECONDS, *BYTES, "%", "px")
"""Sizes are powers of 1024, a year has 365 days."""

_LARGEST: Final = 10.0**12
_LONGEST_S: Final = 100 * _SECONDS["y"]
"""What a date can still be moved by."""
_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_QUANTITY: Final = re.compile(rf"({_NUMBER})(?: ({'|'.join(map(re.escape, UNITS))}))?")
_RATE: Final = re.compile(
    r"(\d+)/(?:(\d+) )?(s|min|h|d)(?: burst (\d+))?(?: per (user|tenant|address|key))?"
)
_WORDS: Final = re.compile(r"[A-Za-z0-9/][A-Za-z0-9./_+ -]*")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in a window; `burst` more at once."""

    count: int
    window_s: int
    burst: int = 0
    per: str = ""
    """`user`, `tenant`, `address`, `key` or ""."""


def is_value(text: str) -> bool:
    """Tell whether `text` is a canonical value, or a list of them."""
    return _is_literal(text) or all(_is_single(part) for part in text.split(", "))


def quantity(text: str) -> tuple[float, str]:
    """Return number and unit ("" if none); raises ValueError if `text` is no quantity."""
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} is no number with a unit; expected for example `15 min` or `10 MB`"
        )
    number = float(match[1])
    if abs(number) > _LARGEST:
        raise ValueError(f"{text[:40]!r} is too large")
    return number, match[2] or ""


def seconds(text: str) -> float:
    """Return a duration in seconds; raises ValueError."""
    number, unit = quantity(text)
    if unit not in _SECONDS:
        raise ValueError(f"{text!r} is no duration; expected a unit of {', '.join(_SECONDS)}")
    if number * _SECONDS[unit] > _LONGEST_S:
        raise ValueError(f"{text!r} is longer than a hundred years")
    return number * _SECONDS[unit]


def size_bytes(text: str) -> int:
    """Return a size in bytes; raises ValueError."""
    number, unit = quantity(text)
    if unit not in BYTES:
        raise ValueError(f"{text!r} is no size; expected a unit of {', '.join(BYTES)}")
    return int(number * BYTES[unit])


def rate(text: str) -> Rate:
    """Return a rate; raises ValueError."""
    match = _RATE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no rate; expected for example `100/min burst 200 per user`")
    window_s = int(match[2] or 1) * int(_SECONDS[match[3]])
    read = Rate(int(match[1]), window_s, int(match[4] or 0), match[5] or "")
    if max(read.count, read.window_s, read.burst) > _LARGEST:
        raise ValueError(f"{text[:40]!r} is too large")
    return read


def items(text: str) -> tuple[str, ...]:
    """Return the items of a list value."""
    return tuple(part for part in text.split(", ") if part)


def _is_single(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_QUANTITY, _RATE, _WORDS)) or _is_literal(text)


def _is_literal(text: str) -> bool:
    if not text or text[0] not in '"[{-0123456789tfn':
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
