"""What the few words of a cell or a bullet say of a field, clause by clause.

mandatory, 60 chars max            optional, max. 200      3-40 characters, unique
exactly 8 digits                   1 or more               up to 8 characters, no spaces

A clause counts only where all of it is understood: `required if paid` says nothing.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.field_forms import WITHIN
from luke_cli.notations.numbers.quantities import NUMBER, number
from luke_cli.notations.rule_kinds import kind_of
from luke_cli.notations.rule_presets import default_in
from luke_cli.notations.rule_words import Rule, is_filled, joined, once

_CLAUSE: Final = re.compile(
    r"\s*(?:,(?!\d{3}\b)|;|(?<!\bmax)(?<!\bmin)\.(?:\s|$)|\n|\s[–—-]\s|\s+·\s+|\s+and\s+(?!\d))\s*",
    re.IGNORECASE,
)
_MANDATORY: Final = (
    r"required|mandatory|needed|compulsory|obligatory|obliged|non-?empty|not\s+empty|not\s+blank|not\s+null|"
    r"never\s+empty|not\s+optional"
)
_FILLED: Final = (
    r"given|provided|set|present|entered|stated|filled(?:\s+(?:in|out))?|supplied|specified"
)
_EMPTY: Final = r"empty|blank|null|missing|omitted|skipped|left\s+(?:out|empty|blank|open)|open"
_REQUIRED: Final = re.compile(
    rf"(?:(?:is|are|always|field)\s+)*(?:an?\s+)?(?:{_MANDATORY})(?:\s+(?:field|entry|input|value))?|must|"
    rf"(?:must|has\s+to|needs\s+to)\s+(?:always\s+)?be\s+(?:{_FILLED})|"
    rf"(?:must|may|should)\s+(?:not|never)\s+be\s+(?:{_EMPTY})|"
    rf"(?:cannot|can['’]t|can\s+not|can\s+never)\s+be\s+(?:{_EMPTY})",
    re.IGNORECASE,
)
_OPTIONAL: Final = re.compile(
    r"(?:(?:is|are|field)\s+)*(?:an?\s+)?(?:optional|voluntary|nullable|not\s+(?:required|mandatory|needed|"
    r"compulsory|obligatory))(?:\s+(?:field|entry|input|value))?|"
    rf"(?:(?:you\s+|one\s+)?(?:may|can)\s+)?leave\s+(?:it\s+)?(?:{_EMPTY})(?:\s+(?:if|when|where|unless)\s+[^,;]{{1,40}})?|"
    rf"(?:may|can)\s+(?:be|stay|remain)\s+(?:{_EMPTY})(?:\s+(?:if|when|where|unless)\s+[^,;]{{1,40}})?|need\s+not\s+be\s+(?:{_FILLED})|"
    rf"(?:does|do)\s+not\s+(?:have|need)\s+to\s+be\s+(?:{_FILLED})|if\s+(?:any|known|available)",
    re.IGNORECASE,
)
_UNIQUE: Final = re.compile(
    rf"(?:must\s+be\s+)?(?:globally\s+)?unique(?:\s+{WITHIN})?", re.IGNORECASE
)
_MOST: Final = (
    r"max(?:imum|imal|imally)?\.?|at\s+most|up\s+to|(?:no|not)\s+(?:more|longer|greater|higher)\s+than|"
    r"must\s+not\s+exceed|limited\s+to|limit|(?:stops?|ends?|is\s+cut(?:\s+off)?|capped?)\s+at|≤|<=|to"
)
_LEAST: Final = r"min(?:imum|imal|imally)?\.?|at\s+least|(?:no|not)\s+(?:less|fewer|shorter|smaller|lower)\s+than|≥|>=|from"
_UNIT: Final = r"characters?|chars?\.?|letters?|digits?|signs?|symbols?"
_MEASURE: Final = (
    r"(?:sec|min|hour|day|week|month|year|night|[kmgt]i?b|byte|percent|kilo|gram|met(?:er|re)|cent|euro|dollar|pound|litre|liter|"
    r"from|per|the|and|but|for|with|when|only|not)"
)
"""Other units than the field may have, or no unit at all."""
_SIZE: Final = re.compile(
    r"(?:(?:free|plain|short|single-line|multi-?line|one-line|whole)\s+)?(?:text|string|input|numbers?|integer|numeric|stepper|slider|spinner)?"
    r"\s*(?:field|area|box|input)?\s*"
    r"(?:of|with|has|can\s+have|may\s+have|is)?\s*"
    r"(?P<length>(?:length|len)\b\s*[:=]?\s*(?:of\s+)?)?"
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|exactly|between)?\s*"
    r"(?P<length2>(?:length|len)\b\s*)?(?:of\s+)?[:=]?\s*"
    rf"(?:(?P<low>{NUMBER})\s*(?:-|–|—|to|and|\.\.\.?|…)\s*)?(?P<n>{NUMBER})\s*"
    rf"(?:(?P<unit>{_UNIT})(?!\w))?\s*(?:in\s+)?(?P<long>long)?\s*"
    r"(?:(?P<most2>at\s+most|max(?:imum)?\.?|or\s+(?:less|fewer|shorter)|tops|at\s+the\s+most)|"
    r"(?P<least2>at\s+least|min(?:imum)?\.?|or\s+(?:more|longer)))?"
    rf"(?:\s*(?P<thing>(?!{_MEASURE})[a-z]{{3,20}}))?",
    re.IGNORECASE,
)
_KIND: Final = re.compile(
    r"\b(?:text|string|input|field|box|area|textarea|number|integer|picker|select|drop-?down|date|time|stepper|"
    r"toggle|switch|upload|editor|slider|checkbox|multi-?line|single-?line|required|optional|mandatory)\s*$",
    re.IGNORECASE,
)
"""What may stand before brackets; `title, phone (optional)` is a list of fields."""
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MOST_TEXT: Final = 200


def read_cell(cell: str, values: tuple[str, ...] = ()) -> Rule:
    """Return all that a cell says of a field, beside the `values` that it lists."""
    text = plain(cell).strip()
    more = Rule(values=values, kind=kind_of(text), default=default_in(text))
    return joined(read_clauses(cell) or Rule(), more)


def read_clauses(text: str) -> Rule | None:
    """Return what the clauses of a cell say together; None if they say nothing of a field."""
    rule = Rule()
    for clause in _clauses(text):
        rule = joined(rule, _read(clause))
    if rule.required is False and is_filled(text[:_MOST_TEXT]):
        rule = rule._replace(required=None)
    return rule if rule != Rule() else None


def _clauses(text: str) -> Iterator[str]:
    bare = plain(_BREAK.sub("; ", text[:_MOST_TEXT])).replace("≤ ", "≤").replace("≥ ", "≥")
    head = ""
    for position, part in enumerate(_BRACKETS.split(bare)):
        is_inside = position % 2 == 1
        if is_inside and head and not _KIND.search(head):
            continue
        clauses = [clause.strip(" .*`:•()") for clause in _CLAUSE.split(part)]
        yield from clauses
        head = head if is_inside else clauses[-1]


def _read(clause: str) -> Rule | None:
    if _OPTIONAL.fullmatch(clause):
        return Rule(required=False)
    if _REQUIRED.fullmatch(clause):
        return Rule(required=True)
    if unique := _UNIQUE.fullmatch(clause):
        return once(unique["within"])
    size = _SIZE.fullmatch(clause) if any(c.isdigit() for c in clause) or " " in clause else None
    return _sized(size) if size else None


def _sized(size: re.Match[str]) -> Rule | None:
    """Read a number of characters, or a bound where no word says that characters are counted."""
    high, low = number(size["n"]), number(size["low"]) if size["low"] else ""
    is_least = bool(size["least"] or size["least2"]) and not low
    is_counted = bool(size["unit"] or size["length"] or size["length2"])
    if not is_counted:
        if size["thing"] and not low:
            return None
        is_bound = low or is_least or size["most"] or size["most2"]
        # `2026-000123` is an example, and no range.
        if not is_bound or (low and float(low) > float(high)):
            return None
        return Rule(minimum=high) if is_least else Rule(minimum=low, maximum=high)
    count = int(float(high))
    if is_least:
        return Rule(min_length=count)
    if low:
        return Rule(min_length=int(float(low)), max_length=count)
    is_shape = bool(re.match(r"digit|letter", size["unit"] or "", re.IGNORECASE))
    is_most = bool(size["most"] or size["most2"])
    exact = (is_shape and not is_most) or "exactly" in size[0].lower()
    return Rule(min_length=count if exact else None, max_length=count)
