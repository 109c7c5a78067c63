"""Engines: what turns documents into a spec, and a spec into a backend.

Each phase of an engine is a module of its own, loaded when it is run: reading documents needs
none of the libraries that write a backend, and the other way round.
"""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol, cast

from luke_cli.backend.revisions.values import Files, Revised
from luke_cli.engines.values import Designed
from luke_cli.errors import UsageError
from luke_cli.files import FileTree
from luke_cli.project import Found
from luke_cli.spec.model import Spec


class Designs(Protocol):
    """A module that does the design phase, on values: it never touches the project."""

    def design(self, files: Iterable[Found]) -> Designed:
        """Return what the documents mean."""


class Develops(Protocol):
    """A module that does the develop phase, on values: it never touches the project."""

    def revise(self, spec: Spec, files: Files) -> Revised:
        """Return the revisions that lead the schema to that of a spec."""

    def develop(self, spec: Spec, revised: Revised) -> FileTree:
        """Return every file of the backend that a spec describes, its revisions included."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine by the name that `--engine` knows, and the modules of its phases."""

    name: str
    title: str
    designs: str = ""
    """"" keeps the place of an engine that does not work yet."""
    develops: str = ""

    def design(self, files: Iterable[Found]) -> Designed:
        """Return what the documents mean."""
        return cast("Designs", importlib.import_module(self.designs)).design(files)

    def revise(self, spec: Spec, files: Files) -> Revised:
        """Return the revisions that lead the schema to that of a spec."""
        return cast("Develops", importlib.import_module(self.develops)).revise(spec, files)

    def develop(self, spec: Spec, revised: Revised) -> FileTree:
        """Return every file of the backend that a spec describes, its revisions included."""
        return cast("Develops", importlib.import_module(self.develops)).develop(spec, revised)


ENGINES: Final = (
    Engine(
        "template",
        "deterministic, needs no network and no key",
        "luke_cli.engines.template.design",
        "luke_cli.engines.template.develop",
    ),
    Engine("anthropic", "a language model for what cannot be derived"),
)


def engine(name: str) -> Engine:
    """Return the engine of that name; raises UsageError."""
    known = next((entry for entry in ENGINES if entry.name == name), None)
    usable = "usable: " + ", ".join(entry.name for entry in ENGINES if entry.designs)
    if known is None:
        raise UsageError(f"there is no engine `{name}`", hint=usable)
    if not known.designs:
        raise UsageError(f"the engine `{name}` ({known.title}) is not available yet", hint=usable)
    return known
