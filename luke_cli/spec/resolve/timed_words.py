"""How documents say when time takes a step: how long after what, or when a date has passed.

automatic, 48h after created_at      after 10 days      timeout 15 min      created_at older than 48h
two days after they were made        when due_at has passed                 past its due date
"""

import re
from itertools import pairwise
from typing import Final, NamedTuple

from luke_cli.spec.due import MOMENTS
from luke_cli.spec.model import Entity, FieldRole
from luke_cli.spec.resolve.verbs import doing, noun, verb_of

_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fourteen": 14, "twenty": 20, "thirty": 30,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
_UNITS: Final = {
    "mi": (1, "min"),
    "h": (1, "h"),
    "d": (1, "d"),
    "w": (7, "d"),
    "mo": (30, "d"),
    "y": (365, "d"),
}
"""By how a unit begins: a month has 30 days, a year 365."""
_MOST: Final = 9_999
AMOUNT: Final = (
    rf"(?:\b(?:\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[\s-]?"
    r"(?:min(?:ute)?s?|h(?:ou)?rs?|h|days?|d|weeks?|months?|years?)\b)"
)
SINCE: Final = (
    r"(?:\s+(?:after|from|since|past|following|of|counted\s+from)\s+(?P<{}>[^,;.()]{{2,50}}))"
)
PASSED: Final = (
    r"(?:(?:when|once|if|as\s+soon\s+as|after)\s+(?:(?:the|its|their)\s+)?(?P<{0}_field>[\w ]{{2,30}}?)\s+"
    r"(?:(?:has|have|is|are|was|lies)\s+)?(?:already\s+)?(?:passed|past|reached|over|elapsed|in\s+the\s+past)"
    r"|(?:when\s+(?:it\s+is|they\s+are)\s+)?past\s+(?:(?:the|its|their)\s+)?(?P<{0}_past>\w+(?:\s\w+)?)"
    r"|(?:after|at|on)\s+(?:(?:the|its|their)\s+)?(?P<{0}_at>\w+_(?:at|on|date|until)|(?:due|end|expiry)\s+date))"
)
_AMOUNT: Final = re.compile(AMOUNT, re.IGNORECASE)
_PARTS: Final = re.compile(r"(\d+|[a-z]+)[\s-]?([a-z]+)", re.IGNORECASE)
_SINCE: Final = re.compile(SINCE.format("since"), re.IGNORECASE)
_OLDER: Final = re.compile(
    r"(\w+)\s+(?:is\s+|was\s+)?(?:older|more|longer)\s+than\s*$", re.IGNORECASE
)
_PASSED: Final = re.compile(PASSED.format("since"), re.IGNORECASE)
_BELOW_NOW: Final = re.compile(r"(\w+)\s*<=?\s*(?:now|today)\b", re.IGNORECASE)
_BARE: Final = re.compile(
    r"([a-z]\w+(?:\s(?:date|day))?)\s+(?:(?:has|is|was)\s+)?(?:passed|past|reached|over)\b",
    re.IGNORECASE,
)
_CREATED: Final = re.compile(
    r"\b(?:creat\w+|made|placed|being\s+(?:made|created))\b", re.IGNORECASE
)
_WORD: Final = re.compile(r"[a-z0-9_]+")
_ENDS: Final = ("_at", "_on", "_date", "_day", "_time", "_until", "")


class Told(NamedTuple):
    """When something happens, in the words of a document."""

    after: str
    """Canonical text of a duration; "" is at once."""
    since: str
    """From when, as written; "" if it is not said."""


class Since(NamedTuple):
    """What time is counted from."""

    field: str
    assumed: bool
    """No document says so."""


def told_time(text: str) -> Told | None:
    """Return when a text says that something happens; None if it does not."""
    amount = _AMOUNT.search(text)
    if amount is None:
        passed = _PASSED.search(text) or _BELOW_NOW.search(text) or _BARE.match(text)
        since = next(filter(None, passed.groups()), "") if passed else ""
        return Told("", since.strip()) if since else None
    after = duration(amount[0])
    behind = _SINCE.match(text, amount.end())
    before = _OLDER.search(text[: amount.start()])
    since = behind["since"] if behind else before[1] if before else ""
    return Told(after, since.strip()) if after else None


def duration(amount: str) -> str:
    """Return a duration in canonical text: `48 h` for `48 hours`; "" if it is too long."""
    number, unit = _PARTS.match(amount.strip()).groups()  # type: ignore[union-attr]
    word = unit.lower()
    times, canonical = _UNITS.get(word[:2]) or _UNITS[word[:1]]
    count = (int(number) if number.isdigit() else _NUMBERS[number.lower()]) * times
    return f"{count} {canonical}" if 0 < count <= _MOST else ""


def since_of(entity: Entity, told: Told, origins: tuple[str, ...]) -> Since | None:
    """Return the field that time is counted from: the one that is named, or a plain one of its own.

    That is the moment at which the row came into its only state before, else when it was made.
    None if a row keeps no such moment.
    """
    moments = [f.name for f in entity.fields if f.type.name in MOMENTS and not f.computed]
    created = next((f.name for f in entity.fields if f.role is FieldRole.CREATED), "")
    said = _WORD.findall(told.since.lower())
    named = [name for name in moments if _is_named(name, said)]
    if named:
        return Since(max(named, key=len), assumed=False)
    if not told.after:
        return None
    if created and _CREATED.search(told.since):
        return Since(created, assumed=False)
    own = [f"{origins[0]}{end}" for end in _ENDS if len(origins) == 1]
    found = next((name for name in own if name in moments), created)
    return Since(found, assumed=True) if found else None


def _is_named(field: str, said: list[str]) -> bool:
    """Tell whether words name a field: `due date` is `due_at`, `acceptance` or `accepting` is `accepted_at`."""
    names = {*said, *map("_".join, pairwise(said))}
    base = next(field.removesuffix(end) for end in _ENDS if field.endswith(end))
    bases = {base, base.removesuffix("s")}
    verb = verb_of(base)
    spelled = {field, *(one + end for one in bases for end in _ENDS), verb, noun(verb), doing(verb)}
    return bool(names & spelled - {""})
