"""What a spec has names for, those of rows that could not be read included, and what is wrong with a row."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from luke_cli.names import snake
from luke_cli.plan.cells import nearest
from luke_cli.spec.model import Spec

RowKey = tuple[str, str, str]
"""Table, scope and key of a row."""

Broken = Collection[RowKey]
"""Rows that could not be read: what they name is taken for known."""


class Problem(NamedTuple):
    """Something that does not fit, in a cell of a row."""

    row: RowKey
    column: str
    token: str
    """What in the cell does not fit."""
    code: str
    message: str
    hint: str = ""


def scope_trouble(scope: str, names: "Names") -> tuple[str, str]:
    """Return what is wrong with a heading that names an entity or its state, and a hint."""
    entity, _, field = scope.partition(".")
    if entity not in names.entities:
        return f"unknown entity `{entity}`", nearest(entity, names.entities)
    if field and not names.has_field(entity, field):
        return f"unknown field `{scope}`", nearest(field, names.fields[entity])
    return "", ""


class Names:
    """What a spec has names for."""

    def __init__(self, spec: Spec, broken: Broken) -> None:
        lost: dict[str, set[str]] = {}
        for table, scope, key in broken:
            lost.setdefault(f"{table} {scope}".strip(), set()).add(key)
        self.lost = lost
        self.fields = {e.name: {f.name for f in e.fields} for e in spec.entities}
        self.entities = {*self.fields} | lost.get("entities", set())
        self.values = {e.name: set(e.values) for e in spec.enums}
        self.enums = {*self.values} | lost.get("enums", set())
        self.roles = {r.name for r in spec.roles} | lost.get("roles", set())
        self.permissions = {p.name for p in spec.permissions} | lost.get("permissions", set())
        self.operations = {o.name for o in spec.operations} | lost.get("operations", set())
        self.timed = {step.operation for step in spec.timed}
        self.groups = {name.partition(".")[0] for name in self.operations}
        self.settings = {s.name for s in spec.settings} | lost.get("settings", set())
        self.by_group = {snake(e.name): e for e in spec.entities}
        self.by_name = {e.name: e for e in spec.entities}

    def has_field(self, entity: str, name: str) -> bool:
        """Tell whether an entity has a field; nothing is said of an entity that is not known."""
        return (
            entity not in self.fields
            or name in self.fields[entity]
            or name in self.lost.get(f"fields {entity}", ())
        )

    def values_of(self, entity: str, name: str) -> set[str] | None:
        """Return the values of the enum that types a field, None if nothing is known."""
        known = self.by_name.get(entity)
        field = known.field(name) if known else None
        return self.values.get(field.type.enum) if field else None


def unknown(cell: tuple[RowKey, str], token: str, what: str, known: Iterable[str]) -> Problem:
    """Return that a cell names what is not there."""
    message = f"unknown {what} `{token}`"
    return Problem(*cell, token, "LK-P106", message, nearest(token, known))


def unknown_field(cell: tuple[RowKey, str], entity: str, name: str, names: Names) -> Problem:
    """Return that a cell names a field that an entity has not."""
    message = f"unknown field `{entity}.{name}`"
    return Problem(*cell, name, "LK-P106", message, nearest(name, names.fields[entity]))
