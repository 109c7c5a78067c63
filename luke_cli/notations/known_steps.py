"""What sentences say of steps between states that the documents list: that there is one, or that there is none.

A ready order goes back to the lab if the inspection fails.      Once confirmed, a booking cannot be cancelled.
A checked-in booking can still be cancelled.                     `retired` is final; no transition leaves it.
Bookings go straight from requested to checked in.               A claim may only be withdrawn while it is open.

The states become marks: `⟨S0⟩ ⟨E0⟩ can still be ⟨S1⟩`.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.names import singular, snake
from luke_cli.notations.known_machines import runs_in, states_by_thing, tails, verbs_to
from luke_cli.notations.known_marks import things_in
from luke_cli.notations.known_step_claims import steps_told, steps_until
from luke_cli.notations.known_step_forms import AGAIN, INTO, LIST, REOPENED, S
from luke_cli.notations.said import Said, said_in, unwrapped
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    Authority,
    Fact,
    NoStepFact,
    WorkflowFact,
)

Found = list[Fact | Diagnostic]
_END: Final = re.compile(r"(?<=[.!?;])\s+|\n")
_MOST: Final = 300
_AROUND: Final = 300
"""Characters of what stands above a list."""
_THEN: Final = re.compile(
    r"^(?:from\s+then\s+on|from\s+that\s+(?:moment|point)(?:\s+on)?|after\s+that|afterwards|after\s+this|then),?\s+",
    re.IGNORECASE,
)
_QUESTION: Final = re.compile(r"\?\s*$|\bas\s+an?\s", re.IGNORECASE)
_PRONOUN: Final = re.compile(r"^(?:it|they|this\s+one|such\s+a\s+one)\s+(?=\w)", re.IGNORECASE)
_NAMED: Final = re.compile(r"\W*⟨S(\d+)⟩\s+⟨E\d+⟩")
"""`A blocked batch is ... It never returns to ...`"""
_SHOWN_IN: Final = re.compile(
    r"(?:only\s+)?(?:shown|visible|available|enabled|offered|allowed|active|possible|there)?(?:\s*(?:in|for|when|while|if|on|from))?"
    r"(?:\s*(?:the\s+)?(?:status(?:es)?|states?))?",
    re.IGNORECASE,
)
_DETERMINER: Final = re.compile(
    r"\b(?:an?|the|each|every|all|any|its|their|his|her|this|that|these|those)\s+(?=⟨)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _States:
    """The states of all things, and what the things are called."""

    owners: Mapping[str, frozenset[str]]
    """Each state in snake_case to the things that can be in it."""
    all: Mapping[str, tuple[str, ...]]
    """Each thing to its states."""
    things: Mapping[str, str]
    """Each spelling of a thing to its name."""
    verbs: Mapping[str, str]
    """Each verb that leads to a state, to the state: `cancel` to cancelled."""
    words: frozenset[str]
    """All of these."""
    spelled: Mapping[str, str]
    """Other spellings of states: `into repair` of in_repair."""
    ends: frozenset[str]
    """States that a drawing leads to and leaves no more."""

    def read(self, said: Said) -> Iterator[WorkflowFact | NoStepFact]:
        """Yield what the sentences of a text say of steps."""
        text, start, last, reached = unwrapped(said.text), 0, "", ""
        around = " . ".join((said.lead[-_AROUND:], *reversed(said.section)))
        recent: list[str] = []
        for sentence in _END.split(text):
            start = max(text.find(sentence, start), start)
            if not 0 < len(sentence) <= _MOST or _QUESTION.search(sentence):
                # A story wishes for much: only how long something may be done is told for certain.
                yield from self._wished(said, start, sentence[:_MOST], around)
                continue
            whole = _PRONOUN.sub(f"{last} ", sentence) if last else sentence
            whole = _THEN.sub(f"Once {reached}, ", whole) if reached else whole
            marked, states = self._marked(whole)
            here = [*self._things(whole)]
            things = (*here, *recent, *self._things(around))
            told = [*steps_told(marked, states, self.all)]
            for source, target, is_step in (*told, *self._reopened(marked, states, told, things)):
                if thing := self._owner(source, target, things):
                    yield _fact(said, start, thing, source, target, is_step=is_step)
            recent = here[:1] or recent
            named = _NAMED.match(marked)
            last = f"{states[int(named[1])]} {here[0]}" if named and here else ""
            reached = next((states[int(n)] for n in reversed(re.findall(S, marked))), "")

    def _wished(
        self, said: Said, start: int, sentence: str, around: str
    ) -> Iterator[WorkflowFact | NoStepFact]:
        marked, states = self._marked(sentence)
        things = (*self._things(sentence), *self._things(around))
        for source, target, is_step in steps_until(marked, states, self.all):
            if thing := self._owner(source, target, things):
                yield _fact(said, start, thing, source, target, is_step=is_step)

    def acted(self, said: Said) -> Iterator[WorkflowFact | NoStepFact]:
        """Yield the steps of a row that says where an action is shown: `Cancel slip | draft, open`."""
        first, is_row, head = said.label.partition(": ")
        if not is_row or not _SHOWN_IN.fullmatch(head):
            return
        (action, targets), (cell, origins) = self._marked(first), self._marked(said.text)
        is_action = re.fullmatch(r"\W*⟨V\d+⟩(?:\s+⟨E\d+⟩)?\W*", action)
        if not is_action or not re.fullmatch(rf"\W*(?:only\s+)?(?:in\s+|while\s+)?{LIST}\W*", cell):
            return
        things = (*self._things(first), *self._things(f"{said.lead} . {' . '.join(said.section)}"))
        for origin in origins:
            thing = self._owner(origin, targets[0], things)
            if thing and origin != targets[0]:
                yield _fact(said, 0, thing, origin, targets[0], is_step=True)

    def _reopened(
        self,
        text: str,
        states: Sequence[str],
        told: Iterable[tuple[str, str, bool]],
        things: Sequence[str],
    ) -> Iterator[tuple[str, str, bool]]:
        """Yield the step back to the first state, where no drawing leaves one that can be reopened."""
        known = {source for source, _, is_step in told if is_step}
        for match in (match for form in REOPENED for match in form.finditer(text)):
            source = states[int(match[1])]
            thing = self._owner(source, "", things)
            if thing and source in self.ends and source not in known:
                yield source, self.all[thing][0], True

    def owned(self, one: Fact | Diagnostic) -> Fact | Diagnostic:
        """Say whose step it is, if the thing that it was read of has no such states and one other has."""
        if not isinstance(one, WorkflowFact) or not one.target:
            return one
        if one.authority is not Authority.PROSE:
            return one  # a drawing is of one thing as a whole
        ends = [self.owners.get(snake(end), frozenset()) for end in (one.source, one.target)]
        both = ends[0] & ends[1]
        thing = self.things.get(singular(snake(one.entity)), "")
        return (
            replace(one, entity=next(iter(both))) if len(both) == 1 and thing not in both else one
        )

    def _owner(self, source: str, target: str, things: Sequence[str]) -> str:
        both = self.owners[source] & self.owners.get(target or source, frozenset())
        named = next((one for one in things if one in both), "")
        return named or (next(iter(both)) if len(both) == 1 else "")

    def _things(self, text: str) -> Iterator[str]:
        for key, _, _ in runs_in(text, self.things):
            yield self.things[key]

    def _state_first(self, text: str, key: str, start: int, end: int) -> tuple[str, int, int]:
        """Return a run, the state alone of `it never returns to a maturing room`."""
        head = key.partition("_")[0]
        if key in self.things and head in self.owners and INTO.search(text, 0, start):
            return head, start, start + len(head)
        return key, start, end

    def _marked(self, text: str) -> tuple[str, list[str]]:
        """Put marks into a sentence; return the states in their order too."""
        parts: list[str] = []
        states: list[str] = []
        done = 0
        for run in runs_in(text, self.words):
            key, start, end = self._state_first(text, *run)
            key = self.spelled.get(key, key)
            parts.append(text[done:start])
            done = end
            if key in self.owners:
                parts.append(f"⟨S{len(states)}⟩")
                states.append(key)
            elif key in self.things:
                parts.append("⟨E0⟩")
            else:
                parts.append(f"⟨V{len(states)}⟩")
                states.append(self.verbs[key])
        whole = re.sub(r"[\"'“”‘’`*]*(⟨[SEV]\d+⟩)[\"“”’`*]*", r"\1", "".join((*parts, text[done:])))
        return _DETERMINER.sub("", whole), states


def with_known_steps(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document what its sentences say of steps between known states."""
    states = _states([item for items in found for item in items])
    if not states.owners:
        return [*found]
    return [_again(one, items, states) for one, items in zip(documents, found, strict=True)]


def _again(document: Document, items: Found, states: _States) -> Found:
    told = {
        (one.place.line, snake(one.source), snake(one.target))
        for one in items
        if isinstance(one, WorkflowFact)
    }
    items = [states.owned(one) for one in items if not _is_deed(one, states.owners)]
    more = [
        fact
        for said in said_in(document)
        for fact in (*states.acted(said), *states.read(said))
        if (fact.place.line, fact.source, fact.target) not in told
    ]
    more = list(dict.fromkeys(more))
    return sorted([*items, *more], key=lambda one: one.place.line if one.place else 0)


def _is_deed(one: Fact | Diagnostic, states: Container[str]) -> bool:
    """Tell whether a step leads to what is done, and no state: `closed -> reopened`."""
    return (
        isinstance(one, WorkflowFact)
        and one.authority is Authority.PROSE
        and snake(one.source) in states
        and snake(one.target) not in states
        and AGAIN.fullmatch(one.target.replace("_", " ")) is not None
    )


def _fact(
    said: Said, start: int, thing: str, source: str, target: str, *, is_step: bool
) -> WorkflowFact | NoStepFact:
    kind = WorkflowFact if is_step else NoStepFact
    return kind(
        place=said.place(start),
        authority=Authority.PROSE,
        section=said.section,
        entity=thing,
        source=source,
        target=target,
    )


def _states(found: Sequence[Fact | Diagnostic]) -> _States:
    facts = [one for one in found if isinstance(one, Fact) and one.authority > Authority.PROSE]
    things = things_in(facts)
    for tail, named in tails(things).items():
        things.setdefault(tail, named)
    all_of = states_by_thing(facts, things)
    owners: dict[str, set[str]] = {}
    for thing, values in all_of.items():
        for value in values:
            owners.setdefault(value, set()).add(thing)
    states = {state: frozenset(of) for state, of in owners.items()}
    verbs = {verb: state for state in states for verb in verbs_to(state)}
    drawn = [
        one
        for one in found
        if isinstance(one, WorkflowFact) and one.target and not _is_deed(one, states)
    ]
    ends = {snake(one.target) for one in drawn} - {snake(one.source) for one in drawn}
    spelled = {f"into_{state[3:]}": state for state in states if state.startswith("in_")}
    words = frozenset((*states, *things, *verbs, *spelled))
    return _States(states, all_of, things, verbs, words, spelled, frozenset(ends))
