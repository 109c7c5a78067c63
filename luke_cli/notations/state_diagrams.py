"""The arrows of state diagrams, as Mermaid and PlantUML draw them.

[*] --> draft                          state running {
draft --> sent : customer submits        [*] --> early
sent --> running                         early --> late }

A state with states inside is the frame around them: what leads to it leads to the first of them,
what leaves it leaves each.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.states import Where, is_done, is_state, transition_fact
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, Fact

_STATE: Final = re.compile(
    r"^\s*(\[\*\]|[\w.-]+|\"[^\"]+\")\s*-+(?:\w+-+|\[[^\]]*\]-*)?>+\s*(\[\*\]|[\w.-]+|"
    r"\"[^\"]+\")\s*(?::\s*(.*))?$"
)
_NAMED_STATE: Final = re.compile(r"^\s*state\s+\"([^\"]+)\"\s+as\s+(\w+)|^\s*(\w+)\s*:\s*(.+)$")
_FRAME: Final = re.compile(r"^\s*state\s+(?:\"([^\"]+)\"\s+as\s+)?(\w+)\s*\{\s*$")
_NOTE: Final = re.compile(r"^\s*note\s+(?:right|left|over|top|bottom)\b[^:]*$")
_NOTE_END: Final = re.compile(r"^\s*end\s+note\b")
_EDGE: Final = "[*]"
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class _Arrow:
    """An arrow as drawn, and the frames that it stands in, the outermost first."""

    source: str
    target: str
    label: str
    line: int
    frames: tuple[str, ...]


@dataclass(slots=True)
class _Frame:
    """A state with states inside."""

    first: str = ""
    inside: list[str] = field(default_factory=list)


def states(fence: Fence, entity_name: str) -> Iterator[Fact]:
    """Read the arrows of a state diagram."""
    named = _titles(fence)
    arrows = [*_arrows(fence, named)]
    ends = {name for one in arrows for name in (one.source, one.target)}
    frames = {name: frame for name, frame in _frames(arrows).items() if name in ends}
    for arrow in arrows:
        if arrow.target == _EDGE:
            continue
        within = [name for name in arrow.frames if name in frames]
        if arrow.source == _EDGE and within:
            continue
        # A frame that nothing leads to is the diagram of one thing: it has its name.
        alone = next((name for name in arrow.frames if name not in frames), "")
        where = Where(Span(fence.span.file, arrow.line), fence.section, alone or entity_name)
        target = _first(frames, arrow.target)
        for source in _leaves(frames, arrow.source):
            if source != target:
                fact = transition_fact(where, source, target, arrow.label)
                yield replace(fact, authority=Authority.LIST)


def _titles(fence: Fence) -> dict[str, str]:
    named: dict[str, str] = {}
    for text in fence.text.split("\n"):
        match = _NAMED_STATE.match(text)
        if match is not None and match[2] and not _is_telling(match[2], match[1]):
            named[match[2]] = match[1]
    return named


def _arrows(fence: Fence, named: dict[str, str]) -> Iterator[_Arrow]:
    frames: list[str] = []
    in_note = False
    for offset, line in enumerate(fence.text.split("\n")):
        text = re.sub(r"%%.*$", "", line)
        if in_note or _NOTE.match(text):
            in_note = not _NOTE_END.match(text)
            continue
        frame = _FRAME.match(text)
        match = _STATE.match(text)
        if frame is not None:
            frames.append(named.get(frame[2], frame[2]))
        elif text.strip() == "}" and frames:
            frames.pop()
        elif match is not None:
            source, target = (named.get(s.strip('"'), s.strip('"')) for s in (match[1], match[2]))
            yield _Arrow(source, target, match[3] or "", fence.line + offset, tuple(frames))


def _frames(arrows: list[_Arrow]) -> dict[str, _Frame]:
    found: dict[str, _Frame] = {}
    for arrow in arrows:
        for name in arrow.frames[-1:]:
            frame = found.setdefault(name, _Frame())
            if arrow.source == _EDGE:
                frame.first = frame.first or arrow.target
            frame.inside += [
                one for one in (arrow.source, arrow.target) if one not in (_EDGE, *frame.inside)
            ]
    return found


def _first(frames: dict[str, _Frame], name: str) -> str:
    """Return the state in which a frame begins."""
    seen: set[str] = set()
    while name in frames and name not in seen:
        seen.add(name)
        name = frames[name].first or next(iter(frames[name].inside), name)
    return name


def _leaves(frames: dict[str, _Frame], name: str, depth: int = 0) -> Iterator[str]:
    """Yield the states inside a frame, or the state that is none."""
    if name not in frames or depth > _DEEPEST:
        yield "" if name == _EDGE else name
        return
    for inside in frames[name].inside:
        yield from _leaves(frames, inside, depth + 1)


def _is_telling(name: str, title: str) -> bool:
    """Tell whether the short name of a state is what code calls it: `under_review`, not `s1`."""
    return is_state(name) or (("_" in name or is_done(name)) and not is_state(title))
