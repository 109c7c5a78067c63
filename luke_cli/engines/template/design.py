"""Documents to a spec."""

from collections.abc import Iterable
from dataclasses import replace

from luke_cli.docs import markdown
from luke_cli.docs.authors import author_of
from luke_cli.docs.document import Document
from luke_cli.docs.orders import orders
from luke_cli.engines.values import Designed
from luke_cli.notations import recognise
from luke_cli.project import Found
from luke_cli.source import Diagnostic
from luke_cli.spec.resolve import resolve


def design(files: Iterable[Found]) -> Designed:
    """Read what the documents say and return what they mean."""
    documents, unclear = _read(files)
    said = recognise(documents)
    resolved = resolve(said.facts, documents)
    found = (*unclear, *said.diagnostics, *resolved.diagnostics)
    return Designed(resolved.spec, documents, found)


def _read(files: Iterable[Found]) -> tuple[tuple[Document, ...], tuple[Diagnostic, ...]]:
    documents: list[Document] = []
    found: list[Diagnostic] = []
    for file in files:
        text, undecoded = markdown.decode(file.data, file.name)
        document, unread = markdown.read(text, name=file.name, owner=file.owner)
        documents.append(replace(document, owner=author_of(document)))
        found += (*undecoded, *unread, *orders(text, file.name))
    return tuple(documents), tuple(found)
