"""A break of a backend, and the modules that are broken."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Mutant(NamedTuple):
    """A break of one file."""

    name: str
    path: str
    text: str


class Module(NamedTuple):
    """A module of a backend."""

    path: str
    """Below the folder of the backend."""
    text: str
    tree: ast.Module

    def broken(self, node: ast.AST, instead: str, told: str = "") -> Mutant:
        """Return the break that puts something else in place of a node."""
        start, end = self.span(node)
        whole = self.text.encode()
        said = " ".join(whole[start:end].decode().split())
        text = (whole[:start] + instead.encode() + whole[end:]).decode()
        name = f"{self.path}:{getattr(node, 'lineno', 0)}: {told or said[:90]}"
        return Mutant(name, self.path, text)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return where the bytes of a node begin and end."""
        if not isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.arg):
            raise TypeError(node)
        starts = [0]
        for line in self.text.encode().splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
        return starts[node.lineno - 1] + node.col_offset, starts[end[0] - 1] + end[1]

    def said(self, node: ast.AST) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.text.encode()[start:end].decode()


def module(backend: Path, path: str) -> Module:
    """Read a module of a backend."""
    text = (backend / path).read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text))


def modules(backend: Path, pattern: str = "**/*.py") -> Iterator[Module]:
    """Yield the modules of a backend that a pattern finds."""
    for path in sorted((backend / "backend").glob(pattern)):
        yield module(backend, path.relative_to(backend).as_posix())
