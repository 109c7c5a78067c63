"""A Markdown document as blocks, each with its lines.

Positions are 1-based lines of the file. Text is the source as written, not HTML.
"""

from dataclasses import dataclass

from luke_cli.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines with one meaning."""

    span: Span
    section: tuple[str, ...] = ()
    """The headings above (text without markup), outermost first; a heading includes itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Block):
    """`## Title`; `level` is 1 to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Block):
    """Plain text, its lines joined with newlines; emphasis marks are kept in `text`."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Block):
    """One bullet or number of a list: its own text, without its children."""

    text: str
    depth: int
    """0 for the outermost list."""
    ordered: bool = False
    checked: bool | None = None
    """Of a task list item."""
    lead: str = ""
    """The paragraph directly above the list, or the text of the parent item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: cell texts (unescaped), and its line."""

    cells: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Block):
    """A GFM table; `header` has as many cells as every row."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: str = ""
    """The paragraph directly above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence(Block):
    """A fenced (or indented) block, or a whole file that is not Markdown."""

    language: str
    """Lower case, first word of the info string; "" if none."""
    text: str
    line: int
    """Line of the first line of `text`."""
    lead: str = ""
    """The paragraph directly above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Block):
    """A block quote, as text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of `app/design`."""

    name: str
    """POSIX path below `app/design`."""
    owner: str
    """Who wrote it: `product owner`, `architect`, `security engineer`, `web designer`, `mobile designer`, `qa-tester` or ""."""
    line_count: int
    blocks: tuple[Block, ...]
    """In order, flat: list items follow each other, nesting is in `Item.depth`."""
