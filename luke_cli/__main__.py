"""The program `luke`."""

import gc
import importlib
import sys
from collections.abc import Sequence

from luke_cli import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run luke and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"luke {__version__}\n")
        return 0
    # Values are frozen and hold no cycles: looking for them costs a tenth of a run.
    gc.set_threshold(100_000, 20, 20)
    # Loaded here: typer takes ten times as long as the answer above.
    code: int = importlib.import_module("luke_cli.cli").run(given)
    return code


if __name__ == "__main__":
    sys.exit(main())
