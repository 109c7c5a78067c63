"""What an engine hands back."""

from dataclasses import dataclass

from luke_cli.docs.document import Document
from luke_cli.source import Diagnostic
from luke_cli.spec.model import Spec


@dataclass(frozen=True, slots=True)
class Designed:
    """The spec that documents mean, the documents as read, and what is wrong with them."""

    spec: Spec
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
