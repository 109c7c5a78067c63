"""Workflows that a paragraph tells from the first state to the last.

A route is planned at first. It is set once the holds are on. An open route is stripped in the end.
An order begins as pending. From pending it goes to paid. A paid order becomes sent.
A ticket is new, then assigned, then solved and finally closed.

A word is a state where a paragraph says how a thing begins, or where it is a usual name of one.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from luke_cli.docs.document import Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations import workflow_forms as forms
from luke_cli.notations.states import (
    Where,
    are_switched,
    entity_of,
    folded,
    is_state,
    transition_fact,
)
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, Fact, RuleFact, WorkflowFact

_MAX: Final = 1500
_MARKED: Final = re.compile(
    r"(?<![\w*])(?:`([\w -]{2,30})`|[*_\"“]{1,2}([A-Za-z][\w-]{1,30})[*_\"”]{1,2})(?!\w)"
)
_IRREGULAR: Final = frozenset(
    "set cut shut built held sown drawn grown written taken given hung met read sold lent paid lost "
    "sent done made worn torn thrown begun known hidden chosen frozen".split()
)
_NEVER: Final = frozenset(
    "reopened need needed based called used allowed supposed required related".split()
)


def recognise_in(block: Paragraph | Item, known: Container[str]) -> Iterator[Fact]:
    """Yield the steps that the sentences of a block tell; `known` are words listed as states."""
    text = plain(block.text)
    if len(text) > _MAX or not re.search(
        r"\b(?:is|are|becomes?|begins|starts|be|go|goes|moves?|takes?|passes|from|to)\b", text
    ):
        return
    marked = frozenset(folded(one[1] or one[2]) for one in _MARKED.finditer(block.text))
    story = _Story(block, known, marked)
    flat = text.replace("\n", " ")
    start = 0
    for end in (*(match.end() for match in forms.SENTENCE.finditer(flat)), len(flat)):
        line = block.span.line + text.count("\n", 0, start)
        story.read(flat[start:end].strip(" .;!?"), Span(block.span.file, line))
        start = end
    yield from story.steps
    if story.place and len(story.states) > 2 and story.thing and story.steps:
        # A thing that only sentences describe has these states, as if a sentence listed them.
        yield RuleFact(
            place=story.place,
            authority=Authority.PROSE,
            section=block.section,
            entity="",
            field=story.thing,
            values=tuple(story.states),
        )


def once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Leave out a step that is said twice."""
    seen: set[tuple[Span, str, str]] = set()
    for fact in facts:
        if isinstance(fact, WorkflowFact) and fact.target:
            step = (fact.place, folded(fact.source), folded(fact.target))
            if step in seen:
                continue
            seen.add(step)
        yield fact


def whole(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Add the states that other paragraphs tell of a thing to those that the story of it lists."""
    told: dict[str, list[str]] = {}
    for fact in facts:
        if isinstance(fact, WorkflowFact):
            told.setdefault(folded(fact.entity), []).extend((fact.source, fact.target))
    for fact in facts:
        if not isinstance(fact, RuleFact):
            yield fact
            continue
        states = {folded(state): state for state in fact.values}
        for state in told.get(folded(fact.field), ()):
            states.setdefault(folded(state), state)
        yield replace(fact, values=tuple(state for state in states.values() if state))


@dataclass(slots=True)
class _Story:
    """What a paragraph has told so far."""

    block: Paragraph | Item
    known: Container[str]
    marked: Container[str]
    """Words in backticks, quotes or italics: at the place of a state they are one."""
    thing: str = ""
    current: str = ""
    """The state that `it` is in."""
    states: list[str] = field(default_factory=list)
    place: Span | None = None
    """Where it says how a thing begins; None if it does not."""
    steps: list[WorkflowFact] = field(default_factory=list)

    def read(self, sentence: str, place: Span) -> None:
        """Read one sentence."""
        drawn = forms.DRAWN.findall(sentence)
        sentence = forms.BRACKETS.sub("", forms.NUMBER.sub("", sentence))
        act = forms.ACT.search(sentence)
        if act is not None and not (folded(act[1]) in self.known or self._is_told(act[1])):
            sentence = sentence[: act.start()] + sentence[act.end() :]
        match = None if self.place else forms.SUBJECT.match(sentence)
        if match is not None and not self._is_state(match[1]):
            self.thing = match[1].lower()
        for source, target in drawn:
            if self._is_state(source) and self._is_state(target):
                self._step(source, target, place)
        earlier = forms.EARLIER.search(sentence)
        if earlier is not None and self._is_like(earlier["one"] or earlier["other"]):
            return
        if self._row(sentence, place) or self._drawn(sentence, place):
            return
        told = self._begin(sentence, place)
        for clause in forms.CLAUSE.split(sentence[told:]):
            self._clause(clause, place)

    def _row(self, sentence: str, place: Span) -> bool:
        match = forms.ROW.match(sentence)
        if match is None or match["thing"].lower() in ("it", "there"):
            return False
        parts = re.split(
            r"\s*,?\s*(?:and\s+)?\b(?:then|finally|lastly|at last|in the end)\s+", match["row"]
        )
        if len(parts) < 3 or not all(self._is_like(part) or part == parts[-1] for part in parts):
            return False
        self.thing, self.place = match["thing"].lower(), place
        self.states, self.current = [parts[0]], parts[0]
        for part in parts[1:]:
            self._step(self.current, part, place)
        return True

    def _drawn(self, sentence: str, place: Span) -> bool:
        """Take the states of `a unit goes new -> used -> gone`; its steps are read elsewhere."""
        parts = forms.ARROW.split(sentence)
        states = [parts[0].split(" ")[-1], *parts[1:-1], parts[-1].split(" ")[0]]
        if len(parts) < 3 or not all(map(self._is_like, states)):
            return False
        self.states += [state for state in states if not self._is_told(state)]
        self.place = self.place or place
        return True

    def _begin(self, sentence: str, place: Span) -> int:
        """Read how a thing begins; return where that ends."""
        for form in forms.BEGINS:
            match = form.search(sentence)
            if match is not None and self._is_like(match[2]):
                thing = match["thing"].lower()
                self.thing = self.thing if thing == "it" or thing.endswith(" it") else thing
                self.current = match[2]
                self.place = self.place or place
                self.states += [] if match[2] in self.states else [match[2]]
                return match.end()
        return 0

    def _clause(self, clause: str, place: Span) -> None:
        if match := forms.CHAIN.search(clause):
            if not forms.NEVER.search(clause, 0, match.start()):
                self._chain(re.split(r"[\s,]+(?:\w+\s+)*?(?:in)?to\s+", match["chain"]), place)
            return
        if match := forms.FROM.search(clause):
            self._from(clause, match, place)
            return
        if self._while(clause, place) or self._pulled(clause, place):
            return
        head = self._head(clause)
        if head is not None:
            sources, thing, rest = head
            for match in forms.REACHES.finditer(rest):
                if self._reached(sources, thing, match):
                    self._steps(sources, rest, match, place)
                    return
            return
        match = None if forms.IF_NOT.search(clause) else forms.IT.search(clause)
        if match is not None and self.current and self._is_like(match[4]):
            sources = list(self.states) if forms.ANY_OF.search(clause) else [self.current]
            again = (match["on"] or "").lower() == "into" or clause.lower().startswith(
                ("or ", "otherwise")
            )
            if again and self.steps:
                # `turns into attended when .. and into missed when not`: both from one state.
                sources = [self.steps[-1].source]
            self._steps(sources, clause, match, place)

    def _from(self, clause: str, match: re.Match[str], place: Span) -> None:
        source, target = (part for part in match.groups() if part)
        is_said = self._is_like(source) and self._is_like(target) and self._is_said(source, target)
        if is_said and not forms.NEVER.search(clause, 0, match.start()):
            self._step(source, target, place)

    def _steps(self, sources: Sequence[str], text: str, match: re.Match[str], place: Span) -> None:
        """Lead to the state that ends a match, and to the other of `granted or refused`."""
        other = forms.OR.match(text, match.end())
        targets = [match[match.re.groups]]
        targets += [other[1]] if other is not None and self._is_like(other[1]) else []
        for target in targets:
            for source in sources:
                self._step(source, target, place)

    def _chain(self, states: list[str], place: Span) -> None:
        """`goes from new to open to closed`."""
        usual = sum(map(self._is_state, states))
        if all(map(self._is_like, states)) and (self.place or usual * 2 >= len(states)):
            for source, target in pairwise(states):
                self._step(source, target, place)

    def _while(self, clause: str, place: Span) -> bool:
        """Read `a plan can be cancelled as long as it is new or open`."""
        match = forms.WHILE.search(clause)
        if match is None:
            return False
        target, sources = match[2], forms.NEXT.split(match["row"])
        thing = match["thing"].lower()
        is_same = thing in ("it", self.thing) or not self.thing or self.place is None
        if not (is_same and self._is_like(target) and all(map(self._is_state, sources))):
            return False
        self.thing = self.thing if thing == "it" else singular(thing)
        for source in sources:
            self._step(source, target, place)
        return True

    def _pulled(self, clause: str, place: Span) -> bool:
        """Read `the editor may pull a published page back to draft`."""
        match = forms.PULLS.search(clause)
        if match is None or not (self._is_state(match[1]) and self._is_state(match[3])):
            return False
        thing = singular(match["thing"].lower())
        if self.thing and thing not in (self.thing, "one") and self.place is not None:
            return False
        self.thing = self.thing if thing == "one" else thing
        self._step(match[1], match[3], place)
        return True

    def _head(self, clause: str) -> tuple[list[str], str, str] | None:
        """Part `an open route is stripped` and `a route that is open can be closed`."""
        that = forms.THAT_IS.match(clause)
        if that is not None:
            return [that[2]], singular(that["thing"].lower()), clause[that.end() :]
        once = forms.ONCE.match(clause)
        if once is not None and self._is_state(once[1]):
            thing = (once["thing"] or once["other"] or self.thing).lower()
            return [once[1]], thing, clause[once.end() :]
        what = forms.WHAT_IS.match(clause)
        if what is not None and self._is_told(what[1]):
            return [what[1]], self.thing, clause[what.end() :]
        if stated := self._behind(clause) or self._stated(clause):
            return stated
        before = rf"(?:^|\s){forms.STATE}\s+(?:{re.escape(self.thing)}(?:e?s)?|ones?)\s+"
        for match in re.finditer(before, clause, re.IGNORECASE) if self.thing else ():
            if self._is_state(match[1]):
                return [match[1]], self.thing, clause[match.end() :]
        return None

    def _behind(self, clause: str) -> tuple[list[str], str, str] | None:
        """Part `an article in_review becomes ...`: a state of several words stands behind."""
        behind = forms.BEHIND.match(clause)
        if behind is None or "_" not in behind[2] or not self._is_state(behind[2]):
            return None
        return [behind[2]], singular(behind["thing"].lower()), clause[behind.end() :]

    def _stated(self, clause: str) -> tuple[list[str], str, str] | None:
        """Part `active and paused plans can be ended`; it may be the first that is said of plans."""
        match = forms.STATED.search(clause)
        sources = forms.NEXT.split(match["row"]) if match else []
        if match is None or not all(map(self._is_state, sources)):
            return None
        thing = singular(match["thing"].lower())
        thing = self.thing if thing == "one" else thing
        if thing != self.thing and self.thing and self.place is not None:
            return None
        self.thing = thing
        return sources, thing, clause[match.end() :]

    def _reached(self, sources: Sequence[str], thing: str, match: re.Match[str]) -> bool:
        target, verb = match[2], match["verb"].lower()
        if (
            thing != self.thing
            or not self._is_like(target)
            or folded(target) in map(folded, sources)
        ):
            return False
        if verb in ("is", "are"):
            return all(
                self._is_told(s) or (self.place is not None and is_state(s)) for s in sources
            )
        return self.place is not None or all(map(self._is_state, sources))

    def _is_like(self, word: str) -> bool:
        """Tell whether a word may be the name of a state at all."""
        bare = re.sub(r"_(?:out|back|off|up|over)$", "", folded(word))
        done = bare in _IRREGULAR or bool(re.fullmatch(r"[a-z_]{3,}(?:ed|ing)", bare))
        return bare not in _NEVER and (self._is_state(word) or done)

    def _is_state(self, word: str) -> bool:
        bare = folded(word)
        return is_state(word) or bare in self.known or bare in self.marked or self._is_told(word)

    def _is_told(self, word: str) -> bool:
        return folded(word) in map(folded, self.states)

    def _is_said(self, source: str, target: str) -> bool:
        """Tell whether two words are states here: told from the beginning, or usual ones."""
        are_states = self._is_state(source) and self._is_state(target)
        return self.place is not None or (are_states and not are_switched((source, target)))

    def _placed(self, state: str) -> str:
        """Return `in_review` for the review that something is taken into."""
        placed = f"in_{folded(state)}"
        return placed if placed in self.known and folded(state) not in self.known else state

    def _step(self, source: str, target: str, place: Span) -> None:
        source, target = self._placed(source), self._placed(target)
        if folded(source) == folded(target):
            return
        where = Where(place, self.block.section, self.thing or entity_of(self.block))
        self.steps.append(transition_fact(where, source.lower(), target.lower(), ""))
        for state in (source.lower(), target.lower()):
            self.states += [] if self._is_told(state) else [state]
        self.current = target.lower()
