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
