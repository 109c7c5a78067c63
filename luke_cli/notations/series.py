"""Series of words: `cash, card, bank transfer or direct debit`, in whatever sentence, bullet or cell.

The values of a parameter in a contract are one, too: `enum: [cash, card]`.
They define nothing: resolve holds those that name nearly all values of a list, and another, against it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.docs.document import Document, Fence
from luke_cli.notations.said import said_in, unwrapped
from luke_cli.source import Diagnostic, Span
from luke_cli.spec.facts import Authority, Fact, SeriesFact

_AND: Final = r"(?:or|and|oder|und|y|o|et|ou|e)"
_ITEM: Final = rf"[\"'“‘«]?[^\W\d_][\w'’-]*(?: (?!{_AND}\b)[\w'’-]+){{0,2}}[\"'”’»]?"
_BETWEEN: Final = rf"(?:\s*[,/|·]\s*(?:{_AND}\s+)?|\s+{_AND}\s+)"
_SERIES: Final = re.compile(rf"(?<![\w/]){_ITEM}(?:{_BETWEEN}{_ITEM}){{2,14}}")
_SPLIT: Final = re.compile(_BETWEEN)
_MARKS: Final = "\"'“”‘’«» "
_SEPARATORS: Final = re.compile(r"[,/|·]")
_ENUM: Final = re.compile(r"\benum[\"']?\s*:\s*\[(?P<list>[^\[\]\n]{5,300})\]")
"""What a parameter of a contract may be."""


def recognise(document: Document) -> Iterable[Fact | Diagnostic]:
    """Find the series of words in the sentences, bullets and cells of a document."""
    for said in said_in(document):
        if not _SEPARATORS.search(said.text):
            continue
        text = unwrapped(said.text)
        for items, start, end in series_in(text):
            yield SeriesFact(
                place=said.place(start, end),
                authority=Authority.PROSE,
                section=said.section,
                items=items,
            )

    for block in document.blocks:
        if isinstance(block, Fence):
            yield from _of_parameters(block)


def _of_parameters(fence: Fence) -> Iterator[SeriesFact]:
    for at, line in enumerate(fence.text.split("\n")):
        for match in _ENUM.finditer(line):
            yield SeriesFact(
                place=Span(fence.span.file, fence.line + at),
                authority=Authority.PROSE,
                section=fence.section,
                items=tuple(item.strip(_MARKS) for item in match["list"].split(",")),
            )


def series_in(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield the words of each series as written, and where it begins and ends."""
    for match in _SERIES.finditer(text):
        items = tuple(item.strip(_MARKS) for item in _SPLIT.split(match[0]))
        yield tuple(filter(None, items)), match.start(), match.end()
