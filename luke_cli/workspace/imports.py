"""The names of one `from` import, of which both sides may add and remove some."""

import ast
import textwrap
from typing import Final

from luke_cli.workspace.parts import order

_WIDTH: Final = 100


def joined(base: str, yours: str, new: str) -> str | None:
    """Return the import with the names of both; None if it has comments among its names.

    What stands above it is yours.
    """
    nodes = [_import(text) for text in (base or new, yours, new)]
    if None in nodes or any(_has_comment(text) for text in (base, yours, new)):
        return None
    sides = [[ast.unparse(alias) for alias in node.names] for node in nodes if node]
    if not base:
        sides[0] = []
    names = _names(*sides)
    node = nodes[1]
    if not names or node is None:
        return None
    above, indent = _above(yours), " " * _indent(yours)
    module = f"{indent}from {'.' * node.level}{node.module or ''} import"
    if all(side == sorted(side, key=_sorted_as) for side in sides[1:]):
        names.sort(key=_sorted_as)
    line = f"{module} {', '.join(names)}"
    if len(line) <= _WIDTH:
        return f"{above}{line}\n"
    listed = "".join(f"{indent}    {name},\n" for name in names)
    return f"{above}{module} (\n{listed}{indent})\n"


def _names(base: list[str], yours: list[str], new: list[str]) -> list[str]:
    removed = {name for name in base if name not in yours or name not in new}
    return [name for name in order(base, yours, new) if name not in removed]


def _import(text: str) -> ast.ImportFrom | None:
    body = ast.parse(textwrap.dedent(text)).body
    return body[0] if len(body) == 1 and isinstance(body[0], ast.ImportFrom) else None


def _above(text: str) -> str:
    return text[: text.index(_statement(text))]


def _statement(text: str) -> str:
    """Return the text from the import on, without the lines of comments above."""
    lines = text.split("\n")
    start = next(n for n, line in enumerate(lines) if line.lstrip().startswith("from "))
    return "\n".join(lines[start:])


def _indent(text: str) -> int:
    statement = _statement(text)
    return len(statement) - len(statement.lstrip())


def _has_comment(text: str) -> bool:
    return "#" in _statement(text) if text else False


def _sorted_as(name: str) -> tuple[int, str]:
    """Return the key of a sorted import: constants, classes, then the rest."""
    word = name.partition(" ")[0]
    kind = 0 if word.isupper() and len(word) > 1 else 1 if word[:1].isupper() else 2
    return kind, name
