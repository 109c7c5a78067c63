"""The rows of the tables, read: items with their place, and what is wrong with the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from luke_cli.plan.cells import CellError, nearest
from luke_cli.plan.cells_reasons import split_key
from luke_cli.plan.findings import Findings
from luke_cli.plan.scan import Block, CellText, Scanned
from luke_cli.plan.scan import Row as Line
from luke_cli.plan.tables import PERMISSION_EDGES, TABLES, Table, permissions
from luke_cli.spec.model import Source

_DERIVED: Final = ("*", "_")
"""A table whose first header is in italics is made of others: nothing is read from it."""


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
    sources: tuple[tuple[str, Source], ...] = ()
    """Those of the whole table, on its last row only."""


@dataclass(slots=True)
class Rows:
    """Every row of a plan, by the name of its table."""

    by_table: dict[str, list[Row]] = field(default_factory=dict)
    sources: dict[tuple[str, str], list[tuple[str, Source]]] = field(default_factory=dict)
    """By table and scope: keys and sources, as the quotes say them."""
    complete: bool = True
    """No table was lost to its header."""
    role_columns: list[CellText] = field(default_factory=list)
    role_lines: list[int] = field(default_factory=list)

    def of(self, table: str) -> list[Row]:
        """Return the rows of a table in order."""
        return self.by_table.get(table, [])


def read(scanned: Scanned, findings: Findings) -> Rows:
    """Read the rows of every table that is luke's."""
    rows = Rows()
    for block in scanned.tables:
        table = _recognised(block, rows, findings)
        if table is not None:
            _read_table(table, block, rows, findings)
    return rows
