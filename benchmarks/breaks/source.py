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
    part: str
    """The function or statement that is broken, as it is then."""


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
        first, last = self.around(start, end)
        part = (whole[first:start] + instead.encode() + whole[end:last]).decode()
        text = whole[:first].decode() + part + whole[last:].decode()
        name = f"{self.path}:{getattr(node, 'lineno', 0)}: {told or said[:90]}"
        return Mutant(name, self.path, text, part)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return where the smallest function or statement begins and ends that holds some bytes."""
        parts = [*self.tree.body, *(one for one in ast.walk(self.tree) if is_function(one))]
        spans = [
            (min(self.span(node)[0] for node in (one, *getattr(one, "decorator_list", ()))), last)
            for one in parts
            for _, last in [self.span(one)]
        ]
        holding = [span for span in spans if span[0] <= start and end <= span[1]]
        return min(holding, key=lambda span: span[1] - span[0])

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


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def module(backend: Path, path: str) -> Module:
    """Read a module of a backend."""
    text = (backend / path).read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text))


def modules(backend: Path, pattern: str = "**/*.py") -> Iterator[Module]:
    """Yield the modules of a backend that a pattern finds."""
    for path in sorted((backend / "backend").glob(pattern)):
        yield module(backend, path.relative_to(backend).as_posix())
