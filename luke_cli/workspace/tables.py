"""A Markdown text as its sections and tables, and a table joined cell by cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.workspace.conflict import marked
from luke_cli.workspace.parts import Part, numbered, order
from luke_cli.workspace.parts import joined as joined_parts
from luke_cli.workspace.texts import lines_of

_HEADING: Final = re.compile(r"#{1,6} ")
_FENCE: Final = re.compile(r" {0,3}(```|~~~)")
_RULER: Final = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_BAR: Final = re.compile(r"(?<!\\)\|")
_TABLE: Final = "table"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a text, and its lines as they stand."""

    columns: tuple[str, ...]
    head: str
    rows: tuple[tuple[tuple[str, ...], str], ...]


def parts(text: str) -> tuple[Part, ...]:
    """Return the sections of a text; the tables in them are parts of their own."""
    sections: list[Part] = []
    title, lines = "", list[str]()
    fence = ""
    for line in lines_of(text):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence and _HEADING.match(line):
            sections.append(_section(title, lines))
            title, lines = line.strip(), []
        lines.append(line)
    sections.append(_section(title, lines))
    return numbered([section for section in sections if section.text])


def is_table(part: Part) -> bool:
    """Tell whether a part is a table, which is joined cell by cell."""
    return part.key.partition("#")[0] == _TABLE


def joined(base: str, yours: str, new: str) -> str | None:
    """Join three tables row by row; None if it is not told which columns or rows are the same."""
    tables = [_read(text) for text in (base, yours, new)]
    before, mine, now = tables
    if not base or before is None or mine is None or now is None:
        return None
    columns = _columns(before, mine, now)
    if columns is None:
        return None
    width = _width((before, mine, now), columns)
    head = next(
        (table.head for table in (mine, now) if table.columns == columns), _rendered_head(columns)
    )
    base_rows, your_rows, new_rows = (_rows(t, columns, width) for t in (before, mine, now))
    rows = joined_parts(base_rows, your_rows, new_rows, _row, cells)
    return None if rows is None else head + rows


def cells(line: str) -> tuple[str, ...]:
    """Return the cells of a row as they are written, without the space around them."""
    inner = line.strip().removeprefix("|")
    inner = inner if inner.endswith("\\|") else inner.removesuffix("|")
    return tuple(cell.strip() for cell in _BAR.split(inner))


def _section(title: str, lines: Sequence[str]) -> Part:
    text = "".join(lines)
    blocks = numbered(tuple(_blocks(lines)))
    return Part(title or "top", text, blocks if any(map(is_table, blocks)) else ())


def _blocks(lines: Sequence[str]) -> Iterator[Part]:
    """Yield the tables of a section, and the text between them."""
    start, at = 0, 1
    while at < len(lines):
        if not (_RULER.match(lines[at]) and "|" in lines[at] and "|" in lines[at - 1]):
            at += 1
            continue
        stop = at + 1
        while stop < len(lines) and "|" in lines[stop]:
            stop += 1
        table = "".join(lines[at - 1 : stop])
        if _read(table):
            if start < at - 1:
                yield Part("text", "".join(lines[start : at - 1]))
            yield Part(_TABLE, table)
            start = stop
        at = stop + 1
    if start < len(lines):
        yield Part("text", "".join(lines[start:]))


def _read(text: str) -> _Table | None:
    """Return a table, None if a row has another number of cells than the head."""
    lines = lines_of(text)
    if len(lines) < 2:
        return None
    columns = cells(lines[0])
    rows = tuple((cells(line), line) for line in lines[2:])
    if len(set(columns)) < len(columns) or any(len(row) != len(columns) for row, _ in rows):
        return None
    return _Table(columns, "".join(lines[:2]), rows)


def _columns(before: _Table, mine: _Table, now: _Table) -> tuple[str, ...] | None:
    """Return the columns that stay, None if one that goes was edited by the other side."""
    gone = {c for c in before.columns if c not in mine.columns or c not in now.columns}
    for column in gone:
        for side in (mine, now):
            if column in side.columns and _column(side, column) - _column(before, column):
                return None
    wanted = order(before.columns, mine.columns, now.columns)
    return tuple(column for column in wanted if column not in gone)


def _column(table: _Table, column: str) -> set[str]:
    at = table.columns.index(column)
    return {row[at] for row, _ in table.rows}


def _width(tables: Sequence[_Table], columns: Sequence[str]) -> int:
    """Return how many cells name a row in every table."""
    for width in range(1, len(columns) + 1):
        named = [[_projected(t, row, columns[:width]) for row, _ in t.rows] for t in tables]
        if all(len(set(rows)) == len(rows) for rows in named):
            return width
    return len(columns)


def _projected(table: _Table, row: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    known = dict(zip(table.columns, row, strict=True))
    return tuple(known.get(column, "") for column in columns)


def _rows(table: _Table, columns: tuple[str, ...], width: int) -> tuple[Part, ...]:
    rows = []
    for row, line in table.rows:
        shown = _projected(table, row, columns)
        text = line if table.columns == columns else _rendered(shown)
        rows.append(Part(" | ".join(shown[:width]), text))
    return numbered(rows)


def _row(base: Part, yours: Part, new: Part) -> str:
    """Join a row that both changed, or both added, cell by cell."""
    mine, now = cells(yours.text), cells(new.text)
    before = cells(base.text) if base.text else ("",) * len(mine)
    merged = []
    for was, left, right in zip(before, mine, now, strict=True):
        if left != right and was not in (left, right):
            return marked(yours.text, base.text, new.text)
        merged.append(right if left == was else left)
    return _rendered(merged)


def _rendered(row: Sequence[str]) -> str:
    return "".join(f"| {cell} " if cell else "| " for cell in row) + "|\n"


def _rendered_head(columns: Sequence[str]) -> str:
    return f"{_rendered(columns)}{'|---' * len(columns)}|\n"
