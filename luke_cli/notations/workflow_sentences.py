"""Workflows that a paragraph tells from the first state to the last.

A route is planned at first. It is set once the holds are on. An open route is stripped in the end.
An order begins as pending. From pending it goes to paid. A paid order becomes sent.
A ticket is new, then assigned, then solved and finally closed.

A word is a state where a paragraph says how a thing begins, or where it is a usual name of one.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from luke_cli.docs.document import Item, Paragraph
from luke_cli.docs.markdown import plain
from luke_cli.names import singular
from luke_cli.notations.states import Where, entity_of, folded, is_state, transition_fact
from luke_cli.notations.workflow_scenarios import scenario_steps
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, Fact, RuleFact, WorkflowFact

_SENTENCE: Final = re.compile(r"[.!?]\s+(?=[A-Z`*\"(])|;\s+")
_ARROW: Final = re.compile(r"\s*(?:[→⟶➔➜⇒]|[-=]+>)\s*")
_CLAUSE: Final = re.compile(
    r",?\s+(?:and|(?=or\s+it\s))\s*(?=(?:or\s+)?(?:it\s+)?(?:is|becomes?|moves?|goes|turns?|into)\s)|"
    r",\s+(?:and|but)\s+(?=(?:an?|the)\s)",
    re.IGNORECASE,
)
_MAX: Final = 1500
_THING: Final = r"(?P<thing>[a-z][\w-]*(?: [a-z][\w-]*)?)"
_STATE: Final = r"((?:(?:in|on|under|checked)[ -])?[a-z][\w-]*)"
_SUBJECT: Final = re.compile(r"(?:an?|each|every)\s+(?:new\s+)?([a-z][\w-]*)\s", re.IGNORECASE)
_ARTICLE: Final = r"(?:(?:an?|the|each|every|any|some|all)\s+)?"
_BEGINS: Final = (
    re.compile(
        rf"{_ARTICLE}(?:new\s+)?{_THING}\s+(?:begins|starts)(?:\s+(?:out|off|its life))?\s+(?:as|in)\s+"
        rf"(?:an?\s+)?(?:state\s+)?{_STATE}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_ARTICLE}(?:new\s+)?{_THING}\s+is\s+{_STATE}\s+(?:at first|first|initially|to begin with|"
        r"in the beginning)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_ARTICLE}(?:new\s+)?{_THING}\s+is\s+(?:at first|first|initially|then)\s+{_STATE}$",
        re.IGNORECASE,
    ),
)
_ROW: Final = re.compile(
    rf"^{_ARTICLE}{_THING}\s+is\s+(?:first\s+)?(?P<row>{_STATE}(?:\s*,?\s*(?:and\s+)?(?:then|finally|"
    rf"lastly|at last|in the end)\s+{_STATE})+)",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    rf"(?:\b(?:goes|moves|changes|passes|turns|switches)\s+from\s+{_STATE}\s+(?:in)?to\s+{_STATE})|"
    rf"(?:\bfrom\s+{_STATE}\s*,?\s+(?:it|the [a-z]+)\s+(?:(?:\w+\s+)?(?:goes|moves|changes|passes|turns)"
    rf"\s+(?:on\s+)?(?:in)?to|(?:can|may)\s+(?:also\s+)?(?:be|become|go\s+to))\s+{_STATE})",
    re.IGNORECASE,
)
_COMES: Final = (
    r"(?:becomes?|turns?\s+into|turns|(?:goes|moves|changes|passes)\s+(?:on\s+)?(?:in)?to|starts)"
)
_IT: Final = re.compile(
    rf"(?:\b(?:it|they)\s+(?P<verb>is|are|{_COMES})|\bmakes?\s+(?P<made>it|them)|^(?P<on>is|into|{_COMES}))\s+"
    rf"(?:then\s+|finally\s+)?{_STATE}\b(?=\s+(?:once|when|whenever|as soon as|after|if|in the end|"
    r"again|by|on|at)\b|[,.)]|$)",
    re.IGNORECASE,
)
_OR: Final = re.compile(rf"\s*,?\s*or\s+{_STATE}\b", re.IGNORECASE)
_REACHES: Final = re.compile(
    rf"\b(?P<verb>is|are|{_COMES}|(?:can|may)\s+(?:also\s+|still\s+)?be)\s+"
    rf"(?:then\s+|finally\s+|also\s+)?{_STATE}\b",
    re.IGNORECASE,
)
_CHAIN: Final = re.compile(
    rf"\b(?:goes|go|moves?|changes?|pass(?:es)?|turns?)\s+from\s+(?P<chain>{_STATE}(?:\s*,?\s*(?:and\s+)?"
    rf"(?:then\s+|finally\s+|on\s+)?(?:in)?to\s+{_STATE}){{2,}})",
    re.IGNORECASE,
)
_ONCE: Final = re.compile(
    rf"^(?:once|when|if|while|as long as)\s+(?:it\s+is\s+)?{_STATE},\s+(?:it|an?\s+{_THING}|the\s+"
    rf"(?P<other>[a-z]+))\s+(?={_COMES}|is|can|may)",
    re.IGNORECASE,
)
_THAT_IS: Final = re.compile(
    rf"^{_ARTICLE}{_THING}\s+that\s+(?:is|are)\s+{_STATE}\s+(?=(?:can|may|becomes?|turns?|goes|is)\b)",
    re.IGNORECASE,
)
_ANY_OF: Final = re.compile(
    r"\bfrom\s+(?:any|each|every one|all|both)\s+(?:of\s+)?(?:these|them)", re.IGNORECASE
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
    yield from scenario_steps(block)
    if len(text) > _MAX or not re.search(
        r"\b(?:is|are|becomes?|begins|starts|be|go|goes|moves?)\b", text
    ):
        return
    story = _Story(block, known)
    flat = text.replace("\n", " ")
    start = 0
    for end in (*(match.end() for match in _SENTENCE.finditer(flat)), len(flat)):
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


@dataclass(slots=True)
class _Story:
    """What a paragraph has told so far."""

    block: Paragraph | Item
    known: Container[str]
    thing: str = ""
    current: str = ""
    """The state that `it` is in."""
    states: list[str] = field(default_factory=list)
    place: Span | None = None
    """Where it says how a thing begins; None if it does not."""
    steps: list[WorkflowFact] = field(default_factory=list)

    def read(self, sentence: str, place: Span) -> None:
        """Read one sentence."""
        match = None if self.place else _SUBJECT.match(sentence)
        if match is not None and not self._is_state(match[1]):
            self.thing = match[1].lower()
        if self._row(sentence, place) or self._drawn(sentence, place):
            return
        self._begin(sentence, place)
        for clause in _CLAUSE.split(sentence):
            self._clause(clause, place)

    def _row(self, sentence: str, place: Span) -> bool:
        match = _ROW.match(sentence)
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
        parts = _ARROW.split(sentence)
        states = [parts[0].split(" ")[-1], *parts[1:-1], parts[-1].split(" ")[0]]
        if len(parts) < 3 or not all(map(self._is_like, states)):
            return False
        self.states += [state for state in states if not self._is_told(state)]
        self.place = self.place or place
        return True

    def _begin(self, sentence: str, place: Span) -> None:
        for form in _BEGINS:
            match = form.search(sentence)
            if match is not None and self._is_like(match[2]):
                thing = match["thing"].lower()
                self.thing = self.thing if thing == "it" or thing.endswith(" it") else thing
                self.current = match[2]
                self.place = self.place or place
                self.states += [] if match[2] in self.states else [match[2]]
                return

    def _clause(self, clause: str, place: Span) -> None:
        if match := _CHAIN.search(clause):
            self._chain(re.split(r"[\s,]+(?:\w+\s+)*?(?:in)?to\s+", match["chain"]), place)
            return
        if match := _FROM.search(clause):
            source, target = (part for part in match.groups() if part)
            if self._is_like(source) and self._is_like(target) and self._is_said(source, target):
                self._step(source, target, place)
            return
        head = self._head(clause)
        if head is not None:
            source, thing, rest = head
            for match in _REACHES.finditer(rest):
                if self._reached(source, thing, match):
                    self._steps([source], rest, match, place)
                    return
            return
        match = _IT.search(clause)
        if match is not None and self.current and self._is_like(match[4]):
            sources = list(self.states) if _ANY_OF.search(clause) else [self.current]
            again = (match["on"] or "").lower() == "into" or clause.lower().startswith("or ")
            if again and self.steps:
                # `turns into attended when .. and into missed when not`: both from one state.
                sources = [self.steps[-1].source]
            self._steps(sources, clause, match, place)

    def _steps(self, sources: Sequence[str], text: str, match: re.Match[str], place: Span) -> None:
        """Lead to the state that ends a match, and to the other of `granted or refused`."""
        other = _OR.match(text, match.end())
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

    def _head(self, clause: str) -> tuple[str, str, str] | None:
        """Part `an open route is stripped` and `a route that is open can be closed`."""
        that = _THAT_IS.match(clause)
        if that is not None:
            return that[2], singular(that["thing"].lower()), clause[that.end() :]
        once = _ONCE.match(clause)
        if once is not None and self._is_state(once[1]):
            thing = (once["thing"] or once["other"] or self.thing).lower()
            return once[1], thing, clause[once.end() :]
        match = re.search(
            rf"(?:^|\s){_STATE}\s+{re.escape(self.thing)}(?:e?s)?\s+", clause, re.IGNORECASE
        )
        if not self.thing or match is None or not self._is_state(match[1]):
            return None
        return match[1], self.thing, clause[match.end() :]

    def _reached(self, source: str, thing: str, match: re.Match[str]) -> bool:
        target, verb = match[2], match["verb"].lower()
        if thing != self.thing or not self._is_like(target):
            return False
        if folded(target) == folded(source):
            return False
        if verb in ("is", "are"):
            return self._is_told(source) or (self.place is not None and is_state(source))
        return self._is_said(source, target)

    def _is_like(self, word: str) -> bool:
        """Tell whether a word may be the name of a state at all."""
        bare = folded(word)
        done = bare in _IRREGULAR or bool(re.fullmatch(r"[a-z_]{3,}(?:ed|ing)", bare))
        return bare not in _NEVER and (self._is_state(word) or done)

    def _is_state(self, word: str) -> bool:
        return is_state(word) or folded(word) in self.known or self._is_told(word)

    def _is_told(self, word: str) -> bool:
        return folded(word) in map(folded, self.states)

    def _is_said(self, source: str, target: str) -> bool:
        """Tell whether two words are states here: told from the beginning, or usual ones."""
        return self.place is not None or (self._is_state(source) and self._is_state(target))

    def _step(self, source: str, target: str, place: Span) -> None:
        if folded(source) == folded(target):
            return
        where = Where(place, self.block.section, self.thing or entity_of(self.block))
        self.steps.append(transition_fact(where, source.lower(), target.lower(), ""))
        for state in (source.lower(), target.lower()):
            self.states += [] if self._is_told(state) else [state]
        self.current = target.lower()
