"""Which language a document is written in, told by its small words."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from luke_cli.docs.document import Block, Document, Heading, Item, Paragraph, Quote, Table
from luke_cli.notations.tongues.french import FRENCH
from luke_cli.notations.tongues.german import GERMAN
from luke_cli.notations.tongues.italian import ITALIAN
from luke_cli.notations.tongues.portuguese import PORTUGUESE
from luke_cli.notations.tongues.spanish import SPANISH
from luke_cli.notations.tongues.tongue import Grammar, Tongue, phrases_of, tongue_by

GRAMMARS: Final = (SPANISH, GERMAN, FRENCH, PORTUGUESE, ITALIAN)
_ENGLISH: Final = frozenset(
    "the of and to is are an in for with that by be can may must it or not on at from this has have each every".split()
)
_BOTH: Final = frozenset(
    "a i e o as no do per come in on an am was so me all plus son data".split()
)
"""Words that English texts have, too."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 8_000
"""Characters that tell a language."""
_MOSTLY: Final = 8
"""One word in so many is a small one in any English text."""
_TOLD: Final = 12
"""One word in so many tells the language of a text."""
_FEWEST: Final = 3
_LONG: Final = 4


def tongue_of(document: Document) -> Tongue | None:
    """Return the language of a document; None for English, and for one that has no table here."""
    words = [word.lower() for word in _WORD.findall(_beginning(document))]
    english = sum(word in _ENGLISH for word in words)
    if english * _MOSTLY > len(words):
        return None
    counts = {one.name: sum(word in _telling(one) for word in words) for one in GRAMMARS}
    best = max(GRAMMARS, key=lambda one: counts[one.name])
    is_told = counts[best.name] >= max(_FEWEST, 2 * english, len(words) / _TOLD)
    return tongue_by(best) if is_told else None


@cache
def _telling(grammar: Grammar) -> frozenset[str]:
    """Return what tells a language: its small words, and what it says otherwise than English does."""
    phrases = phrases_of(grammar)
    english = frozenset(word for phrase in phrases.values() for word in phrase.split())
    own = {one for one in phrases if one.isalpha() and len(one) >= _LONG and one not in english}
    return (frozenset(grammar.words["common"].split()) | own) - _BOTH - _ENGLISH


def _beginning(document: Document) -> str:
    parts: list[str] = []
    size = 0
    for text in (text for block in document.blocks for text in _texts(block)):
        parts.append(text)
        size += len(text)
        if size > _ENOUGH:
            break
    return " ".join(parts)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph | Item | Quote):
        yield block.text
    elif isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row.cells)
