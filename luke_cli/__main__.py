"""The program `luke`."""

import gc
import importlib
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Final

from luke_cli import __version__
from luke_cli.errors import EndedError, Exit

_ENDS: Final = {signal.SIGINT: Exit.INTERRUPTED, signal.SIGTERM: Exit.TERMINATED}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run luke and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"luke {__version__}\n")
        return 0
    # Values are frozen and hold no cycles: looking for them costs a tenth of a run.
    gc.set_threshold(100_000, 20, 20)
    try:
        with _ended_by_signals():
            # Loaded here: typer takes ten times as long as the answer above.
            code: int = importlib.import_module("luke_cli.cli").run(given)
    except EndedError as error:
        how = error.exit_code.name.lower()
        sys.stderr.write(f"error: {how}; nothing is left half written\nexit {error.exit_code}\n")
        return error.exit_code
    return code


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Turn Ctrl-C and SIGTERM into an exception that undoes what is half done.

    Not `KeyboardInterrupt`: Python may end by the signal itself although somebody has caught it.
    """
    before = {number: signal.signal(number, _end) for number in _ENDS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> None:
    raise EndedError(_ENDS[signal.Signals(number)])


if __name__ == "__main__":
    sys.exit(main())
