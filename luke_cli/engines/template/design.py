"""Documents to a spec."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from luke_cli.docs import markdown
from luke_cli.docs.authors import author_of
from luke_cli.docs.document import Document
from luke_cli.docs.orders import orders
from luke_cli.engines.values import Designed, Run
from luke_cli.notations import recognise
from luke_cli.project import Found
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Fact
from luke_cli.spec.resolve import resolve


@dataclass(frozen=True, slots=True)
class Reading:
    """What the documents say, before it is clear what they mean."""

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]
    diagnostics: tuple[Diagnostic, ...]

    def meaning(self, more: Iterable[Fact] = ()) -> Designed:
        """Return what the documents mean, together with facts that somebody else has read."""
        resolved = resolve((*self.facts, *more), self.documents)
        return Designed(resolved.spec, self.documents, (*self.diagnostics, *resolved.diagnostics))


def design(files: Iterable[Found], _run: Run | None = None) -> Designed:
    """Read what the documents say and return what they mean."""
    return reading_of(files).meaning()


def reading_of(files: Iterable[Found]) -> Reading:
    """Return what the documents say."""
    documents: list[Document] = []
    found: list[Diagnostic] = []
    for file in files:
        text, undecoded = markdown.decode(file.data, file.name)
        document, unread = markdown.read(text, name=file.name, owner=file.owner)
        documents.append(replace(document, owner=author_of(document)))
        found += (*undecoded, *unread, *orders(text, file.name))
    said = recognise(documents)
    return Reading(tuple(documents), said.facts, (*found, *said.diagnostics))
