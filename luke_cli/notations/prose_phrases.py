"""Phrases of a sentence: the noun that a verb is about, and whether somebody means what a verb says."""

import re
from typing import Final

from luke_cli.notations.prose_lists import noun
from luke_cli.notations.prose_words import ACTIONS, BEFORE_NOUNS, CONTAINERS, STOPS

VERB: Final = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind or 'other'}>{verbs})" for kind, verbs in ACTIONS) + r")\s+",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’/-]*")
_BREAK: Final = re.compile(r"[,;:.+()\"“”]|\s[–—-]\s")
_BEFORE_LAST: Final = re.compile(
    r"\b(?:an?|the|my|our|their|his|her|each|every|given|when|then|and|that|if|but|also)\s+",
    re.IGNORECASE,
)
_WISH: Final = re.compile(
    r"\b(?:wants?|would like|can|may|must|should|shall|will|could|needs?|able|allow(?:s|ed)?|lets?|to|"
    r"possible)\b",
    re.IGNORECASE,
)
_WHO: Final = re.compile(r"\b[a-z-]{2,}s\s+(?:also\s+|then\s+)?$", re.IGNORECASE)
"""`Coordinators invite ...`: those who do it as a rule."""


def last_noun(words: str) -> str:
    """Return the noun before a verb: what stands behind the last article, else behind a conjunction."""
    behind = _BEFORE_LAST.split(words)
    return noun(behind[-1])


def is_noun(text: str, start: int) -> bool:
    """Tell whether what looks like a verb is the noun: `the order`, `a parent's order`."""
    if text[start:].lstrip().partition(" ")[2].startswith("of "):
        return False
    before = text[:start].rstrip()
    word = before[before.rfind(" ") + 1 :].lower().strip("\"'“‘(")
    return word in BEFORE_NOUNS or word.endswith(("'s", "’s", "s'", "s’"))


def is_meant(text: str, start: int) -> bool:
    """Tell whether somebody wants or may do what a verb says, and does not do it in passing."""
    before = text[:start]
    who = _WHO.search(before)
    first = VERB.match(text.lstrip(' -*•"“'))
    return (
        first is not None
        or not before.strip(' -*•"“')
        or bool(_WISH.search(before))
        or who is not None
    )


def phrase(text: str, start: int) -> tuple[list[str], int]:
    """Return the words of the noun phrase that starts at a place, and where it ends."""
    words: list[str] = []
    end = start
    for match in _WORD.finditer(text, start):
        word = match[0].lower()
        if _BREAK.search(text, end, match.start()) or (word in STOPS and words):
            if (
                word == "of"
                and words
                and words[-1] in CONTAINERS
                and not _BREAK.search(text, end, match.start())
            ):
                words, end = [], match.end()
                continue
            break
        if word in STOPS:
            break
        words.append(word)
        end = match.end()
        if len(words) > 6:
            break
    return words, end
