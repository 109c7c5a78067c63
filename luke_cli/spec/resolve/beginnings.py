"""What has to be there first: no row may need another that needs it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Assumption, Entity, Field, FieldRole
from luke_cli.spec.resolve.draft import Data, with_field

_LOOSE: Final = {FieldRole.OWNER: 1, FieldRole.KEY: 2, FieldRole.TENANT: 3}

Edges = Mapping[str, tuple[Field, ...]]


def with_beginnings(data: Data) -> Data:
    """Let a row be made before the one that it needs, where each would wait for the other."""
    edges = {
        e.name: tuple(f for f in e.fields if f.required and f.type.target) for e in data.entities
    }
    closing: set[tuple[str, str]] = set()
    # What is opened may leave another circle, which goes round it.
    while found := {(name, field.name) for name, field in _closing(edges, data.account)}:
        closing |= found
        edges = {
            name: tuple(field for field in fields if (name, field.name) not in closing)
            for name, fields in edges.items()
        }
    if not closing:
        return data
    assumptions: list[Assumption] = []
    notes: list[Diagnostic] = []
    entities = []
    for entity in data.entities:
        opened = entity
        for field in entity.fields:
            if (entity.name, field.name) in closing:
                opened, assumption = _opened(opened, field)
                assumptions.append(assumption)
                notes.append(_circular(entity, field))
        entities.append(opened)
    made = replace(data, entities=tuple(entities), diagnostics=(*data.diagnostics, *notes))
    return made.assuming(assumptions)


def _closing(edges: Edges, account: str) -> Iterator[tuple[str, Field]]:
    """Yield a reference of each circle, seen from who signs in: the last that may be empty."""
    done: set[str] = set()
    for start in dict.fromkeys((account, *edges)):
        if start in done or start not in edges:
            continue
        path: list[tuple[str, Field | None]] = [(start, None)]
        depth = {start: 0}
        waiting = [iter(edges[start])]
        while waiting:
            name = path[-1][0]
            field = next(waiting[-1], None)
            if field is None:
                waiting.pop()
                path.pop()
                depth.pop(name)
                done.add(name)
            elif field.type.target in depth:
                yield _loosest(path[depth[field.type.target] :], field)
            elif field.type.target in edges and field.type.target not in done:
                depth[field.type.target] = len(path)
                path.append((field.type.target, field))
                waiting.append(iter(edges[field.type.target]))


def _loosest(circle: list[tuple[str, Field | None]], last: Field) -> tuple[str, Field]:
    """Return the reference of a circle that may best be empty: never the one to the tenant."""
    names = [name for name, _ in circle]
    fields = [*(field for _, field in circle[1:] if field), last]
    backwards = list(zip(names, fields, strict=True))[::-1]
    return min(backwards, key=lambda one: _LOOSE.get(one[1].role, 0) if one[1].role else 0)


def _opened(entity: Entity, field: Field) -> tuple[Entity, Assumption]:
    assumption = Assumption(
        name=f"A-{kebab(entity.name)}-{kebab(field.name.removesuffix('_id'))}",
        about=f"{entity.name}.{field.name}",
        proposal=f"`{field.name}` may be empty",
        why=f"{entity.name} and {field.type.target} need each other, so neither could be the first",
        sources=field.sources,
    )
    return with_field(entity, replace(field, required=False, basis=(assumption.name,))), assumption


def _circular(entity: Entity, field: Field) -> Diagnostic:
    place = next((Span(s.file, s.line) for s in field.sources), None)
    return Diagnostic(
        "LK-R202",
        Severity.WARNING,
        f"{entity.table}.{field.name} is required, and {field.type.target} needs {entity.name}",
        place,
        hint=f"assumed: {field.name} may be empty; change it in the plan, Data Models",
    )
