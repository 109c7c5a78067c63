"""Markdown tables of fields.

    ### Loan
    | Field | Type | Required | Default | Description |
    |-------|------|----------|---------|-------------|
    | id | UUID | yes | | primary key |
    | status | enum(open, returned) | no | open | |
    | member_id | UUID | yes | | references members |

The header words may be in any language of `header_words.py`; a column may also name the entity.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.docs.document import Document, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations import header_words as words
from luke_cli.notations.context import about_data, entity_name, is_client_side
from luke_cli.notations.endpoint_lines import call_above
from luke_cli.notations.field_cells import read_cells
from luke_cli.notations.field_columns import MEANINGS, Columns, columns_of
from luke_cli.notations.field_facts import entity_fact, field_facts
from luke_cli.notations.field_phrases import read_phrase
from luke_cli.notations.owners import Above
from luke_cli.notations.type_cells import is_type_cell
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import EntityFact, Fact, FieldFact
from luke_cli.spec.model import Type, TypeName

_NAME_CELL: Final = re.compile(r"[A-Za-z_][\w$]*(?:\[\]|\?|\*)?(?:\s*[,/&]\s*[A-Za-z_]\w*)*")
_WORDS_CELL: Final = re.compile(r"[A-Za-z][\w-]*(?: [\w-]+){1,3}")
_LOOK: Final = re.compile(
    r"\W*#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\W*|\d{1,4}(?:px|rem|em|pt|dp|sp)", re.IGNORECASE
)
_NUMBERING: Final = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.):]?\s+)?")
_ENV: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities and their fields in the tables of a document."""
    if is_client_side(document.owner):
        return
    above = Above()
    named: dict[str, str] = {}
    for block in document.blocks:
        above = above.below(block)
        if isinstance(block, Table):
            columns = columns_of(block)
            if _is_of_fields(block, columns):
                found = [*_as_bson(block, _fields(block, columns, above))]
                yield from _told_apart(block, found, named)


def _told_apart(table: Table, found: list[Fact], named: dict[str, str]) -> list[Fact]:
    """Call a table by its whole heading where another has what is left of it: `Trader document`."""
    heading = _NUMBERING.sub("", plain(table.section[-1])).strip() if table.section else ""
    owners = {fact.name for fact in found if isinstance(fact, EntityFact)}
    owner = next(iter(owners)) if len(owners) == 1 else ""
    is_whole = any(isinstance(fact, FieldFact) and fact.name == "id" for fact in found)
    other = named.setdefault(owner, heading)
    if not (owner and is_whole) or other == heading or not _WORDS_CELL.fullmatch(heading):
        return found
    if not heading.lower().startswith(f"{owner.lower()} "):
        return found
    return [
        replace(fact, name=heading)
        if isinstance(fact, EntityFact)
        else replace(fact, entity=heading)
        if isinstance(fact, FieldFact)
        else fact
        for fact in found
    ]


def _as_bson(table: Table, found: Iterator[Fact]) -> Iterator[Fact]:
    """Take the `Date` of MongoDB for a moment, in a table that has an `ObjectId`."""
    is_bson = any("ObjectId" in cell for row in table.rows for cell in row.cells)
    for fact in found:
        of = fact.type if isinstance(fact, FieldFact) else None
        if is_bson and of and isinstance(fact, FieldFact) and fact.type_text.strip("`") == "Date":
            yield replace(fact, type=Type(TypeName.DATETIME))
        else:
            yield fact


def _is_of_fields(table: Table, columns: Columns) -> bool:
    """Tell a table of fields: it has names, and types or a place that speaks of data."""
    about = about_data(table.section)
    if words.NAME not in columns.of or about is False or not table.rows or _is_of_looks(table):
        return False
    names = [plain(columns.cell(row, words.NAME)).strip("`* ") for row in table.rows]
    named = [name for name in names if _NAME_CELL.fullmatch(name) or _WORDS_CELL.fullmatch(name)]
    if len(named) < 0.7 * len(names) or (not about and all(_ENV.fullmatch(name) for name in named)):
        return False
    if words.TYPE in columns.of:
        cells = [columns.cell(row, words.TYPE) for row in table.rows]
        typed = [cell for cell in cells if is_type_cell(cell)]
        return columns.is_known and len(typed) >= (0.3 if about else 0.6) * len(cells)
    said = [meaning for meaning in MEANINGS if meaning in columns.of]
    return bool(about) and (bool(said) or words.DESCRIPTION in columns.of) and _are_codes(named)


def _is_of_looks(table: Table) -> bool:
    """Tell a table of colours and spacings, `primary | #ff8800 | color`, from one of fields."""
    shown = [row for row in table.rows if any(map(_LOOK.fullmatch, row.cells))]
    return 2 * len(shown) >= len(table.rows)


def _are_codes(names: Sequence[str]) -> bool:
    codes = [name for name in names if re.fullmatch(r"[a-z_]\w*(?:\s*[,/&]\s*[a-z_]\w*)*", name)]
    return len(codes) >= 0.7 * len(names)


def _fields(table: Table, columns: Columns, above: Above) -> Iterator[Fact]:
    if call_above(table.lead) is not None:
        return  # the body of an endpoint, which stores nothing
    owner = above.owner(table, table.lead)
    if words.ENTITY in columns.of:
        yield from _fields_by_entity(table, columns)
        return
    if not owner.name:
        return
    yield entity_fact(owner.name, owner.place, table.section, table=owner.table)
    for row in table.rows:
        yield from _row_facts(owner.name, table, columns, row)


def _fields_by_entity(table: Table, columns: Columns) -> Iterator[Fact]:
    current = ""
    for row in table.rows:
        cell = entity_name(columns.cell(row, words.ENTITY))
        if cell and cell != current:
            current = cell
            yield entity_fact(current, Span(table.span.file, row.line), table.section)
        if current:
            yield from _row_facts(current, table, columns, row)


def _row_facts(name: str, table: Table, columns: Columns, row: Row) -> Iterator[Fact]:
    cell = columns.cell(row, words.NAME)
    phrase = read_phrase(_name_only(cell), loose=True)
    if phrase is None or (re.fullmatch(r"\W*", cell)):
        return
    if re.search(r"(?:🔑|\bPK\b)", cell):
        phrase.key = True
    read_cells(phrase, columns, row)
    yield from field_facts(name, phrase, Span(table.span.file, row.line), table.section)


def _name_only(cell: str) -> str:
    bare = plain(cell).strip()
    bare = re.sub(r"\s*\((?:PK|FK|pk|fk|🔑)\)", "", bare)
    return re.sub(r"\s*[🔑*]+\s*$", "", bare)
