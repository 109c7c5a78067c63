"""Values that come once: in all rows, or in those of one thing, as the documents say it.

Once in each tenant at most, so that no refusal tells of a row of another one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.facts import FieldFact
from luke_cli.spec.model import Assumption, Entity, Field, FieldRole, Index, TypeName, Visibility
from luke_cli.spec.resolve.draft import Data, with_field
from luke_cli.spec.resolve.things import Thing

_PARTS: Final = ("file of", "part of")
_NEVER_APART: Final = (TypeName.JSON, TypeName.BOOLEAN)
_MADE: Final = (Visibility.READ_ONLY, Visibility.HIDDEN)


def with_unique_within(data: Data) -> Data:
    """Say of what is unique within a row of another thing that it is so: `per show`.

    Words that mean no field of the row say nothing that a database could keep.
    """
    things = data.by_entity()
    return data.each(lambda entity: _with_scopes(data, entity, things.get(entity.name)))


def _with_scopes(data: Data, entity: Entity, thing: Thing | None) -> Entity:
    if thing is None:
        return entity
    for field in entity.fields:
        within = _scope(data, entity, thing.fields.get(field.name, ()))
        if within and within != field.name and field.type.name not in _NEVER_APART:
            entity = with_field(entity, replace(field, unique=False, unique_per=(within,)))
    return entity


def _scope(data: Data, entity: Entity, claims: Sequence[FieldFact]) -> str:
    """Return the field within whose rows the most trusted claim calls a value unique; "" if none."""
    told = (fact for fact in data.said.trusted(claims) if fact.unique or fact.unique_per)
    words = next(told, None)
    if words is None or not words.unique_per:
        return ""
    target = data.by_thing.get(data.things.key(words.unique_per), "")
    refs = [f.name for f in entity.fields if target and f.type.target == target]
    if len(refs) == 1:
        return refs[0]
    name = snake(words.unique_per)
    found = entity.field(name) or entity.field(f"{name}_id")
    return found.name if found is not None else ""


def with_unique_apart(data: Data) -> Data:
    """Say of what is unique that it is so within a tenant, or within the row that it is part of.

    What signs in says no tenant: its names stay unique among all. What the backend makes up meets
    no other value; what it reads off a file is told by whoever sends one.
    """
    if not data.tenant:
        return data
    known = data.by_name()
    within = {entity.name: _within(data, known, entity) for entity in data.entities}
    assumptions: list[Assumption] = []
    entities = []
    for entity in data.entities:
        for field in entity.fields if within[entity.name] else ():
            if _is_told(entity, field):
                changed, assumption = _apart(data, entity, field, within[entity.name])
                entity = with_field(entity, changed)  # noqa: PLW2901 - one field after another
                assumptions.append(assumption)
        entities.append(entity)
    indexes = []
    for index in data.indexes:
        if within[index.entity] and _is_of_values(known[index.entity], index):
            index, assumption = _index_apart(data, index, within[index.entity])  # noqa: PLW2901
            assumptions.append(assumption)
        indexes.append(index)
    data = replace(data, entities=tuple(entities), indexes=tuple(indexes))
    return data.assuming(assumptions)


def _within(data: Data, known: Mapping[str, Entity], entity: Entity) -> str:
    """Return the field that tells the tenant of a row, or the row of one; "" if none does."""
    if entity.name in (data.account, data.tenant):
        return ""
    own = next((f.name for f in entity.fields if f.role is FieldRole.TENANT), "")
    if own or entity.trait("tenant"):
        return own
    trait = next((t for t in entity.traits if t.name in _PARTS), None)
    parent = known.get(trait.subject) if trait else None
    if parent is None or not (parent.trait("tenant") or _within(data, known, parent)):
        return ""
    return next((f.name for f in entity.fields if f.type.target == parent.name), "")


def _is_told(entity: Entity, field: Field) -> bool:
    """Tell whether a caller says a value that has to be unique."""
    if not field.unique or field.role is not None or field.type.name is TypeName.REF:
        return False
    return field.visibility not in _MADE or (
        entity.trait("file of") is not None and field.visibility is Visibility.READ_ONLY
    )


def _is_of_values(entity: Entity, index: Index) -> bool:
    """Tell whether what has to be unique together names no row: that would be one of the tenant."""
    fields = [entity.field(name) for name, _ in index.columns]
    return index.kind == "unique" and not any(f and f.type.name is TypeName.REF for f in fields)


def _index_apart(data: Data, index: Index, within: str) -> tuple[Index, Assumption]:
    together = " and ".join(f"`{name}`" for name, _ in index.columns)
    assumption = Assumption(
        name=f"A-{kebab(index.name)}-apart",
        about=index.entity,
        proposal=f"{together} are unique per `{within}`",
        why=f"among all, a refusal would tell of a row of another {data.tenant}",
        sources=index.sources,
    )
    columns = ((within, False), *index.columns)
    return replace(index, columns=columns, basis=(assumption.name,)), assumption


def _apart(data: Data, entity: Entity, field: Field, within: str) -> tuple[Field, Assumption]:
    assumption = Assumption(
        name=f"A-{kebab(entity.name)}-{kebab(field.name)}-apart",
        about=f"{entity.name}.{field.name}",
        proposal=f"`{field.name}` is unique per `{within}`",
        why=f"among all, a refusal would tell of a row of another {data.tenant}",
        sources=field.sources,
    )
    basis = (*(one for one in field.basis if one != "default"), assumption.name)
    return replace(field, unique=False, unique_per=(within,), basis=basis), assumption
