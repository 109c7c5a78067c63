"""Tables, diagrams and lists of names as Markdown."""

from collections.abc import Iterable, Sequence
from typing import Any

from luke_cli.plan import sources
from luke_cli.plan.columns import Table
from luke_cli.spec.model import Sources


def table(
    shown: Table,
    items: Sequence[Any],
    documents: Sequence[str],
    *,
    keys: Iterable[tuple[str, Sources]] | None = None,
) -> str:
    """Return a table with the sources of its rows, "" if there is nothing to show.

    `keys` gives the sources by key where they are not those of the items.
    """
    cited = [(shown.key(item), item.sources) for item in items] if keys is None else list(keys)
    quote = sources.write(cited, documents)
    if not items and not quote:
        return ""
    lines = grid(shown.header, map(shown.row, items))
    return f"{lines}\n{quote}" if quote else lines


def derived(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table that nobody reads back, "" if it has no rows."""
    return grid([f"*{name}*" for name in header], rows) if rows else ""


def grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table without padding."""
    rule = "|" + "---|" * len(header)
    return "\n".join((row(header), rule, *map(row, rows)))


def row(cells: Sequence[str]) -> str:
    """Return a row of a table."""
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def mermaid(kind: str, lines: Sequence[str]) -> str:
    """Return a diagram, "" if there is nothing in it."""
    body = "\n".join(f"    {line}" for line in lines)
    return f"```mermaid\n{kind}\n{body}\n```" if lines else ""


def code(names: Iterable[str], *, last: str = "and") -> str:
    """Return `a`, `b` and `c` as code."""
    return listed((f"`{name}`" for name in names), last=last)


def listed(names: Iterable[str], *, last: str = "and") -> str:
    """Return a, b and c."""
    items = list(names)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentences(*parts: str) -> str:
    """Join the sentences that there are."""
    return " ".join(filter(None, parts))
