"""Remarks in code, examples and diagrams that say how a field must be.

// Measurement.point_no runs from 1 to 25, the grid has no more rows
"role": "warden",   // member role: hiker, warden or treasurer
note for Stay "partySize runs from 1 to 12, nights from 1 to 5"
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Fence
from luke_cli.notations.rule_words import Rule, read_rule

_COMMENT: Final = re.compile(
    r"^(?P<before>[^\n]{0,300}?)(?:(?<![:\w])//+|(?:(?<=^)|(?<=\s))#+(?=\s)|(?<![-\w])--(?=\s)|/\*+)\s*(?P<said>[^\n]{4,300}?)\s*(?:\*+/)?\s*$"
)
_DOTTED: Final = re.compile(r"^[`\"']?(?P<thing>[A-Z]\w{2,40})\.(?P<field>[a-z]\w{1,40})[`\"']?\s")
_KEY: Final = re.compile(r"^\s*[\"']?(?P<key>[a-zA-Z]\w{1,40})[\"']?\??\s*[:=]\s*[\"'\d]")
_LABELLED: Final = re.compile(
    r"^(?:(?P<label>[A-Za-z][\w-]*(?:\s[a-z][\w-]*){0,2}):\s+|(?:is\s+|always\s+)?(?:one\s+of|either)\s+)?(?P<list>[A-Za-z][\w -]{1,24}(?:\s*[,|/]\s*[\w -]{2,24}){1,9}"
    r"(?:,?\s+(?:or|and)\s+[A-Za-z][\w -]{1,24})?)\.?$"
)
_EXAMPLES: Final = frozenset(
    "json jsonc json5 javascript js typescript ts http kotlin swift dart".split()
)
_NOTE: Final = re.compile(
    r"^\s*note\s+(?:for|(?:right|left|top|bottom)\s+of|over)\s+(?P<thing>\w+)\s*:?\s*[\"“]?(?P<said>[^\"”\n]{4,300})[\"”]?\s*$",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"\s*[,;.]\s+(?:and\s+)?|\s*<br\s*/?>\s*|\\n")
_BOUNDS: Final = re.compile(
    r"^(?P<field>[A-Za-z]\w*)\s+(?:from|between|is)?\s*(?P<low>-?\d[\d.]*)\s*(?:to|and|-|–|\.\.)\s*(?P<high>-?\d[\d.]*\d|\d)$"
)
_FEWEST: Final = 3
_LONGEST: Final = 400


class Remark(NamedTuple):
    """A remark as a sentence, and of what it is."""

    text: str
    thing: str
    line: int


def remarks_of(fence: Fence) -> Iterator[Remark]:
    """Yield the remarks of a fence whose sentences say of which field they are."""
    for index, line in enumerate(fence.text.split("\n")):
        if len(line) > _LONGEST:
            continue
        if fence.language in ("mermaid", "mmd", "plantuml", "puml"):
            note = _NOTE.match(line)
            for part in _PARTS.split(note["said"]) if note else ():
                yield Remark(part.strip(), note["thing"] if note else "", fence.line + index)
            continue
        comment = _COMMENT.match(line)
        dotted = _DOTTED.match(comment["said"]) if comment else None
        if comment is not None and dotted is not None:
            said = comment["said"][dotted.start("field") :].replace("`", "").rstrip(". ")
            yield Remark(said, dotted["thing"], fence.line + index)


def bounds_in(remark: Remark) -> tuple[Rule, str] | None:
    """Read `nights from 1 to 5`, which a note says without a verb."""
    match = _BOUNDS.match(remark.text) if remark.thing else None
    if match is None:
        return None
    return Rule(minimum=match["low"], maximum=match["high"]), match["field"]


def values_of_examples(fence: Fence) -> Iterator[tuple[Rule, str, int]]:
    """Yield the closed lists that stand behind the keys of an example, with the names of the fields."""
    for index, line in enumerate(fence.text.split("\n") if fence.language in _EXAMPLES else ()):
        comment = _COMMENT.match(line) if len(line) <= _LONGEST else None
        key = _KEY.match(comment["before"]) if comment else None
        listed = _LABELLED.match(comment["said"]) if comment else None
        rule = read_rule("is", listed["list"]) if key and listed else None
        if key and listed and rule is not None and len(rule.values) >= _FEWEST:
            yield Rule(values=rule.values), listed["label"] or key["key"], fence.line + index
