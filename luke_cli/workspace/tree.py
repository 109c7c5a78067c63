"""What stands in the project, as text by path."""

import os
from collections.abc import Iterable
from pathlib import Path

from luke_cli.workspace.merge import NotText


def read(root: Path, paths: Iterable[str]) -> dict[str, str | NotText]:
    """Return what stands at some paths below the root; nothing where there is no file."""
    home = root.resolve()
    found = {path: _read(home, home / path) for path in sorted(set(paths))}
    return {path: text for path, text in found.items() if text is not None}


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
