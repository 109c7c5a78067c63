"""The programs that a proof runs: all of them end with it, however it ends."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any


class Programs:
    """What runs now, in whichever thread it was started."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[Any]] = set()
        self._lock = Lock()
        self._has_ended = False

    @contextmanager
    def start(self, command: Sequence[str], **how: Any) -> Iterator["subprocess.Popen[Any]"]:
        """Start a program in a session of its own; nothing of it is left afterwards.

        It has no input: whatever asks a question gets the end of the file.
        Raises: InterruptedError once the proof has ended.
        """
        with self._lock:
            if self._has_ended:
                raise InterruptedError("the proof has ended")
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, start_new_session=True, **how
            )
            self._running.add(process)
        try:
            with process:
                try:
                    yield process
                finally:
                    _kill(process)
        finally:
            with self._lock:
                self._running.discard(process)

    def end(self) -> None:
        """End everything that runs, and let nothing start any more."""
        with self._lock:
            self._has_ended = True
            for process in self._running:
                _kill(process)


def _kill(process: "subprocess.Popen[Any]") -> None:
    """Kill a program and what it has started; one that has ended by itself leaves its children."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
