"""What the functions and statements of a service do: conditions, values, refusals, what else is called.

    @cache
    def _approve_trip(scope: Scope) -> Update:
        return update(Trip).where(_KEY, Trip.user_id != bindparam("_caller")).values(status=...)

states that the rows are `_KEY`, and not the caller's own, and what `status` becomes.
"""

import ast
from collections.abc import Iterator
from typing import Final, NamedTuple

_CONDITIONS: Final = frozenset(("where", "having"))
_PREDICATE: Final = "ColumnElement[bool]"
"""What a function returns that says which rows there are: all of what it returns."""
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


def done_by(node: ast.stmt) -> Iterator[Done]:
    """Yield what a function, or the statement that a constant stands for, does."""
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
