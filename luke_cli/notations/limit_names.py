"""Limits by their name: in configuration, in a row of a table, in front of a colon.

offer_ttl: 48h        MAX_SHARES_PER_MEMBER=50        reviews_needed: 3
| Maximum booking length | 4 h |                      Cancellation notice: 24 hours
"""

import re
from collections.abc import Sequence
from typing import Final

from luke_cli.names import words
from luke_cli.notations.limit_forms import Limit
from luke_cli.notations.limit_words import base_verb, is_verb
from luke_cli.notations.numbers.quantities import duration, durations, number
from luke_cli.notations.numbers.statement import Statement
from luke_cli.spec.values import seconds

_BOUNDS: Final = {
    **dict.fromkeys(("max", "maximum", "maximal", "most"), "max"),
    **dict.fromkeys(("min", "minimum", "minimal", "least", "needed", "required"), "min"),
}
_LIFE: Final = frozenset("ttl lifetime validity expiry expiration expires expire valid".split())
_KEPT: Final = frozenset("retention retained kept keep".split())
_NOTICE: Final = frozenset("notice deadline cutoff lead".split())
_LONG: Final = frozenset("duration length".split())
_PERIOD: Final = frozenset("period term".split())
_UNITS: Final = {
    "min": ("min", "mins", "minutes", "minute"),
    "h": ("h", "hours", "hour", "hrs"),
    "d": ("d", "days", "day"),
    "w": ("w", "weeks", "week"),
    "mo": ("months", "month"),
    "y": ("y", "years", "year"),
}
_FILLERS: Final = frozenset(
    "the a an of for in to after before until time limit number allowed default is are in are can may be per".split()
)
_VALUE: Final = re.compile(
    r"[\"']?(?:at (?:most|least) )?(?P<value>[\w .,-]{1,24}?)[\"']?\s*(?:[(;,#].*)?$"
)
_LABEL: Final = re.compile(r"(?P<label>[A-Za-z][\w '-]{2,48})\s*[:=]\s*(?P<value>\S.*)$")
_MOST_WORDS: Final = 6
_HOW_LONG: Final = re.compile(
    r"how long|(?:kept|stored|retained) for|(?:retention|storage)(?: (?:period|time))?"
)
"""Headers and headings of what is kept."""
_SHORTEST_KEPT_S: Final = 86400.0


def named_limit(statement: Statement) -> Limit | None:
    """Return the limit that the name of a value says; None if it says none."""
    named, value = _name_and_value(statement)
    parts = [part for part in named if part not in _FILLERS or part == "per"]
    unit = next((unit for unit, spelled in _UNITS.items() if set(spelled) & set(parts[-1:])), "")
    parts = parts[:-1] if unit else parts
    if not 0 < len(parts) <= _MOST_WORDS:
        return None
    found = _VALUE.fullmatch(value)
    plain = found["value"].strip() if found else ""
    if plain.isdecimal() and not unit:
        return _counting(parts, number(plain))
    time = duration(number(plain), unit) if plain.isdecimal() else _time(plain)
    return (_lasting(parts, time) or _keeping(statement, parts, time)) if time else None


def _name_and_value(statement: Statement) -> tuple[Sequence[str], str]:
    if statement.keys:
        return words(statement.keys[-1]), statement.value
    if statement.named.names:
        return words(statement.named.names[-1]), statement.named.value
    match = _LABEL.fullmatch(statement.text)
    return (words(match["label"]), match["value"]) if match else ((), "")


def _time(text: str) -> str:
    found = next(iter(durations(text)), None)
    return found.value if found and found.start == 0 and found.end == len(text) else ""


def _lasting(parts: Sequence[str], value: str) -> Limit | None:
    told = set(parts)
    bound = next((_BOUNDS[part] for part in parts if part in _BOUNDS), "")
    known = (*_BOUNDS, *_LIFE, *_KEPT, *_NOTICE, *_LONG, *_PERIOD, "per")
    rest = [part for part in parts if part not in known]
    if told & _LIFE and rest:
        return Limit("ttl", value, " ".join(rest))
    if told & _KEPT and rest:
        return Limit("retention", value, " ".join(rest))
    if told & _LONG and rest and bound:
        return Limit("duration", value, " ".join(rest), bound=bound)
    if told & _PERIOD and rest and not told & _NOTICE:
        return Limit("period", value, " ".join(rest))
    verb = next((part for part in rest if is_verb(part)), "") if told & _NOTICE else ""
    if verb:
        subject = " ".join(part for part in rest if part != verb)
        return Limit("notice", value, subject, base_verb(verb))
    return None


def _keeping(statement: Statement, parts: Sequence[str], value: str) -> Limit | None:
    """Return how long the thing of a row is kept: `| Raw readings | 60 days |` below `How long`."""
    heads = (statement.column, *(heading.lower() for heading in statement.section[-1:]))
    is_kept = any(map(_HOW_LONG.search, heads)) and seconds(value) >= _SHORTEST_KEPT_S
    is_life = _LIFE.intersection(parts) or _LONG.intersection(parts) or _PERIOD.intersection(parts)
    return Limit("retention", value, " ".join(parts)) if is_kept and not is_life else None


def _counting(parts: Sequence[str], value: str) -> Limit | None:
    bound = next((_BOUNDS[part] for part in parts if part in _BOUNDS), "")
    rest = [part for part in parts if part not in _BOUNDS]
    cut = rest.index("per") if "per" in rest else len(rest)
    things, holder = " ".join(rest[:cut]), " ".join(rest[cut + 1 :])
    is_limit = bound and things and int(value) > 1
    return Limit("count", value, holder, things, bound=bound) if is_limit else None
