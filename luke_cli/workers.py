"""Processes that work side by side: the door to multiprocessing.

Fresh ones (`spawn`), not copies of this one: a copy would hold its threads' locks for ever, and
on some systems its libraries do not survive being copied.
"""

import os
import signal
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Any, Final, TypeVar

from luke_cli.errors import EndedError, Exit
from luke_cli.process import collect_gently, ended_by_signals

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_SPAWN: Final = get_context("spawn")
_PATIENCE_S: Final = 5.0
"""How long a process that is told to end may take to stop what it has started itself."""


def cores() -> int:
    """Return how many processes the system runs at once for this one."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    task: Callable[[_Item], _Made], items: Sequence[_Item], *, jobs: int
) -> Generator[_Made | None, None, None]:
    """Yield what a task makes of each item, in the order of the items.

    The task is a function of a module; it, its items and what it makes can be pickled. At most
    `jobs` processes are at work, each on one item at a time; where one dies, the item comes to
    None and another process goes on with the rest. To close the iterator ends all of them.
    """
    crew = _Crew(task, list(enumerate(items)))
    done: dict[int, _Made | None] = {}
    try:
        for _ in range(min(jobs, len(items))):
            crew.hire()
        for number in range(len(items)):
            while number not in done:
                done.update(crew.finished())
            yield done.pop(number)
        crew.dismiss()
    finally:
        crew.end()


@dataclass
class _Crew:
    """The processes at work, and the items that wait for one."""

    task: Callable[[Any], Any]
    waiting: list[tuple[int, Any]]
    """Items with their numbers, in their order."""
    processes: list[SpawnProcess] = field(default_factory=list)
    busy: dict[Connection, int] = field(default_factory=dict)
    """Which item each is at."""

    def hire(self) -> None:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(self.task, theirs), daemon=True)
        # It inherits what is blocked: a Ctrl-C must not end it before it knows that it is ours.
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            process.start()
            self.processes.append(process)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        theirs.close()
        self._give(ours)

    def finished(self) -> Iterator[tuple[int, Any]]:
        """Wait for a process to be done, and yield the number of its item and what came of it."""
        ready = wait(list(self.busy))
        for connection in [one for one in self.busy if one in ready]:
            number = self.busy.pop(connection)
            try:
                yield number, connection.recv()
            except (EOFError, ConnectionError):
                yield number, None
                if self.waiting:
                    self.hire()
            else:
                self._give(connection)

    def dismiss(self) -> None:
        """Let processes without work end by themselves."""
        for process in self.processes:
            process.join(_PATIENCE_S)

    def end(self) -> None:
        """End what is left of the processes."""
        for process in self.processes:
            process.terminate()
        until_s = time.monotonic() + _PATIENCE_S
        for process in self.processes:
            process.join(max(0.0, until_s - time.monotonic()))
            process.kill()
            process.join()

    def _give(self, connection: Connection) -> None:
        """Give a process its next item; the end of what it is sent tells it that there is none."""
        if not self.waiting:
            connection.close()
            return
        number, item = self.waiting.pop(0)
        self.busy[connection] = number
        with suppress(BrokenPipeError):  # it died meanwhile: to read from it tells
            connection.send(item)


def _serve(task: Callable[[Any], Any], connection: Connection) -> None:
    """Do what comes until nothing comes; only who started this process tells it to end."""
    collect_gently()
    code = Exit.CLEAN
    try:
        with suppress(EOFError, BrokenPipeError), ended_by_signals():
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
            Thread(target=_end_with_parent, daemon=True).start()
            while True:
                connection.send(task(connection.recv()))
    except EndedError as error:
        code = error.exit_code
    # What was half done is undone; to take the libraries down as well would only take time.
    os._exit(code)


def _end_with_parent() -> None:
    """End this process when who started it is gone: killed, it could not say so itself."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
