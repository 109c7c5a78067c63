"""Definition lists, as a paragraph holds them.

weight
: decimal, required
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TERM: Final = re.compile(r"[^\n:.]{1,60}")
_SAID: Final = re.compile(r"[ \t]*:[ \t]+(?P<text>.*)")


class Definition(NamedTuple):
    """A term and what is said of it; `first` and `last`: its lines in the paragraph, from 0."""

    term: str
    said: str
    first: int
    last: int


def definitions(text: str) -> list[Definition]:
    """Return the definitions of a paragraph that is nothing else; else none."""
    lines = text.split("\n")
    if len(lines) < 2 or not _SAID.fullmatch(lines[1]):
        return []
    terms = [at for at, line in enumerate(lines[:-1]) if _is_term(line, lines[at + 1])]
    if not terms or terms[0] != 0:
        return []
    ends = [*terms[1:], len(lines)]
    return [*_read(lines, terms, ends)] if _are_whole(lines, terms, ends) else []


def _is_term(line: str, below: str) -> bool:
    return bool(_TERM.fullmatch(line) and _SAID.fullmatch(below)) and line[:1] not in (" ", "\t")


def _are_whole(lines: list[str], terms: list[int], ends: list[int]) -> bool:
    """Tell whether every line is a term, what is said of it, or goes on with that."""
    behind = (line for at, end in zip(terms, ends, strict=True) for line in lines[at + 1 : end])
    return all(line[:1] in (" ", "\t") or _SAID.fullmatch(line) for line in behind)


def _read(lines: list[str], terms: list[int], ends: list[int]) -> Iterator[Definition]:
    for first, end in zip(terms, ends, strict=True):
        said: list[str] = []
        for line in lines[first + 1 : end]:
            match = _SAID.fullmatch(line)
            if match:
                said.append(match["text"].strip())
            else:
                said[-1] += f"\n{line.strip()}"
        yield Definition(lines[first].strip(), "; ".join(said), first, end - 1)
