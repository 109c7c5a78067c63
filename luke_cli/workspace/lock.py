"""One luke at a time: who writes holds `app/.luke/lock`, which says who that is.

The system lets go of the lock of a process that died, so that a file which is left over locks
nobody out.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from luke_cli.errors import LukeError
from luke_cli.workspace import disk
from luke_cli.workspace.base import FOLDER

LOCK: Final = f"{FOLDER}/lock"


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Keep every other luke from writing into a project.

    Raises: LukeError if one is at it, with its process and machine; OSError.
    """
    disk.refuse_outside(root, LOCK)
    path = root / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    file = _opened(path)
    try:
        os.ftruncate(file, 0)
        os.pwrite(file, f"process {os.getpid()} on {socket.gethostname()}".encode(), 0)
        yield
    finally:
        with suppress(OSError):
            path.unlink()  # a file that is left over locks nobody out
        os.close(file)
        with suppress(OSError):
            path.parent.rmdir()  # a run that could not write leaves no folder of its own


def _opened(path: Path) -> int:
    """Return the file that is at the path, locked."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            _lock(file)
            # Who held it before may have removed the file that we waited for.
            if os.path.samestat(os.fstat(file), path.stat()):
                return file
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _lock(file: int) -> None:
    import fcntl  # noqa: PLC0415 - not every system that luke runs on has it

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.pread(file, 200, 0).decode(errors="replace") or "one that just began"
        raise LukeError(
            f"another luke is writing here: {owner}; nothing is written",
            hint="run this again when it is done",
        ) from None
