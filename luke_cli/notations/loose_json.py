"""JSON and object literals as documents show them: comments, `...`, bare keys, missing commas."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from luke_cli.notations.trees import MAX_DEPTH, MAX_NODES, Items, Leaf, Mapping, Pair, Tree

_PIECE: Final = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|\#[^\n]*|/\*.*?\*/|\.\.\.|…)
    | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)
    | (?P<mark>[{}\[\]:,])
    | (?P<word>[^\s{}\[\]:,"'`]+|["'`])""",
    re.DOTALL | re.VERBOSE,
)


@lru_cache(maxsize=512)
def read_json(text: str, first_line: int) -> Tree | None:
    """Read one JSON value, or an object literal of a programming language, as far as it goes.

    Comments, `...`, missing and trailing commas, single quotes and bare keys are borne; None if
    the text is no object and no list.
    """
    return _JsonReader(text, first_line).read()


class _JsonReader:
    """Reads pieces one after the other; never fails."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.line = first_line
        self.position = 0
        self.nodes = 0

    def read(self) -> Tree | None:
        kind, piece, line = self._next()
        return self._value(kind, piece, line, 0) if piece in ("{", "[") else None

    def _next(self) -> tuple[str, str, int]:
        while True:
            match = _PIECE.match(self.text, self.position)
            if match is None:
                return "", "", self.line
            self.position = match.end()
            line = self.line
            self.line += match[0].count("\n")
            if match.lastgroup != "skip":
                return match.lastgroup or "", match[0], line

    def _peek(self) -> str:
        position, line = self.position, self.line
        _, piece, _ = self._next()
        self.position, self.line = position, line
        return piece

    def _value(self, kind: str, piece: str, line: int, depth: int) -> Tree:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            self.position = len(self.text)
            return Leaf(line, "")
        if piece == "{":
            return Mapping(line, tuple(self._pairs(depth)))
        if piece == "[":
            return Items(line, tuple(self._items(depth)))
        if kind == "string":
            return Leaf(line, _unquoted(piece), quoted=True)
        return Leaf(line, " ".join([piece, *self._rest()]))

    def _rest(self) -> Iterator[str]:
        """Yield the words behind the first one of a value like `new Date()`."""
        while self._peek() not in ("", "{", "}", "[", "]", ",", ":"):
            start = self.line
            _, piece, line = self._next()
            if line != start:
                break
            yield piece

    def _items(self, depth: int) -> Iterator[Tree]:
        while True:
            kind, piece, line = self._next()
            if piece in ("]", "}", ""):
                return
            if piece not in (",", ":"):
                yield self._value(kind, piece, line, depth + 1)

    def _pairs(self, depth: int) -> Iterator[Pair]:
        while True:
            kind, piece, line = self._next()
            if piece in ("}", "]", ""):
                return
            if piece in (",", ":", "{", "["):
                continue
            key = _unquoted(piece) if kind == "string" else piece.rstrip("?")
            if self._peek() != ":":
                continue
            self._next()
            kind, piece, value_line = self._next()
            if piece in ("}", "]", ""):
                return
            if piece != ",":
                yield Pair(key, line, self._value(kind, piece, value_line, depth + 1))


def _unquoted(piece: str) -> str:
    try:
        value = json.loads(piece)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, str) else piece[1:-1].replace("\\'", "'")
