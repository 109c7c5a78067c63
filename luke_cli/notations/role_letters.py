"""Letters that stand for roles, and what a legend says they stand for, in the tables of a document.

(O = office, T = technician)     G guest · M member     | Letter | Role |     - **A**: auditor

| GET | /work-orders | O T A |     becomes     | GET | /work-orders | office, technician, auditor |
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Block, Document, Item, Paragraph, Quote, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations.role_words import is_role_word

_ENTRY: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s(\[,;·|/]))(?P<key>[A-Z]{1,3}|[A-Z][a-z]{0,2})(?P<sep>\s*(?:=|:|→|–|—)\s*|\s+(?:is|means|stands for)\s+|\s)"
    r"(?:the\s+|an?\s+)?(?P<role>[a-z][a-z]{2,19}(?:[ _-](?!(?:and|or)\b)[a-z]{2,19}){0,2})(?=\s*(?:[,;.)\]·|/\n]|\band\b|\bor\b|$))",
)
_HEAD: Final = re.compile(
    r"access|\bauth|roles?\b|\bwho\b|allowed|\bmay\b|\bcan\b|callers?|permission|rights|by\b|for\b",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"([\s,/+&|·;]+|\([^()]{0,40}\))")
_LEAST: Final = 2
_MOST: Final = 8
_LONGEST: Final = 60


def explained(document: Document) -> Document:
    """Return the document with the names of roles in the place of the letters that mean them."""
    roles = _legend(document)
    if not roles:
        return document
    blocks = (_table(one, roles) if isinstance(one, Table) else one for one in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _legend(document: Document) -> dict[str, str]:
    """Return what the legends of a document say of letters; {} where they mean no roles."""
    found: dict[str, str] = {}
    items: dict[str, str] = {}
    for block in document.blocks:
        said = dict(_entries(block))
        if isinstance(block, Item) and len(said) == 1:
            items |= said
        elif _are_roles(said):
            found |= said
    return (items | found) if _are_roles(items) else found


def _are_roles(said: Mapping[str, str]) -> bool:
    named = [name for name in said.values() if is_role_word(name.replace("_", " "))]
    return _LEAST <= len(said) <= _MOST and _LEAST * len(named) >= len(said)


def _entries(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, Table):
        if len(block.header) == _LEAST and all(len(row.cells[0]) < _LONGEST for row in block.rows):
            for row in block.rows[:_MOST]:
                first, second = (plain(cell).strip() for cell in row.cells[:2])
                for key, name in ((first, second), (second, first)):
                    yield from _entry(f"{key} = {name.lower()}")
    elif isinstance(block, Item | Paragraph | Quote):
        yield from _entry(plain(block.text)[:2000])


def _entry(text: str) -> Iterator[tuple[str, str]]:
    for match in _ENTRY.finditer(text):
        # Without a sign between them they are a letter and a word only if it begins with it.
        if match["sep"].strip() or match["role"][0] == match["key"][0].lower():
            yield match["key"], match["role"]


def _table(table: Table, roles: Mapping[str, str]) -> Table:
    heads = [plain(cell).strip(" *`") for cell in table.header]
    header = tuple(
        roles.get(head, cell) if i else cell
        for i, (head, cell) in enumerate(zip(heads, table.header, strict=True))
    )
    columns = {i for i, head in enumerate(heads) if _HEAD.search(head) and _is_of(table, i, roles)}
    rows = tuple(_row(row, columns, roles) for row in table.rows) if columns else table.rows
    return replace(table, header=header, rows=rows)


def _is_of(table: Table, column: int, roles: Mapping[str, str]) -> bool:
    cells = [plain(row.cells[column]) for row in table.rows if row.cells[column].strip()]
    return any(len(cell) < _LONGEST and _named(cell, roles) for cell in cells)


def _row(row: Row, columns: set[int], roles: Mapping[str, str]) -> Row:
    cells = (
        (_named(plain(cell), roles) or cell) if i in columns else cell
        for i, cell in enumerate(row.cells)
    )
    return replace(row, cells=tuple(cells))


def _named(cell: str, roles: Mapping[str, str]) -> str:
    """Return the roles of `O T (own)` and `OTA`; "" where the cell says something else."""
    parts = [part.strip() for part in _SPLIT.split(cell.strip(" *`.")) if part.strip(" ,/+&|·;")]
    if len(parts) == 1 and parts[0] not in roles and all(one in roles for one in parts[0]):
        parts = [*parts[0]]
    found: list[str] = []
    for part in parts:
        if part.startswith("(") and found:
            found[-1] = f"{found[-1]} {part}"
        elif part in roles:
            found.append(roles[part])
        else:
            return ""
    return ", ".join(found)
