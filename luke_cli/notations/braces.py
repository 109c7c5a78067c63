"""Text in braces (`head { lines }`) as DBML, Prisma, GraphQL, TypeScript and diagrams write it.

A brace that is never closed costs its block nothing: the next head at the left edge ends it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_PIECE: Final = re.compile(
    r"""'{3}.*?'{3} | "{3}.*?"{3} | /\*.*?\*/ | //[^\n]* | "(?:[^"\n\\]|\\.)*" | '(?:[^'\n\\]|\\.)*'
        | `[^`\n]*` | [{}\n] | [^'"`/{}\n]+ | .""",
    re.VERBOSE | re.DOTALL,
)


class Line(NamedTuple):
    """A line inside of a block."""

    text: str
    line: int
    depth: int
    """0 directly in the block, 1 in a block inside of it."""
    comment: str
    """What stands behind `//`."""


@dataclass(frozen=True, slots=True)
class Braced:
    """A block at the top level."""

    head: str
    line: int
    lines: tuple[Line, ...]
    comment: str = ""
    """Comment lines or a `\"\"\"` text directly above."""


@dataclass(slots=True)
class _State:
    text: str = ""
    comment: str = ""
    above: str = ""
    depth: int = 0
    line: int = 1
    text_line: int = 1


def read_braced(text: str, line: int, head: re.Pattern[str]) -> Iterator[Braced]:
    """Find the blocks whose head matches; `line` is that of the first line of `text`."""
    state = _State(line=line, text_line=line)
    block: tuple[str, int, str] | None = None
    inner: list[Line] = []
    for piece in _PIECE.findall(text):
        if piece == "{":
            if block is not None and state.depth and _at_edge(state, head):
                yield Braced(block[0], block[1], tuple(inner), block[2])
                block, state.depth = None, 0
            if block is None and head.match(state.text.strip()):
                block, inner = (state.text.strip(), state.text_line, state.above), []
                state.depth = 0
            elif block is not None and state.text.strip():
                inner.append(_line(state, block_depth=state.depth - 1, suffix=" {"))
            state.depth += 1
            state.text, state.above = "", ""
        elif piece == "}":
            if block is not None and state.text.strip():
                inner.append(_line(state, block_depth=state.depth - 1))
            state.depth = max(0, state.depth - 1)
            state.text = ""
            if block is not None and state.depth == 0:
                yield Braced(block[0], block[1], tuple(inner), block[2])
                block = None
        elif piece == "\n":
            if block is not None and state.depth and state.text.strip():
                inner.append(_line(state, block_depth=state.depth - 1))
            _end_line(state, is_inside=block is not None)
        else:
            _take(state, piece)
    if block is not None:
        if state.text.strip():
            inner.append(_line(state, block_depth=state.depth - 1))
        yield Braced(block[0], block[1], tuple(inner), block[2])


def _at_edge(state: _State, head: re.Pattern[str]) -> bool:
    """A head at the left edge inside of a block: the block above was never closed."""
    return state.text[:1] not in (" ", "\t") and bool(head.match(state.text))


def _line(state: _State, *, block_depth: int, suffix: str = "") -> Line:
    return Line(state.text.strip() + suffix, state.text_line, block_depth, state.comment)


def _end_line(state: _State, *, is_inside: bool) -> None:
    if state.text.strip() and not is_inside:
        keeps_head = state.text.rstrip().endswith((",", "(")) or "{" in state.text
        state.text = state.text + " " if keeps_head else ""
    elif is_inside:
        state.text = ""
    if not state.text.strip():
        state.above = state.comment or ("" if not state.above else state.above)
        state.text = ""
    state.comment = ""
    state.line += 1
    if not state.text:
        state.text_line = state.line


def _take(state: _State, piece: str) -> None:
    if piece.startswith(("//", "/*")):
        state.comment = piece.strip("/* \n")
    elif piece.startswith(("'''", '"""')):
        state.above = " ".join(piece.strip("'\" \n").split())
    else:
        state.text += piece
    breaks = piece.count("\n")
    if breaks:
        state.line += breaks
        if not state.text.strip():
            state.text, state.text_line = "", state.line
