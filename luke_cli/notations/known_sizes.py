"""How long a text or how large a number is, in a sentence with marks (see `known_marks`).

⟨L0⟩ may be up to 1,000 characters long      200 characters for ⟨L0⟩      between 1 and 30 ⟨L0⟩
⟨L0⟩ with a counter that turns red above 300 characters                   ⟨L0⟩ goes from 1 to 45
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.known_forms import SAID, compiled
from luke_cli.notations.known_units import BEHIND
from luke_cli.notations.numbers.quantities import NUMBER, number
from luke_cli.notations.rule_words import Rule

_MARK: Final = re.compile(r"⟨L(?P<fields>[\d ]+)⟩")
_UNIT: Final = r"(?:characters?|chars?|letters|digits|signs|symbols)"
_TO: Final = r"(?:-|–|—|(?:up\s+)?to|and|\.\.\.?|…|through)"
_COUNTED: Final = re.compile(
    rf"(?:(?P<low>{NUMBER})\s*{_TO}\s*)?(?P<n>{NUMBER})[\s-]*(?P<unit>{_UNIT})(?![\w])",
    re.IGNORECASE,
)
_LEAST: Final = re.compile(
    r"\b(?:at\s+least|min(?:imum|imal)?\.?|(?:not|no)\s+(?:less|fewer|shorter)\s+than|shorter\s+than|(?:less|fewer)\s+than|below|under|from)\b|≥|>=",
    re.IGNORECASE,
)
_EXACT: Final = re.compile(r"\b(?:exactly|always|fixed|precisely)\b", re.IGNORECASE)
_SHOWN: Final = re.compile(
    r"\b(?:preview|ellips[ei]s|excerpt|snippet|abbreviat\w+|first|initials|search\w*|typ(?:es|ing)|suggest\w*|password|"
    r"autocomplete|shown\s+in|wraps?)\b",
    re.IGNORECASE,
)
_NO_FIELD: Final = r"(?!\s*(?:per\s+(?!cent)|px|rem|ms\b|[kmg]i?b\b|am\b|pm\b|:\d|characters?|chars?|letters|digits|×|x\s?\d|columns?|rows?|steps?))"
_BETWEEN: Final = rf"(?P<low>{SAID})\s*(?:{_TO})\s*(?P<high>{SAID})(?![\d.,]*\d){_NO_FIELD}{BEHIND}"
_MOST: Final = (
    r"(?:at\s+most|up\s+to|max(?:imum|imal)?(?:\s+(?:is|of))?|(?:no|not)\s+(?:more|greater|higher|larger|longer|bigger)\s+than|"
    r"(?:cannot|must\s+not|may\s+not|can\s+never|must\s+never|never)\s+(?:exceed|be\s+(?:more|greater|higher|larger|over|above)(?:\s+than)?)|"
    r"(?:cannot|must\s+not|may\s+not|can\s+never|must\s+never|may\s+never|never)\s+(?:have|has|take|hold|carry|contain|cover|last|get)s?\s+more\s+than|"
    r"limited\s+to|capped\s+at|≤|<=)"
)
_REFUSES: Final = (
    r"(?:refuses|rejects|(?:does\s+not|will\s+not|won['’]t)\s+(?:accept|take))\s+(?:anything|everything|numbers|values|all|more|what\s+is)\s+"
    r"(?:above|over|beyond|greater\s+than|larger\s+than|more\s+than|than)"
)
_REFUSAL: Final = re.compile(
    rf"(?:the|its|a)\s+(?:(?:number|numeric)\s+)?(?:key\s?pad|pad|input|field|box|stepper|slider|form|app|dialog|scanner)\s+{_REFUSES}\s+{SAID}\b",
    re.IGNORECASE,
)
_AT_LEAST: Final = (
    r"(?:at\s+least|min(?:imum|imal)?(?:\s+(?:is|of))?|(?:no|not)\s+(?:less|fewer|smaller|lower)\s+than|starts?\s+(?:at|from)|"
    r"(?:cannot|must\s+not|may\s+not|never)\s+(?:be\s+)?(?:less|lower|smaller|below|under)(?:\s+than)?|≥|>=)"
)
_LINK: Final = r"(?:(?:\s+in\s+[a-z]+)?\s*:\s*(?:[a-z'’-]+,?\s+){0,8}?|\s*\)?\s*[(,]\s*(?:[a-z'’-]+\s+){0,5}?|\s+(?:[a-z'’-]+\s+){0,5}?)"
"""Between a field and a number; behind a label also what the control is."""
_FORMS: Final = compiled(
    rf"⟨L(?P<fields>[\d ]+)⟩{_LINK}(?:\(\s*)?(?:between|from|in|within|of)?\s*{_BETWEEN}",
    rf"\b(?:between|from)?\s*{_BETWEEN}\s+⟨L(?P<fields>[\d ]+)⟩",
    rf"⟨L(?P<fields>[\d ]+)⟩{_LINK}{_MOST}\s+(?P<high>{SAID})(?![\d.,]*\d){_NO_FIELD}{BEHIND}",
    rf"⟨L(?P<fields>[\d ]+)⟩{_LINK}{_REFUSES}\s+(?P<high>{SAID})(?![\d.,]*\d){_NO_FIELD}{BEHIND}",
    rf"\b{_MOST}\s+(?P<high>{SAID})\s+⟨L(?P<fields>[\d ]+)⟩",
    rf"⟨L(?P<fields>[\d ]+)⟩{_LINK}(?P<high>{SAID}){BEHIND}\s+(?:at\s+(?:the\s+)?most|max(?:imum)?\b|tops\b|or\s+(?:less|fewer)\b)",
    rf"⟨L(?P<fields>[\d ]+)⟩{_LINK}{_AT_LEAST}\s+(?P<low>{SAID})(?![\d.,]*\d){_NO_FIELD}{BEHIND}",
    rf"\b{_AT_LEAST}\s+(?P<low>{SAID})\s+⟨L(?P<fields>[\d ]+)⟩",
)
_IN_ONE_CASE: Final = re.compile(
    r"\b(?:if|when|unless|until|once|only|except|while|after|before|discount|warn\w*|at\s+once|per(?!\s+cent))\b",
    re.IGNORECASE,
)
_BESIDE_NUMBER: Final = re.compile(
    rf"(?<![\w.,])({SAID})\s*(?:\([^()⟨⟩]{{1,40}}\)|=\s*[\"“]?[a-z]+[\"”]?)(?=\s*{_TO}\s*\d)",
    re.IGNORECASE,
)
"""What the first of two numbers means: `from 1 (poor) to 5`."""
_CLAUSE: Final = re.compile(
    r"(⟨L[\d ]+⟩),?\s+(?:(?:for|in|of|at)\s+)?(?:that|which|who(?:m|se)?)\s+(?:⟨E\d+⟩|[a-z'’ -])+(?=\s*,)",
    re.IGNORECASE,
)
"""`⟨L0⟩ that ⟨E0⟩ is to cover, on a slider from 1 to 5`; `⟨L0⟩, which we agree with ⟨E0⟩, is at most 5`."""
_BESIDE: Final = 15
"""Characters before a number that tell that it is exact."""
_NEAR: Final = 90
"""Characters between a field and how long it is."""


def sizes_in(text: str) -> Iterator[tuple[Rule, str, str]]:
    """Yield lengths and bounds with the numbers of the fields that they are of, and with their unit."""
    if not _SHOWN.search(text):
        yield from ((rule, fields, "") for rule, fields in _lengths(text))
    if _IN_ONE_CASE.search(text):
        return
    text = _CLAUSE.sub(r"\1", _BESIDE_NUMBER.sub(r"\1", text))
    for form in _FORMS:
        for match in form.finditer(text):
            said = match.groupdict()
            low, high = said.get("low") or "", said.get("high") or ""
            yield (
                Rule(minimum=number(low) if low else "", maximum=number(high) if high else ""),
                match["fields"],
                said.get("unit") or "",
            )


def is_refusal(text: str) -> bool:
    """Tell whether a sentence says which numbers a control does not take."""
    return _REFUSAL.match(text) is not None


def _lengths(text: str) -> Iterator[tuple[Rule, str]]:
    end = 0
    for match in _COUNTED.finditer(text):
        mark = _mark(text, match.start(), match.end(), end)
        if mark is not None:
            yield _length(text[max(end, match.start() - 40) : match.start()], match), mark
        end = match.end()


def _mark(text: str, start: int, end: int, done: int) -> str | None:
    """Return the fields that a number of characters is of: before it, or `200 characters for ⟨L⟩`."""
    after = re.match(
        r"(?:\s+(?:long|at\s+most|max\w*\.?|is\s+the\s+(?:limit|maximum)|are\s+allowed|allowed))?\s+(?:for|in|of|into)\s+⟨L(?P<fields>[\d ]+)⟩",
        text[end : end + _NEAR],
        re.IGNORECASE,
    )
    if after is not None:
        return after["fields"]
    before = [*_MARK.finditer(text, max(done, start - _NEAR), start)]
    broken = before and re.search(r";|⟨E\d+⟩\s+(?:has|have)\b", text[before[-1].end() : start])
    return before[-1]["fields"] if before and not broken else None


def _length(before: str, match: re.Match[str]) -> Rule:
    high = int(float(number(match["n"])))
    if match["low"]:
        return Rule(min_length=int(float(number(match["low"]))), max_length=high)
    if _LEAST.search(before):
        return Rule(min_length=high)
    if _EXACT.search(before[-_BESIDE:]):
        return Rule(min_length=high, max_length=high)
    return Rule(max_length=high)
