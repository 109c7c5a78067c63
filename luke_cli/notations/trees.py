"""Nested values as documents show them, each with its line; YAML, broken in places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import yaml

MAX_DEPTH: Final = 60
MAX_NODES: Final = 1_000_000
_MAX_COPIED: Final = 20_000
_MAX_REPAIRS: Final = 12
_UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff"
)
_ELLIPSIS: Final = re.compile(r"^[ \t]*(?:[-*][ \t]*)?(?:\.\.\.|…)[^\n]*$", re.MULTILINE)
_ODD_VALUE: Final = re.compile(
    r"""^(?P<key>[ \t]*(?:-[ \t]+)*(?:[\w./ {}-]{1,80}|"[^"\n]*"|'[^'\n]*'):[ \t]+)
    (?P<value>(?![|>][+-]?\d?[+-]?[ \t]*(?:\#.*)?$)[>|%@`][^\n]*)$""",
    re.MULTILINE | re.VERBOSE,
)
"""`limit: >50%` is meant as text, and is none in YAML."""
_TAB: Final = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value."""

    line: int
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    items: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and its value; `line` is that of the key."""

    key: str
    line: int
    value: "Tree"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in order."""

    line: int
    pairs: tuple[Pair, ...]

    def get(self, key: str) -> "Tree | None":
        """Return the value of the first pair with that key."""
        return next((pair.value for pair in self.pairs if pair.key == key), None)

    def pair(self, key: str) -> Pair | None:
        """Return the first pair with that key."""
        return next((pair for pair in self.pairs if pair.key == key), None)


Tree = Leaf | Items | Mapping


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be read."""

    line: int
    message: str


def text_of(tree: Tree | None) -> str:
    """Return the text of a leaf, "" of anything else."""
    return tree.text if isinstance(tree, Leaf) else ""


def pairs_of(tree: Tree | None) -> tuple[Pair, ...]:
    """Return the pairs of a mapping, () of anything else."""
    return tree.pairs if isinstance(tree, Mapping) else ()


def items_of(tree: Tree | None) -> tuple[Tree, ...]:
    """Return the items of a list, () of anything else."""
    return tree.items if isinstance(tree, Items) else ()


def walk(tree: Tree, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Tree]]:
    """Yield each value below, itself first, with the keys above it."""
    yield above, tree
    if isinstance(tree, Mapping):
        for pair in tree.pairs:
            yield from walk(pair.value, (*above, pair.key))
    elif isinstance(tree, Items):
        for item in tree.items:
            yield from walk(item, above)


@lru_cache(maxsize=512)
def read_yaml(text: str, first_line: int) -> tuple[tuple[Tree, ...], tuple[Trouble, ...]]:
    """Read the YAML documents of a text, line by line less where a line cannot be read.

    Shape: the trees, and what is wrong; `first_line` is the line of the text in its document.
    """
    lines = _clean(text).split("\n")
    troubles: list[Trouble] = []
    for _ in range(_MAX_REPAIRS):
        try:
            nodes = [n for n in yaml.compose_all("\n".join(lines), Loader=_LOADER) if n is not None]
        except yaml.YAMLError as error:
            bad = _blank_bad_line(lines, error)
            if bad is None:
                break
            troubles.append(Trouble(first_line + bad, f"this line is no YAML: {_reason(error)}"))
        except RecursionError:
            break
        else:
            reader = _NodeReader(first_line)
            trees = tuple(reader.tree(node, 0)[0] for node in nodes)
            return trees, (*troubles, *reader.troubles)
    return (), (*troubles, Trouble(first_line, "this block cannot be read as YAML"))


def _clean(text: str) -> str:
    text = _TAB.sub(lambda match: match[0].replace("\t", "  "), _UNPRINTABLE.sub(" ", text))
    text = _ODD_VALUE.sub(lambda match: match["key"] + _quoted(match["value"]), text)
    return _ELLIPSIS.sub("", text)


def _quoted(value: str) -> str:
    return "'" + value.rstrip().replace("'", "''") + "'"


def _reason(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", "") or "it cannot be read")


def _blank_bad_line(lines: list[str], error: yaml.YAMLError) -> int | None:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return None
    for index in range(min(mark.line, len(lines) - 1), -1, -1):
        if lines[index].strip():
            lines[index] = ""
            return index
    return None


class _NodeReader:
    """Copies composed nodes; an alias is copied as long as the whole stays small."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.troubles: list[Trouble] = []
        self.done: dict[int, tuple[Tree, int]] = {}
        self.open: set[int] = set()
        self.copied = 0
        """Values that stand there a second time, through aliases."""

    def tree(self, node: yaml.Node, depth: int) -> tuple[Tree, int]:
        """Return the tree of a node, and how many values it has."""
        line = self.first_line + node.start_mark.line
        if id(node) in self.open or depth > MAX_DEPTH:
            return Leaf(line, ""), 1
        is_alias = id(node) in self.done
        if not is_alias:
            self.open.add(id(node))
            self.done[id(node)] = self._read(node, line, depth)
            self.open.discard(id(node))
        found, size = self.done[id(node)]
        if is_alias and self._is_too_much(size, line):
            return Leaf(line, ""), 1
        return found, size

    def _is_too_much(self, size: int, line: int) -> bool:
        if self.copied <= _MAX_COPIED < self.copied + size:
            self.troubles.append(Trouble(line, "aliases make this block too large to read"))
        self.copied += size
        return self.copied > _MAX_COPIED

    def _read(self, node: yaml.Node, line: int, depth: int) -> tuple[Tree, int]:
        if "python/" in (node.tag or ""):
            self.troubles.append(Trouble(line, f"the tag {node.tag} is not followed"))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, line, depth)
        if isinstance(node, yaml.SequenceNode):
            read = [self.tree(item, depth + 1) for item in node.value]
            return Items(line, tuple(tree for tree, _ in read)), 1 + sum(size for _, size in read)
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        return Leaf(line, str(node.value), style in ("'", '"')), 1

    def _mapping(self, node: yaml.MappingNode, line: int, depth: int) -> tuple[Tree, int]:
        pairs: list[Pair] = []
        total = 1
        for key, value in node.value:
            read, size = self.tree(value, depth + 1)
            total += size
            if isinstance(key, yaml.ScalarNode) and key.value == "<<":
                known = {pair.key for pair in pairs}
                pairs += [pair for pair in pairs_of(read) if pair.key not in known]
            elif isinstance(key, yaml.ScalarNode):
                pairs.append(Pair(key.value, self.first_line + key.start_mark.line, read))
        return Mapping(line, tuple(pairs)), total
