"""Where a project is, and which documents its `app/design` holds; bytes, not yet read."""

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from luke_cli.errors import UsageError
from luke_cli.source import Diagnostic, Severity, Span

DESIGN: Final = "app/design"
IMPL: Final = "app/impl"
PLAN: Final = f"{DESIGN}/BACKEND-DEV.md"

MAX_BYTES: Final = 8 * 1024**2
"""A larger file is data, not a document."""


class Author(NamedTuple):
    """Who in the team writes a document."""

    document: str
    person: str
    role: str
    named: bool = True
    """It is one of the five that a complete project has."""


AUTHORS: Final = (
    Author("PRD.md", "Will", "product owner"),
    Author("DESIGN.md", "Mike", "architect"),
    Author("SECURITY.md", "Sarah", "security engineer"),
    Author("WEB-UI.md", "Amy", "web designer"),
    Author("MOBILE-UI.md", "Jennifer", "mobile designer"),
    Author("QA-TESTING.md", "", "qa-tester", named=False),
)
"""In reading order."""

_SUFFIXES: Final = (".md", ".sql", ".prisma", ".dbml", ".graphql")
_OPENAPI: Final = ("openapi.yaml", "openapi.yml", "openapi.json")
_CITABLE: Final = re.compile(r"[\w.()&+@/ -]+")
_SKIPPED: Final = ("node_modules", "__pycache__")


@dataclass(frozen=True, slots=True)
class Found:
    """A document as it lies on the disk."""

    name: str
    """POSIX path below `app/design`."""
    owner: str
    """The role of its author, "" if unknown."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with design documents."""

    root: Path
    documents: tuple[Found, ...]
    """In reading order."""
    diagnostics: tuple[Diagnostic, ...]
    """What was left out, and why."""

    @property
    def missing(self) -> tuple[Author, ...]:
        """The named documents that are not there."""
        present = {document.name.upper() for document in self.documents}
        return tuple(
            author for author in AUTHORS if author.named and author.document.upper() not in present
        )


def locate(given: Path | None, start: Path) -> Path:
    """Return the root of the project: the given one, else upwards from `start`, else `start`."""
    if given is not None:
        # os.path says no where pathlib raises: of a name that is too long for the disk.
        if not os.path.isdir(given):  # noqa: PTH112
            raise UsageError(f"--root {given} is no folder")
        return given
    return next((at for at in (start, *start.parents) if (at / DESIGN).is_dir()), start)


def locate_all(given: Iterable[str], start: Path) -> tuple[Path, ...]:
    """Return the roots that folders and patterns such as `services/*` name.

    Shape: sorted by their path from `start`, each once, by whatever names it is given.
    Raises: UsageError for a folder that is not there, or a pattern that no project matches.
    """
    found = {path for one in given for path in _matching(one, start)}
    kept: dict[Path, Path] = {}
    for path in sorted(found, key=lambda path: os.path.relpath(path, start)):
        kept.setdefault(path.resolve(), path)
    return tuple(kept.values())


def _matching(given: str, start: Path) -> Iterable[Path]:
    if os.path.isdir(start / given) or not glob.has_magic(given):  # noqa: PTH112
        return [start / locate(Path(given), start)]
    names = glob.glob(given, root_dir=start, recursive=True)  # noqa: PTH207 - pathlib's knows no absolute pattern
    found = [start / name for name in names if (start / name / DESIGN).is_dir()]
    if not found:
        raise UsageError(
            f"--root `{given}` matches no project", hint=f"a project is a folder with {DESIGN}"
        )
    return found


def find(root: Path) -> Project:
    """Read the bytes of every document of a project.

    Shape: documents in reading order; links are not followed out of the project.
    """
    found: list[Found] = []
    diagnostics: list[Diagnostic] = []
    for path, name in _candidates(root / DESIGN):
        item = _found(root, path, name)
        if isinstance(item, Found):
            found.append(item)
        else:
            diagnostics.append(item)
    found.sort(key=lambda document: _reading_order(document.name))
    diagnostics.sort(key=lambda diagnostic: diagnostic.order)
    return Project(root, tuple(found), tuple(diagnostics))


def _candidates(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield everything that is named like a document, folders and links included."""
    for parent, folders, files in os.walk(folder):
        inner = [name for name in folders if not name.startswith(".") and name not in _SKIPPED]
        folders[:] = sorted(inner)
        for name in (*folders, *sorted(files)):
            path = Path(parent, name)
            below = path.relative_to(folder).as_posix()
            if _is_document(below):
                yield path, below


def _is_document(name: str) -> bool:
    last = PurePosixPath(name).name.lower()
    if name.upper() == "BACKEND-DEV.MD" or last.startswith("."):
        return False
    return last.endswith(_SUFFIXES) or last in _OPENAPI


def _found(root: Path, path: Path, name: str) -> Found | Diagnostic:
    if not _CITABLE.fullmatch(name):
        shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)
        return _left_out("LK-D105", "the name cannot be cited", shown)
    if not path.resolve().is_relative_to(root.resolve()):
        return _left_out("LK-D102", "the link leads out of the project", name)
    try:
        return _read(path, name)
    except OSError as error:
        return _left_out("LK-D104", f"it cannot be read: {error.strerror}", name)


def _read(path: Path, name: str) -> Found | Diagnostic:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        return _left_out("LK-D101", "this is a folder, named like a document", name)
    if not stat.S_ISREG(status.st_mode):
        return _left_out("LK-D104", "this is no regular file", name)
    if status.st_size > MAX_BYTES:
        return _left_out("LK-D103", f"it is larger than {MAX_BYTES // 1024**2} MB", name)
    return Found(name, _owner(name), path.read_bytes())


def _owner(name: str) -> str:
    known = (author for author in AUTHORS if author.document.upper() == name.upper())
    return next((author.role for author in known), "")


def _reading_order(name: str) -> tuple[int, str]:
    order = [author.document.upper() for author in AUTHORS]
    upper = name.upper()
    return (order.index(upper) if upper in order else len(order)), name


def _left_out(code: str, message: str, name: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, f"{message}; it is not read", Span(name, 1))
