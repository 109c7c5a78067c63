"""Breaks of what goes out and comes in: a column is shown, or taken, that should not be."""

import ast
from collections.abc import Iterator
from pathlib import Path

from breaks.source import Module, Mutant, module, modules


def shown(backend: Path) -> Iterator[Mutant]:
    """Show a column that no answer has; take one that no body has."""
    for model in modules(backend, "*/model.py"):
        path = model.path.replace("model.py", "schemas.py")
        if not (backend / path).exists():
            continue
        schemas = module(backend, path)
        known = {node.name: node for node in schemas.tree.body if isinstance(node, ast.ClassDef)}
        for table in (node for node in model.tree.body if isinstance(node, ast.ClassDef)):
            for ending in ("Read", "Update"):
                schema = known.get(f"{table.name}{ending}")
                if schema is None:
                    continue
                for column in members(table):
                    if column not in members(schema):
                        yield more(schemas, schema, f"{column}: object")


def hidden(backend: Path) -> Iterator[Mutant]:
    """Show all fields of a row, of a page or in a file to whoever may have it."""
    for one in modules(backend, "*/*.py"):
        for node in ast.walk(one.tree):
            match node:
                case ast.Call(func=ast.Name(id="seen" | "seen_page"), args=[_, _, rows]):
                    yield one.broken(node, one.said(rows))
                case ast.Call(func=ast.Name(id="unseen")):
                    yield one.broken(node, "frozenset()")
                case _:
                    continue


def demanded(backend: Path) -> Iterator[Mutant]:
    """Do without a member that a body must have."""
    for one in modules(backend, "*/schemas.py"):
        for schema in (node for node in one.tree.body if isinstance(node, ast.ClassDef)):
            # Answers forbid nothing: no caller sends them.
            is_sent = "extra='forbid'" in ast.unparse(schema) and "TypedDict" not in {
                ast.unparse(base) for base in schema.bases
            }
            for node in schema.body if is_sent else ():
                if isinstance(node, ast.AnnAssign) and node.value is None:
                    name = f"{schema.name} without {ast.unparse(node.target)}"
                    yield one.broken(node, f"{one.said(node)} = None", name)


def more(schemas: Module, schema: ast.ClassDef, member: str) -> Mutant:
    """Return the break that gives a schema one more member."""
    last = schema.body[-1]
    instead = f"{schemas.said(last)}\n    {member}"
    return schemas.broken(last, instead, f"{schema.name} has {member.partition(':')[0]}")


def members(node: ast.ClassDef) -> list[str]:
    return [
        one.target.id
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    ]
