"""Which language a document is written in, told by its small words."""

import re
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.notations.said import said_in
from luke_cli.notations.tongues.french import FRENCH
from luke_cli.notations.tongues.german import GERMAN
from luke_cli.notations.tongues.italian import ITALIAN
from luke_cli.notations.tongues.portuguese import PORTUGUESE
from luke_cli.notations.tongues.spanish import SPANISH
from luke_cli.notations.tongues.tongue import Tongue

TONGUES: Final = (SPANISH, GERMAN, FRENCH, PORTUGUESE, ITALIAN)
_ENGLISH: Final = frozenset(
    "the of and to is are an in for with that by be can may must it or not on at from this has have each every".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 20_000
"""Characters that tell a language."""
_FEWEST: Final = 3
_LONG: Final = 4
_WORDS: Final = {
    one.name: one.common
    | {
        word
        for word in one.phrases
        if word.isalpha() and len(word) >= _LONG and word not in one.said
    }
    for one in TONGUES
}
"""What tells each language: its small words, and what it says otherwise than English does."""


def tongue_of(document: Document) -> Tongue | None:
    """Return the language of a document; None for English, and for one that has no table here."""
    words = [word.lower() for word in _WORD.findall(_beginning(document))]
    counts = {one.name: sum(word in _WORDS[one.name] for word in words) for one in TONGUES}
    best = max(TONGUES, key=lambda one: counts[one.name])
    english = sum(word in _ENGLISH for word in words)
    return best if counts[best.name] >= max(_FEWEST, 2 * english) else None


def _beginning(document: Document) -> str:
    parts: list[str] = []
    size = 0
    for said in said_in(document):
        parts.append(said.text)
        size += len(said.text)
        if size > _ENOUGH:
            break
    return " ".join(parts)
