"""Where something is said: lines of documents, found by the text that they contain."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from luke_cli.names import singular, words

Place = tuple[str, int]
"""File below `app/design/` and line, 1-based."""

Lines = Mapping[str, Sequence[str]]
"""The lines of each document by its file name."""

_OR: Final = " || "
_FILE: Final = re.compile(r"([\w./-]+\.(?:md|ya?ml|json|sql|prisma|dbml|graphql)): (.+)")


def read_lines(design: Path) -> Lines:
    """Return the lines of every document of a set."""
    return {
        path.relative_to(design).as_posix(): path.read_text(encoding="utf-8").splitlines()
        for path in sorted(design.rglob("*"))
        if path.is_file()
    }


def named(lines: Lines, text: str) -> frozenset[Place]:
    """Return the places that `FILE: text || text` names: the first line with each text.

    Raises: LookupError for a text that no line of the file contains.
    """
    match = _FILE.fullmatch(text)
    if match is None:
        raise LookupError(f"{text!r} names no file")
    return frozenset(first(lines, match[1], part) for part in match[2].split(_OR))


def first(lines: Lines, file: str, text: str, after: int = 0) -> Place:
    """Return the first line behind line `after` of a file that contains a text."""
    for number, line in enumerate(lines[file], 1):
        if number > after and text in line:
            return file, number
    raise LookupError(f"no line of {file} behind {after} contains {text!r}")


def spelled(lines: Lines, entity: Place, name: str) -> Place:
    """Return the line at or below an entity's own where a field is spelled in any case."""
    file, start = entity
    spelling = "[_ ]?".join(name.split("_"))
    pattern = re.compile(rf"(?<![A-Za-z0-9_]){spelling}(?![A-Za-z0-9_])", re.IGNORECASE)
    behind = (number for number, line in enumerate(lines[file], 1) if number > start)
    for number in (*behind, start):
        if pattern.search(lines[file][number - 1]):
            return file, number
    raise LookupError(f"no line of {file} behind {start} spells {name!r}")


def nearest(lines: Lines, text: str) -> Place:
    """Return the line that shares most words with a text: where to look for what was missed."""
    wanted = _stems(text)
    return max(
        ((file, number) for file, of in lines.items() for number in range(1, len(of) + 1)),
        key=lambda place: len(wanted & _stems(lines[place[0]][place[1] - 1])),
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(singular(word) for word in words(text))


def shown(places: Iterable[Place]) -> str:
    """Return the first of some places as `file:line`."""
    return next((f"{file}:{line}" for file, line in sorted(places)), "nowhere")
