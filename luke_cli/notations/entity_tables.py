"""Markdown tables of entities, of enums and of the values of one enum.

| Entity | Description | Key fields |        | Enum | Values |
|--------|-------------|------------|        |------|--------|
| Loan | who has what | id, due_date |      | loan_status | `open`, `returned` |

### Loan status
| Value | Meaning |
|-------|---------|
| open | the book is out |
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.docs.document import Document, Heading, Row, Table
from luke_cli.docs.markdown import plain
from luke_cli.notations import header_words as words
from luke_cli.notations.context import about_data, entity_name, is_client_side, table_name
from luke_cli.notations.enums import ENUM_NAME
from luke_cli.notations.field_facts import entity_fact, field_facts
from luke_cli.notations.field_phrases import read_phrase, values_in
from luke_cli.notations.phrase import split_outside
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EnumFact, Fact

_ENUM_TITLE: Final = re.compile(
    r"\b(?:status(?:es)?|states?|types?|roles?|priorit(?:y|ies)|levels?|enum(?:eration)?|values|"
    r"kinds?|severit(?:y|ies)|categories)\b",
    re.IGNORECASE,
)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find entities and enums in the tables of a document."""
    if is_client_side(document.owner):
        return
    heading: Heading | None = None
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block
        elif isinstance(block, Table):
            yield from _in_table(block, heading)


def _in_table(table: Table, heading: Heading | None) -> Iterator[Fact]:
    found = [words.meanings(cell) for cell in table.header]
    values_at = next((i for i, m in enumerate(found) if i and words.VALUES in m), None)
    if values_at is not None and (words.ENUM in found[0] or _are_types(table, found, values_at)):
        yield from _enums(table, values_at)
    elif words.ENTITY in found[0]:
        yield from _entities(table, found)
    elif found[0] & {words.VALUE, words.VALUES}:
        yield from _values(table, found, heading)


def _are_types(table: Table, found: Sequence[frozenset[str]], values_at: int) -> bool:
    """Tell whether the rows of `Type | Values` are enums by their names: `AccessionStatus`."""
    return bool(found[0] & {words.TYPE, words.NAME}) and all(
        re.fullmatch(r"[A-Za-z_]\w*", name := _named(row))
        and ENUM_NAME.search(name)
        and values_in(row.cells[values_at])
        for row in table.rows
    )


def _named(row: Row) -> str:
    return plain(row.cells[0]).strip("` ")


def _entities(table: Table, found: Sequence[frozenset[str]]) -> Iterator[Fact]:
    """`| Entity | Description | Key fields |` where the headings speak of data."""
    others = found[1:]
    allowed = {
        words.DESCRIPTION,
        words.FIELDS,
        words.KEY,
        words.TARGET,
        words.NAME,
        words.EXAMPLE,
        words.CONSTRAINTS,
    }
    if not about_data(table.section) or not others or not all(m & allowed for m in others):
        return
    fields = next((i for i, m in enumerate(found) if i and m & {words.FIELDS, words.NAME}), None)
    for row in table.rows:
        name = entity_name(row.cells[0])
        if not name:
            continue
        place = Span(table.span.file, row.line)
        yield entity_fact(name, place, table.section, table=table_name(row.cells[0]))
        if fields is not None:
            for part in split_outside(row.cells[fields], ",;"):
                phrase = read_phrase(part)
                if phrase is not None:
                    yield from field_facts(name, phrase, place, table.section)


def _enums(table: Table, values_at: int) -> Iterator[Fact]:
    for row in table.rows:
        name = _named(row)
        values = values_in(row.cells[values_at])
        if re.fullmatch(r"[A-Za-z_][\w .]*", name) and values:
            yield _enum(table, row.line, name, values)


def _enum(table: Table, line: int, name: str, values: tuple[str, ...]) -> EnumFact:
    return EnumFact(
        place=Span(table.span.file, line),
        authority=Authority.LIST,
        section=table.section,
        name=name,
        values=values,
    )


def _values(
    table: Table, found: Sequence[frozenset[str]], heading: Heading | None
) -> Iterator[Fact]:
    """`### Order status` over `| Value | Meaning |`."""
    others = all(m & {words.DESCRIPTION, words.EXAMPLE, words.VALUE} for m in found[1:])
    if heading is None or heading.section != table.section or not others or len(table.rows) < 2:
        return
    title = re.sub(r"^[\d.\s]+", "", plain(heading.text))
    spoken = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", title)
    values = tuple(plain(row.cells[0]).strip("` ") for row in table.rows)
    if (
        not _ENUM_TITLE.search(spoken)
        or about_data(table.section[:-1]) is False
        or len(spoken.split()) > 4
    ):
        return
    if all(re.fullmatch(r"[A-Za-z_][\w -]{0,40}", value) for value in values):
        name = re.sub(
            r"\s*\b(?:values|enum(?:eration)?)\b\s*", " ", title, flags=re.IGNORECASE
        ).strip()
        yield _enum(table, heading.span.line, name or title, values)
