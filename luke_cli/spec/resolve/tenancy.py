"""Whose rows are kept apart: the tenant, and the field that names it in each row."""

import re
from dataclasses import replace
from typing import Final

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
    r"data (?:of|from) (?:another|other) (?:tenant|organi[sz]ation|compan|workspace)",
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
    joined = _of_tenant(
        replace(
            account,
            fields=(*account.fields, _reference(field_name, name, (), (assumption.name,))),
        )
    )
    return data.each(lambda e: joined if e is account else e).assuming([assumption])


def _tenant(data: Data) -> tuple[str, str]:
    """Return the entity that a tenant is and the field that names it; "" if rows are not apart.

    It is what the account and most entities name; fewer do where the documents speak of isolation.
    """
    account = data.by_name().get(data.account)
    if account is None:
        return "", ""
    spoken = bool(data.said.mentions(_WORDS))
    for name in TENANTS:
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
