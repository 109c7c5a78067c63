"""A Python text as its members: imports, constants, classes with their fields and methods.

Only the lines of a member are taken from the syntax tree, never its text: comments and bytes stay.
"""

import ast
from collections.abc import Iterator, Sequence
from io import StringIO
from textwrap import dedent
from token import COMMENT
from tokenize import TokenError, generate_tokens
from typing import Final, TypeVar

from luke_cli.workspace.parts import Part, numbered
from luke_cli.workspace.texts import lines_of

_HEAD: Final = "<head>"
_END: Final = "<end>"
_DOCSTRING: Final = "<docstring>"
"""Names that no member can have."""

_Node = TypeVar("_Node", bound=ast.AST)
_Located = ast.stmt | ast.expr | ast.keyword


def parts(text: str) -> tuple[Part, ...] | None:
    """Return the members of a text in their order; None if it is no Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    lines = lines_of(text)
    return numbered(tuple(_members(tree.body, lines, 0, len(lines))))


def said(text: str) -> tuple[str, ...] | None:
    """Return what a member or an element says, comments included, however it is laid out.

    None if it is no Python.
    """
    inner = dedent(text)
    for whole in (inner, f"_(\n{inner}\n)", f"{{\n{inner}\n}}"):
        try:
            tokens = tuple(generate_tokens(StringIO(whole).readline))
            comments = [one.string for one in tokens if one.type == COMMENT]
            return ast.dump(ast.parse(whole)), *comments
        except (SyntaxError, TokenError, ValueError, RecursionError):
            continue
    return None


def _members(body: Sequence[ast.stmt], lines: list[str], start: int, end: int) -> Iterator[Part]:
    """Yield a part for each statement, the comments above it included, and one for what is left.

    `start` and `end` are lines, 0-based, the second behind the last.
    """
    for first, last in _runs(body):
        stop = last.end_lineno or start
        text = "".join(lines[start:stop])
        inner = _inner(first, lines, start) if first is last else ()
        yield Part(_name(first, is_first=first is body[0]), text, inner)
        start = stop
    if start < end:
        yield Part(_END, "".join(lines[start:end]))


def _runs(body: Sequence[_Node]) -> Iterator[tuple[_Node, _Node]]:
    """Yield the first and the last node of each run that shares lines."""
    run: list[_Node] = []
    for node in body:
        if run and _first(node) > (getattr(run[-1], "end_lineno", 0) or 0):
            yield run[0], run[-1]
            run = []
        run.append(node)
    if run:
        yield run[0], run[-1]


def _first(node: ast.AST) -> int:
    """Return the first line of a node, its decorators included, 1-based."""
    above: list[ast.expr] = getattr(node, "decorator_list", [])
    return min(getattr(one, "lineno", 0) for one in (node, *above))


def _inner(node: ast.stmt, lines: list[str], start: int) -> tuple[Part, ...]:
    """Return what a statement is made of, if each piece has lines of its own."""
    stop = node.end_lineno or start
    if isinstance(node, ast.ClassDef):
        begin = _head_end(node.body)
        if begin <= node.lineno - 1:
            return ()
        return numbered(
            (
                Part(_HEAD, "".join(lines[start:begin])),
                *_members(node.body, lines, begin, stop),
            )
        )
    elements = _elements(getattr(node, "value", None))
    if not elements or _first(elements[0]) <= node.lineno or _last(elements) >= stop:
        return ()
    return numbered(tuple(_listed(elements, lines, start, stop)))


def _head_end(body: Sequence[ast.stmt]) -> int:
    return _first(body[0]) - 1


def _last(elements: Sequence[_Located]) -> int:
    return elements[-1].end_lineno or 0


def _listed(
    elements: Sequence[_Located], lines: list[str], start: int, stop: int
) -> Iterator[Part]:
    begin = _first(elements[0]) - 1
    yield Part(_HEAD, "".join(lines[start:begin]))
    for first, last in _runs(elements):
        end = last.end_lineno or begin
        yield Part(_element_name(first), "".join(lines[begin:end]))
        begin = end
    yield Part(_END, "".join(lines[begin:stop]))


def _elements(value: ast.expr | None) -> Sequence[_Located]:
    match value:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return elements
        case ast.Dict(keys=keys, values=values):
            # The lines of an entry are those of its value, which stands behind its key.
            return [_entry(key, entry) for key, entry in zip(keys, values, strict=True)]
        case ast.Call(args=[], keywords=keywords):
            return keywords
        case ast.Call(args=arguments, keywords=[]):
            return arguments
    return ()


def _entry(key: ast.expr | None, value: ast.expr) -> ast.keyword:
    """Return an entry of a dictionary as a keyword that has its lines."""
    start = key or value
    name = f"[{ast.unparse(key)}]" if key else f"**{ast.unparse(value)}"
    entry = ast.keyword(arg=name, value=value, lineno=start.lineno, col_offset=start.col_offset)
    entry.end_lineno, entry.end_col_offset = value.end_lineno, value.end_col_offset
    return entry


def _element_name(node: _Located) -> str:
    match node:
        case ast.keyword(arg=name):
            return name or "**"
        case ast.Call(args=arguments, keywords=keywords):
            named = (word.value for word in keywords if word.arg == "name")
            told = next(named, arguments[0] if arguments else None)
            return f"{ast.unparse(node.func)}({ast.unparse(told) if told else ''})"
    return ast.unparse(node)


def _name(node: ast.stmt, *, is_first: bool) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            told = name
        case ast.Assign(targets=[target, *_]) | ast.AnnAssign(target=target):
            told = ast.unparse(target)
        case ast.ImportFrom(module=module, level=level):
            told = f"from {'.' * level}{module or ''}"
        case ast.Import(names=names):
            told = f"import {names[0].name}"
        case ast.Expr(value=ast.Constant(value=str())) if is_first:
            told = _DOCSTRING
        case ast.Expr(value=ast.Call() as call):
            told = f"call {_element_name(call)}"
        case _:
            told = ast.unparse(node).partition("\n")[0]
    return told
