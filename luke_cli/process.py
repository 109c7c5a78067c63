"""What every process of luke does first: it collects gently, and a signal ends it in good order."""

import gc
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from luke_cli.errors import EndedError, Exit

ENDS: Final = {signal.SIGINT: Exit.INTERRUPTED, signal.SIGTERM: Exit.TERMINATED}


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Turn Ctrl-C and SIGTERM into an exception that undoes what is half done.

    Not `KeyboardInterrupt`: Python may end by the signal itself although somebody has caught it.
    """
    before = {number: signal.signal(number, _end) for number in ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def collect_gently() -> None:
    """Look for cycles seldom: values are frozen and hold none, and it costs a tenth of a run."""
    gc.set_threshold(100_000, 20, 20)


def _end(number: int, _frame: FrameType | None) -> None:
    raise EndedError(ENDS[signal.Signals(number)])
