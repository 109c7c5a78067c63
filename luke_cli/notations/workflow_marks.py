"""Words of a section that are states, by their form or by their place: in backticks or italics, or moved between.

The clerk marks it as `sent`.         The desk moves a booking from open to lent.
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from luke_cli.docs.document import Item, Paragraph
from luke_cli.notations.states import are_switched, folded, is_done, is_state

_MARKED: Final = re.compile(
    r"`([\w -]{2,30})`|(?<![\w*])[*_]{1,2}([A-Za-z][\w-]{1,30})[*_]{1,2}(?!\w)"
)
_PLACE: Final = re.compile(
    r"(?:[→⟶➔➜⇒:]|[-=]>|\b(?:is|are|becomes?|be|to|into|from|now|as|in|again|back|then))[\s*_]+$",
    re.IGNORECASE,
)
_RUN: Final = re.compile(
    r"`[A-Za-z][\w -]{1,30}`(?:\s*(?:,|,?\s+(?:or|and)|/|\|)\s*`[A-Za-z][\w -]{1,30}`){2,20}"
)
_WORD: Final = r"([a-z][a-z_-]{2,30})"
_MOVED: Final = re.compile(
    r"\b(?:moves?|goes|go|sets?|puts?|takes?|brings?|pass(?:es)?|changes?|turns?|switch(?:es)?|transitions?|advances?|returns?|falls?)"
    rf"\b[^.;:\n]{{0,60}}?\bfrom\s+{_WORD}\s+(?:back\s+)?(?:in)?to\s+{_WORD}(?:\s+or\s+{_WORD})?"
    rf"(?:[^.;:\n]{{0,60}}?\bfrom\s+{_WORD}\s+(?:back\s+)?(?:in)?to\s+{_WORD}(?:\s+or\s+{_WORD})?)?"
)


def marked_in(blocks: Sequence[Paragraph | Item]) -> frozenset[str]:
    """Return the words in backticks or italics that are states, by their form or by their place."""
    usual, placed = set[str](), set[str]()
    for block in blocks:
        for match in _MARKED.finditer(block.text):
            word = folded(match[1] or match[2])
            if is_state(word) or is_done(word):
                usual.add(word)
            elif match[1] and _PLACE.search(block.text, max(0, match.start() - 20), match.start()):
                placed.add(word)
        for moved in _MOVED.finditer(block.text):
            words = set(filter(None, moved.groups()))
            if not are_switched(words) and _are_usual(words):
                usual |= words
        for run in _RUN.finditer(block.text):
            words = set(map(folded, re.findall(r"`([^`]+)`", run[0])))
            if sum(is_state(word) or is_done(word) for word in words) * 2 >= len(words):
                usual |= words
    return frozenset(usual | placed if len(usual) > 1 else usual)


def _are_usual(words: Collection[str]) -> bool:
    return all(is_state(word) or is_done(word) for word in words) and any(map(is_state, words))
