"""A copy of a backend in which a model works: all of it may be read, little of it written.

What a program changes beside the files of the task is put back as soon as it ends.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final

_LARGEST: Final = 200_000
"""Bytes of a file that a model may write."""

_LONGEST: Final = 200
"""Bytes of a name: no file system takes many more."""
_DEEPEST: Final = 16


class ToolError(Exception):
    """A tool call does nothing; the text tells the model how to mend it."""


@dataclass(frozen=True, slots=True)
class Staging:
    """The copy: where it is, what it was made of, and what may be written."""

    folder: Path
    texts: Mapping[str, str]
    """What it was made of, by POSIX path."""
    writable: frozenset[str]
    """Paths of the files of the task, whether they are there or not."""

    def lay(self, more: Mapping[str, str]) -> None:
        """Write the copy anew, with other texts for some files."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for path, text in {**self.texts, **more}.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    def written(self) -> dict[str, str]:
        """Return the files of the task that are not as they were."""
        found = {}
        for path in sorted(self.writable):
            target = self.folder / path
            if target.is_file() and not target.is_symlink():
                text = target.read_bytes()[: 2 * _LARGEST].decode("utf-8", "replace")
                if text != self.texts.get(path):
                    found[path] = text
        return found

    def put_back(self) -> list[str]:
        """Undo whatever is changed beside the files of the task; return what it was."""
        touched = list(self._swept())
        for name, text in self.texts.items():
            target = self.folder / name
            if name in self.writable and target.is_file():
                continue
            if not target.is_file() or target.read_bytes() != text.encode():
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
                touched.append(name)
        return sorted(touched)

    def _swept(self) -> Iterator[str]:
        """Remove what is no file of the copy, and let the others be read; yield what is gone.

        What a program has made may be deeper than any path is long: nobody goes down into it.
        """
        known = {*self.texts, *self.writable}
        folders = {above.as_posix() for name in known for above in PurePosixPath(name).parents}
        waiting = [self.folder]
        while waiting:
            folder = waiting.pop()
            folder.chmod(0o755)
            for path in sorted(folder.iterdir()):
                name = path.relative_to(self.folder).as_posix()
                told = path.lstat()
                if stat.S_ISDIR(told.st_mode) and name in folders:
                    waiting.append(path)
                # A file of two names would be written by the one that may be, and read by the other.
                elif stat.S_ISREG(told.st_mode) and name in known and told.st_nlink == 1:
                    path.chmod(0o644)
                else:
                    remove(path)
                    yield os.fsencode(name).decode("utf-8", "replace")

    def to_read(self, name: str) -> Path:
        """Return the path of a file or folder of the copy; raises ToolError."""
        path = self._inside(name)
        if not path.exists():
            raise ToolError(f"there is no `{name}`; Glob shows what there is")
        return path

    def to_write(self, name: str, text: str) -> Path:
        """Return the path of a file of the task; raises ToolError."""
        path = self._inside(name)
        normal = PurePosixPath(name).as_posix()
        if normal not in self.writable:
            mine = ", ".join(sorted(self.writable))
            raise ToolError(
                f"`{name}` is not of this task and stays as it is; you may write {mine}"
            )
        if len(text.encode()) > _LARGEST:
            raise ToolError(f"a file of more than {_LARGEST:,} bytes is not source code")
        return path

    def _inside(self, name: str) -> Path:
        parts = PurePosixPath(name).parts
        if not name or "\0" in name or name.startswith(("/", "~")) or ".." in parts:
            raise ToolError(f"`{name}` leads out of the copy: give a path below it, `backend/...`")
        if any(len(part.encode()) > _LONGEST for part in parts) or len(parts) > _DEEPEST:
            raise ToolError(f"`{name[:_LONGEST]}` is no name that a file can have")
        path = self.folder
        for part in parts:
            path = path / part
            if path.is_symlink():
                raise ToolError(f"`{name}` goes over a link; links are not followed")
        return path


def remove(path: Path) -> None:
    """Remove a file or a folder, however deep and whatever its rights are."""
    if path.is_symlink() or not path.is_dir():
        path.unlink()
        return
    # No path is longer than one can be, and no name is taken already.
    spare = Path(tempfile.mkdtemp(dir=path.parent))
    waiting, number = [path], count()
    while waiting:
        folder = waiting.pop()
        folder.chmod(0o700)
        for below in folder.iterdir():
            if below.is_dir() and not below.is_symlink():
                below.chmod(0o700)
                waiting.append(below.rename(spare / f"{next(number)}"))
            else:
                below.unlink()
        folder.rmdir()
    spare.rmdir()
