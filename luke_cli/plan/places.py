"""Where each item of a plan stands: what `luke verify` and `luke why` point at."""

import re
from collections.abc import Mapping
from typing import Final

from luke_cli.plan.scan import scan
from luke_cli.plan.text import unescape

_NAME: Final = re.compile(r"[A-Za-z][\w.:*-]*")


def places_of(plan: str) -> Mapping[str, int]:
    """Return the line, 1-based, of the row or heading of each item by its name.

    `expense.approve`, `expense:approve`, `Expense`, `Expense.amount`, `R-export-csv`, `rate_limit`.
    """
    found: dict[str, int] = {}
    for table in scan(plan).tables:
        if table.scope:
            found.setdefault(table.scope, table.scope_line)
        for row in table.rows:
            key = row.cells[0].raw.partition(" was ")[0] if row.cells else ""
            name = unescape(key.strip("` "))
            if _NAME.fullmatch(name):
                found.setdefault(name, row.line)
                if table.scope:
                    found.setdefault(f"{table.scope}.{name}", row.line)
    return found


def place_of(places: Mapping[str, int], name: str) -> int:
    """Return the line of an item, or of the nearest row that speaks of it; 0 if none does."""
    if name in places:
        return places[name]
    group, dot, _ = name.rpartition(".")
    if f"{group}.*" in places:
        return places[f"{group}.*"]
    return place_of(places, group) if dot else 0
