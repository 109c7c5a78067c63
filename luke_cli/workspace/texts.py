"""How a text lies on the disk: its lines, and the line ends and byte order mark that a merge keeps."""

from difflib import SequenceMatcher
from typing import Final

_MARK: Final = "\ufeff"
_WINDOWS: Final = "\r\n"


def lines_of(text: str) -> list[str]:
    """Return the lines with their ends; only a line feed ends one."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def plain(text: str) -> str:
    """Return a text with line feeds only and without a byte order mark."""
    return text.removeprefix(_MARK).replace(_WINDOWS, "\n")


def as_in(result: str, yours: str) -> str:
    """Return a plain text with the mark and the line ends of another one; a mixed one stays so."""
    mark = _MARK if yours.startswith(_MARK) else ""
    windows = yours.count(_WINDOWS)
    if not windows:
        return mark + result
    if windows == yours.count("\n"):
        return mark + result.replace("\n", _WINDOWS)
    return mark + "".join(_mixed(lines_of(result), lines_of(yours.removeprefix(_MARK))))


def _mixed(result: list[str], yours: list[str]) -> list[str]:
    known = [line.replace(_WINDOWS, "\n") for line in yours]
    mixed = list(result)
    for block in SequenceMatcher(None, known, result, autojunk=False).get_matching_blocks():
        mixed[block.b : block.b + block.size] = yours[block.a : block.a + block.size]
    return mixed
