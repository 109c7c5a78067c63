"""Whose rows are kept apart: the tenant, and the field that names it in each row."""

from dataclasses import replace
from typing import Final

from luke_cli.spec.model import (
    Assumption,
    Basis,
    Entity,
    Field,
    FieldRole,
    Question,
    Sources,
    Trait,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.references import assumed_tenant, assumption_id
from luke_cli.spec.resolve.tenant_found import Found, keys_to, tenant_found
from luke_cli.spec.resolve.tenant_rights import with_rights_of_tenant

_ELSEWHERE: Final = ("tenant", "join", "part of", "file of", "append-only")
"""What says already whose the rows are, or is nobody's."""
_IDS: Final = (TypeName.UUID, TypeName.INTEGER, TypeName.BIGINT, TypeName.STRING, TypeName.REF)


def with_tenancy(data: Data) -> Data:
    """Find the tenant, and mark the field that names it wherever it stands."""
    found = tenant_found(data)
    if isinstance(found, Question):
        return replace(data, questions=(*data.questions, found))
    if found is None:
        return data
    data, name = _with_tenant(data, found)
    said = with_rights_of_tenant(data.said, name)
    data = replace(data, said=said, tenant=name, walled=found.walled)
    shared = _chosen(data)
    data = data.each(lambda e: e if _is_shared(e, shared) else _marked(e, name, found.field))
    account = data.by_name()[data.account]
    if account.trait("tenant"):
        return data
    assumption = Assumption(
        f"A-{account.table.replace('_', '-')}-tenant",
        account.name,
        f"`{found.field}` on {account.name}",
        "rows are kept apart by it, so whoever signs in belongs to one",
        sources=found.sources,
    )
    others = tuple(one for one in account.fields if one.name != found.field)
    reference = _reference(found.field, name, (), (assumption.name,))
    joined = _of_tenant(replace(account, fields=(*others, reference)))
    return data.each(lambda e: joined if e is account else e).assuming([assumption])


def _with_tenant(data: Data, found: Found) -> tuple[Data, str]:
    """Return the data with the tenant, which may be no more than a word, and what it is called."""
    if found.name in data.by_name():
        return data, found.name
    entity = assumed_tenant(found.name, {one.table for one in data.entities})
    assumption = Assumption(
        assumption_id(found.name),
        entity.name,
        f"entity {entity.name} with a name",
        "rows are kept apart by it, and no document defines it",
        sources=found.sources,
    )
    entity = replace(entity, sources=found.sources[:1])
    return replace(data, entities=(*data.entities, entity)).assuming([assumption]), entity.name


def with_rows_apart(data: Data) -> Data:
    """Keep apart what refers to rows of one tenant, and names no tenant itself."""
    account = data.by_name().get(data.account)
    named = (
        next((f for f in account.fields if f.role is FieldRole.TENANT), None) if account else None
    )
    if not data.tenant or named is None:
        return data
    key = _usual(data) or named.name
    chosen = _chosen(data)
    assumptions: list[Assumption] = []
    while True:
        apart = {e.name for e in data.entities if e.trait("tenant") and not e.trait("lookup")}
        apart.add(data.tenant)
        open_ = [e for e in data.entities if _is_open(e, data, apart, chosen)]
        if not open_:
            return data.assuming(assumptions)
        made = {e.name: _kept_apart(e, key, data) for e in open_}
        assumptions += [one for _, one in made.values()]
        kept = (made[e.name][0] if e.name in made else e for e in data.entities)
        data = replace(data, entities=tuple(kept))


def _is_open(entity: Entity, data: Data, apart: set[str], chosen: set[str]) -> bool:
    """Tell whether rows are somebody's of one tenant, and would be seen by all."""
    if entity.name in (data.account, data.tenant) or any(map(entity.trait, _ELSEWHERE)):
        return False
    if data.walled and entity.name not in chosen:
        return True
    return any(f.type.target in apart for f in entity.fields) and entity.trait("lookup") is None


def _chosen(data: Data) -> set[str]:
    """Return what a tenant itself chooses from, so that it is there before any."""
    return {field.type.target for field in data.by_name()[data.tenant].fields}


def _usual(data: Data) -> str:
    """Return what most rows call their tenant; an account may call it a home."""
    keys = [
        field.name
        for entity in data.entities
        for field in entity.fields
        if field.role is FieldRole.TENANT and entity.name != data.account
    ]
    return max(keys, key=keys.count) if keys else ""


def _kept_apart(entity: Entity, name: str, data: Data) -> tuple[Entity, Assumption]:
    refers = any(field.type.target for field in entity.fields)
    why = "and it refers to rows of one" if refers else "and all rows are said to be of one"
    assumption = Assumption(
        f"A-{entity.table.replace('_', '-')}-tenant",
        entity.name,
        f"`{name}` on {entity.name}",
        f"rows are kept apart by {data.tenant}, {why}",
        sources=entity.sources[:1],
    )
    field = _reference(name, data.tenant, (), (assumption.name,))
    fields = tuple(one for one in entity.fields if one.name != name)
    return _of_tenant(replace(entity, fields=(*fields, field))), assumption


def _is_shared(entity: Entity, shared: set[str]) -> bool:
    """Tell whether a short list is one that a tenant itself chooses from."""
    return entity.name in shared and entity.trait("lookup") is not None


def _marked(entity: Entity, tenant: str, name: str) -> Entity:
    field = _key_of(entity, tenant, name)
    if entity.trait("lookup") and entity.name != tenant:
        return _of_tenant(entity)
    if entity.name == tenant or field is None:
        return entity
    return _of_tenant(
        replace(
            entity,
            fields=tuple(
                _reference(field.name, tenant, field.sources, ()) if one is field else one
                for one in entity.fields
            ),
        )
    )


def _key_of(entity: Entity, tenant: str, name: str) -> Field | None:
    """Return the field that names the tenant of a row: the usual one, or the only one there is."""
    usual = entity.field(name)
    if usual is not None and usual.type.name in _IDS:
        return usual
    keys = keys_to(entity, tenant)
    is_plain = len(keys) == 1 and keys[0].required and name.endswith(keys[0].name)
    return keys[0] if is_plain else None


def _of_tenant(entity: Entity) -> Entity:
    return replace(entity, traits=(*entity.traits, Trait("tenant")))


def _reference(name: str, tenant: str, sources: Sources, basis: Basis) -> Field:
    return Field(
        name,
        Type(TypeName.REF, target=tenant),
        required=True,
        on_delete="restrict",
        visibility=Visibility.READ_ONLY,
        role=FieldRole.TENANT,
        sources=sources,
        basis=basis,
    )
