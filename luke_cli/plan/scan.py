"""The blocks of a plan that mean something: its head, headings and tables; all else is a note.

Lines and columns are 1-based.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from luke_cli.plan import sources, text
from luke_cli.spec.model import Source

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_DELIMITER: Final = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")
_OTHER_BLOCK: Final = re.compile(
    r" {0,3}(?:>|#{1,6}[ \t]|`{3}|~{3}|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|<)"
)
_PIPE: Final = re.compile(r"(?<!\\)\|")
_HEAD: Final = re.compile(r"Written by luke \(plan format ([^)]*)\)")
_NAMED: Final = re.compile(r" from (?:`[^`]+`(?:, | and )?)+")
_CODE: Final = re.compile(r"`([^`]+)`")
TITLE: Final = ": backend plan"


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell as it stands, without the blanks around it."""

    raw: str
    column: int
    """Of its first character, or of the place where it would be."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[CellText, ...]
    line: int


@dataclass(slots=True)
class Block:
    """A table with the heading that it stands under and the sources below it."""

    header: Row
    scope: str
    """The nearest heading of level 3, "" if there is none in the section."""
    scope_line: int = 0
    rows: list[Row] = field(default_factory=list)
    sources: list[tuple[str, Source]] = field(default_factory=list)


@dataclass(slots=True)
class Scanned:
    """A plan as blocks."""

    project: str | None = None
    """None if there is no title."""
    format: str | None = None
    """Of the grammar, as the head names it."""
    head_line: int = 1
    documents: tuple[str, ...] = ()
    tables: list[Block] = field(default_factory=list)
    open_fence: int = 0
    """Line of a fence or comment that is never closed, 0 if there is none."""


def scan(plan: str) -> Scanned:
    """Split a plan into its blocks."""
    return _Scanner([line.removesuffix("\r") for line in plan.split("\n")]).run()


class _Scanner:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.scope = ""
        self.scope_line = 0
        self.found = Scanned()

    def run(self) -> Scanned:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if "|" in line and self._is_table():
                self.found.tables.append(self._table())
                continue
            if self._skips(line):
                continue
            heading = _HEADING.fullmatch(line) if "#" in line else None
            if heading:
                self._heading(len(heading[1]), heading[2])
            elif self.found.format is None and line.startswith("Written by luke"):
                self._head(line)
            self.at += 1
        return self.found

    def _skips(self, line: str) -> bool:
        """Go behind a fence or a comment that begins here."""
        fence = _FENCE.match(line)
        if fence:
            closing = re.compile(rf" {{0,3}}{fence[1][0]}{{{len(fence[1])},}}[ \t]*")
            self._skip(lambda other: bool(closing.fullmatch(other)))
        elif line.lstrip(" ").startswith("<!--") and "-->" not in line:
            self._skip(lambda other: "-->" in other)
        else:
            return False
        return True

    def _skip(self, is_end: Callable[[str], bool]) -> None:
        start = self.at
        end = next((n for n in range(start + 1, len(self.lines)) if is_end(self.lines[n])), None)
        if end is None:
            self.found.open_fence = start + 1
            end = len(self.lines)
        self.at = end + 1

    def _heading(self, level: int, raw: str) -> None:
        if level <= 3:
            self.scope = raw.strip("` ") if level == 3 else ""
            self.scope_line = self.at + 1
        if level == 1 and self.found.project is None and raw.endswith(TITLE):
            self.found.project = text.unescape(raw.removesuffix(TITLE))

    def _head(self, line: str) -> None:
        head = _HEAD.match(line)
        if head:
            self.found.format = head[1]
            self.found.head_line = self.at + 1
            named = _NAMED.match(line, head.end())
            names = _CODE.findall(named[0]) if named else ()
            self.found.documents = tuple(dict.fromkeys(names))

    def _is_table(self) -> bool:
        """Tell whether a header row with its delimiter row begins here."""
        below = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return (
            not self.lines[self.at].startswith(("    ", "\t"))
            and "|" in below
            and _DELIMITER.fullmatch(below) is not None
            and len(_cells(below)) == len(_cells(self.lines[self.at]))
        )

    def _table(self) -> Block:
        block = Block(self._row(), self.scope, self.scope_line)
        self.at += 2
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip(" \t") or _OTHER_BLOCK.match(line):
                break
            block.rows.append(self._row())
            self.at += 1
        block.sources = self._sources()
        return block

    def _row(self) -> Row:
        return Row(_cells(self.lines[self.at]), self.at + 1)

    def _sources(self) -> list[tuple[str, Source]]:
        """Read the quote below a table; one that says something else is a note."""
        at = self.at
        while at < len(self.lines) and not self.lines[at].strip(" \t"):
            at += 1
        quote: list[str] = []
        while at < len(self.lines) and self.lines[at].startswith(">"):
            quote.append(self.lines[at][1:].strip(" \t"))
            at += 1
        found = sources.read(" ".join(quote)) if quote else None
        if found is not None:
            self.at = at
        return found or []


def _cells(line: str) -> tuple[CellText, ...]:
    """Split a row at its unescaped pipes."""
    start = len(line) - len(line.lstrip(" \t"))
    end = len(line.rstrip(" \t"))
    if line.startswith("|", start):
        start += 1
    if end > start and line.endswith("|", 0, end) and not line.endswith("\\|", 0, end):
        end -= 1
    return tuple(_parts(line, start, end))


def _parts(line: str, start: int, end: int) -> Iterator[CellText]:
    for stop in (*(pipe.start() for pipe in _PIPE.finditer(line, start, end)), end):
        part = line[start:stop]
        raw = part.strip(" \t")
        blanks = len(part) - len(part.lstrip(" \t")) if raw else min(1, len(part))
        yield CellText(raw, start + blanks + 1)
        start = stop + 1
