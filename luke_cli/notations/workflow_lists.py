"""Workflows in lists: which states may follow each, and the state that each numbered step leads to.

### Transitions                        1. A guest asks for a table (status: `requested`).
- draft: sent, dropped                 2. The host confirms it (status: `confirmed`).
- `sent` can become `paid` or `lost`   Transitions: draft to sent, sent to paid or lost.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Item, Paragraph
from luke_cli.notations.states import (
    STATE_NAME,
    Where,
    context_of,
    entity_of,
    folded,
    is_state,
    transition_fact,
)
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_SAYS: Final = re.compile(
    r"\btransitions?\b|\bnext states?\b|\bmay follow\b|\bcan follow\b", re.IGNORECASE
)
_NAMES: Final = r"[`'\"*A-Za-z][\w`'\"* -]{1,30}?"
_ROW: Final = rf"{_NAMES}(?:(?:\s*[,/|]\s*(?:or\s+|and\s+)?|\s+(?:or|and)\s+){_NAMES}){{0,9}}"
_MAY: Final = re.compile(
    rf"^(?:an?\s+|the\s+|from\s+|only\s+)?(?P<source>{_ROW})\s+(?:(?:can|may|must)\s+(?:only\s+|also\s+|then\s+|either\s+)*"
    r"(?:become|go(?:\s+back)?\s+(?:in)?to|move(?:\s+on)?\s+to|change\s+to|be\s+(?:set|moved|changed)\s+to|transition\s+to|"
    rf"turn\s+into|lead\s+to)|(?:becomes|leads\s+to|goes\s+to|transitions\s+to))\s+(?:either\s+)?(?P<target>{_ROW})\s*\.?$"
)
_FOLLOWED: Final = re.compile(
    rf"^(?:from\s+)?(?P<source>{_ROW})\s*(?::|\s[-–—]|,?\s+to\b)\s*(?:to\s+)?(?P<target>{_ROW})\s*\.?$",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"\btransitions?\b[^:.\n]{0,40}:\s*(?P<steps>[^.\n]{8,400})", re.IGNORECASE
)
_STEP: Final = re.compile(
    r"^(?:from\s+)?(?P<source>[\w`'\"* -]+?)\s+to\s+(?P<target>[\w`'\"* -]+)$", re.IGNORECASE
)
_SPLIT: Final = re.compile(
    r"\s*[,/|]\s*(?:or\s+|and\s+)?(?:back\s+to\s+)?|\s+(?:or|and)\s+(?:back\s+to\s+)?"
)
_REACHED: Final = re.compile(
    r"\(?\b(?:status|state)\b\s*(?:is\s+now|is|becomes|changes\s+to|(?:is\s+)?set\s+to|now|[:=→]|->)\s*[`'\"*]{0,3}"
    r"(?P<said>[A-Za-z][\w-]*(?:\s(?=[A-Z])[A-Z]\w*)?)[`'\"*]{0,3}|(?:→|->|=>)\s*(?:`(?P<ticked>[\w -]+)`|\*{1,2}(?P<bold>[\w -]+)\*)",
    re.IGNORECASE,
)
DEAD: Final = frozenset(
    "rejected declined denied cancelled canceled failed expired withdrawn lost dropped void".split()
)
"""States that no numbered step leaves."""
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_LONGEST: Final = 240


def steps_in_item(item: Item) -> Iterator[WorkflowFact]:
    """Read `- sent: paid, lost` below a heading about transitions, and `sent can become paid`."""
    text = _BRACKETS.sub("", item.text.split("\n")[0]).strip()
    if len(text) > _LONGEST:
        return
    match = _MAY.match(text)
    if match is None and any(map(_SAYS.search, context_of(item))):
        match = _FOLLOWED.match(text)
    if match is not None:
        place = Span(item.span.file, item.span.line)
        where = Where(place, item.section, entity_of(item))
        yield from _steps(where, match["source"], match["target"])


def steps_in_paragraph(block: Paragraph) -> Iterator[WorkflowFact]:
    """Read `Transitions: draft to sent, sent to paid or lost`."""
    for offset, line in enumerate(block.text.split("\n")):
        told = _TOLD.search(line) if len(line) < _LONGEST * 2 else None
        for part in re.split(r"\s*[,;]\s*", told["steps"]) if told else ():
            match = _STEP.match(part)
            if match is not None:
                place = Span(block.span.file, block.span.line + offset)
                where = Where(place, block.section, entity_of(block))
                yield from _steps(where, match["source"], match["target"])


def steps_in_order(items: Sequence[Item]) -> Iterator[WorkflowFact]:
    """Read numbered steps that each say which state they lead to."""
    before = ""
    for item in items:
        if not item.ordered or item.depth != items[0].depth:
            continue
        found = [
            folded(m["said"] or m["ticked"] or m["bold"]) for m in _REACHED.finditer(item.text)
        ]
        found = list(dict.fromkeys(state for state in found if state))
        where = Where(Span(item.span.file, item.span.line), item.section, entity_of(item))
        usual = [state for state in found if is_state(state) or "`" in item.text]
        if len(usual) != len(found) or re.search(r"\bfrom\s+[`*]", item.text):
            before = ""
            continue
        for state in found:
            if before and state != before:
                yield transition_fact(where, before, state, "")
        alive = [state for state in found if state not in DEAD]
        before = alive[0] if len(alive) == 1 else before if not found else ""


def _steps(where: Where, sources: str, targets: str) -> Iterator[WorkflowFact]:
    ends = [
        [part.strip(" `'\"*.") for part in _SPLIT.split(text.strip()) if part.strip(" `'\"*.")]
        for text in (sources, targets)
    ]
    states = [state for end in ends for state in end]
    marked = sources.count("`") + targets.count("`")
    usual = sum(map(is_state, states))
    if not all(map(STATE_NAME.fullmatch, states)) or usual * 2 + marked // 2 < len(states):
        return
    for source in ends[0]:
        for target in ends[1]:
            if folded(source) != folded(target):
                yield transition_fact(where, source, target, "")
