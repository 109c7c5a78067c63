"""Engines: what turns documents into a spec, and a spec into a backend.

Each phase of an engine is a module of its own, loaded when it is run: reading documents needs
none of the libraries that write a backend, and the other way round.
"""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol, cast

from luke_cli.backend.revisions.values import Files, Revised
from luke_cli.config import ModelOptions
from luke_cli.engines.values import Designed, Run, Written
from luke_cli.errors import UsageError
from luke_cli.files import FileTree
from luke_cli.project import Found
from luke_cli.spec.model import Spec


class Designs(Protocol):
    """A module that does the design phase, on values: of the project it keeps a journal at most."""

    def design(self, files: Iterable[Found], run: Run) -> Designed:
        """Return what the documents mean."""


class Develops(Protocol):
    """A module that does the develop phase, on values: it never touches the project."""

    def revise(self, spec: Spec, files: Files) -> Revised:
        """Return the revisions that lead the schema to that of a spec."""

    def develop(self, spec: Spec, revised: Revised) -> FileTree:
        """Return every file of the backend that a spec describes, its revisions included."""


class Writes(Protocol):
    """A module that writes what cannot be derived, on copies: it never touches the project."""

    def write(self, spec: Spec, tree: FileTree, run: Run) -> Written:
        """Return what can be written of the operations that a backend leaves open."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine by the name that `--engine` knows, and the modules of its phases."""

    name: str
    title: str
    designs: str
    develops: str
    writes: str = ""
    """"" leaves open what cannot be derived."""
    run: Run | None = None
    """The project it works for."""

    def design(self, files: Iterable[Found]) -> Designed:
        """Return what the documents mean."""
        if self.run is None:
            raise LookupError(f"the engine {self.name} was not given a project")
        return cast("Designs", importlib.import_module(self.designs)).design(files, self.run)

    def revise(self, spec: Spec, files: Files) -> Revised:
        """Return the revisions that lead the schema to that of a spec."""
        return cast("Develops", importlib.import_module(self.develops)).revise(spec, files)

    def develop(self, spec: Spec, revised: Revised) -> FileTree:
        """Return every file of the backend that a spec describes, its revisions included."""
        return cast("Develops", importlib.import_module(self.develops)).develop(spec, revised)

    def write(self, spec: Spec, tree: FileTree) -> Written:
        """Return what can be written of the operations that a backend leaves open."""
        if not self.writes or self.run is None:
            return Written({})
        return cast("Writes", importlib.import_module(self.writes)).write(spec, tree, self.run)


ENGINES: Final = (
    Engine(
        "template",
        "deterministic, needs no network and no key",
        "luke_cli.engines.template.design",
        "luke_cli.engines.template.develop",
    ),
    Engine(
        "anthropic",
        "a language model for what cannot be derived",
        "luke_cli.engines.anthropic.design",
        "luke_cli.engines.template.develop",
        "luke_cli.engines.anthropic.develop",
    ),
)


def engine(run: Run) -> Engine:
    """Return the engine that the options of a run name, made ready for it; raises UsageError."""
    name = run.options.engine
    known = next((entry for entry in ENGINES if entry.name == name), None)
    if known is None:
        usable = "usable: " + ", ".join(entry.name for entry in ENGINES)
        raise UsageError(f"there is no engine `{name}`", hint=usable)
    if known is ENGINES[0] and run.options.model != ModelOptions():
        raise UsageError(
            f"the engine `{name}` asks no model: it needs no model, limit or record",
            hint="say --engine anthropic, or leave the option out",
        )
    return replace(known, run=run)
