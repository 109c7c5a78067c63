"""The sides of a contradiction, and words of a feature, in a cell.

    15 min (SECURITY:228,235 DESIGN:258); 1 h (notes.txt:3-5)        sign in, log in

A document without its suffix is a Markdown file.
"""

import re
from typing import Final

from luke_cli.plan import text
from luke_cli.plan.cells import Cell, CellError, listed, named
from luke_cli.spec.model import Side, Source, Sources

_NUMBERS: Final = r"[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*"
FILE: Final = re.compile(r"[\w.()&+@/ -]+")
"""Names that documents may have."""

_PLACE: Final = re.compile(rf"([^:]+):({_NUMBERS})(?: |\Z)")


def lines(source: Source) -> str:
    """Return `12` or `12-14`."""
    return f"{source.line}-{source.end_line}" if source.end_line else str(source.line)


def read_lines(file: str, raw: str) -> Source:
    """Return the source that `12` or `12-14` of a file is."""
    first, _, last = raw.partition("-")
    return Source(file, int(first), int(last) if last else 0)


def places(sources: Sources) -> str:
    """Return `SECURITY:228,235 DESIGN:258`."""
    runs: list[tuple[str, list[str]]] = []
    for source in sources:
        if not runs or runs[-1][0] != source.file:
            runs.append((source.file, []))
        runs[-1][1].append(lines(source))
    return " ".join(f"{_short(file)}:{','.join(numbers)}" for file, numbers in runs)


def _short(file: str) -> str:
    stem = file.removesuffix(".md")
    name = file if "." in stem else stem
    return name.replace("(", "\\(")


def _long(name: str) -> str:
    file = name.replace("\\(", "(")
    return file if "." in file else f"{file}.md"


def _read_places(raw: str) -> Sources:
    """Return the sources that `SECURITY:228,235 DESIGN:258` is, none if it is something else."""
    sources: list[Source] = []
    end = 0
    while end < len(raw):
        place = _PLACE.match(raw, end)
        if place is None:
            return ()
        file = _long(place[1])
        if not FILE.fullmatch(file):
            return ()
        sources += (read_lines(file, numbers) for numbers in place[2].split(","))
        end = place.end()
    return tuple(sources)


def _write_side(side: Side) -> str:
    value = text.escape(side.value, also=";")
    if side.sources:
        return f"{value} ({places(side.sources)})"
    return text.escape(side.value, also=";(") if _read_side(value).sources else value


def _read_side(raw: str) -> Side:
    value, opened, inner = raw.rpartition(" (")
    sources = _read_places(inner[:-1]) if opened and inner.endswith(")") else ()
    return Side(text.unescape(value if sources else raw), sources)


SIDE: Final = Cell(_write_side, _read_side)


def _read_sides(raw: str) -> tuple[Side, ...]:
    return tuple(_read_side(part) for _, part in text.split(raw, ";")) if raw else ()


SIDES: Final = Cell(lambda sides: "; ".join(map(_write_side, sides)), _read_sides)


def _read_words(raw: str) -> tuple[str, ...]:
    return tuple(text.unescape(word) for _, word in text.split(raw, ",")) if raw else ()


WORDS: Final = Cell(
    lambda words: ", ".join(text.escape(word, also=",") for word in words), _read_words
)

SERVED: Final = listed(
    named(
        "plan item",
        r"client|operations|open|#[a-z][a-z0-9_.]*|[a-z][a-z0-9_]*\.(?:[a-z][a-z0-9_]*|\*)"
        r"|[A-Z][A-Za-z0-9]*(?:\.[a-z][a-z0-9_]*)?",
        "expense.approve`, `#rate_limit`, `Expense.amount`, `client`, `operations` or `open",
    )
)

SLICE: Final = listed(
    named("operation", r"[a-z][a-z0-9_]*\.(?:[a-z][a-z0-9_]*|\*)", "expense.approve` or `expense.*")
)


def split_key(raw: str) -> tuple[str, str]:
    """Return the name in a key cell, and of `new was old` the old one."""
    name, _, old = raw.partition(" was ")
    if " " in old:
        raise CellError("LK-P109", f"`{old}` is no name; expected `new was old`", at=len(name) + 5)
    return name.strip(" "), old
