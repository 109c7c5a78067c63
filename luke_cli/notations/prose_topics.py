"""What a text is about from one block to the next: a question above, a story, the item before.

**What do you keep of a boat?**                  As a keeper, I want to add a boat.
Name, length and the day it was bought.          - It can be marked as sold.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Block, Heading, Paragraph
from luke_cli.notations.context import entity_name
from luke_cli.notations.prose_lists import asked_of, noun
from luke_cli.notations.prose_phrases import VERB, is_meant, phrase
from luke_cli.notations.prose_words import HEADINGS
from luke_cli.notations.role_headings import PERSON
from luke_cli.notations.said import Said
from luke_cli.notations.story_forms import CRITERIA

_BOLD: Final = re.compile(r"\s*(?:\*\*|__)(?P<words>[^*_\n]{3,90})(?:\*\*|__)\s*[:.]?\s*")
_WANTS: Final = re.compile(r"\bI\s+(?:want|would like|need|wish|can|must)\b", re.IGNORECASE)
_MAKES: Final = ("create", "update", "manage")
_CALLED: Final = {
    "reserv": "reservation",
    "lend": "loan",
    "borrow": "loan",
    "rent": "rental",
}
"""Verbs that make no object, but what they are called by."""
_TITLES: Final = HEADINGS | frozenset("story feature epic scope backlog".split())


@dataclass(slots=True)
class Topics:
    """Remembers what the blocks before spoke of."""

    title: str = ""
    """A question or label in bold that stands alone above."""
    below: tuple[str, ...] = ()
    """The headings of the title."""
    aim: str = ""
    """What the last story makes."""
    told: tuple[str, ...] = ()
    """The headings of that story."""
    item: str = ""
    """What the items before are about."""
    items: tuple[tuple[str, ...], str, int | None] = ((), "", None)

    def placed(self, block: Block, said: Said) -> Said:
        """Return the words below the label in bold that stands above them."""
        if isinstance(block, Heading):
            self.title = ""
            if not CRITERIA.search(said.text):
                self.aim = ""
            return said
        if isinstance(block, Paragraph) and (label := _BOLD.fullmatch(said.raw)):
            if not CRITERIA.search(said.text):
                self.title, self.below = label["words"], said.section
            return said
        is_below = bool(self.title) and said.section == self.below
        return replace(said, section=(*said.section, self.title)) if is_below else said

    def above(self, said: Said) -> str:
        """Return what the items before or the headings name: `it` of the first sentence."""
        return self._of_items(said) or thing_above(said) or self.wanted(said) or self._aimed(said)

    def wanted(self, said: Said) -> str:
        """Return what the story above makes: the steps below `I want to offer a meal` are about it."""
        for above in (said.lead, said.section[-1] if said.section else ""):
            if made := _made(above):
                return made
        return ""

    def item_of(self, said: Said) -> str:
        """Return what an item is about, by the items before it or the story above."""
        return self._of_items(said) or self._aimed(said)

    def _aimed(self, said: Said) -> str:
        return self.aim if said.depth is not None and said.section == self.told else ""

    def _of_items(self, said: Said) -> str:
        return self.item if said.depth is not None and _list_of(said) == self.items else ""

    def note(self, said: Said, about: str) -> None:
        """Remember what some words were about, and the story that they tell."""
        if said.depth is not None:
            here = _list_of(said)
            kept = self.item if here == self.items else ""
            self.items, self.item = here, about or kept
        if _WANTS.search(said.text):
            self.aim, self.told = _made(said.text), said.section


def thing_above(said: Said) -> str:
    """Return what the heading above names; the title of all, and one over many things, name none."""
    if len(said.section) <= 1:
        return ""
    heading = said.section[-1]
    if PERSON.fullmatch(heading):
        return ""
    name = asked_of(heading) or noun(entity_name(heading))
    return "" if name.rpartition(" ")[2] in _TITLES else name


def _list_of(said: Said) -> tuple[tuple[str, ...], str, int | None]:
    return said.section, said.lead, said.depth


def _made(text: str) -> str:
    for verb in VERB.finditer(text):
        if not is_meant(text, verb.start()):
            continue
        stem = verb[0].strip().lower()
        called = next((name for start, name in _CALLED.items() if stem.startswith(start)), "")
        if called or verb.lastgroup in _MAKES:
            return called or noun(" ".join(phrase(text, verb.end())[0]))
    return ""
