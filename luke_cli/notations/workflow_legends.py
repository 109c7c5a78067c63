"""Legends below or above a table of steps: `**I** inspector, **P** planner`, `A = approve; x: yes`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.docs.document import Document, Item, Paragraph, Quote, Table
from luke_cli.docs.markdown import plain

_WORDS: Final = r"(?P<words>[A-Za-z][a-z]+(?:[ _-][A-Za-z]*[a-z]){0,3})"
_MARKED: Final = re.compile(
    r"(?P<mark>\*\*|__|`|\*)(?P<letter>[A-Z][A-Za-z]{0,2})(?P=mark)\s*"
    rf"(?:[=:–—-]|\bis\b|\bfor\b|\bmeans\b)?\s*\(?(?:(?:the|an?)\s+)?{_WORDS}"
)
_BARE: Final = re.compile(
    r"(?:^|[,;:(|.]\s*|\band\s+|\n\s*|\s[·•]\s)(?P<letter>[A-Z][A-Za-z]{0,2})\s*"
    rf"(?:=|:|\s[–—-]\s|\bfor\b|\bmeans\b|\bis\b)\s*(?:(?:the|an?)\s+)?{_WORDS}"
)
_LONGEST: Final = 600


def legend_of(document: Document, table: Table) -> Mapping[str, str]:
    """Return what the letters in the cells of a table stand for, as its section says."""
    found: dict[str, str] = {}
    for text in _texts(document, table):
        for form in (_MARKED, _BARE) if len(text) <= _LONGEST else ():
            for match in form.finditer(text):
                found.setdefault(match["letter"], match["words"])
    return found


def _texts(document: Document, table: Table) -> Iterator[str]:
    for block in document.blocks:
        if block.section != table.section:
            continue
        if isinstance(block, Paragraph | Item | Quote):
            yield block.text
        elif isinstance(block, Table) and block is not table and len(block.header) == 2:
            for row in (block.header, *(row.cells for row in block.rows)):
                yield f"{plain(row[0]).strip('`* ')} = {plain(row[1]).strip('`* ')}"
