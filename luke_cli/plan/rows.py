"""The rows of the tables, read: items with their place, and what is wrong with the others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from luke_cli.plan import cells, text
from luke_cli.plan.cells import CellError
from luke_cli.plan.cells_reasons import split_key
from luke_cli.plan.columns import Column, Table
from luke_cli.plan.findings import Findings
from luke_cli.plan.scan import Block, CellText, Scanned
from luke_cli.plan.scan import Row as Line
from luke_cli.plan.tables import PERMISSION_EDGES, TABLES, permissions
from luke_cli.spec.model import Source

_BY_HEADER: Final = {table.header: table for table in TABLES}
_KEYS: Final = {table.header[0]: table.header for table in TABLES}
_ITALICS: Final = ("*", "_")
"""A table whose first header is in italics is made of others: nothing is read from it."""
_SCOPES: Final = {
    "entity": (re.compile(r"[A-Z][A-Za-z0-9]*", re.ASCII), "### Expense"),
    "state": (re.compile(r"[A-Z][A-Za-z0-9]*\.[a-z][a-z0-9_]*", re.ASCII), "### Expense.status"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a known table."""

    table: Table
    scope: str
    key: str
    item: Any
    """None if a cell is broken."""
    cells: tuple[CellText, ...]
    line: int


@dataclass(slots=True)
class Rows:
    """Every row of a plan, by the name of its table."""

    by_table: dict[str, list[Row]] = field(default_factory=dict)
    sources: dict[tuple[str, str], dict[str, list[Source]]] = field(default_factory=dict)
    """By table and scope, then by key."""
    columns: dict[str, tuple[CellText, int]] = field(default_factory=dict)
    """Of the permissions: where a role has its column, and the line."""
    headings: dict[tuple[str, str], int] = field(default_factory=dict)
    """By table and scope: the line of the heading above."""
    complete: bool = True
    """No table was lost to its header or heading."""

    def of(self, table: str) -> list[Row]:
        """Return the rows of a table in order."""
        return self.by_table.get(table, [])

    def sources_of(self, row: Row, key: str = "") -> tuple[Source, ...]:
        """Return what the quotes say of a row, or of another key of its table."""
        return tuple(self.sources.get((row.table.name, row.scope), {}).get(key or row.key, ()))


def read(scanned: Scanned, findings: Findings) -> Rows:
    """Read the rows of every table that is luke's."""
    rows = Rows()
    for block in scanned.tables:
        if block.header.cells[0].raw.startswith(_ITALICS):
            continue
        table = _recognised(block.header, rows, findings)
        if table is not None and _has_scope(table, block, rows, findings):
            _read_table(table, block, rows, findings)
    return rows


def _recognised(header: Line, rows: Rows, findings: Findings) -> Table | None:
    names = tuple(text.unescape(cell.raw) for cell in header.cells)
    if names in _BY_HEADER:
        return _BY_HEADER[names]
    if (names[0], names[-1]) == PERMISSION_EDGES and len(names) > 1:
        return _permissions(header, rows, findings)
    expected = _meant(names)
    if expected:
        rows.complete = False
        message = f"the header of this table is not known; expected `| {' | '.join(expected)} |`"
        hint = f"a table of your own: write its first header in italics, `*{names[0]}*`"
        pairs = zip(header.cells, names, (*expected, *names), strict=False)
        wrong = (cell for cell, name, meant in pairs if name != meant)
        place = next(wrong, header.cells[-1])
        findings.add("LK-P101", message, header.line, place.column, hint=hint)
    return None


def _meant(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the header that somebody probably meant."""
    if names[0] == PERMISSION_EDGES[0]:
        return (PERMISSION_EDGES[0], "employee", "manager", PERMISSION_EDGES[1])
    by_key = next((known for key, known in _KEYS.items() if key.lower() == names[0].lower()), ())
    alike = (known for known in _BY_HEADER if len({*known} - {*names}) < 2 < len(known))
    return by_key or next(alike, ())


def _permissions(header: Line, rows: Rows, findings: Findings) -> Table | None:
    columns = header.cells[1:-1]
    for cell in columns:
        try:
            cells.ROLE.read(cell.raw)
        except CellError as error:
            findings.add_cell(error, header.line, cell)
            rows.complete = False
            return None
        if cell.raw in (other.raw for other in columns[: columns.index(cell)]):
            message = f"`{cell.raw}` has two columns"
            findings.add("LK-P105", message, header.line, cell.column)
        rows.columns.setdefault(cell.raw, (cell, header.line))
    return permissions(cell.raw for cell in columns)


def _has_scope(table: Table, block: Block, rows: Rows, findings: Findings) -> bool:
    if not table.scope:
        return True
    spelling, example = _SCOPES[table.scope]
    if spelling.fullmatch(block.scope):
        return True
    rows.complete = False
    message = f"a table of {table.name} stands under a heading such as `{example}`"
    found = f", found `### {block.scope}`" if block.scope else ""
    findings.add("LK-P112", message + found, block.header.line, block.header.cells[0].column)
    return False


def _read_table(table: Table, block: Block, rows: Rows, findings: Findings) -> None:
    scope = block.scope if table.scope else ""
    rows.headings.setdefault((table.name, scope), block.scope_line)
    known = rows.by_table.setdefault(table.name, [])
    for line in block.rows:
        row = _read_row(table, scope, line, findings)
        if row is not None:
            known.append(row)
    by_key = rows.sources.setdefault((table.name, scope), {})
    for key, source in block.sources:
        by_key.setdefault(key, []).append(source)


def _read_row(table: Table, scope: str, line: Line, findings: Findings) -> Row | None:
    written = _counted(table, line, findings)
    key = written[0].raw.partition(" was ")[0]
    if len(written) != len(table.columns):
        return Row(table, scope, key, None, written, line.line)
    said: dict[str, Any] = dict(_of_scope(table, scope))
    broken = False
    for index, (column, cell) in enumerate(zip(table.columns, written, strict=True)):
        try:
            said |= column.read(cell.raw) if index else _read_key(table, column, cell.raw)
        except CellError as error:
            findings.add_cell(error, line.line, cell)
            broken = True
    item = None if broken else table.make(**said)
    return Row(table, scope, key, item, written, line.line)


def _read_key(table: Table, column: Column, raw: str) -> Mapping[str, Any]:
    name, old = split_key(raw)
    if not old or not table.renames:
        return column.read(name)
    (was,) = cells.at(len(raw) - len(old), column.read, old).values()
    return {**column.read(name), "was": was}


def _counted(table: Table, line: Line, findings: Findings) -> tuple[CellText, ...]:
    """Return the cells of a row; only a last, empty Basis may be missing."""
    written, expected = line.cells, table.header
    if len(written) == len(expected) - 1 and expected[-1] == "Basis":
        last = written[-1]
        return (*written, CellText("", last.column + len(last.raw)))
    if len(written) != len(expected):
        message = f"expected the cells {', '.join(expected)}; found {len(written)}"
        place = written[min(len(written), len(expected)) - 1]
        hint = "a `|` inside a cell is written `\\|`" if len(written) > len(expected) else ""
        if len(written) == 1:
            hint = "leave a blank line between a table and a note"
        findings.add("LK-P104", message, line.line, place.column, hint=hint)
    return written


def _of_scope(table: Table, scope: str) -> Iterator[tuple[str, Any]]:
    if table.scope == "state":
        entity, _, state = scope.partition(".")
        yield from {"entity": entity, "field": state}.items()
