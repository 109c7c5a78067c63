"""EXCLUDE: rows of a table that share something never overlap in time.

EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (status <> 'cancelled')
EXCLUDE USING gist (boat_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)

Source: PostgreSQL, CREATE TABLE and Range Types (without bounds a range is `[)`).
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from luke_cli.notations.sql.tokens import Token, group, joined, opens, split
from luke_cli.spec.overlaps import HALF_OPEN, WHOLE

_PART: Final = re.compile(r"(?P<what>.+?)\s*\bWITH\s*(?P<sign>=|&\s?&)", re.IGNORECASE)
_NAME: Final = r"[\"`]?([A-Za-z_]\w*)[\"`]?"
_COLUMN: Final = re.compile(_NAME)
_RANGE: Final = re.compile(
    rf"\(*\s*(?:ts|tstz|date)range\s*\(\s*{_NAME}\s*,\s*{_NAME}\s*(?:,\s*'(?P<bounds>[\[(][\])])'\s*)?\)\s*\)*",
    re.IGNORECASE,
)
_KINDS: Final = {None: HALF_OPEN, "[)": HALF_OPEN, "[]": WHOLE}


class Exclusion(NamedTuple):
    """Rows that never overlap."""

    columns: tuple[tuple[str, bool], ...]
    """What they share, then from when and to when."""
    kind: str
    where: tuple[Token, ...]
    """The condition of the rows that it is about; none for all."""


def read_exclusion(element: Sequence[Token], position: int) -> Exclusion | None:
    """Read what stands behind EXCLUDE; None if it is anything but equal columns and one time."""
    while position < len(element) and not opens(element, position):
        position += 1
    if position == len(element):
        return None
    inner, end, _ = group(element, position)
    parts = [_PART.fullmatch(joined(part)) for part in split(inner, ",")]
    told = [(part["what"], part["sign"]) for part in parts if part]
    shared = [_COLUMN.fullmatch(what) for what, sign in told if sign == "="]
    times = [_RANGE.fullmatch(what) for what, sign in told if sign != "="]
    time = times[0] if len(times) == 1 else None
    kind = _KINDS.get(time["bounds"]) if time else None
    if len(told) < len(parts) or time is None or kind is None or not all(shared):
        return None
    names = (*(one[1] for one in shared if one), time[1], time[2])
    return Exclusion(tuple((name, False) for name in names), kind, _where(element, end))


def _where(element: Sequence[Token], position: int) -> tuple[Token, ...]:
    words = [token.upper for token in element]
    if "WHERE" not in words[position:]:
        return ()
    start = words.index("WHERE", position) + 1
    return group(element, start)[0] if opens(element, start) else tuple(element[start:])
