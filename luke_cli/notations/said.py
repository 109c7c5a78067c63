"""What a document says in words: sentences, bullets, quotes and cells, each with its line."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from luke_cli.docs.document import (
    Block,
    Document,
    Heading,
    Item,
    Paragraph,
    Quote,
    Table,
)
from luke_cli.docs.markdown import plain
from luke_cli.source import Span

_WRAPPED: Final = 45
"""Characters of a line that may go on in the next."""
_ENDS: Final = (".", "!", "?", ":", ";")
_STEP: Final = re.compile(r"\s*(?:(?:Given|When|Then|And|But)\b|[-*>•]\s)")


@dataclass(frozen=True, slots=True)
class Said:
    """Some words that belong together."""

    file: str
    line: int
    text: str
    """Without markup; lines joined by newlines as in the document."""
    raw: str
    """As written."""
    section: tuple[str, ...]
    lead: str = ""
    """What stands directly above a list or table, or the parent of a bullet; without markup."""
    label: str = ""
    """Of a cell: the header of its column and the first cell of its row."""
    depth: int | None = None
    """Of a bullet."""

    def place(self, offset: int = 0, end: int | None = None) -> Span:
        """Return the lines of the words from `offset` to `end` of the text."""
        breaks = _breaks(self.text)
        first = self.line + bisect_left(breaks, offset)
        last = self.line + bisect_left(breaks, end) if end is not None else first
        return Span(self.file, first, last if last > first else 0)

    @property
    def context(self) -> str:
        """The words around, the nearest last."""
        return " / ".join((*self.section[-3:], self.lead[-300:]))


def unwrapped(text: str) -> str:
    """Return a text with a space for each newline that only wraps a sentence, as long as before."""
    lines = text.split("\n")
    whole = [lines[0]]
    for before, after in pairwise(lines):
        full = len(before) >= _WRAPPED or before.endswith(",")
        goes_on = full and not before.endswith(_ENDS) and not _STEP.match(after)
        whole.append((" " if goes_on else "\n") + after)
    return "".join(whole)


@lru_cache(maxsize=64)
def _breaks(text: str) -> tuple[int, ...]:
    """Return where the lines of a text end, so that its sentences are found in linear time."""
    return tuple(match.start() for match in re.finditer("\n", text))


def said_in(document: Document) -> Iterator[Said]:
    """Yield all words of a document outside of fences, in order."""
    for block in document.blocks:
        yield from said_of(block)


def said_of(block: Block) -> Iterator[Said]:
    """Yield the words of a block; those of a table cell by cell."""
    if isinstance(block, Heading | Paragraph | Quote):
        yield _said(block, block.text)
    elif isinstance(block, Item):
        yield _said(block, block.text, lead=plain(block.lead), depth=block.depth)
    elif isinstance(block, Table):
        yield from _cells(block)


def _said(block: Block, text: str, *, lead: str = "", depth: int | None = None) -> Said:
    return Said(
        file=block.span.file,
        line=block.span.line,
        text=plain(text),
        raw=text,
        section=block.section,
        lead=lead,
        depth=depth,
    )


def _cells(table: Table) -> Iterator[Said]:
    for row in table.rows:
        for index, cell in enumerate(row.cells):
            if cell.strip():
                first = plain(row.cells[0]) if index else ""
                yield Said(
                    file=table.span.file,
                    line=row.line,
                    text=plain(cell).replace("\n", " "),
                    raw=cell,
                    section=table.section,
                    lead=plain(table.lead),
                    label=f"{first}: {plain(table.header[index])}".strip(": "),
                )
