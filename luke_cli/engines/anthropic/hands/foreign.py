"""What a module says beyond the operation that was to be written: no test may miss it.

New functions, classes, imports and constants are welcome. Whatever was there stays as it was, has no
double, nothing runs or is served by itself when the module is loaded, and no comment silences a check.
"""

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from typing import Final

from luke_cli.engines.anthropic.hands.reach import reaching

_MARKS: Final = frozenset(("cache", "lru_cache", "dataclass", "field_validator", "model_validator"))
"""Decorators that a new function or class may have: none of them serves it."""
_SILENCES: Final = re.compile(
    r"#\s*(?:type:\s*ignore|noqa|(?:mypy|ruff|flake8|pyright|fmt|yapf|isort):|nosec|pragma:)",
    re.IGNORECASE,
)
"""Comments that the tools of a proof obey."""
_Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def foreign(before: str, after: str, route: str, packages: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with a module; `route` is the function that may be another one.

    `packages` are those that the backend imports.
    """
    try:
        then, now = ast.parse(before).body, ast.parse(after).body
    except (SyntaxError, ValueError, RecursionError) as error:
        yield f"it is no Python: {error}"
        return
    known = {name: ast.dump(node) for node in then for name in _names(node)}
    names = Counter(name for node in now for name in _names(node))
    for name in (name for name, count in names.items() if count > 1):
        yield f"`{name}` is defined twice"
    found = {name: ast.dump(node) for node in now for name in _names(node)}
    for name, dumped in known.items():
        if name != route and found.get(name) != dumped:
            yield f"`{name}` is not of this task and has to stay as it was"
    for comment in sorted(_silencing(after) - _silencing(before)):
        yield f"`{comment[:60]}` silences a check: mend what it finds"
    said = {ast.dump(node) for node in then}
    yield from reaching(now, said, packages)
    objects = {name for node in then if _is_object(node) for name in _names(node)}
    for node in now:
        if ast.dump(node) not in said and not set(_names(node)) & set(known):
            yield from _new(node, objects)


def _silencing(text: str) -> Counter[str]:
    """Return the comments of a module that silence a check, with their numbers."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = (token.string for token in tokens if token.type == tokenize.COMMENT)
    return Counter(comment for comment in comments if _SILENCES.search(comment))


def _new(node: ast.stmt, objects: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom) or _is_text(node):
        return
    marks = node.decorator_list if isinstance(node, _Named) else []
    foreign_marks = [mark for mark in marks if not _is_mark(mark)]
    if not _names(node):
        yield f"line {node.lineno} runs when the module is loaded: only definitions may stand there"
    elif isinstance(node, _Named) and foreign_marks:
        mark = ast.unparse(foreign_marks[0])[:60]
        yield f"`{node.name}` may not have the decorator `{mark}`"
    elif used := {one.id for one in _loaded(node) if isinstance(one, ast.Name)} & objects:
        yield f"line {node.lineno} uses `{min(used)}` when the module is loaded"


def _is_mark(mark: ast.expr) -> bool:
    called = mark.func if isinstance(mark, ast.Call) else mark
    return isinstance(called, ast.Name) and called.id in _MARKS


def _is_object(node: ast.stmt) -> bool:
    """Tell whether a statement gives a name to what can be changed when the module is loaded: a router."""
    return isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call)


def _loaded(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a statement that run when the module is loaded: no body of a function."""
    yield node
    is_later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    for name, value in ast.iter_fields(node):
        parts = value if isinstance(value, list) else [value]
        if not (is_later and name == "body"):
            for part in (part for part in parts if isinstance(part, ast.AST)):
                yield from _loaded(part)


def _names(node: ast.stmt) -> list[str]:
    """Return the names that a statement defines, none if it does something else."""
    if isinstance(node, _Named):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
    is_plain = all(isinstance(target, ast.Name) for target in targets)
    return [target.id for target in targets if isinstance(target, ast.Name)] if is_plain else []


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
