"""`$ref` in the OpenAPI blocks of a document, from one block to another if need be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from luke_cli.notations.trees import Mapping, Pair, Tree, items_of, pairs_of, text_of
from luke_cli.source import Diagnostic, Severity, Span

_MAX_HOPS = 20


@dataclass(slots=True)
class Library:
    """Everything that a reference can point at, and what went wrong on the way."""

    file: str
    roots: Sequence[Mapping]
    found: dict[tuple[str, int, str], Diagnostic] = field(default_factory=dict)

    def follow(self, tree: Tree | None) -> Tree | None:
        """Return what a reference stands for; the tree itself if it is none."""
        seen: set[str] = set()
        for _ in range(_MAX_HOPS):
            reference = _reference(tree)
            if reference is None or tree is None:
                return tree
            if reference in seen:
                self._say("LK-N202", tree.line, f"`{reference}` refers to itself")
                return None
            seen.add(reference)
            tree = self._resolve(reference, tree.line)
        return None

    def name(self, tree: Tree | None) -> str:
        """Return the last part of a reference, the name of a schema for example."""
        reference = _reference(tree)
        return _unescaped(reference.rpartition("/")[2]) if reference else ""

    def pairs(self, tree: Tree | None, key: str) -> tuple[Pair, ...]:
        """Return the pairs of a mapping below a key, references followed."""
        followed = self.follow(tree)
        value = followed.get(key) if isinstance(followed, Mapping) else None
        return pairs_of(self.follow(value))

    def _resolve(self, reference: str, line: int) -> Tree | None:
        if not reference.startswith("#/"):
            message = f"`{reference}` lies outside of this document and is not read"
            self._say("LK-N201", line, message, hint="Copy what is needed into app/design.")
            return None
        for root in self.roots:
            tree = _at(root, reference[2:].split("/"))
            if tree is not None:
                return tree
        name = _unescaped(reference.rpartition("/")[2])
        self._say("LK-N203", line, f"`{name}` is referred to and nowhere defined", Severity.NOTE)
        return None

    def _say(
        self,
        code: str,
        line: int,
        message: str,
        severity: Severity = Severity.WARNING,
        *,
        hint: str = "",
    ) -> None:
        key = (code, 0 if code == "LK-N203" else line, message)
        self.found.setdefault(key, Diagnostic(code, severity, message, Span(self.file, line), hint))


def _reference(tree: Tree | None) -> str | None:
    return (text_of(tree.get("$ref")) or None) if isinstance(tree, Mapping) else None


def _at(root: Tree, parts: Sequence[str]) -> Tree | None:
    tree: Tree | None = root
    for part in parts:
        if isinstance(tree, Mapping):
            tree = tree.get(_unescaped(part))
        else:
            items = items_of(tree)
            tree = items[int(part)] if part.isdecimal() and int(part[:9]) < len(items) else None
        if tree is None:
            return None
    return tree


def _unescaped(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")
