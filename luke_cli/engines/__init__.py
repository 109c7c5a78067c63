"""Engines: what turns documents into a spec, and a spec into a backend."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from luke_cli.docs.document import Document
from luke_cli.engines.template import TemplateEngine
from luke_cli.engines.values import Designed
from luke_cli.errors import UsageError
from luke_cli.files import FileTree
from luke_cli.spec.model import Spec


class Engine(Protocol):
    """Does the work of both phases on values; it never touches the project."""

    def design(self, documents: Sequence[Document]) -> Designed:
        """Return what the documents mean."""

    def develop(self, spec: Spec) -> FileTree:
        """Return every file of the backend that a spec describes."""


@dataclass(frozen=True, slots=True)
class Named:
    """An engine by the name that `--engine` knows."""

    name: str
    title: str
    make: Callable[[], Engine] | None
    """None: its place is kept, it does not work yet."""


ENGINES: Final = (
    Named("template", "deterministic, needs no network and no key", TemplateEngine),
    Named("anthropic", "a language model for what cannot be derived", None),
)


def engine(name: str) -> Engine:
    """Return the engine of that name; raises UsageError."""
    known = next((entry for entry in ENGINES if entry.name == name), None)
    usable = ", ".join(entry.name for entry in ENGINES if entry.make)
    if known is None:
        raise UsageError(f"there is no engine `{name}`", hint=f"usable: {usable}")
    if known.make is None:
        raise UsageError(
            f"the engine `{name}` ({known.title}) is not available yet", hint=f"usable: {usable}"
        )
    return known.make()
