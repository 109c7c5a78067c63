"""How a row is named: one key, whatever the documents make of it.

A key that people give (`code CHAR(2) PRIMARY KEY`) and a key of several columns become unique; the
row gets an `id`. A table of nothing but two references keeps both: it joins.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.model import (
    Assumption,
    Entity,
    Field,
    FieldRole,
    Index,
    Trait,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.draft import Data

_MADE: Final = (TypeName.UUID, TypeName.INTEGER, TypeName.BIGINT)
_MOMENTS: Final = frozenset({"created_at", "updated_at", "added_at", "joined_at", "assigned_at"})


def with_keys(data: Data) -> Data:
    """Give each entity the key that its rows have."""
    entities: list[Entity] = []
    indexes: list[Index] = []
    assumptions: list[Assumption] = []
    referred = {f.type.target for e in data.entities for f in e.fields if f.type.target}
    for entity in data.entities:
        if entity.name not in referred and _is_join(entity):
            entities.append(_join(entity))
            continue
        key = _key(entity)
        keyed = _with_key(entity, key)
        given_up = [field for field in _keys(entity) if field.name != (key.name if key else "")]
        if given_up:
            keyed, assumption = _given_up(keyed, given_up)
            assumptions.append(assumption)
            indexes += _unique(keyed, given_up)
        entities.append(keyed)
    made = replace(data, entities=tuple(entities), indexes=(*data.indexes, *indexes))
    return made.assuming(assumptions)


def _keys(entity: Entity) -> list[Field]:
    return [field for field in entity.fields if field.role is FieldRole.KEY]


def _is_join(entity: Entity) -> bool:
    """Tell whether an entity is nothing but a pair of references."""
    references = [f for f in entity.fields if f.type.name is TypeName.REF]
    pair = [f for f in references if f.role is not FieldRole.TENANT]
    rest = [f for f in entity.fields if f not in references and f.name not in _MOMENTS]
    targets = {field.type.target for field in pair}
    return len(pair) == 2 and not rest and len(targets) == 2


def _join(entity: Entity) -> Entity:
    fields = tuple(
        replace(field, role=FieldRole.KEY, required=True, unique=False)
        if field.type.name is TypeName.REF and field.role is not FieldRole.TENANT
        else field
        for field in entity.fields
    )
    return replace(entity, fields=fields, traits=(*entity.traits, Trait("join")))


def _key(entity: Entity) -> Field | None:
    """Return the field that becomes the key; None if the row needs an `id` beside its fields."""
    said = [field for field in _keys(entity) if field.type.name is not TypeName.REF]
    if len(_keys(entity)) == 1 and said and _can_be_key(entity, said[0]):
        return said[0]
    own = f"{snake(entity.name)}_id"
    for name in ("id", *(() if _keys(entity) else (own, "uuid"))):
        field = entity.field(name)
        if field and _can_be_key(entity, field):
            return field
    return None


def _can_be_key(entity: Entity, field: Field) -> bool:
    own = ("id", "uuid", f"{snake(entity.name)}_id")
    text = field.type.name in (TypeName.STRING, TypeName.TEXT) and field.name in own
    return field.type.name in _MADE or text


def _with_key(entity: Entity, key: Field | None) -> Entity:
    fields = []
    for field in entity.fields:
        if field is key:
            fields.append(_as_key(field))
        elif field.name == "id":
            # Nothing else may be called so: it is what the row is given instead.
            continue
        elif field.role is FieldRole.KEY:
            fields.append(replace(field, role=None, required=True))
        else:
            fields.append(field)
    return replace(entity, fields=tuple(fields))


def _as_key(field: Field) -> Field:
    made = field.type.name in _MADE
    type_ = field.type if made else Type(TypeName.UUID)
    return Field(
        field.name,
        type_,
        required=True,
        default="uuid()" if type_.name is TypeName.UUID else "",
        visibility=Visibility.READ_ONLY,
        role=FieldRole.KEY,
        sources=field.sources,
        basis=() if made else ("default",),
    )


def _given_up(entity: Entity, keys: list[Field]) -> tuple[Entity, Assumption]:
    names = ", ".join(f"`{field.name}`" for field in keys)
    assumption = Assumption(
        name=f"A-{kebab(entity.name)}-key",
        about=entity.name,
        proposal=f"rows have an `id`; {names} stay{'s' if len(keys) == 1 else ''} unique",
        why="a path names a row by one value that the server makes",
        sources=tuple(source for field in keys for source in field.sources[:1]),
    )
    alone = keys[0].name if len(keys) == 1 else ""
    fields = tuple(replace(f, unique=True) if f.name == alone else f for f in entity.fields)
    return replace(entity, fields=fields), assumption


def _unique(entity: Entity, keys: list[Field]) -> Iterable[Index]:
    if len(keys) > 1:
        name = f"{entity.table}_{'_'.join(field.name for field in keys)}"[:60]
        columns = tuple((field.name, False) for field in keys)
        sources = tuple(source for field in keys for source in field.sources[:1])
        basis = (f"A-{kebab(entity.name)}-key",)
        yield Index(name, entity.name, columns, "unique", sources=sources, basis=basis)
