"""The arrows of state diagrams, as Mermaid and PlantUML draw them.

[*] --> draft                          state running {
draft --> sent : customer submits        [*] --> early
sent --> running                         early --> late }

A state with states inside is the frame around them: what leads to it leads to the first of them,
what leaves it leaves each. A choice, a fork or a join is no state: it is passed through.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.state_lines import EDGE, Arrow, Drawing, drawing
from luke_cli.notations.states import Where, is_done, is_state, read_label, transition_fact
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, Fact

_HISTORY: Final = re.compile(r"\[H\*?\]$")
_NO_ACT: Final = re.compile(
    r"(?:else|otherwise|yes|no|not|ok|okay|true|false|if|when|is|has|all|none|any|default|in|valid|invalid|"
    r"complete|incomplete|success|failure|too)\b|.*[<>=?]",
    re.IGNORECASE,
)
"""A way out of a choice that says when it is taken, not what is done."""
_DEEPEST: Final = 8
_MOST: Final = 500
"""Ways through the choices of a diagram."""


_Way = tuple[Arrow, tuple[str, ...], frozenset[str]]
"""Where it has come to, the labels on it, and the choices that it has passed."""


@dataclass(slots=True)
class _Frame:
    """A state with states inside."""

    first: str = ""
    inside: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    """From where it ends by itself."""


def states(fence: Fence, entity_name: str) -> Iterator[Fact]:
    """Read the arrows of a state diagram."""
    yield from steps_of(drawing(fence), fence, entity_name)


def steps_of(drawn: Drawing, fence: Fence, entity_name: str) -> Iterator[Fact]:
    """Return the steps that arrows draw from state to state."""
    ends = {name for one in drawn.arrows for name in (one.source, one.target)}
    frames = {name: frame for name, frame in _frames(drawn).items() if name in ends}
    for arrow, labels in _through(drawn):
        if arrow.target == EDGE or _HISTORY.search(arrow.target):
            continue
        within = [name for name in arrow.frames if name in frames]
        if arrow.source == EDGE and within:
            continue
        # A frame that nothing leads to is the diagram of one thing: it has its name.
        alone = next((name for name in arrow.frames if name not in frames), "")
        where = Where(Span(fence.span.file, arrow.line), fence.section, alone or entity_name)
        target = _first(frames, arrow.target)
        for source in _leaves(frames, arrow.source, by_itself=not any(labels)):
            if source != target:
                yield _fact(where, source, target, labels)


def _fact(where: Where, source: str, target: str, labels: tuple[str, ...]) -> Fact:
    """Say that a state follows another, by arrows with these labels one after the other."""
    fact = transition_fact(where, source, target, labels[-1])
    for label in labels[-2::-1]:
        action, roles, needs = read_label(label)
        is_act = fact.action and not _is_condition(fact.action)
        fact = replace(
            fact,
            action=fact.action if is_act else action,
            roles=fact.roles or roles,
            needs=(*fact.needs, *(need for need in needs if need not in fact.needs)),
        )
    return replace(fact, authority=Authority.LIST)


def _is_condition(label: str) -> bool:
    return bool(_NO_ACT.match(label)) or is_state(label) or is_done(label)


def _through(drawn: Drawing) -> Iterator[tuple[Arrow, tuple[str, ...]]]:
    """Yield each way from state to state with its labels; one without choices is an arrow."""
    leaving: dict[str, list[Arrow]] = {}
    for arrow in drawn.arrows:
        leaving.setdefault(arrow.source, []).append(arrow)
    for arrow in drawn.arrows:
        if arrow.source in drawn.passed:
            continue
        ways: list[_Way] = [(arrow, (arrow.label,), frozenset())]
        for _ in range(_MOST):
            if not ways:
                break
            one, labels, seen = ways.pop(0)
            if one.target not in drawn.passed:
                yield replace(one, source=arrow.source, frames=arrow.frames), labels
                continue
            seen |= {one.target}
            ways += [
                (after, (*labels, after.label), seen)
                for after in leaving.get(one.target, ())
                if after.target not in seen and len(labels) < _DEEPEST
            ]


def _frames(drawn: Drawing) -> dict[str, _Frame]:
    found: dict[str, _Frame] = {}
    for arrow in drawn.arrows:
        for name in arrow.frames[-1:]:
            frame = found.setdefault(name, _Frame())
            if arrow.source == EDGE and arrow.target not in drawn.passed:
                frame.first = frame.first or arrow.target
            elif arrow.target == EDGE:
                frame.last.append(arrow.source)
            known = (EDGE, *drawn.passed, *frame.inside)
            frame.inside += [one for one in (arrow.source, arrow.target) if one not in known]
    return found


def _first(frames: dict[str, _Frame], name: str) -> str:
    """Return the state in which a frame begins."""
    seen: set[str] = set()
    while name in frames and name not in seen:
        seen.add(name)
        name = frames[name].first or next(iter(frames[name].inside), name)
    return name


def _leaves(
    frames: dict[str, _Frame], name: str, depth: int = 0, *, by_itself: bool = False
) -> Iterator[str]:
    """Yield the states inside a frame, or the state that is none; those that end it by itself."""
    if name not in frames or depth > _DEEPEST:
        yield "" if name == EDGE else _HISTORY.sub("", name)
        return
    frame = frames[name]
    for inside in frame.last if by_itself and frame.last else frame.inside:
        yield from _leaves(frames, inside, depth + 1, by_itself=by_itself)
