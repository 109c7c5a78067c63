"""The program `luke`."""

import importlib
import sys
from collections.abc import Sequence

from luke_cli import __version__
from luke_cli.errors import EndedError
from luke_cli.process import collect_gently, ended_by_signals


def main(arguments: Sequence[str] | None = None) -> int:
    """Run luke and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given in (["--version"], ["-V"]):
        sys.stdout.write(f"luke {__version__}\n")
        return 0
    collect_gently()
    try:
        with ended_by_signals():
            # Loaded here: typer takes ten times as long as the answer above.
            code: int = importlib.import_module("luke_cli.cli").run(given)
    except EndedError as error:
        how = error.exit_code.name.lower()
        sys.stderr.write(f"error: {how}; nothing is left half written\nexit {error.exit_code}\n")
        return error.exit_code
    return code


if __name__ == "__main__":
    sys.exit(main())
