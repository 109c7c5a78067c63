"""What an engine is given beside the documents, and what it hands back."""

from dataclasses import dataclass
from pathlib import Path

from luke_cli.config import Options
from luke_cli.docs.document import Document
from luke_cli.files import FileTree
from luke_cli.plan.prose import Paragraphs
from luke_cli.source import Diagnostic
from luke_cli.spec.model import Spec
from luke_cli.usage import NOTHING, Usage


@dataclass(frozen=True, slots=True)
class Run:
    """The project that an engine works for, and how it was asked."""

    root: Path
    options: Options


@dataclass(frozen=True, slots=True)
class Written:
    """What is written of a backend beyond what its plan says."""

    texts: FileTree
    """Files that are other than what they would be."""
    diagnostics: tuple[Diagnostic, ...] = ()
    told: str = ""
    """What was asked and what came of it."""
    usage: Usage = NOTHING
    unasked: bool = False
    """Something is open, and nothing may be sent."""
    unanswered: bool = False
    """Something was asked for in vain."""


@dataclass(frozen=True, slots=True)
class Designed:
    """The spec that documents mean, the documents as read, and what is wrong with them."""

    spec: Spec
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...]
    told: str = ""
    """What a model was asked and what came of it; "" where none was."""
    prose: Paragraphs | None = None
    """What a model says of the plan; None leaves what it said before, as far as it holds."""
    usage: Usage = NOTHING
    unanswered: bool = False
    """A question was put in vain."""
    unasked: bool = False
    """A question was not put, because nothing may be sent."""
