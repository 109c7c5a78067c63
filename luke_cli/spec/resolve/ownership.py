"""Whose a row is: the way from an entity to the account, and what a team is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from luke_cli.names import last_word, snake
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName
from luke_cli.spec.resolve.lookups import Same, entities_of

_LEADERS: Final = ("manager", "supervisor", "lead", "leader", "boss", "reports_to", "line_manager")
_ACCOUNTS: Final = ("user", "account", "owner", "account_user")
GROUPS: Final = (
    "team", "department", "group", "squad", "workgroup", "unit", "branch", "office", "division",
    "store", "clinic", "site", "location", "class", "project", "workspace", "organization",
    "ward", "depot", "station", "yard", "shop", "campus", "warehouse", "crew", "workshop", "plant",
    "filiale", "abteilung", "niederlassung", "zweigstelle", "standort", "werk", "sucursal", "tienda",
    "departamento", "agence", "magasin", "filial", "loja", "district", "region", "sector", "chapter",
    "section", "faculty", "chair", "institute", "bezirk", "revier", "distrito", "lehrstuhl",
)  # fmt: skip
"""What accounts belong to together, the closest first."""
_MEMBERSHIPS: Final = ("member", "membership", "assignment", "participant")


@dataclass(frozen=True, slots=True)
class _Links:
    account: Entity | None
    tenant: Entity | None
    tenancy: bool
    joins: tuple[Entity, ...]
    parents: dict[str, Entity]
    children: dict[str, list[Entity]]


@lru_cache(maxsize=8)
def _links(same: Same[Entity]) -> _Links:
    by_name = entities_of(same)
    fields = (f for entity in same.items for f in entity.fields if f.role is FieldRole.TENANT)
    parents: dict[str, Entity] = {}
    children: dict[str, list[Entity]] = {}
    for entity in same.items:
        trait = entity.trait("part of") or entity.trait("file of")
        parent = by_name.get(trait.subject) if trait else None
        if parent is not None and reference_to(entity, parent.name):
            parents[entity.name] = parent
            children.setdefault(parent.name, []).append(entity)
    return _Links(
        account=next((entity for entity in same.items if entity.trait("account")), None),
        tenant=next((found for f in fields if (found := by_name.get(f.type.target))), None),
        tenancy=any(entity.trait("tenant") for entity in same.items),
        joins=tuple(entity for entity in same.items if entity.trait("join")),
        parents=parents,
        children=children,
    )


def _of(spec: Spec) -> _Links:
    return _links(Same(spec.entities))


def account_of(spec: Spec) -> Entity | None:
    """Return the entity that signs in."""
    return _of(spec).account


def tenant_of(spec: Spec) -> Entity | None:
    """Return the entity that a tenant is."""
    return _of(spec).tenant


def is_tenant(spec: Spec, entity: Entity) -> bool:
    """Tell whether an entity is what a tenant is."""
    found = tenant_of(spec)
    return found is not None and found.name == entity.name


def widest(spec: Spec) -> str:
    """Return the scope of those who may see everything that there is for them."""
    return "tenant" if _of(spec).tenancy else "all"


def joins_of(spec: Spec) -> tuple[Entity, ...]:
    """Return the pure many-to-many tables."""
    return _of(spec).joins


def reference_to(entity: Entity, target: str) -> Field | None:
    """Return the first reference of an entity to another; the required ones come first."""
    found = [f for f in entity.fields if f.type.name is TypeName.REF and f.type.target == target]
    return min(found, key=lambda field: not field.required, default=None)


def parent_of(spec: Spec, entity: Entity) -> Entity | None:
    """Return the entity that an entity is a part or a file of."""
    return _of(spec).parents.get(entity.name)


def children_of(spec: Spec, entity: Entity) -> tuple[Entity, ...]:
    """Return the parts and files of an entity."""
    return tuple(_of(spec).children.get(entity.name, ()))


def is_owned(spec: Spec, entity: Entity | None) -> bool:
    """Tell whether each row has an owner."""
    seen: set[str] = set()
    while entity is not None and entity.name not in seen:
        seen.add(entity.name)
        if entity.trait("owner") or entity.trait("account"):
            return True
        entity = parent_of(spec, entity)
    return False


def whose(spec: Spec, entity: Entity | None) -> str:
    """Return what a row calls its owner: `guest` by its `guest_id`, or by the Guest it goes with."""
    last, field = _owner(spec, entity)
    if last is None or field is None:
        return ""
    stem = _stem(field)
    return snake(last.name) if last is not entity and stem in _ACCOUNTS else stem


def is_assumed(spec: Spec, entity: Entity | None) -> bool:
    """Tell whether no document names the field that says whose a row is."""
    _, field = _owner(spec, entity)
    return field is not None and not field.sources


def _owner(spec: Spec, entity: Entity | None) -> tuple[Entity | None, Field | None]:
    """Return the thing that has the field with the owner of a row, and that field."""
    seen: set[str] = set()
    while entity is not None and entity.name not in seen:
        seen.add(entity.name)
        trait = entity.trait("owner")
        if trait is not None:
            return entity, entity.field(trait.subject)
        entity = parent_of(spec, entity)
    return None, None


def known_by(spec: Spec, entity: Entity) -> str:
    """Return the reference of the account that leads to a row, or to what the row goes with.

    `User.club_id` of a club, and of a player, which is of a club; "" if none does.
    """
    account = account_of(spec)
    if account is None:
        return ""
    named = {
        f.type.target: f"{account.name}.{f.name}"
        for f in reversed(account.fields)
        if f.type.name is TypeName.REF and f.role is None and f.type.target != account.name
    }
    seen = {account.name}
    near = [entity]
    while named and near:
        if found := next((named[one.name] for one in near if one.name in named), ""):
            return found
        seen |= {one.name for one in near}
        above = (spec.entity(f.type.target) for one in near for f in one.fields if f.required)
        near = [*{one.name: one for one in above if one and one.name not in seen}.values()]
    return ""


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
        best = min(groups, key=lambda f: GROUPS.index(last_word(f.type.target)))
        return f"{account.name}.{best.name}"
    return _membership(spec, account) or _only_group(spec, account, references)


def _only_group(spec: Spec, account: Entity, references: Sequence[Field]) -> str:
    """Return the one thing that every account is of and other rows are of, too, whatever it is called."""
    shared = [
        field
        for field in references
        if field.required
        and field.type.target != account.name
        and not is_tenant(spec, spec.entity(field.type.target) or account)
        and any(
            reference_to(entity, field.type.target)
            for entity in spec.entities
            if entity.name != account.name
        )
    ]
    return f"{account.name}.{shared[0].name}" if len(shared) == 1 == len(references) else ""


def _stem(field: Field) -> str:
    return field.name.removesuffix("_id")


def _is_group(spec: Spec, name: str) -> bool:
    tenant = tenant_of(spec)
    return last_word(name) in GROUPS and (tenant is None or tenant.name != name)


def _membership(spec: Spec, account: Entity) -> str:
    joins = [
        entity
        for entity in spec.entities
        if reference_to(entity, account.name)
        and (entity.trait("join") or last_word(entity.name) in _MEMBERSHIPS)
        and any(_is_group(spec, f.type.target) for f in entity.fields if f.type.target)
    ]
    best = min(joins, key=lambda one: last_word(one.name) not in _MEMBERSHIPS, default=None)
    return best.name if best else ""
