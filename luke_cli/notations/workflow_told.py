"""Workflows that sentences tell of states that the documents list or mark.

A printer takes a queued job, which puts it in print. Once the ink is back the job is queued again.
1. A guest books a table. It is `booked`.          The owner may cancel it while it is new or open.
2. The host greets them → `seated`.                A visit can be dropped in any state except closed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from luke_cli.docs.document import Document, Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.states import Where, folded, transition_fact
from luke_cli.notations.workflow_chains import is_fan
from luke_cli.notations.workflow_clauses import (
    AGAIN,
    ASIDE,
    FINAL,
    MAY,
    MOVING,
    OTHERWISE,
    REMARK,
    SEGMENT,
    SO,
    USUALLY,
    WISH,
    blank,
    masked,
    thing_of,
)
from luke_cli.notations.workflow_ends import Ends, Target
from luke_cli.notations.workflow_forms import BEGINS, CHAIN, NEVER, NUMBER, SENTENCE, SUBJECT
from luke_cli.notations.workflow_marks import marked_in
from luke_cli.notations.workflow_scenario_lines import is_scenario
from luke_cli.notations.workflow_words import words_of
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_MAX: Final = 2500
_STORY: Final = 3
"""So many states make a section the story of a thing."""
_CODE: Final = re.compile(r"`([^`\n]*)`")
_WORDS: Final = re.compile(r"(?!(?:GET|POST|PUT|PATCH|DELETE)\b)[\w -]{2,30}")
_IF: Final = re.compile(r"^\W*(?:if|should|in\s+case)\b", re.IGNORECASE)
_ENDS: Final = frozenset(
    "closed completed complete done finished cancelled canceled rejected declined refused denied expired archived".split()
)
_DEAD: Final = _ENDS | frozenset("failed withdrawn lost dropped void dismissed".split())
_OR: Final = re.compile(r"\bor\b", re.IGNORECASE)
_THEN: Final = re.compile(r"\b(?:then|afterwards|finally|later)\b", re.IGNORECASE)


def told_steps(document: Document, known: frozenset[str]) -> Iterator[WorkflowFact]:
    """Yield the steps that sentences and numbered items tell; `known` are states that are listed."""
    blocks = [
        block
        for block in document.blocks
        if isinstance(block, Paragraph | Item)
        and len(block.text) <= _MAX
        and not is_scenario(block)
        and not is_fan(block.text)
    ]
    for section, group in groupby(blocks, key=lambda block: block.section):
        here = list(group)
        states = known | marked_in(here)
        if states:
            yield from Story(words_of(states), section).read(here)


@dataclass(slots=True)
class Story(Ends):
    """What a section has told so far."""

    last: tuple[Target, ...] = ()
    """What the last part of a sentence led to."""
    is_story: bool = False
    is_ordered: bool = False
    is_joined: bool = False
    """What is read stands behind a semicolon."""
    steps: list[WorkflowFact] = field(default_factory=list)
    anywhere: list[tuple[Span, str, frozenset[str]]] = field(default_factory=list)
    """States that are reached from all others, but for some."""
    earlier: list[tuple[Span, str, tuple[str, ...]]] = field(default_factory=list)
    """States that are reached from all that lead to one of some."""

    def read(self, blocks: Sequence[Paragraph | Item]) -> Iterator[WorkflowFact]:
        """Read the blocks of the section."""
        texts = [self.words.unquoted(plain(_CODE.sub(_spelled, block.text))) for block in blocks]
        found = {folded(m[0]) for text in texts for m in self.words.row.finditer(text)}
        self.is_story = len(found) >= _STORY
        self.thing = singular(thing_of(self.section[-1])) if self.section else ""
        base, depth = "", 0
        for block, text in zip(blocks, texts, strict=True):
            own = block.depth if isinstance(block, Item) else 0
            self.is_ordered = isinstance(block, Item) and block.ordered
            if own > depth:
                base = self.current
            if own:
                self.current = base
            elif depth or (isinstance(block, Item) and not block.ordered):
                self.current = ""
            depth = own
            is_wish = WISH.search(text) is not None
            self.current = "" if is_wish else self.current
            self._block(block, text)
            self.current = "" if is_wish else self.current
        yield from self.finished()

    def finished(self) -> Iterator[WorkflowFact]:
        """Yield all steps, those from many states too."""
        self._from_anywhere()
        yield from self.steps

    def _block(self, block: Paragraph | Item, text: str) -> None:
        flat = self.words.drawn_out(NUMBER.sub(blank, text.replace("\n", " ")))
        flat, start = REMARK.sub(blank, flat), 0
        first = SUBJECT.match(flat.lstrip())
        for end in (*(match.end() for match in SENTENCE.finditer(flat)), len(flat)):
            sentence = flat[start:end].strip()
            place = Span(block.span.file, block.span.line + text.count("\n", 0, start))
            self.is_joined = flat[:start].rstrip().endswith(";")
            if not (
                self._lists(sentence) or self._begins(sentence, first[1].lower() if first else "")
            ):
                for segment in SEGMENT.split(sentence):
                    self.segment(segment.strip(), place)
            start = end

    def _lists(self, sentence: str) -> bool:
        """Tell whether a sentence names states without a step, or is drawn, or asks."""
        listed = self.words.listed.search(sentence)
        if listed is not None:
            self.name(singular((listed["thing"] or "").lower()), is_new=True)
        drawn = self.words.drawn.search(sentence) or CHAIN.search(sentence)
        return listed is not None or drawn is not None or sentence.endswith("?")

    def _begins(self, sentence: str, first: str) -> bool:
        """Read how a thing begins: `it starts out as new`."""
        for form in BEGINS:
            match = form.search(sentence)
            if match is not None and self.words.row.fullmatch(match[2]):
                said = match["thing"].lower().split(" ")[-1]
                self.name(singular(first if said == "it" else said), is_new=True)
                self.current, self.before = folded(match[2]), ()
                return self.words.row.search(sentence, match.end()) is None
        return False

    def segment(self, text: str, place: Span) -> None:
        """Read a part of a sentence that speaks of one step, or of several from one state."""
        where = self.words.anywhere.search(text)
        if where is not None:
            text = masked(text, where)
        if self._until(text, place):
            return
        if self._likewise(text, place) or self._pairs(text, place):
            return
        sources, thing, rest = self.sources(text)
        targets = self.targets(rest, thing)
        if AGAIN.match(text) and _all_of(targets) <= _all_of(self.last):
            return
        if where is not None and not sources:
            spared = frozenset(self.row(where["row"] or ""))
            self.anywhere += [(place, state, spared) for t in targets for state in t.states]
            return
        if self.current in sources and not targets and FINAL.search(text):
            self.current = ""
        self._reach_all(sources, thing, rest, targets, place)

    def _until(self, text: str, place: Span) -> bool:
        """Read `it can be called off as long as it has not been held`."""
        found = next((m for form in self.words.earlier if (m := form.search(text))), None)
        if found is None or MAY.search(text) is None:
            return False
        ends = self.row(found["row"])
        rest = masked(text, found)
        reached = [state for one in self.targets(rest, "") for state in one.states]
        if self.sources(rest)[0] or not reached:
            return False
        self.earlier += [(place, state, ends) for state in reached if state not in ends]
        return True

    def _reach_all(
        self,
        sources: tuple[str, ...],
        thing: str,
        rest: str,
        targets: Sequence[Target],
        place: Span,
    ) -> None:
        """Take the steps to what a part of a sentence says is reached, in its order."""
        last = 0
        for number, target in enumerate(targets):
            between = rest[last : target.start]
            is_other = number > 0 and _OR.search(between) is not None and not _THEN.search(between)
            if number == 0 and sources:
                self.before = sources
            elif number == 0:
                self.before = self._unsaid(rest, target)
            elif not is_other:
                self.before = (self.current,) if self.current else ()
            self.reach(target, thing or self.thing, place, is_kept=bool(OTHERWISE.search(rest)))
            last = max(target.start, target.at)
            self.last = (*(self.last if is_other else ()), target)
        if targets and len(self.before) == 1 and USUALLY.search(rest):
            # What else may happen leads from the same state.
            self.current = self.before[0]
        if len(targets) > 1 and _OR.search(rest, targets[0].start, targets[-1].start):
            alive = [state for t in targets for state in t.states if state not in _DEAD]
            self.current = alive[0] if len(alive) == 1 else ""

    def _likewise(self, text: str, place: Span) -> bool:
        """Read `and so can an active one`: another state leads where the last one did."""
        so = SO.match(text)
        if so is None or not self.last:
            return False
        sources, thing, _ = self.sources(text[so.end() :])
        if sources and (not thing or self.is_thing(thing)):
            self.before = sources
            for target in self.last:
                self.reach(target, self.thing, place, is_kept=True)
        return bool(sources)

    def _pairs(self, text: str, place: Span) -> bool:
        """Read `from open to paid, from paid back to open`; tell whether there is one."""
        pairs = list(self.words.pairs.finditer(text))
        bare = ASIDE.sub(blank, text)
        for pair in pairs:
            if not NEVER.search(bare, 0, pair.start()):
                moved = MOVING.search(text[: pair.start()])
                self.name(singular(moved[1].lower()) if moved else "")
                self.before = self.row(pair["row"])
                states = self.row(pair["to"])
                self.reach(Target(states, pair.start(), False), self.thing, place, is_kept=False)
                self._onward(text, pair.end(), states, place)
        rows = {self.row(pair["row"]) for pair in pairs}
        if len(pairs) > 1 and len(rows) == 1:
            # `from open to paid, or from open to lost`: which of them it is in then is not told.
            ends = {state for pair in pairs for state in self.row(pair["to"])} - _DEAD
            self.current = next(iter(ends)) if len(ends) == 1 else ""
        return bool(pairs)

    def _onward(self, text: str, start: int, states: tuple[str, ...], place: Span) -> None:
        """Read what follows a pair: `from open to paid when ..., then to packed and finally to sent`."""
        for then in self.words.onward.finditer(text, start):
            self.before, states = states, self.row(then["to"])
            self.reach(Target(states, then.start(), False), self.thing, place, is_kept=False)

    def _unsaid(self, text: str, target: Target) -> tuple[str, ...]:
        """Return the states that a sentence means which names none."""
        if not self.is_story:
            return ()
        state = target.states[0]
        if target.is_back:
            left = [step.target for step in self.steps if step.source == state]
            if left and self.current in ("", state):
                return (left[-1],)
        is_instead = self.is_joined and NEVER.search(text) is not None
        is_if = _IF.search(text) is not None and (self.current in _ENDS or is_instead)
        if self.before and (is_if or OTHERWISE.search(text)):
            return self.before
        return (self.current,) if self.current else ()

    def reach(self, target: Target, thing: str, place: Span, *, is_kept: bool) -> None:
        """Take the steps from the states before; `is_kept`: what is told next starts there, too."""
        where = Where(place, self.section, thing)
        for state in target.states:
            for source in self.before:
                if source != state:
                    self.steps.append(transition_fact(where, source, state, ""))
        is_kept = is_kept or (target.is_back and self.is_ordered) or not self.is_thing(thing)
        if self.is_story and not is_kept:
            self.current = target.states[0] if len(target.states) == 1 else ""

    def _from_anywhere(self) -> None:
        """Add the steps that lead from every state with a way out."""
        left = dict.fromkeys(step.source for step in self.steps)
        told = [(place, state, [*left.keys() - spared]) for place, state, spared in self.anywhere]
        told += [(place, state, self._before(ends)) for place, state, ends in self.earlier]
        for place, state, sources in told:
            where = Where(place, self.section, self.thing)
            for source in left:
                if source != state and source in sources:
                    self.steps.append(transition_fact(where, source, state, ""))

    def _before(self, ends: Sequence[str]) -> list[str]:
        """Return the states that lead to some, in one step or several."""
        found = [*ends]
        for end in found:
            found += [s.source for s in self.steps if s.target == end and s.source not in found]
        return found[len(ends) :]


def _spelled(code: re.Match[str]) -> str:
    return code[1] if _WORDS.fullmatch(code[1]) else "this"


def _all_of(targets: Sequence[Target]) -> set[str]:
    return {state for target in targets for state in target.states}
