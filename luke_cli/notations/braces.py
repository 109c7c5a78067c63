"""Text in braces (`head { lines }`) as DBML, Prisma, GraphQL, TypeScript and diagrams write it.

A brace that is never closed costs its block nothing: the next head at the left edge ends it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_PIECE: Final = re.compile(
    r"""'{3}.*?'{3} | "{3}.*?"{3} | /\*.*?\*/ | //[^\n]* | "(?:[^"\n\\]|\\.)*"
        | '(?:[^'\n\\]|\\.)*' | `[^`\n]*` | [{}\n] | [^'"`/{}\n]+ | .""",
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
    """What stands before the brace; lines above that begin with `@` belong to it."""
    line: int
    lines: tuple[Line, ...]
    comment: str = ""
    """Comment lines or a quoted text directly above."""


def read_braced(text: str, line: int, head: re.Pattern[str]) -> Iterator[Braced]:
    """Find the blocks whose head matches; `line` is that of the first line of `text`."""
    reader = _Reader(head, line)
    for piece in _PIECE.findall(text):
        if piece == "{":
            yield from reader.open()
        elif piece == "}":
            yield from reader.close()
        elif piece == "\n":
            reader.end_line()
        else:
            reader.take(piece)
    yield from reader.end()


class _Reader:
    """Collects the lines of the block that is open."""

    def __init__(self, head: re.Pattern[str], line: int) -> None:
        self.head = head
        self.line = self.text_line = line
        self.text = self.comment = self.above = ""
        self.depth = 0
        self.opened: Braced | None = None
        self.lines: list[Line] = []

    def open(self) -> Iterator[Braced]:
        bare = self.text.strip()
        if self.opened is not None and self.depth and self._is_at_edge():
            yield from self.end(has_line=False)
        if self.opened is None and self.head.match(bare):
            self.opened = Braced(bare, self.text_line, (), self.above)
            self.depth = 0
        else:
            self._keep(" {")
        self.depth += 1
        self.text = self.above = ""

    def close(self) -> Iterator[Braced]:
        self._keep()
        self.depth = max(0, self.depth - 1)
        self.text = ""
        if self.depth == 0:
            yield from self.end(has_line=False)

    def end(self, *, has_line: bool = True) -> Iterator[Braced]:
        if has_line:
            self._keep()
        if self.opened is not None:
            yield Braced(self.opened.head, self.opened.line, tuple(self.lines), self.opened.comment)
        self.opened, self.lines = None, []

    def end_line(self) -> None:
        self._keep()
        bare = self.text.strip()
        is_kept = re.match(r"@[A-Z]", bare) or bare.endswith((",", "("))
        is_head = self.opened is None and bool(is_kept)
        if not bare:
            self.above = self.comment or self.above
        self.text = self.text + "\n" if is_head else ""
        self.comment = ""
        self.line += 1
        if not self.text:
            self.text_line = self.line

    def take(self, piece: str) -> None:
        if piece.startswith(("//", "/*")):
            self.comment = piece.strip("/* \n")
        elif piece.startswith(("'''", '"""')):
            self.above = " ".join(piece.strip("'\" \n").split())
        else:
            self.text += piece
        self.line += piece.count("\n")
        if not self.text.strip():
            self.text, self.text_line = "", self.line

    def _is_at_edge(self) -> bool:
        """Tell whether a head stands at the left edge: the block above was never closed."""
        return self.text[:1] not in (" ", "\t") and bool(self.head.match(self.text))

    def _keep(self, suffix: str = "") -> None:
        bare = self.text.strip()
        if self.opened is not None and self.depth and bare:
            self.lines.append(Line(bare + suffix, self.text_line, self.depth - 1, self.comment))
