"""The line below a table that says where its rows come from.

    > PRD.md: User 266, Expense 280 284-286; DESIGN.md: User 475

Keys are those of the rows, in their order.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from luke_cli.plan.cells_reasons import FILE, lines, read_lines
from luke_cli.spec.model import Source, Sources

_ENTRY: Final = re.compile(r"(\S+)((?: [0-9]{1,9}(?:-[0-9]{1,9})?)+)")


def write(rows: Iterable[tuple[str, Sources]], documents: Sequence[str]) -> str:
    """Return the quote for rows by key, "" if no row has a source."""
    by_file: dict[str, list[str]] = {name: [] for name in documents}
    for key, sources in rows:
        for file, numbers in _by_file(sources).items():
            by_file.setdefault(file, []).append(f"{key} {' '.join(numbers)}")
    files = (f"{file}: {', '.join(entries)}" for file, entries in by_file.items() if entries)
    quote = "; ".join(files)
    return f"> {quote}" if quote else ""


def read(quote: str) -> list[tuple[str, Source]] | None:
    """Return keys and sources of a quote (without `>`), None if it is a note of a person."""
    found: list[tuple[str, Source]] = []
    for part in quote.strip().removesuffix(";").split("; "):
        file, colon, entries = part.partition(": ")
        if not colon or not FILE.fullmatch(file):
            return None
        for entry in entries.split(", "):
            said = _ENTRY.fullmatch(entry.strip())
            if said is None:
                return None
            found += ((said[1], read_lines(file, n)) for n in said[2].split())
    return found


def _by_file(sources: Sources) -> dict[str, list[str]]:
    numbers: dict[str, list[str]] = {}
    for source in sources:
        numbers.setdefault(source.file, []).append(lines(source))
    return numbers
