"""The door to the disk for what is written: each call is one step that may be the last."""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from luke_cli.errors import LukeError

HOME: Final = "app"
"""The folder that luke writes into."""
AGENTS: Final = ".claude"
"""The folder of what agents may read, which `luke install` writes into."""
HOMES: Final = (HOME, AGENTS)


def refuse_outside(root: Path, path: str) -> None:
    """Raise LukeError for a path that leads out of `HOMES`, by its name or through a link."""
    pure = PurePosixPath(path)
    top = root.resolve()
    first = pure.parts[0] if pure.parts else ""
    home = (root / first).resolve()
    named = first in HOMES and ".." not in pure.parts and home.is_relative_to(top)
    if not named or not (root / path).parent.resolve().is_relative_to(home):
        raise LukeError(f"{path} is outside of {HOME}/, luke does not write there")


def digest(path: Path) -> str:
    """Return what tells a content from others: "" for no file, "other" for what is no file."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else "other"


def put(path: Path, data: bytes, *, like: Path | None = None, sync: bool = False) -> None:
    """Write a new file, with the mode of another one if that is there."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        while data:
            data = data[os.write(file, data) :]
        if like and like.exists():
            os.chmod(path, stat.S_IMODE(like.stat().st_mode))  # noqa: PTH101 - one call each
        if sync:
            os.fsync(file)
    finally:
        os.close(file)


def sync_folder(path: Path) -> None:
    """Make sure that a rename in a folder outlives the machine."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def keep(path: Path, copy: Path) -> None:
    """Give a file a second name; where there are none, copy it."""
    try:
        copy.hardlink_to(path)
    except OSError:
        shutil.copy2(path, copy)


def missing_folders(root: Path, path: str) -> Iterator[str]:
    """Yield the folders above a path that are not there, the outermost last."""
    for folder in PurePosixPath(path).parents:
        if (root / folder).exists():
            return
        yield folder.as_posix()


def remove_empty(root: Path, path: str) -> None:
    """Remove the folders above a path that are empty, up to the outermost."""
    for folder in PurePosixPath(path).parents:
        if folder.as_posix() in HOMES:
            return
        with suppress(FileNotFoundError):
            if any((root / folder).iterdir()):
                return
            (root / folder).rmdir()
