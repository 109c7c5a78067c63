"""Tables that a document writes in HTML, as rows of cells with Markdown in them.

<table><tr><th>Field</th><th>Type</th></tr><tr><td><code>id</code></td><td>uuid</td></tr></table>
"""

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.document import Row
from luke_cli.docs.inline import uncommented

OPENS: Final = re.compile(r"<table\b", re.IGNORECASE)
"""Where a table begins."""
CLOSES: Final = re.compile(r"</table\s*>", re.IGNORECASE)
"""Where a table ends."""
_TAG: Final = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})\b(?P<rest>[^<>]{0,400})>"
)
_SPAN: Final = re.compile(r"\b(?P<way>col|row)span\s*=\s*[\"']?(?P<count>\d{1,2})", re.IGNORECASE)
_MARKS: Final = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "kbd": "`"}
_BREAKS: Final = frozenset(("br", "li"))
_MOST_CELLS: Final = 60


class _Cell(NamedTuple):
    """A cell and how many columns and rows it covers."""

    text: str
    wide: int
    high: int


def rows_of(text: str, first_line: int) -> tuple[Row, ...]:
    """Return the rows of the first table of a text, all with as many cells; () if it has none.

    `first_line`: the line of the text in its file.
    """
    text = uncommented(text)
    start = OPENS.search(text)
    if start is None:
        return ()
    end = CLOSES.search(text, start.end())
    reader = _Reader(first_line)
    reader.read(text, start.end(), end.start() if end else len(text))
    rows = [row for row in reader.rows() if any(row.cells)]
    width = max((len(row.cells) for row in rows), default=0)
    return tuple(
        Row(cells=row.cells + ("",) * (width - len(row.cells)), line=row.line) for row in rows
    )


class _Reader:
    """Takes the tags of a table one after the other."""

    def __init__(self, first_line: int) -> None:
        self.line = first_line
        self.table: list[tuple[int, list[_Cell]]] = []
        """Of each row: its line and its cells."""
        self.parts: list[str] | None = None
        """Of the open cell."""
        self.spans = (1, 1)

    def read(self, text: str, start: int, end: int) -> None:
        """Take what stands between two positions."""
        self.line += text.count("\n", 0, start)
        for tag in _TAG.finditer(text, start, end):
            self._text(text[start : tag.start()])
            self._tag(tag["name"].lower(), tag["rest"], is_end=bool(tag["end"]))
            self.line += tag[0].count("\n")
            start = tag.end()
        self._text(text[start:end])
        self._close()

    def rows(self) -> Iterator[Row]:
        """Yield each row; a cell that covers several stands in each of them."""
        below: dict[int, tuple[str, int]] = {}
        for line, cells in self.table:
            row: list[str] = []
            left: dict[int, tuple[str, int]] = {}
            todo = iter(cells)
            while len(row) < _MOST_CELLS:
                above = below.get(len(row))
                cell = _Cell(above[0], 1, above[1]) if above else next(todo, None)
                if cell is None:
                    break
                for _ in range(cell.wide):
                    if cell.high > 1:
                        left[len(row)] = cell.text, cell.high - 1
                    row.append(cell.text)
            below = left
            yield Row(cells=tuple(row), line=line)

    def _text(self, text: str) -> None:
        if self.parts is not None:
            self.parts.append(re.sub(r"\s+", " ", html.unescape(text)))
        self.line += text.count("\n")

    def _tag(self, name: str, rest: str, *, is_end: bool) -> None:
        if name in ("tr", "td", "th"):
            self._close()
        if name == "tr" and not is_end:
            self.table.append((self.line, []))
        elif name in ("td", "th") and not is_end:
            self._begin()
            spans = {m["way"].lower(): max(1, int(m["count"])) for m in _SPAN.finditer(rest)}
            self.spans = spans.get("col", 1), spans.get("row", 1)
        elif self.parts is not None and name in _MARKS:
            self.parts.append(_MARKS[name])
        elif self.parts is not None and name in _BREAKS and not is_end:
            self.parts.append("<br>" if self._has_text() else "")

    def _begin(self) -> None:
        """Open a cell; the row has the line of its first one."""
        self.parts = []
        if self.table and not self.table[-1][1]:
            self.table[-1] = self.line, []

    def _close(self) -> None:
        if self.parts is not None and self.table:
            text = re.sub(r"\s*<br>\s*", "<br>", "".join(self.parts)).strip()
            self.table[-1][1].append(_Cell(text, *self.spans))
        self.parts = None

    def _has_text(self) -> bool:
        return any(part.strip() for part in self.parts or ())
