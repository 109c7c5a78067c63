"""Calls of Ruby: logical lines, and what stands between the commas.

t.string :name, :town, limit: 80,
         null: false                  # one line of two names and two options
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.notations.phrase import split_outside

LANGUAGES: Final = frozenset(("ruby", "rb", "rails", ""))
_PIECE: Final = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|(?<!\S)#[^\n]*|[()\[\]{}]|[^\"'()\[\]{}#\n]+|."
)
_OPTION: Final = re.compile(r"(?:(\w+):|:(\w+)\s*=>)\s+(.*)", re.DOTALL)
_WORDS: Final = re.compile(r"%[iwIW][\[({<]([^\])}>]*)[\])}>]")
_NAME: Final = re.compile(r":?['\"]?([A-Za-z_][\w.-]*)['\"]?")
_LIST: Final = re.compile(r"\[([^\]]*)\]|\{([^}]*)\}")
_ENTRY: Final = re.compile(r"['\":]?([\w-]+)['\"]?\s*(?::|=>)?\s*(.*)")
_MOST: Final = 40
"""Lines that one call takes at most: a bracket that is never closed costs no more."""


class Call(NamedTuple):
    """A logical line."""

    text: str
    line: int
    end: int
    comment: str


def ruby_calls(text: str, line: int) -> Iterator[Call]:
    """Join the lines of each call; `line` is that of the first line."""
    held: list[str] = []
    depth, start, comment = 0, line, ""
    for number, raw in enumerate(text.split("\n"), line):
        code, change, said = _stripped(raw)
        start = start if held else number
        comment = said or comment
        depth = max(0, depth + change)
        held.append(code.strip())
        open_still = depth or code.rstrip().endswith((",", "\\"))
        if open_still and len(held) < _MOST:
            continue
        joined = " ".join(part for part in held if part)
        if joined:
            yield Call(joined, start, number, comment)
        held, depth, comment = [], 0, ""


def _stripped(raw: str) -> tuple[str, int, str]:
    """Return the code, by how many brackets it opens, and the comment."""
    code, change = "", 0
    for piece in _PIECE.findall(raw):
        if piece.startswith("#") and not code.endswith("\\"):
            return code, change, piece.strip("# ")
        change += (piece in "([{") - (piece in ")]}") if len(piece) == 1 else 0
        code += piece
    return code, change, ""


def arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """Return what a call is given by place and by name."""
    placed, named = [], {}
    for part in split_outside(text.strip().strip("()"), ","):
        option = _OPTION.fullmatch(part.strip())
        if option is not None:
            named[option[1] or option[2]] = option[3].strip()
        elif part.strip():
            placed.append(part.strip())
    return placed, named


def bare(text: str) -> str:
    """Return `name` for `:name` and `"name"`; "" for what is no name."""
    found = _NAME.fullmatch(text.strip())
    return found[1] if found else ""


def options(text: str) -> dict[str, str]:
    """Return the options of a hash, `{ maximum: 80 }`."""
    inside = text.strip()
    return arguments(inside[1:-1])[1] if inside.startswith("{") else {}


def listed(text: str) -> tuple[str, ...]:
    """Return the names of `%w[a b]`, `[:a, "b"]` and `{ a: 0, b: 1 }`."""
    words = _WORDS.search(text)
    if words is not None:
        return tuple(words[1].split())
    found = _LIST.search(text)
    if found is None:
        return ()
    if found[1] is not None:
        return tuple(name for part in found[1].split(",") if (name := bare(part)))
    return tuple(_keys(found[2]))


def _keys(text: str) -> Iterator[str]:
    """Return how the rows keep the entries of an enum: by text where that is stated."""
    for part in text.split(","):
        entry = _ENTRY.match(part.strip())
        if entry is not None:
            yield bare(entry[2]) or entry[1]
