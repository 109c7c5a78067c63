"""Where the files that luke ships are: beside the package, or inside it when installed."""

from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent


def templates() -> Path:
    """Return the folder of the templates."""
    return _shipped("templates")


def prompts() -> Path:
    """Return the folder of the prompts."""
    return _shipped("prompts")


def examples() -> Path:
    """Return the folder of the examples."""
    return _shipped("examples")


def plugins() -> Path:
    """Return the folder of the plugins for other programs."""
    return _shipped("plugins")


@cache
def _shipped(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
