"""Maps, sets and lists that a program spells out, in the languages that teams write, as trees.

{Role.CLERK: {"parcel:read"}}        Map.of(Role.CLERK, Set.of(PARCEL_READ))        clerk: %i[read create]
enum Role { CLERK(PARCEL_READ) }     map[Role][]Permission{RoleClerk: {ParcelRead}}
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from luke_cli.notations.trees import MAX_DEPTH, Items, Leaf, Mapping, Pair, Tree

_PIECE: Final = re.compile(
    r"""(?P<skip>\s+ | //[^\n]* | \#(?![\[{])[^\n]* | /\*.*?\*/ | --\s[^\n]*
        | <[\w\s,.\[\]<>|?]{1,80}>(?=\s*[\[({])         # what is in a list of Java or TypeScript
        | map\[\w+\](?:\[\]|map\[\w+\])*[\w.]*(?=\s*\{) | \[\]\s*[\w.]*(?=\s*\{) | \#\[[^\]\n]*\]
        | &(?=\[))
    | (?P<words>%[iwIW][\[({][^\])}]*[\])}])
    | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\\n])*`)
    | (?P<arrow>=>|->|:=)
    | (?P<open>[\[({])
    | (?P<close>[\])}])
    | (?P<name>(?:\.\.\.|\*{1,2}|&|@|\$|:(?=[A-Za-z_]))*[A-Za-z_]\w*(?:(?:\.|::|&\.|\?\.)\w+|\[\w+(?:\.\w+)*\](?=\s*[,\]})]))*[?!]?)
    | (?P<mark>[:=,;|+])
    | (?P<other>.)""",
    re.DOTALL | re.VERBOSE,
)
_MAKES: Final = re.compile(
    r"(?:.*(?:\.|::))?(?:of|ofEntries|asList|entry|freeze|Some|vec!?|to_set)"
    r"|(?:\w*(?:Set|List|Map|Dictionary|Array)(?:Of)?|\w+Of|dict|frozenset|set|list|tuple|array|pair|Pair)",
    re.ASCII,
)
"""What is called to make a list, a set or a map."""
_DROPPED: Final = frozenset(
    "new const static readonly final public private protected val var let return def async type".split()
)
_MOST: Final = 20_000
"""Pieces of one value."""


@lru_cache(maxsize=256)
def read_literal(text: str, start: int, first_line: int) -> Tree | None:
    """Read the value whose first bracket is at a position; None if there is no bracket.

    `first_line`: the line of the text in its document. A value that is code is a leaf of that code.
    """
    reader = _Reader(text, start, first_line + text.count("\n", 0, start))
    found = reader.value() if reader.kind == "open" else None
    while (
        isinstance(found, Items) and len(found.items) == 1 and not isinstance(found.items[0], Leaf)
    ):
        found = found.items[0]
    return found


class _Reader:
    """Reads pieces one after the other; never fails."""

    def __init__(self, text: str, start: int, line: int) -> None:
        self.text = text
        self.end = start
        self.next_line = line
        self.left = _MOST
        self.kind = self.piece = ""
        self.at = self.line = 0
        self.step()

    def step(self) -> None:
        """Take the next piece."""
        self.kind, self.piece = "", ""
        while self.left > 0 and (match := _PIECE.match(self.text, self.end)) is not None:
            self.left -= 1
            self.at, self.end, self.line = match.start(), match.end(), self.next_line
            self.next_line += match[0].count("\n")
            if match.lastgroup != "skip":
                self.kind, self.piece = match.lastgroup or "", match[0]
                return

    def value(self, depth: int = 0) -> Tree:
        """Read a group, the open bracket of which is here."""
        line = self.line
        if depth > MAX_DEPTH:
            self.left = 0
        self.step()
        entries: list[Pair | Tree] = []
        # What follows the constants of an enum behind a semicolon is no value.
        while self.kind not in ("", "close") and (depth or self.piece != ";"):
            before = self.at
            entries += self._entry(depth)
            if self.at == before and self.kind not in ("", "close"):
                self.step()
        self.step()
        return _grouped(line, entries)

    def _entry(self, depth: int) -> list[Pair | Tree]:
        line = self.line
        found = self._term(depth)
        if found is None:
            return []
        is_key = self.piece in (":", "=", "=>", "->", ":=") or (
            self.kind == "name" and self.piece == "to"
        )
        if is_key and (key := _key(found)):
            self.step()
            return [Pair(key, line, self._said(depth))]
        if isinstance(found, Leaf) and self.kind == "open" and not found.quoted:
            inner = self.value(depth + 1)
            return [inner] if _MAKES.fullmatch(found.text) else [Pair(found.text, line, inner)]
        return [found]

    def _said(self, depth: int) -> Tree:
        """Read what stands behind a key: values that are joined, or code."""
        start, line = self.at, self.line
        parts: list[Tree] = []
        while self.kind in ("name", "string", "open", "words"):
            name = self.piece if self.kind == "name" else ""
            term = self._term(depth)
            if term is None:
                continue
            if not (name and self.kind == "open" and _MAKES.fullmatch(name)):
                parts.append(term)
            if self.piece in ("|", "+"):
                self.step()
            elif not (name and self.kind == "open"):
                break
        if (
            self.kind in ("", "close")
            or self.piece in (",", ";")
            or self.kind in ("name", "string")
        ):
            return parts[0] if len(parts) == 1 else Items(line, tuple(_flat(parts)))
        return Leaf(line, self._code(start))

    def _code(self, start: int) -> str:
        """Read on to the end of an entry that is an expression, and return it as written."""
        depth = 0
        while self.kind and not (depth == 0 and (self.kind == "close" or self.piece in (",", ";"))):
            depth += (self.kind == "open") - (self.kind == "close")
            self.step()
        return self.text[start : self.at if self.kind else len(self.text)].strip()

    def _term(self, depth: int) -> Tree | None:
        line = self.line
        if self.kind == "open":
            return self.value(depth + 1)
        kind, piece = self.kind, self.piece
        self.step()
        if kind == "words":
            return Items(line, tuple(Leaf(line, word) for word in piece[3:-1].split()))
        if kind == "string":
            return Leaf(line, piece[1:-1], quoted=True)
        if piece.endswith((".allOf", "Object.values")) and self.kind == "open":
            self.value(depth + 1)
            return Items(line, (Leaf(line, "*"),))
        return Leaf(line, piece) if kind == "name" and piece not in _DROPPED else None


def _key(tree: Tree) -> str:
    """Return the text of a key: `"clerk"`, `:clerk`, `Role.CLERK`, `[Role.CLERK]`."""
    if isinstance(tree, Items) and len(tree.items) == 1:
        tree = tree.items[0]
    return tree.text.lstrip(":") if isinstance(tree, Leaf) else ""


def _flat(parts: list[Tree]) -> list[Tree]:
    """Return what is in all of several lists; a name among them is that of a list: `*READ_ONLY`."""
    lists = (
        part.items
        if isinstance(part, Items)
        else (
            replace(part, text=f"*{part.text}")
            if isinstance(part, Leaf) and not part.quoted
            else part,
        )
        for part in parts
    )
    return [item for one in lists for item in one]


def _grouped(line: int, entries: list[Pair | Tree]) -> Tree:
    """Return entries as what they are: a mapping, a list, or a list of keys each with its value."""
    pairs = [entry for entry in entries if isinstance(entry, Pair)]
    values = [entry for entry in entries if not isinstance(entry, Pair)]
    if pairs:
        return Mapping(line, tuple(pairs))
    made = [Pair(_key(a), a.line, b) for a, b in zip(values[::2], values[1::2], strict=False)]
    alternate = all(isinstance(a, Leaf) for a in values[::2]) and not any(
        isinstance(b, Leaf) for b in values[1::2]
    )
    if made and alternate and len(values) % 2 == 0:
        return Mapping(line, tuple(made))
    if values and all(
        isinstance(one, Mapping) and len(one.pairs) == 1 and one.line == one.pairs[0].line
        for one in values
    ):
        return Mapping(
            line, tuple(pair for one in values if isinstance(one, Mapping) for pair in one.pairs)
        )
    return (
        values[0]
        if len(values) == 1 and isinstance(values[0], Items)
        else Items(line, tuple(values))
    )
