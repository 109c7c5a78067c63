"""Rows that are never changed, said in words below the heading of their entity.

### StockMovement
Append only. One row per change of a quantity.        Rows are immutable: no updates, no deletes.
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.docs.document import Document, Heading, Paragraph, Quote
from luke_cli.docs.markdown import plain
from luke_cli.notations.context import about_data, entity_name
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, EntityFact, Fact

_SAYS: Final = re.compile(
    r"""^\W*(?:this\ (?:table|entity)\ is\ |(?:the\ )?(?:rows|records|entries)\ are\ |it\ is\ |an?\ )?
    (?:strictly\ )?(?:append[- ]only|write[- ]once|insert[- ]only|immutable(?!\ \w+\ field)
    |never\ (?:changed|updated|edited)\ (?:or|and|nor)\ (?:deleted|removed))\b
    | ^\W*no\ updates?\ (?:and|or)\ (?:no\ )?deletes?\b""",
    re.IGNORECASE | re.VERBOSE,
)


def recognise(document: Document) -> Iterator[Fact | Diagnostic]:
    """Find the headings of entities below which a sentence says that rows are only added."""
    heading: Heading | None = None
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block
        elif heading is not None and isinstance(block, Paragraph | Quote):
            sentences = re.split(r"[.;!]\s+", plain(block.text))
            if about_data(block.section) and any(map(_SAYS.search, sentences)):
                yield from _appended(heading)
                heading = None


def _appended(heading: Heading) -> Iterator[EntityFact]:
    if name := entity_name(heading.text):
        yield EntityFact(
            place=Span(heading.span.file, heading.span.line),
            authority=Authority.PROSE,
            section=heading.section,
            name=name,
            partial=True,
            append_only=True,
        )
