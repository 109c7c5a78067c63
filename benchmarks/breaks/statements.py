"""Breaks of statements: a condition is left out, or what is set is not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from breaks.guards import named
from breaks.rights import TRUE, policies
from breaks.source import Module, Mutant, is_function, module, modules


def statements(backend: Path) -> Iterator[Mutant]:
    """Leave a condition out of a statement, or a member out of what it sets."""
    whole = open_to_all(backend)
    for one in modules(backend):
        is_service = one.path.endswith("/service.py") and has_rights(backend, one)
        parts = narrowing(backend, one) if is_service else one.tree.body
        for node in (node for part in parts for node in ast.walk(part)):
            yield from broken(one, node, whole)
            yield from alternatives(one, node)


def broken(one: Module, node: ast.AST, whole: set[str]) -> Iterator[Mutant]:
    """Yield the breaks of a part of a statement."""
    match node:
        case ast.Call(func=ast.Name(id="where") | ast.Attribute(attr="where")):
            for condition in node.args:
                if ast.unparse(condition).partition("(")[0] in whole:
                    continue
                starred = isinstance(condition, ast.Starred)
                yield one.broken(condition, "*()" if starred else TRUE)
        case ast.Call(func=ast.Name(id="Reference"), args=[_, ast.Name() as rows, *_]):
            if rows.id not in whole:
                yield one.broken(rows, f"(lambda _scope: {TRUE})")
        case ast.Call(func=ast.Attribute(attr="values")) if node.keywords:
            for keyword in node.keywords:
                yield one.broken(keyword, "**{}")


def alternatives(one: Module, node: ast.AST) -> Iterator[Mutant]:
    """Leave out a part of a condition that a statement asks as a whole."""
    match node:
        case ast.Call(func=ast.Name(id="or_" | "and_" as joined)):
            for operand in node.args:
                if not isinstance(operand, ast.Starred):
                    yield one.broken(operand, TRUE if joined == "and_" else f"~{TRUE}")


def written(backend: Path) -> Iterator[Mutant]:
    """Leave out a value that is bound to a statement or kept; free every role of a condition."""
    for one in modules(backend):
        for function in filter(is_function, ast.walk(one.tree)):
            for node in ast.walk(function):
                yield from left_out(one, node)


def left_out(one: Module, node: ast.AST) -> Iterator[Mutant]:
    match node:
        case ast.Call(func=ast.Attribute(attr="bind")):
            for keyword in node.keywords:
                if keyword.arg and not keyword.arg.startswith("_"):
                    yield one.broken(keyword, "**{}")
                elif isinstance(keyword.value, ast.Compare):
                    yield one.broken(keyword.value, "True")
        case ast.Dict():
            yield from named(one, "values", node)


def open_to_all(backend: Path) -> set[str]:
    """Return the functions of rows that nobody reaches only in part: they filter nothing."""
    known = policies(backend)
    whole = {"NONE", *known["signed-in"]}
    names = re.findall(
        r'^def (\w+)_rows\(.*\n    """.*"""\n    return within\(scope\)$',
        module(backend, "backend/scopes.py").text,
        re.MULTILINE,
    )
    return {
        f"{name}_rows"
        for name in names
        if all(cells <= whole for right, cells in known.items() if right.startswith(f"{name}:"))
    }


def has_rights(backend: Path, service: Module) -> bool:
    """Tell whether the routes of a service ask for the rights of its rows."""
    return bool(rights_of_services(backend, service)) and "_rows" in service.text


def narrowing(backend: Path, service: Module) -> Iterator[ast.AST]:
    """Yield the parts of a service but statements that only those build who reach all rows."""
    words = {
        one.name: set(re.findall(r"\w+", ast.unparse(one)))
        for one in service.tree.body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
        # What is only locked is changed by a statement that asks for the same rows again.
        and "with_for_update" not in ast.unparse(one)
    }
    asked = rights_of_services(backend, service)
    cells = policies(backend)
    whole = {"NONE", *cells["signed-in"]}
    for part in service.tree.body:
        if not isinstance(part, ast.FunctionDef):
            yield part
            continue
        using = {part.name}
        while more := {name for name, said in words.items() if said & using} - using:
            using |= more
        rights = {right for name in using for right in asked.get(name, ())}
        seen = {
            word for name in using for word in words.get(name, ()) if word in ("sight", "reach")
        }
        if seen or not rights or any(cells.get(right, whole) - whole for right in rights):
            yield part
        else:
            yield from unscoped(part)


def unscoped(part: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the statements of a function without the rows of a scope, which are all."""
    for node in ast.walk(part):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            kept = [one for one in node.args if not re.search(r"_rows\(", ast.unparse(one))]
            node.args = kept if node.func.attr == "where" else node.args
    yield part


def rights_of_services(backend: Path, service: Module) -> dict[str, set[str]]:
    """Return the rights that the routes ask for before they call a function of the service."""
    found: dict[str, set[str]] = {}
    path = service.path.replace("service.py", "routes.py")
    body = module(backend, path).tree.body if (backend / path).exists() else []
    for node in body:
        said = ast.unparse(node)
        for name in re.findall(r"service\.(\w+)", said):
            asked = re.findall(r"allow\('([\w:-]+)'", said)
            found.setdefault(name, set()).update(asked or ["signed-in"])  # anybody: to all rows
    return found
