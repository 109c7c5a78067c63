"""The documents as a model sees them: numbered lines between marks that no document can write.

    <document-5f2c1a name="PRD.md">
    1| # TripDesk
    2|
    </document-5f2c1a>

Sorted by name, and the same bytes in every request: they are paid for once and then read from a
cache. Comments and characters that nobody sees are blank, secrets are left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli import templating
from luke_cli.docs import markdown
from luke_cli.docs.orders import orders
from luke_cli.engines.anthropic.redact import redacted
from luke_cli.engines.anthropic.shown import mark_of, visible
from luke_cli.project import Found
from luke_cli.source import Span

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLANKS: Final = re.compile(r"\s+")
_SHORTEST: Final = 8
_LONGEST: Final = 600
"""Characters of a quotation: a shorter one stands anywhere, a longer one is a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document as it is shown."""

    name: str
    text: str
    has_secret: bool
    """Something in it looked like one and is left out."""
    orders: frozenset[int]
    """Lines that speak to a model: nothing is believed that quotes them."""

    @property
    def is_prose(self) -> bool:
        """Tell whether it is Markdown; other notations leave a model nothing to find."""
        return self.name.lower().endswith(".md")

    @property
    def numbered(self) -> str:
        """Its lines with their numbers."""
        lines = self.text.rstrip("\n").split("\n")
        return "\n".join(f"{number}| {line}".rstrip() for number, line in enumerate(lines, 1))


def pages_of(files: Sequence[Found]) -> tuple[Page, ...]:
    """Return documents as they are shown, sorted by name."""
    return tuple(_page(file) for file in sorted(files, key=lambda one: one.name))


def prefix_of(pages: Sequence[Page]) -> str:
    """Return what stands before every question."""
    mark = mark_of("".join(f"{page.name}\0{page.text}\0" for page in pages))
    return templating.prompt("documents.md.j2", pages=pages, mark=mark)


def quoted(quote: str, page: Page, line: int) -> Span | None:
    """Return where a document says exactly these words, the place nearest to `line`; None if not.

    Runs of blanks and line ends count as one blank, everything else has to be the same character.
    """
    wanted = _BLANKS.sub(" ", quote).strip()
    if not _SHORTEST <= len(wanted) <= _LONGEST:
        return None
    spans = list(_places(wanted, page))
    return min(spans, key=lambda span: abs(span.line - line)) if spans else None


def _places(wanted: str, page: Page) -> Iterator[Span]:
    folded, numbers = _folded(page.text)
    at = folded.find(wanted)
    while at >= 0:
        first, last = numbers[at], numbers[at + len(wanted) - 1]
        yield Span(page.name, first, last if last > first else 0)
        at = folded.find(wanted, at + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text with single blanks, and the line that each of its characters stands on."""
    parts: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        words = " ".join(line.split())
        if words:
            parts.append(words)
            numbers += [number] * (len(words) + 1)
    return " ".join(parts), numbers


def _page(file: Found) -> Page:
    text, _ = markdown.decode(file.data, file.name)
    told = frozenset(found.place.line for found in orders(text, file.name) if found.place)
    seen = visible(_COMMENT.sub(_blank, text))
    safe = redacted(seen)
    return Page(file.name, safe, safe != seen, told)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def by_name(pages: Sequence[Page]) -> Mapping[str, Page]:
    """Return pages by the name of their document."""
    return {page.name: page for page in pages}
