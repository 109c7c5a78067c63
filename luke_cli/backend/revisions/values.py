"""The files of revisions that are there, and what is to come of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from luke_cli.files import FileTree
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.model import Assumption

FOLDER: Final = "migrations/versions"
"""Below `app/impl`, as the paths of revisions are."""


@dataclass(frozen=True, slots=True)
class Files:
    """The files of revisions, by path."""

    there: FileTree = field(default_factory=dict)
    """As they stand."""
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """As luke wrote them last."""

    def is_own(self, path: str) -> bool:
        """Tell whether luke wrote a revision; all are luke's where nothing is remembered."""
        return path in self.written or not self.written

    def text(self, path: str) -> str:
        """Return a revision as luke wrote it, else as it stands."""
        known = self.written.get(path, ())
        stands = self.there[path]
        return stands if stands in known or not known else known[0]

    @property
    def kept(self) -> FileTree:
        """The revisions of luke's that are there, as luke wrote them."""
        return {path: self.text(path) for path in self.there if self.is_own(path)}

    @property
    def next_number(self) -> int:
        """The number of the next revision."""
        return max((*_numbers(self.there), *_numbers(self.written)), default=0) + 1

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the revisions that are there."""
        return frozenset(_numbers(self.there))


def _numbers(paths: Iterable[str]) -> Iterator[int]:
    names = (PurePosixPath(path).stem.partition("_")[0] for path in paths)
    yield from (int(name) for name in names if name.isdecimal())


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision as its template shows it; all but path and title is Python."""

    path: str
    title: str
    id: str
    follows: str
    upgrade: tuple[str, ...]
    downgrade: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something to say of the next revision."""

    about: str
    """`tasks` or `tasks.details`, "" of the revisions themselves."""
    diagnostic: Diagnostic
    """Without a place, or with that of a revision below `app/impl`."""


@dataclass(frozen=True, slots=True)
class Revised:
    """The revisions of a backend."""

    kept: FileTree
    """Those that are there, by path; never rewritten."""
    next: RevisionView | None
    """The one that is to come."""
    asks: tuple[Assumption, ...] = ()
    """What a person has to agree to first, or has, as the plan says it."""
    found: tuple[Found, ...] = ()

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What there is to say, without places."""
        return tuple(one.diagnostic for one in self.found)

    @property
    def is_blocked(self) -> bool:
        """Tell whether a person must decide before there is a next revision."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)
