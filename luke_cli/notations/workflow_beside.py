"""Steps that are told beside a state, in a list of states or in the place of one, or of the act that leads to it.

lent: falls back to asked after two days.      withdrawn: from any state except paid      refuse: only while in review
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from luke_cli.notations.workflow_clauses import FROM, REMARK, SEGMENT, blank
from luke_cli.notations.workflow_ends import Target
from luke_cli.notations.workflow_forms import NEVER, SENTENCE
from luke_cli.notations.workflow_told import Story
from luke_cli.notations.workflow_words import words_of
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_FAN: Final = re.compile(r",\s*(?=[→⟶➔➜⇒]|[-=]+>)")
"""Between arrows that all start from one state: `-> paid, -> lost`."""


class Member(NamedTuple):
    """A state in a list of the states of a thing, and what is said beside it."""

    state: str
    """In snake_case."""
    text: str
    place: Span


def told_beside(
    members: Sequence[Member], section: tuple[str, ...], thing: str, known: frozenset[str]
) -> Iterator[WorkflowFact]:
    """Yield the steps that are told beside the states of a thing: what follows one, or leads to it."""
    told = _Beside(words_of(known), section, thing=thing, is_named=True, is_story=True)
    for member in members:
        told.beside(member)
    yield from told.finished()


def told_into(
    member: Member, section: tuple[str, ...], thing: str, known: frozenset[str]
) -> Iterator[WorkflowFact]:
    """Yield the steps into a state from those that a text says it is reached from."""
    told = _Beside(words_of(known), section, thing=thing, is_named=True)
    told.into(member)
    yield from told.steps


class _Beside(Story):
    """What is told beside states."""

    def beside(self, member: Member) -> None:
        """Read what is said beside a state: sentences without a state before start from it."""
        text = REMARK.sub(blank, self.words.unquoted(member.text.replace("\n", " ")))
        for sentence in SENTENCE.split(text):
            for segment in (part for one in SEGMENT.split(sentence) for part in _FAN.split(one)):
                self.current, self.before, self.last = member.state, (), ()
                count = len(self.steps) + len(self.anywhere) + len(self.earlier)
                self.segment(segment.strip(" .;!?()"), member.place)
                if count == len(self.steps) + len(self.anywhere) + len(self.earlier):
                    self._into(segment, member)

    def into(self, member: Member) -> None:
        """Read what is said of the step into a state."""
        flat = self.words.unquoted(member.text.replace("\n", " "))
        for sentence in SENTENCE.split(flat):
            required = self.words.required.search(sentence)
            sources = self.row(required["row"]) if required else self.sources(sentence)[0]
            # `refuses a permit in review`: the first word is the act itself.
            is_denied = NEVER.search(sentence, sentence.find(" ") + 1) is not None
            if sources and (required or not is_denied):
                self.before = sources
                target = Target((member.state,), 0, False)
                self.reach(target, self.thing, member.place, is_kept=True)

    def _into(self, text: str, member: Member) -> None:
        """Read from where a state is reached: `only from sent`, `from any state except paid`."""
        where = self.words.anywhere.search(text)
        if where is not None:
            spared = frozenset(self.row(where["row"] or ""))
            self.anywhere.append((member.place, member.state, spared))
        elif FROM.search(text) and not NEVER.search(text):
            self.before = self.sources(text)[0]
            target = Target((member.state,), 0, False)
            self.reach(target, self.thing, member.place, is_kept=True)
