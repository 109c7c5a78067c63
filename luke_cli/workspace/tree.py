"""What stands in the project, as text by path."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from luke_cli.workspace.merge import NotText

_MAX_BYTES: Final = 1024**2
"""A larger file is none that a person renamed."""
_SKIPPED: Final = ("__pycache__", "node_modules", "build", "dist", "venv", "env")


def read(root: Path, paths: Iterable[str]) -> dict[str, str | NotText]:
    """Return what stands at some paths below the root; nothing where there is no file."""
    home = root.resolve()
    found = {path: _read(home, home / path) for path in sorted(set(paths))}
    return {path: text for path, text in found.items() if text is not None}


def others(root: Path, folder: str, known: Iterable[str]) -> dict[str, str | NotText]:
    """Return the files below a folder that are not known, of the kinds of those that are missing.

    Nothing if none of the known ones is missing: then none was renamed.
    """
    missing = [path for path in known if not os.path.lexists(root / path)]
    kinds = {Path(path).suffix for path in missing}
    here = set(known)
    paths = (path for path in _listed(root, folder) if path not in here) if kinds else ()
    return read(root, (path for path in paths if Path(path).suffix in kinds))


def own(root: Path, folder: str, known: Iterable[str]) -> dict[str, str]:
    """Return the Python modules below a folder that are not known: a person's own.

    Nothing else of a person is returned: an `.env` is nobody's business.
    """
    here = set(known)
    paths = (path for path in _listed(root, folder) if path.endswith(".py") and path not in here)
    return {path: text for path, text in read(root, paths).items() if isinstance(text, str)}


def _listed(root: Path, folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(root / folder):
        folders[:] = [name for name in folders if name[0] != "." and name not in _SKIPPED]
        for name in files:
            path = Path(parent, name)
            if not path.is_symlink() and path.stat().st_size <= _MAX_BYTES:
                yield path.relative_to(root).as_posix()


def _read(home: Path, path: Path) -> str | NotText | None:
    if not os.path.lexists(path):
        return _blocked_above(home, path)
    if path.is_symlink() or not path.resolve().is_relative_to(home):
        return NotText("a link")
    if not path.is_file():
        return NotText("a folder" if path.is_dir() else "no regular file")
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        return NotText("no UTF-8 text")


def _blocked_above(home: Path, path: Path) -> NotText | None:
    """Tell what stands where a folder above a new file belongs."""
    above = next(parent for parent in path.parents if os.path.lexists(parent))
    if not above.is_dir():
        return NotText(f"{above.name}, which is no folder")
    if not above.resolve().is_relative_to(home):
        return NotText(f"{above.name}, a link out of the project")
    return None
