"""The deterministic engine: the same documents give the same bytes, with no network and no key."""

from collections.abc import Sequence

from luke_cli.backend.generate import generate
from luke_cli.docs.document import Document
from luke_cli.engines.values import Designed
from luke_cli.files import FileTree
from luke_cli.notations import recognise
from luke_cli.spec.model import Spec
from luke_cli.spec.resolve import resolve


class TemplateEngine:
    """Derives everything from what the documents say."""

    def design(self, documents: Sequence[Document]) -> Designed:
        """Return what the documents mean."""
        said = recognise(documents)
        resolved = resolve(said.facts, documents)
        return Designed(resolved.spec, (*said.diagnostics, *resolved.diagnostics))

    def develop(self, spec: Spec) -> FileTree:
        """Return every file of the backend that a spec describes."""
        return generate(spec)
