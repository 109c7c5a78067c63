"""The lines of a state diagram: arrows, the frames that they stand in, and nodes that are no state.

state check <<choice>>                   state "In review" as R
draft --> check : submit [owner]         R -[#red]right-> Done : approve()
check --> sent : [complete] / mail       Draft <-- R : send back
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.docs.document import Fence
from luke_cli.notations.states import STATE_NAME, is_done, is_state

EDGE: Final = "[*]"
"""Where a diagram or a frame begins or ends."""
_NAME: Final = r"(\[\*\]|\"[^\"]{1,80}\"|\w[\w.-]{0,79}(?:\[H\*?\])?)(?::::\w+)?"
_SHAFT: Final = r"-{1,6}(?:\[[^\]]{0,60}\])?"
_ARROW: Final = re.compile(
    rf"^\s*{_NAME}\s*(?:{_SHAFT}(?:\w{{1,9}}-{{1,6}}|-{{0,6}})>{{1,2}}|"
    rf"(?P<back><{_SHAFT}(?:\w{{1,9}}-{{1,6}}|-{{0,6}})))\s*{_NAME}\s*(?::(?!:)\s*(?P<label>.*))?$"
)
_NAMED: Final = re.compile(r"^\s*state\s+\"([^\"]+)\"\s+as\s+(\w+)")
_NAMED_BEHIND: Final = re.compile(r"^\s*state\s+(\w+)\s+as\s+\"([^\"]+)\"")
_DESCRIBED: Final = re.compile(r"^\s*([A-Za-z]{1,5}\d{1,3}|[A-Za-z])\s*:\s*(\S.*?)\s*$")
"""`s1 : Waiting`; behind a telling name stands what happens inside."""
_PASSED: Final = re.compile(
    r"^\s*state\s+(\w+)\s*(?:<<|\[\[)\s*(choice|fork|join|junction|entrypoint|exitpoint|start|end)"
    r"\s*(?:>>|\]\])",
    re.IGNORECASE,
)
_FRAME: Final = re.compile(
    r"^\s*state\s+(?:\"[^\"]+\"\s+as\s+)?(\w+|\"[^\"]+\")\s*(?:as\s+\"[^\"]+\"\s*)?"
    r"(?:<<\w+>>\s*|#[\w;:.|#-]+\s*)*\{\s*$"
)
_NOTE: Final = re.compile(r"^\s*note\s+(?:right|left|over|top|bottom|on)\b[^:]*$")
_NOTE_END: Final = re.compile(r"^\s*end\s+note\b")
_BREAK: Final = re.compile(r"\s*(?:<br\s*/?>|\\n)\s*")


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow as drawn, and the frames that it stands in, the outermost first."""

    source: str
    target: str
    label: str
    line: int
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The arrows of a diagram, and the nodes in it that are passed through at once."""

    arrows: tuple[Arrow, ...]
    passed: frozenset[str]
    """Choices, forks and joins."""


def drawing(fence: Fence) -> Drawing:
    """Read the lines of a state diagram."""
    named: dict[str, str] = {}
    passed: set[str] = set()
    for text in fence.text.split("\n"):
        title = _title(text)
        node = _PASSED.match(text)
        if title is not None:
            named.setdefault(*title)
        elif node is not None and node[2].lower() in ("start", "end"):
            named[node[1]] = EDGE
        elif node is not None:
            passed.add(node[1])
    return Drawing(tuple(_arrows(fence, named)), frozenset(passed))


def _title(text: str) -> tuple[str, str] | None:
    """Return the short name of a state, and what it is called."""
    if match := _NAMED.match(text):
        name, title = match[2], match[1]
    elif match := _NAMED_BEHIND.match(text) or _DESCRIBED.match(text):
        name, title = match[1], match[2]
    else:
        return None
    is_name = STATE_NAME.fullmatch(title) and not _is_telling(name, title)
    return (name, title) if is_name else None


def _is_telling(name: str, title: str) -> bool:
    """Tell whether the short name of a state is what code calls it: `under_review`, not `s1`."""
    return is_state(name) or (("_" in name or is_done(name)) and not is_state(title))


def _arrows(fence: Fence, named: dict[str, str]) -> Iterator[Arrow]:
    frames: list[str] = []
    in_note = False
    for offset, line in enumerate(fence.text.split("\n")):
        text = re.sub(r"%%.*$", "", line)
        if in_note or _NOTE.match(text):
            in_note = not _NOTE_END.match(text)
            continue
        frame = _FRAME.match(text)
        match = _ARROW.match(text)
        if frame is not None:
            frames.append(_called(named, frame[1]))
        elif text.strip() == "}" and frames:
            frames.pop()
        elif match is not None:
            ends = [_called(named, match[1]), _called(named, match[3])]
            source, target = reversed(ends) if match["back"] else ends
            label = _BREAK.sub(" ", match["label"] or "")
            yield Arrow(source, target, label, fence.line + offset, tuple(frames))


def _called(named: dict[str, str], name: str) -> str:
    bare = name.strip('"')
    return named.get(bare, bare)
