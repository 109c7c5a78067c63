"""Whose rows are kept apart: the tenant, and the field that names it in each row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import (
    Assumption,
    Basis,
    Entity,
    Field,
    FieldRole,
    Sources,
    Trait,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.draft import Data

TENANTS: Final = (
    "tenant_id organization_id organisation_id company_id workspace_id account_id org_id".split()
)
_WORDS: Final = re.compile(
    r"multi-?\s?tenan|tenant isolation|tenant[- ]scoped|row[- ]level security|"
    r"isolated? (?:by|per|between) (?:tenant|organi[sz]ation|compan|workspace)|"
    r"data (?:of|from) (?:another|other) (?:tenant|organi[sz]ation|compan|workspace)|"
    r"\b(?:every|each|all) (?:quer(?:y|ies)|requests?|reads?|rows?|data|statements?|lists?) (?:is|are) "
    r"(?:always )?(?:limited|restricted|scoped|filtered|confined|bound) (?:to|by) ",
    re.IGNORECASE,
)
_LIMITED: Final = re.compile(
    r"\b(?:every|each|all) (?:quer(?:y|ies)|requests?|reads?|rows?|data|statements?|lists?) (?:is|are) "
    r"(?:always )?(?:limited|restricted|scoped|filtered|confined|bound) (?:to|by) "
    r"(?:the |their |its |one's )?(?:own )?(\w+)",
    re.IGNORECASE,
)
_IDS: Final = (TypeName.UUID, TypeName.INTEGER, TypeName.BIGINT, TypeName.STRING, TypeName.REF)


def with_tenancy(data: Data) -> Data:
    """Find the tenant, and mark the field that names it wherever it stands."""
    name, field_name = _tenant(data)
    if not name:
        return data
    data = replace(data, tenant=name)
    shared = {field.type.target for field in data.by_name()[name].fields}
    data = data.each(lambda e: e if _is_shared(e, shared) else _marked(e, name, field_name))
    account = data.by_name()[data.account]
    if account.trait("tenant"):
        return data
    assumption = Assumption(
        f"A-{account.table.replace('_', '-')}-tenant",
        account.name,
        f"`{field_name}` on {account.name}",
        "rows are kept apart by it, so whoever signs in belongs to one",
    )
    others = tuple(one for one in account.fields if one.name != field_name)
    reference = _reference(field_name, name, (), (assumption.name,))
    joined = _of_tenant(replace(account, fields=(*others, reference)))
    return data.each(lambda e: joined if e is account else e).assuming([assumption])


def with_rows_apart(data: Data) -> Data:
    """Keep apart what refers to rows of one tenant, and names no tenant itself."""
    account = data.by_name().get(data.account)
    named = (
        next((f for f in account.fields if f.role is FieldRole.TENANT), None) if account else None
    )
    if not data.tenant or named is None:
        return data
    assumptions: list[Assumption] = []
    while True:
        known = data.by_name()
        apart = {e.name for e in data.entities if e.trait("tenant") and not e.trait("lookup")}
        open_ = [e for e in data.entities if _is_open(e, data, apart, known)]
        if not open_:
            return data.assuming(assumptions)
        made = {e.name: _kept_apart(e, named.name, data.tenant) for e in open_}
        assumptions += [one for _, one in made.values()]
        kept = (made[e.name][0] if e.name in made else e for e in data.entities)
        data = replace(data, entities=tuple(kept))


def _is_open(entity: Entity, data: Data, apart: set[str], known: Mapping[str, Entity]) -> bool:
    """Tell whether rows are somebody's of one tenant, and would be seen by all."""
    special = ("tenant", "lookup", "join", "part of", "file of", "append-only")
    if entity.name in (data.account, data.tenant) or any(map(entity.trait, special)):
        return False
    targets = {f.type.target for f in entity.fields if f.type.target in known}
    return bool(targets & apart)


def _kept_apart(entity: Entity, name: str, tenant: str) -> tuple[Entity, Assumption]:
    assumption = Assumption(
        f"A-{entity.table.replace('_', '-')}-tenant",
        entity.name,
        f"`{name}` on {entity.name}",
        f"rows are kept apart by {tenant}, and it refers to rows of one",
        sources=entity.sources[:1],
    )
    field = _reference(name, tenant, (), (assumption.name,))
    fields = tuple(one for one in entity.fields if one.name != name)
    return _of_tenant(replace(entity, fields=(*fields, field))), assumption


def _tenant(data: Data) -> tuple[str, str]:
    """Return the entity that a tenant is and the field that names it; "" if rows are not apart.

    It is what the account and most entities name; fewer do where the documents speak of isolation.
    """
    account = data.by_name().get(data.account)
    if account is None:
        return "", ""
    spoken = bool(data.said.mentions(_WORDS))
    for name in (*TENANTS, *_limits(data)):
        target = _target(data, name)
        own = account.field(name)
        if not target or target == account.name:
            continue
        others = [e for e in data.entities if e.name not in (account.name, target)]
        having = [e for e in others if e.field(name)]
        if name == "tenant_id" and (own or having):
            return target, name
        most = len(having) >= 2 and 2 * len(_covered(others, having)) >= len(others)
        if own and (own.required or spoken) and (most or (spoken and having)):
            return target, name
    return "", ""


def _limits(data: Data) -> Iterator[str]:
    """Yield the fields by which all rows are kept apart: `limited to the hotel of the caller`."""
    for line in data.said.mentions(_LIMITED):
        match = _LIMITED.search(line.text)
        thing = data.things.find(match[1]) if match else None
        if thing is not None:
            yield f"{snake(thing.name)}_id"


def _covered(entities: list[Entity], having: list[Entity]) -> list[Entity]:
    """Return the entities that name the tenant, or something that does."""
    names = {entity.name for entity in having}
    return [e for e in entities if e.name in names or any(f.type.target in names for f in e.fields)]


def _target(data: Data, name: str) -> str:
    fields = (field for entity in data.entities if (field := entity.field(name)))
    return next((field.type.target for field in fields if field.type.target), "")


def _is_shared(entity: Entity, shared: set[str]) -> bool:
    """Tell whether a short list is there before any tenant, which itself chooses from it."""
    return entity.name in shared and entity.trait("lookup") is not None


def _marked(entity: Entity, tenant: str, name: str) -> Entity:
    field = entity.field(name)
    if entity.trait("lookup") and entity.name != tenant:
        return _of_tenant(entity)
    if entity.name == tenant or field is None or field.type.name not in _IDS:
        return entity
    return _of_tenant(
        replace(
            entity,
            fields=tuple(
                _reference(name, tenant, field.sources, ()) if one is field else one
                for one in entity.fields
            ),
        )
    )


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
