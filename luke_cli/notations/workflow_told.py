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
    MOVING,
    OTHERWISE,
    REMARK,
    SEGMENT,
    SO,
    USUALLY,
    blank,
    masked,
    thing_of,
)
from luke_cli.notations.workflow_forms import BEGINS, CHAIN, NEVER, NUMBER, SENTENCE, SUBJECT
from luke_cli.notations.workflow_marks import marked_in
from luke_cli.notations.workflow_scenario_lines import is_scenario
from luke_cli.notations.workflow_words import Words, words_of
from luke_cli.source import Span
from luke_cli.spec.facts import WorkflowFact

_MAX: Final = 2500
_STORY: Final = 3
"""So many states make a section the story of a thing."""
_CODE: Final = re.compile(r"`([^`\n]*)`")
_WORDS: Final = re.compile(r"(?!(?:GET|POST|PUT|PATCH|DELETE)\b)[\w -]{2,30}")
_MOVED: Final = re.compile(r"[a-z]+\s+(?:the|an?|each|any)\s+([a-z-]+)\b", re.IGNORECASE)
_IF: Final = re.compile(r"^\W*(?:if|should|in\s+case)\b", re.IGNORECASE)
_ENDS: Final = frozenset(
    "closed completed complete done finished cancelled canceled rejected declined refused denied expired archived".split()
)
_DEAD: Final = _ENDS | frozenset("failed withdrawn lost dropped void dismissed".split())
_IT: Final = frozenset("it they this which that one ones status state them and then".split())
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
            yield from _Section(words_of(states), section).read(here)


@dataclass(frozen=True, slots=True)
class _Target:
    """A state that is reached, and where the words of it stand."""

    states: tuple[str, ...]
    start: int
    is_back: bool


@dataclass(slots=True)
class _Section:
    """What a section has told so far."""

    words: Words
    section: tuple[str, ...]
    thing: str = ""
    current: str = ""
    """The state that the thing of the story is in; "" if that is not known."""
    before: tuple[str, ...] = ()
    """The states that the last step led from."""
    last: tuple[_Target, ...] = ()
    """What the last part of a sentence led to."""
    is_named: bool = False
    """A sentence says what the thing is, not only the heading."""
    is_story: bool = False
    is_ordered: bool = False
    steps: list[WorkflowFact] = field(default_factory=list)
    anywhere: list[tuple[Span, str, frozenset[str]]] = field(default_factory=list)
    """States that are reached from all others, but for some."""

    def read(self, blocks: Sequence[Paragraph | Item]) -> Iterator[WorkflowFact]:
        """Read the blocks of the section."""
        texts = [plain(_CODE.sub(_spelled, block.text)) for block in blocks]
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
            self._block(block, text)
        self._from_anywhere()
        yield from self.steps

    def _block(self, block: Paragraph | Item, text: str) -> None:
        flat, start = REMARK.sub(blank, NUMBER.sub(blank, text.replace("\n", " "))), 0
        first = SUBJECT.match(flat.lstrip())
        for end in (*(match.end() for match in SENTENCE.finditer(flat)), len(flat)):
            sentence = flat[start:end].strip()
            place = Span(block.span.file, block.span.line + text.count("\n", 0, start))
            if not (
                self._lists(sentence) or self._begins(sentence, first[1].lower() if first else "")
            ):
                for segment in SEGMENT.split(sentence):
                    self._segment(segment.strip(), place)
            start = end

    def _lists(self, sentence: str) -> bool:
        """Tell whether a sentence names states without a step, or is drawn, or asks."""
        listed = self.words.listed.search(sentence)
        if listed is not None:
            self._name(singular((listed["thing"] or "").lower()), is_new=True)
        drawn = self.words.drawn.search(sentence) or CHAIN.search(sentence)
        return listed is not None or drawn is not None or sentence.endswith("?")

    def _begins(self, sentence: str, first: str) -> bool:
        """Read how a thing begins: `it starts out as new`."""
        for form in BEGINS:
            match = form.search(sentence)
            if match is not None and self.words.row.fullmatch(match[2]):
                said = match["thing"].lower().split(" ")[-1]
                self._name(singular(first if said == "it" else said), is_new=True)
                self.current, self.before = folded(match[2]), ()
                return self.words.row.search(sentence, match.end()) is None
        return False

    def _name(self, thing: str, *, is_new: bool = False) -> None:
        """Take a noun for the thing that the section tells of."""
        if thing and not self._is_thing(thing) and (is_new or not self.is_named):
            self.thing, self.current, self.before = thing, "", ()
        self.is_named = self.is_named or bool(thing)

    def _segment(self, text: str, place: Span) -> None:
        where = self.words.anywhere.search(text)
        if where is not None:
            text = masked(text, where)
        if self._likewise(text, place) or self._pairs(text, place):
            return
        sources, thing, rest = self._sources(text)
        targets = self._targets(rest, thing)
        if AGAIN.match(text) and _all_of(targets) <= _all_of(self.last):
            return
        if where is not None and not sources:
            spared = frozenset(self._row(where["row"] or ""))
            self.anywhere += [(place, state, spared) for t in targets for state in t.states]
            return
        if self.current in sources and not targets and FINAL.search(text):
            self.current = ""
        self._reach_all(sources, thing, rest, targets, place)

    def _reach_all(
        self,
        sources: tuple[str, ...],
        thing: str,
        rest: str,
        targets: Sequence[_Target],
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
            self._reach(target, thing or self.thing, place, is_kept=bool(OTHERWISE.search(rest)))
            last = target.start
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
        sources, thing, _ = self._sources(text[so.end() :])
        if sources and (not thing or self._is_thing(thing)):
            self.before = sources
            for target in self.last:
                self._reach(target, self.thing, place, is_kept=True)
        return bool(sources)

    def _pairs(self, text: str, place: Span) -> bool:
        """Read `from open to paid, from paid back to open`; tell whether there is one."""
        pairs = list(self.words.pairs.finditer(text))
        bare = ASIDE.sub(blank, text)
        for pair in pairs:
            if not NEVER.search(bare, 0, pair.start()):
                moved = MOVING.search(text[: pair.start()])
                self._name(singular(moved[1].lower()) if moved else "")
                self.before = self._row(pair["row"])
                states = self._row(pair["to"])
                self._reach(_Target(states, pair.start(), False), self.thing, place, is_kept=False)
        return bool(pairs)

    def _row(self, text: str) -> tuple[str, ...]:
        return tuple(folded(match[0]) for match in self.words.row.finditer(text))

    def _unsaid(self, text: str, target: _Target) -> tuple[str, ...]:
        """Return the states that a sentence means which names none."""
        if not self.is_story:
            return ()
        state = target.states[0]
        if target.is_back:
            left = [step.target for step in self.steps if step.source == state]
            if left and self.current in ("", state):
                return (left[-1],)
        is_if = _IF.search(text) is not None and self.current in _ENDS
        if self.before and (is_if or OTHERWISE.search(text)):
            return self.before
        return (self.current,) if self.current else ()

    def _reach(self, target: _Target, thing: str, place: Span, *, is_kept: bool) -> None:
        where = Where(place, self.section, thing)
        for state in target.states:
            for source in self.before:
                if source != state:
                    self.steps.append(transition_fact(where, source, state, ""))
        is_kept = is_kept or (target.is_back and self.is_ordered) or not self._is_thing(thing)
        if self.is_story and not is_kept:
            self.current = target.states[0] if len(target.states) == 1 else ""

    def _sources(self, text: str) -> tuple[tuple[str, ...], str, str]:
        """Return the states that a thing leaves, what it is, and the text without them."""
        found: list[tuple[str, tuple[str, ...]]] = []
        rest = text
        for form in self.words.leaves:
            for match in form.finditer(rest):
                said = singular((match.groupdict().get("thing") or "").lower())
                thing = self.thing if said in ("", "one") else said
                found.append((thing, self._row(match["row"])))
                rest = masked(rest, match)
        own = [one for one in found if self._is_thing(one[0])]
        if found:
            thing, states = (own or found)[0]
            self._name(thing)
            return states, self.thing if self._is_thing(thing) else thing, rest
        for form in self.words.while_in:
            said_in = form.search(text)
            if said_in is not None:
                return self._row(said_in["row"]), self.thing, masked(text, said_in)
        return (), "", text

    def _is_thing(self, word: str) -> bool:
        return bool(word) and self.thing.split(" ")[-1] == word.rsplit(" ", maxsplit=1)[-1]

    def _targets(self, text: str, thing: str) -> list[_Target]:
        """Return the states that the text says are reached, in their order."""
        found: dict[int, _Target] = {}
        bare = ASIDE.sub(blank, text)
        reaches = [
            (form, bare) for form in (self.words.moves, *self.words.reaches, self.words.acts)
        ]
        for form, said in reaches:
            for match in form.finditer(said):
                states = self._reached(match, thing)
                chunk = (
                    max(said.rfind(",", 0, match.start()), said.rfind("(", 0, match.start())) + 1
                )
                if states and not NEVER.search(said, chunk, match.end()):
                    is_back = " back" in f" {match[0].lower()}"
                    found.setdefault(match.end(), _Target(states, match.start(), is_back))
        said_states: set[tuple[str, ...]] = set()
        ordered = []
        for _, target in sorted(found.items()):
            if target.states not in said_states:
                ordered.append(target)
            said_states.add(target.states)
        return ordered

    def _reached(self, match: re.Match[str], thing: str) -> tuple[str, ...]:
        """Return the states of a match; () if it speaks of something else than the thing."""
        said = match.groupdict()
        if said.get("act"):
            noun = singular((said["thing"] or "").lower())
            if noun and not thing:
                self._name(noun)
            is_it = said["it"] or "§" in match[0] or noun == (thing or self.thing).split(" ")[-1]
            return (self.words.by_act[said["act"].lower()],) if is_it else ()
        moved = _MOVED.match(match[0]) if match.re is self.words.moves and not thing else None
        if moved is not None:
            self._name(singular(moved[1].lower()))
        subject = said.get("subject")
        if subject is not None and not self._is_subject(subject, thing or self.thing):
            return ()
        first = said.get("to") or said.get("placed") or ""
        return tuple(folded(state) for state in (first, said.get("other") or "") if state)

    def _is_subject(self, word: str, about: str) -> bool:
        word = word.lower()
        return (
            word.startswith("§")
            or word in _IT
            or singular(word) == about.rsplit(" ", maxsplit=1)[-1]
        )

    def _from_anywhere(self) -> None:
        """Add the steps that lead from every state with a way out."""
        left = dict.fromkeys(step.source for step in self.steps)
        for place, state, spared in self.anywhere:
            where = Where(place, self.section, self.thing)
            for source in left:
                if source != state and source not in spared:
                    self.steps.append(transition_fact(where, source, state, ""))


def _spelled(code: re.Match[str]) -> str:
    return code[1] if _WORDS.fullmatch(code[1]) else "this"


def _all_of(targets: Sequence[_Target]) -> set[str]:
    return {state for target in targets for state in target.states}
