"""Whose a row is: the way from an entity to the account, and what a team is."""

from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName

_LEADERS: Final = ("manager", "supervisor", "lead", "leader", "boss", "reports_to", "line_manager")
_GROUPS: Final = (
    "team", "department", "group", "squad", "workgroup", "unit", "branch", "office", "division",
    "store", "clinic", "site", "location", "class", "project", "workspace", "organization",
)  # fmt: skip
_MEMBERSHIPS: Final = ("member", "membership", "assignment", "participant")


def account_of(spec: Spec) -> Entity | None:
    """Return the entity that signs in."""
    return next((entity for entity in spec.entities if entity.trait("account")), None)


def tenant_of(spec: Spec) -> Entity | None:
    """Return the entity that a tenant is."""
    fields = (f for entity in spec.entities for f in entity.fields if f.role is FieldRole.TENANT)
    return next((found for f in fields if (found := spec.entity(f.type.target))), None)


def is_tenant(spec: Spec, entity: Entity) -> bool:
    """Tell whether an entity is what a tenant is."""
    found = tenant_of(spec)
    return found is not None and found.name == entity.name


def widest(spec: Spec) -> str:
    """Return the scope of those who may see everything that there is for them."""
    tenancy = any(entity.trait("tenant") for entity in spec.entities)
    return "tenant" if tenancy else "all"


def reference_to(entity: Entity, target: str) -> Field | None:
    """Return the first reference of an entity to another; the required ones come first."""
    found = [f for f in entity.fields if f.type.name is TypeName.REF and f.type.target == target]
    return min(found, key=lambda field: not field.required, default=None)


def parent_of(spec: Spec, entity: Entity) -> Entity | None:
    """Return the entity that an entity is a part or a file of."""
    trait = entity.trait("part of") or entity.trait("file of")
    parent = spec.entity(trait.subject) if trait else None
    return parent if parent and reference_to(entity, parent.name) else None


def is_owned(spec: Spec, entity: Entity | None) -> bool:
    """Tell whether each row has an owner."""
    seen: set[str] = set()
    while entity is not None and entity.name not in seen:
        seen.add(entity.name)
        if entity.trait("owner") or entity.trait("account"):
            return True
        entity = parent_of(spec, entity)
    return False


def team_by(spec: Spec) -> str:
    """Return what makes accounts a team, as in the setting `team_by`; "" if nothing does."""
    account = account_of(spec)
    if account is None:
        return ""
    references = [f for f in account.fields if f.type.name is TypeName.REF and f.role is None]
    for field in references:
        if field.type.target == account.name and _stem(field) in _LEADERS:
            return f"{account.name}.{field.name}"
    for field in references:
        if field.type.target == account.name and not field.required and "by" not in _stem(field):
            return f"{account.name}.{field.name}"
    groups = [f for f in references if _is_group(spec, f.type.target)]
    if groups:
        best = min(groups, key=lambda f: _GROUPS.index(_word(f.type.target)))
        return f"{account.name}.{best.name}"
    return _membership(spec, account)


def _stem(field: Field) -> str:
    return field.name.removesuffix("_id")


def _word(name: str) -> str:
    return snake(name).rpartition("_")[2]


def _is_group(spec: Spec, name: str) -> bool:
    tenant = tenant_of(spec)
    return _word(name) in _GROUPS and (tenant is None or tenant.name != name)


def _membership(spec: Spec, account: Entity) -> str:
    joins = [
        entity
        for entity in spec.entities
        if reference_to(entity, account.name)
        and (entity.trait("join") or _word(entity.name) in _MEMBERSHIPS)
        and any(_is_group(spec, f.type.target) for f in entity.fields if f.type.target)
    ]
    best = min(joins, key=lambda one: _word(one.name) not in _MEMBERSHIPS, default=None)
    return best.name if best else ""
