"""What the functions and statements of a service do: conditions, values, refusals, what is called.

    @cache
    def _approve_trip(scope: Scope) -> Update:
        return update(Trip).where(_KEY, Trip.user_id != bindparam("_caller")).values(status=...)

states that the rows are `_KEY`, and not the caller's own, and what `status` becomes. Which right
opens the rows, `access.scope`, and which settings are read is stated, too.
"""

import ast
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

_CONDITIONS: Final = frozenset(("where", "having"))
_PREDICATE: Final = "ColumnElement[bool]"
"""What a function returns that says which rows there are: all of what it returns."""
_OF_RIGHT: Final = "access.scope"
"""How far the right reaches by which a caller is here, whatever a person calls it."""
_REQUEST: Final = "request"
"""What has a scope that is none of a right."""
_UNWRITTEN: Final = "NotWrittenError"
"""What an operation raises until somebody writes it: to do so is what the plan asks for."""

Named = ast.FunctionDef | ast.AsyncFunctionDef


class Done(NamedTuple):
    """Something that a function or a statement does."""

    what: str
    value: str
    line: int
    """1-based."""


def holders(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the functions, methods and constants of a module, each with its name."""
    for node in body:
        if isinstance(node, Named):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{name}", inner) for name, inner in holders(node.body))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node


def functions_of(tree: ast.Module) -> dict[str, Named]:
    """Return the functions and methods of a module by their names."""
    return {node.name: node for node in ast.walk(tree) if isinstance(node, Named)}


def reached(node: ast.stmt, helpers: dict[str, Named]) -> tuple[ast.stmt, ...]:
    """Return a statement or function with those of some helpers that it calls, by whatever way."""
    found = [node]
    for one in found:
        calls = (call.func for call in ast.walk(one) if isinstance(call, ast.Call))
        names = (called.rpartition(".") for called in map(ast.unparse, calls))
        known = (helpers[name] for of, _, name in names if of in ("", "self") and name in helpers)
        found += (helper for helper in known if helper not in found)
    return tuple(found)


def done_by(nodes: Sequence[ast.stmt]) -> Iterator[Done]:
    """Yield what a function, or the statement that a constant stands for, does.

    The first of `nodes` is it; the others are of it, as what was taken out of it.
    """
    for node in nodes:
        yield from _done_by(node)
    for helper in nodes[1:]:
        yield from _given(helper)
    inner = [one for node in nodes for one in ast.walk(node)]
    seen = {_reach(one): one for one in reversed(inner) if _reach(one)}
    if seen and isinstance(nodes[0], Named):
        line = min(one.lineno for one in seen.values() if isinstance(one, ast.expr))
        yield Done("sees by", ", ".join(sorted(seen)), line)
    aliases = _aliases(inner)
    settings = {_setting(one, aliases): one for one in reversed(inner)}
    for name, one in settings.items():
        if name and isinstance(one, ast.expr):
            yield Done(f"reads {name} of the settings", "a setting", one.lineno)


def _given(helper: ast.stmt) -> Iterator[Done]:
    """Yield what a helper returns as conditions: it may be one, or several of them."""
    for node in ast.walk(helper):
        if isinstance(node, ast.Return) and node.value:
            parts = (
                node.value.elts if isinstance(node.value, ast.Tuple | ast.List) else [node.value]
            )
            yield from (
                Done(f"where {ast.unparse(one)}", "a condition", one.lineno) for one in parts
            )


def _reach(node: ast.AST) -> str:
    """Return by what a function sees rows: `access.scope`, `Scope.ALL`, the right to something else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr == "sight":
            return f"sight({', '.join(map(ast.unparse, node.args))})"
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "Scope":
            return ast.unparse(node)
        return _OF_RIGHT if node.attr == "scope" and node.value.id != _REQUEST else ""
    return ""


def _aliases(nodes: Sequence[ast.AST]) -> Collection[str]:
    """Return the names that stand for the settings."""
    given = (one for one in nodes if isinstance(one, ast.Assign))
    return {ast.unparse(one.targets[0]) for one in given if _is_settings(one.value, ())}


def _setting(node: ast.AST, aliases: Collection[str]) -> str:
    is_read = isinstance(node, ast.Attribute) and _is_settings(node.value, aliases)
    return node.attr if is_read and isinstance(node, ast.Attribute) else ""


def _is_settings(node: ast.expr, aliases: Collection[str]) -> bool:
    name = ast.unparse(node)
    return name in aliases or name.rpartition(".")[2].lstrip("_") == "settings"


def _done_by(node: ast.stmt) -> Iterator[Done]:
    if isinstance(node, ast.AnnAssign):
        yield from _parts(node.value)
        if isinstance(node.value, ast.Constant | ast.Attribute):
            yield Done("value", ast.unparse(node.value), node.lineno)
    if isinstance(node, Named) and node.returns and ast.unparse(node.returns) == _PREDICATE:
        ends = [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value]
        yield Done("result", "; ".join(ast.unparse(end) for end in ends), node.lineno)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            yield from _said(inner)
        elif isinstance(inner, ast.Expr):
            yield from _called(inner)
        elif isinstance(inner, ast.Raise) and inner.exc:
            yield from _raised(inner.exc)
        elif isinstance(inner, ast.Dict):
            yield from _items(inner)


def _parts(value: ast.expr | None) -> Iterator[Done]:
    if isinstance(value, ast.Tuple):
        yield from (Done(ast.unparse(part), "a part", part.lineno) for part in value.elts)


def _said(call: ast.Call) -> Iterator[Done]:
    """Yield the conditions and the values of a statement."""
    verb = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if verb in _CONDITIONS:
        for one in call.args:
            yield Done(f"where {ast.unparse(one)}", "a condition", one.lineno)
    elif verb == "values":
        for keyword in call.keywords:
            if keyword.arg:
                yield Done(f"sets {keyword.arg}", ast.unparse(keyword.value), keyword.lineno)


def _items(known: ast.Dict) -> Iterator[Done]:
    for key, value in zip(known.keys, known.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield Done(f"sets {key.value}", ast.unparse(value), key.lineno)


def _called(statement: ast.Expr) -> Iterator[Done]:
    """Yield a call for what it does, not for what it answers; variables may be called otherwise."""
    call = statement.value.value if isinstance(statement.value, ast.Await) else statement.value
    if isinstance(call, ast.Call):
        name = ast.unparse(call.func).rpartition(".")[2]
        fixed = [ast.unparse(one) for one in call.args if _is_fixed(one)]
        fixed += [ast.unparse(one) for one in call.keywords if isinstance(one.value, ast.Constant)]
        yield Done(f"calls {name}({', '.join(fixed)})", "a call", call.lineno)


def _is_fixed(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id[:1].isupper())


def _raised(error: ast.expr) -> Iterator[Done]:
    for one in ast.walk(error):
        if isinstance(one, ast.Name) and one.id.endswith("Error") and one.id != _UNWRITTEN:
            yield Done(f"raises {one.id}", "a refusal", one.lineno)
