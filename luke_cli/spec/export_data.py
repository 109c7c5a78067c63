"""Entities, enums and relations as JSON, and where each value comes from."""

from collections.abc import Iterable, Mapping
from typing import Any

from luke_cli.spec.model import (
    Basis,
    Entity,
    Enum,
    Field,
    Index,
    Source,
    Sources,
    Spec,
    TypeName,
)


def said(sources: Sources, basis: Basis, /, **values: Any) -> dict[str, Any]:
    """Return values with where they come from."""
    return values | {
        "sources": places(sources),
        "assumed": is_assumed(sources, basis),
        "basis": list(basis),
    }


def is_assumed(sources: Sources, basis: Basis) -> bool:
    """Tell whether no document says so: it is a convention, an assumption, or without a source."""
    return not sources or any(one == "default" or one.startswith("A-") for one in basis)


def places(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """Return sources as file and line."""
    return [
        {"file": place.file, "line": place.line}
        | ({"end_line": place.end_line} if place.end_line else {})
        for place in sources
    ]


def entities_json(spec: Spec) -> list[dict[str, Any]]:
    """Return the entities with their fields and indexes."""
    enums = {enum.name: enum.values for enum in reversed(spec.enums)}
    indexes: dict[str, list[Index]] = {}
    for index in spec.indexes:
        indexes.setdefault(index.entity, []).append(index)
    return [_entity(entity, enums, indexes.get(entity.name, [])) for entity in spec.entities]


def _entity(
    entity: Entity, enums: Mapping[str, tuple[str, ...]], indexes: list[Index]
) -> dict[str, Any]:
    return said(
        entity.sources,
        entity.basis,
        name=entity.name,
        table=entity.table,
        fields=[_field(enums, field) for field in entity.fields],
        traits=[f"{trait.name} {trait.subject}".strip() for trait in entity.traits],
        unique=_unique(entity, indexes),
        indexes=[_index(index) for index in indexes if index.kind != "unique" or index.where],
    )


def _unique(entity: Entity, indexes: Iterable[Index]) -> list[list[str]]:
    per = [[*field.unique_per, field.name] for field in entity.fields if field.unique_per]
    whole = (index for index in indexes if index.kind == "unique" and not index.where)
    composite = [[column for column, _ in index.columns] for index in whole]
    return [*per, *composite]


def _index(index: Index) -> dict[str, Any]:
    return said(
        index.sources,
        index.basis,
        name=index.name,
        kind=index.kind,
        columns=[{"name": name, "descending": descending} for name, descending in index.columns],
        where=[{"field": c.field, "sign": c.sign, "value": c.value} for c in index.where],
    )


def _field(enums: Mapping[str, tuple[str, ...]], field: Field) -> dict[str, Any]:
    kind = field.type
    return said(
        field.sources,
        field.basis,
        name=field.name,
        type=kind.name.value,
        length=kind.length if kind.length is not None else field.max_length,
        precision=kind.precision,
        scale=kind.scale,
        required=field.required,
        unique=field.unique,
        default=field.default or None,
        values=list(enums.get(kind.enum, kind.values)),
        target=kind.target or None,
        on_delete=field.on_delete or None,
        min=field.minimum or None,
        max=field.maximum or None,
        over=field.over or None,
        under=field.under or None,
        min_length=field.min_length,
        pattern=field.pattern or None,
        visibility=field.visibility.value or None,
        readers=list(field.readers),
        writers=list(field.writers),
        role=field.role.value if field.role else None,
        enum=kind.enum or None,
    )


def enum_json(enum: Enum) -> dict[str, Any]:
    """Return an enum."""
    return said(enum.sources, enum.basis, name=enum.name, values=list(enum.values))


def relations_json(spec: Spec) -> list[dict[str, Any]]:
    """Return the references, and the many-to-many that pairs of them make."""
    found = []
    for entity in spec.entities:
        references = [f for f in entity.fields if f.type.name is TypeName.REF]
        found += [_reference(entity, field) for field in references]
        if entity.trait("join") and len(references) >= 2:
            first, second = references[-2:]
            found.append(
                said(
                    entity.sources,
                    entity.basis,
                    entity=first.type.target,
                    field=None,
                    target=second.type.target,
                    kind="many-to-many",
                    through=entity.name,
                    on_delete=None,
                )
            )
    return found


def _reference(entity: Entity, field: Field) -> dict[str, Any]:
    return said(
        field.sources,
        field.basis,
        entity=entity.name,
        field=field.name,
        target=field.type.target,
        kind="one-to-one" if field.unique else "many-to-one",
        through=None,
        on_delete=field.on_delete or None,
    )
