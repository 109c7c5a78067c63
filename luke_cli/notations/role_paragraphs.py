"""Paragraphs of which each line, or each pair of lines, is about one role.

**Auditor**: reads what others book      auditors: read ledgers, close own ledgers      Auditor
                                                                                        : reads ledgers
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.docs.markdown import plain

_MARKED: Final = re.compile(
    r"\s*(?:\*\*|__)(?P<name>[^*_:\n]{2,40}):?(?:\*\*|__)\s*(?:[:：]|[-–—]\s)?\s*(?P<rest>.*)"
)
_DEFINED: Final = re.compile(
    r"^(?P<name>[A-Za-z][^\n:.]{1,40})\n:[ \t]+(?P<rest>[^\n]+(?:\n(?!:)[ \t]*[a-z][^\n]*)*)",
    re.MULTILINE,
)
_TOLD: Final = re.compile(
    r"[ \t]*(?P<name>[A-Za-z][\w -]{1,40}?)[ \t]*(?::|[-–—]>?|=>?|→)[ \t]+(?P<rest>[^\n]{4,400})$",
    re.MULTILINE,
)


class Entry(NamedTuple):
    """What a paragraph says of one role."""

    name: str
    rest: str
    line: int
    """How many lines of the paragraph stand before it."""


def marked_lines(raw: str) -> Iterator[Entry]:
    """Yield the lines that start with a name in bold."""
    for offset, line in enumerate(raw.split("\n")):
        if match := _MARKED.fullmatch(line):
            yield Entry(match["name"].strip(), match["rest"], offset)


def definitions(raw: str) -> Iterator[Entry]:
    """Yield the names that stand alone on a line, with the line below that starts with a colon."""
    for match in _DEFINED.finditer(raw):
        rest = " ".join(plain(match["rest"]).split())
        yield Entry(match["name"], rest, raw.count("\n", 0, match.start()))


def told_lines(raw: str) -> Iterator[Entry]:
    """Yield the lines that start with a plain name and a colon or an arrow."""
    for offset, line in enumerate(plain(raw).split("\n")):
        if match := _TOLD.fullmatch(line):
            yield Entry(match["name"].strip(), match["rest"], offset)
