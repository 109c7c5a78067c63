"""Breaks of the code around the statements: what is checked, what is done, what is listed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from breaks.source import Module, Mutant, modules

TELLING = re.compile(r"(?:_?log|structlog|gc|_DURATION)\b|super\(\)")
"""What only tells or tunes: nobody is refused by it."""
BOUNDS = {"ge", "gt", "le", "lt", "max_length", "min_length", "pattern"}
MOMENT = re.compile(r"\b(?:now|time|monotonic|moment)\b|_(?:s|at|until|ms)\b")


def guards(backend: Path) -> Iterator[Mutant]:
    """Yield the breaks of all that is no table, in all modules that answer requests."""
    for one in modules(backend):
        if one.path == "backend/commands.py":
            continue
        for node in ast.walk(one.tree):
            yield from checks(one, node)
            yield from effects(one, node)
            yield from operands(one, node)
        for node in one.tree.body:
            yield from members(one, node)
        yield from answers(one)
        yield from overrides(one)


def checks(one: Module, node: ast.AST) -> Iterator[Mutant]:
    """Never take a branch; let an error through; take all that a comprehension looks at."""
    match node:
        case ast.If():
            yield one.broken(node.test, f"(({one.said(node.test)}) and False)")
        case ast.IfExp():
            for never in ("and False", "or True"):
                test = f"(({one.said(node.test)}) {never})"
                yield one.broken(node.test, test, f"{one.said(node.test)} {never}")
        case ast.Try() | ast.TryStar():
            for handler in node.handlers:
                if not isinstance(handler.body[-1], ast.Raise) or handler.body[-1].exc:
                    yield one.broken(handler.body[-1], "raise")
        case ast.comprehension():
            for test in node.ifs:
                yield one.broken(test, f"(({one.said(test)}) or True)")
        case _:
            return


def effects(one: Module, node: ast.AST) -> Iterator[Mutant]:
    """Leave out a step that is there for what it does."""
    match node:
        case ast.Expr(value=ast.Await(value=ast.Call() as call) | (ast.Call() as call)):
            if not TELLING.match(ast.unparse(call)):
                yield one.broken(node, "pass")
        case _:
            return


def operands(one: Module, node: ast.AST) -> Iterator[Mutant]:
    """Leave out a part of a condition; move a bound by one, unless it is a moment."""
    match node:
        case ast.BoolOp():
            neutral = "True" if isinstance(node.op, ast.And) else "False"
            for operand in node.values:
                if isinstance(operand, ast.NamedExpr) or not ast.unparse(operand).strip(
                    "()[]{}\"'"
                ):
                    continue  # the first is what it names, the second stands for nothing
                yield one.broken(operand, neutral, f"{one.said(operand)} is {neutral}")
        case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE()]):
            said = ast.unparse(node)
            if not MOMENT.search(said):
                other = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}[type(node.ops[0])]
                right = one.said(node.comparators[0])
                yield one.broken(node, f"({one.said(left)} {other} {right})")
        case ast.Call() if node.keywords and "schemas" in one.path:
            for keyword in node.keywords:
                if keyword.arg in BOUNDS:
                    yield one.broken(keyword, "**{}")
                if keyword.arg == "extra":
                    yield one.broken(keyword, 'extra="ignore"')
        case _:
            return


def members(one: Module, node: ast.stmt) -> Iterator[Mutant]:
    """Leave out a member of a constant: a role, a type of file, a limit, a personal field."""
    if not isinstance(node, ast.AnnAssign) or "Final" not in ast.unparse(node.annotation):
        return
    name = ast.unparse(node.target)
    for value in ast.walk(node.value) if node.value else ():
        match value:
            case ast.Set() | ast.Tuple() | ast.List() if not isinstance(value, ast.expr_context):
                yield from listed(one, name, value)
            case ast.Dict():
                yield from named(one, name, value)


def listed(one: Module, name: str, value: ast.Set | ast.Tuple | ast.List) -> Iterator[Mutant]:
    first, last = {"Set": ("{", "}"), "Tuple": ("(", ",)"), "List": ("[", "]")}[
        type(value).__name__
    ]
    for left in value.elts:
        kept = [one.said(item) for item in value.elts if item is not left]
        empty = {"Set": "set()", "Tuple": "()", "List": "[]"}[type(value).__name__]
        instead = f"{first}{', '.join(kept)}{last}" if kept else empty
        yield one.broken(value, instead, f"{name} without {one.said(left)[:60]}")


def named(one: Module, name: str, value: ast.Dict) -> Iterator[Mutant]:
    pairs = [
        (key, f"{one.said(key)}: {one.said(item)}" if key else f"**({one.said(item)})")
        for key, item in zip(value.keys, value.values, strict=True)
    ]
    for left, _ in pairs:
        kept = ", ".join(said for key, said in pairs if key is not left)
        if left is not None:
            yield one.broken(value, f"{{{kept}}}", f"{name} without {one.said(left)}")


def answers(one: Module) -> Iterator[Mutant]:
    """Give the other answer to whatever is asked."""
    for function in ast.walk(one.tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if function.returns is None or ast.unparse(function.returns) != "bool":
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                known = getattr(node.value, "value", None)
                for answer in ("True", "False"):
                    if str(known) != answer:
                        yield one.broken(node.value, answer, f"{one.said(node.value)} is {answer}")


def overrides(one: Module) -> Iterator[Mutant]:
    """Leave a method to the class above, where that has one, too."""
    classes = {node.name: node for node in one.tree.body if isinstance(node, ast.ClassDef)}
    for node in classes.values():
        above = [classes[ast.unparse(base)] for base in node.bases if ast.unparse(base) in classes]
        known = {name for base in above for name in methods(base)}
        for name, method in methods(node).items():
            if name in known and not name.startswith("__"):
                head = re.sub(rf"\b{name}\b", f"{name}_of_nobody", one.said(method), count=1)
                yield one.broken(method, head, f"{node.name}.{name}")


def methods(node: ast.ClassDef) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    return {
        one.name: one
        for one in node.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        and not any("abstract" in ast.unparse(said) for said in one.decorator_list)
    }
