"""Sentences that say that rows never take something at the same time.

Two bookings of one room must not overlap.          A room cannot be double-booked.
There are no overlapping reservations for the same tool.
A mentor can't have two sessions at the same time.  Only one loan per boat at a time.

Only what is understood as a whole is a rule; what the words mean is found elsewhere.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

WORDS: Final = frozenset(
    "overlap overlaps overlapping double doubly twice time once simultaneously concurrently".split()
)
"""One of these stands wherever such a thing is said."""


class Apart(NamedTuple):
    """Words for what never happens at the same time."""

    rows: str
    """What takes time, perhaps with a state before it; "" if it is not said."""
    shared: str
    """What is taken; "" if it is not said."""
    act: str
    """What is done with it twice: `booked`; "" if it is not said."""
    free: str
    """What is said of those that take no time; "" for nothing."""


_NEVER: Final = (
    r"(?:(?:must|may|can|could|should|shall|will|do|does|are|is)\s*(?:not|never)|never|"
    r"(?:can|must|do|does|may|is|are|should|wo)n?['\u2019]t)(?:\s+ever|\s+be\s+allowed\s+to)?"
)
_MAY: Final = r"(?:(?:may|can|must|should|shall|will|do|does|is|are)(?:\s+ever)?|ever)"
_NAME: Final = r"(?:[a-z][\w-]*)(?:\s+[a-z][\w-]*){0,2}?"
_ROWS: Final = rf"(?P<rows>{_NAME})"
_SHARED: Final = rf"(?P<shared>{_NAME})"
_ONE: Final = (
    r"(?:the\s+(?:very\s+)?same|one(?:\s+and\s+the\s+same)?|an?(?:\s+single|\s+given)?|each|any|"
    r"every|its)"
)
_OF: Final = r"(?:of|for|in|on|at|with|by)"
_AT_ONCE: Final = (
    r"(?:at\s+(?:the\s+same|one|any\s+one|any\s+given|a)\s+time|simultaneously|concurrently|"
    r"for\s+(?:the\s+same|overlapping)\s+times?|that\s+overlap|at\s+overlapping\s+times)"
)
_TWO: Final = r"(?:two|more\s+than\s+one|several|multiple)"
_TAKEN: Final = (
    rf"(?:(?:double|doubly)[\s-]?(?P<double>booked|reserved|allocated|assigned|let|sold)|"
    rf"(?P<act>booked|reserved|lent|rented|hired|let|assigned|allocated|taken|used)\s+(?:twice|{_TWO}\s+times?|"
    rf"by\s+(?:two|several|different)\s+[a-z]+)\s+{_AT_ONCE})"
)
_REFUSED: Final = (
    r"(?:(?:is|are|must\s+be|will\s+be|get)\s+(?:not\s+(?:allowed|permitted|possible|accepted)|"
    r"never\s+(?:allowed|accepted)|forbidden|refused|rejected|prevented|impossible|declined))"
)
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:(?:any\s+)?two\s+|several\s+)?{_ROWS}\s+{_OF}\s+{_ONE}\s+{_SHARED}\s+{_NEVER}\s+overlap",
        rf"no\s+two\s+{_ROWS}\s+{_OF}\s+{_ONE}\s+{_SHARED}\s+(?:{_MAY}\s+)?overlaps?",
        (
            rf"(?:an?\s+|two\s+|the\s+)?{_ROWS}\s+{_NEVER}\s+overlap(?:\s+with)?(?:\s+(?:each\s+other|one\s+another|"
            rf"(?:another|any\s+other|an\s+existing|other|existing)\s+(?:ones?|{_NAME})))?\s+{_OF}\s+{_ONE}\s+{_SHARED}"
        ),
        (
            rf"(?:there\s+(?:(?:must|may|can|should)\s+(?:never\s+)?be|are|is)\s+)?no\s+overlapping\s+{_ROWS}\s+{_OF}\s+"
            rf"{_ONE}\s+{_SHARED}(?:\s+(?:are|is)\s+(?:allowed|permitted|possible|accepted))?"
        ),
        rf"overlapping\s+{_ROWS}\s+{_OF}\s+{_ONE}\s+{_SHARED}\s+{_REFUSED}",
        rf"(?:an?\s+|the\s+same\s+|one\s+|each\s+|every\s+)?{_SHARED}\s+{_NEVER}\s+(?:be\s+)?{_TAKEN}",
        rf"no\s+{_SHARED}\s+{_MAY}\s+(?:be\s+)?{_TAKEN}",
        (
            rf"(?:an?\s+|the\s+same\s+|one\s+|each\s+|every\s+)?{_SHARED}\s+{_NEVER}\s+have\s+"
            rf"(?:{_TWO}\s+{_ROWS}\s+{_AT_ONCE}|(?:any\s+)?overlapping\s+(?P<more>{_NAME}))"
        ),
        rf"no\s+{_SHARED}\s+{_MAY}\s+have\s+(?:{_TWO}\s+{_ROWS}\s+{_AT_ONCE}|overlapping\s+(?P<more>{_NAME}))",
        (
            rf"(?:an?\s+|each\s+|every\s+)?{_SHARED}\s+(?:can\s+(?:only\s+)?have|may\s+(?:only\s+)?have|has)\s+"
            rf"(?:at\s+most|only|no\s+more\s+than)\s+one\s+{_ROWS}\s+{_AT_ONCE}"
        ),
        rf"(?:there\s+is\s+)?(?:only|at\s+most)\s+one\s+{_ROWS}\s+(?:per|for\s+each|for\s+every)\s+{_SHARED}\s+{_AT_ONCE}",
    )
)
_LEAD: Final = re.compile(
    r"^(?:(?:--|//|\*)\s*|(?:[A-Z]{1,4}-?)?\d{1,3}[.:)]?\s+|[A-Z]{1,4}-\d{1,3}[.:)]?\s+)*"
)
_IN_TIME: Final = re.compile(r"\s+in\s+time\b", re.IGNORECASE)
_ANSWERED: Final = re.compile(
    r"\s*(?:[,;:(\u2013\u2014]|->|→|=>|\s-\s|\bor\s+else\b|\botherwise\b|\band\s+(?:is|are)\b)[^()]*"
    r"\b(?:4\d\d|refus\w*|reject\w*|errors?|conflict|database|transaction|constraint)\b[^()]*\)?$",
    re.IGNORECASE,
)
_STATUS: Final = re.compile(
    r"\s+(?:with|by|as)\s+(?:an?\s+)?(?:HTTP\s+)?(?:status\s+)?4\d\d.*$", re.IGNORECASE
)
_FREE: Final = re.compile(
    r"\s*(?:\(\s*(?P<inner>[^()]+)\)|[,;\u2013\u2014]\s*(?P<outer>(?:unless|except|excluding|not\s+counting|ignoring)\b.+))$",
    re.IGNORECASE,
)
_COUNT: Final = (
    r"(?:(?:do(?:es)?\s+not|do(?:es)?n['\u2019]t|never)\s+(?:count|matter|overlap|(?:block|take)(?:\s+(?:time|(?:the|a|an|its|their)\s+\w+))?)|"
    r"(?:are|is)\s+(?:ignored|excluded|left\s+out|not\s+counted)|(?:may|can)(?:\s+overlap)?|"
    r"(?:release|free)s?\s+(?:the|their|its)\s+\w+|excluded|ignored|excepted)"
)
_FREED: Final = (
    re.compile(rf"(?P<states>.+?)(?:\s+(?P<of>[a-z-]+))??\s+{_COUNT}", re.IGNORECASE),
    re.compile(
        r"(?:unless|except|excluding|not\s+counting|ignoring)\s+(?:(?:for|if|when|one|it|they)\s+)*"
        r"(?:(?:is|are|was|were)\s+)?(?P<states>.+?)(?:\s+(?P<of>[a-z-]+))??",
        re.IGNORECASE,
    ),
)
_LONGEST: Final = 200


class Freed(NamedTuple):
    """Words for the states in which a row takes no time."""

    states: str
    of: str
    """What has them; "" or `ones` for what was named before."""


def apart_in(sentence: str) -> Apart | None:
    """Return what a sentence says never happens at the same time; None if it says anything else."""
    text = _LEAD.sub("", " ".join(re.sub(r"[`*]", "", sentence).split())).strip(" .!")
    if len(text) > _LONGEST:
        return None
    free = _FREE.search(text)
    said = (free["inner"] or free["outer"]) if free and freed_in(free[1] or free[2]) else ""
    text = text[: free.start()] if free and said else text
    shorter = (text, *(pattern.sub("", text) for pattern in (_STATUS, _ANSWERED)))
    tried = (_IN_TIME.sub("", one).strip(" .!,;") for one in dict.fromkeys(shorter))
    match = next((m for one in tried for form in _FORMS if (m := form.fullmatch(one))), None)
    if match is None:
        return None
    given = match.groupdict()
    rows = given.get("rows") or given.get("more") or ""
    act = given.get("act") or given.get("double") or ""
    return Apart(rows.lower(), (given.get("shared") or "").lower(), act.lower(), said)


def freed_in(sentence: str) -> Freed | None:
    """Return which rows a sentence says take no time; None if it says anything else."""
    text = " ".join(re.sub(r"[`*]", "", sentence).split()).strip(" .!()")
    for form in _FREED:
        if match := form.fullmatch(text):
            return Freed(match["states"].lower(), (match["of"] or "").lower())
    return None


def words_of_states(states: str) -> Iterator[str]:
    """Yield the words of a list: `cancelled and rejected`."""
    yield from (
        one for one in re.split(r"\s*,\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+", states) if one
    )
