"""What a generated backend depends on: for each of its parts the bounds and the pinned versions."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from luke_cli import assets

_PINNED: Final = re.compile(r"^\S.*(?:\n .*)*", re.MULTILINE)
_MARKED: Final = re.compile(r"\A\S+ ;")


def requirements_of(parts: Iterable[str]) -> tuple[str, ...]:
    """Return the requirements of some parts (`backend`, `bucket`, ...), each with its bounds."""
    return tuple(sorted(line for part in parts for line in _text(f"{part}.in").splitlines()))


def lock_of(parts: Iterable[str]) -> str:
    """Return every package of some parts, with its version and the digests of its files.

    What one part needs everywhere and another only on some platforms is needed everywhere.
    """
    found = {pin[0] for part in parts for pin in _PINNED.finditer(_text(f"{part}.lock"))}
    pinned: dict[str, str] = {}
    for package in sorted(
        found, key=lambda package: (_MARKED.search(package) is not None, package)
    ):
        pinned.setdefault(package.partition("==")[0], package)
    return "".join(f"{package}\n" for package in sorted(pinned.values()))


@cache
def _text(name: str) -> str:
    return (assets.templates() / "impl/locks" / name).read_text(encoding="utf-8")
