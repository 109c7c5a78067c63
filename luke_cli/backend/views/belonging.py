"""What belongs to what: parts to wholes, rows to tenants, people to teams."""

from dataclasses import dataclass
from enum import StrEnum

from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName


class TeamBy(StrEnum):
    """How people come to be a team."""

    NONE = ""
    MANAGER = "manager"
    """A field of the account names the one they report to."""
    GROUP = "group"
    """Accounts with the same value of a field."""
    JOIN = "join"
    """Accounts that share a row of a many-to-many."""


@dataclass(frozen=True, slots=True)
class Team:
    """The setting `team_by`, resolved."""

    by: TeamBy = TeamBy.NONE
    field: str = ""
    """Of the account, or the reference of the join to the account."""
    group: str = ""
    """The entity that a team is; "" if a person is."""
    join: str = ""
    group_field: str = ""
    """The reference of the join to the group."""


def tenant_of(spec: Spec) -> Entity | None:
    """Return the entity that a tenant is."""
    fields = (tenant_field(entity) for entity in spec.entities)
    target = next((field.type.target for field in fields if field), "")
    return spec.entity(target)


def tenant_field(entity: Entity) -> Field | None:
    """Return the field that names the tenant of a row."""
    return next((field for field in entity.fields if field.role is FieldRole.TENANT), None)


def parent_of(spec: Spec, entity: Entity) -> tuple[Entity, Field] | None:
    """Return the entity that an entity is a part of, and the reference to it."""
    trait = entity.trait("part of") or entity.trait("file of")
    parent = spec.entity(trait.subject) if trait else None
    field = reference_to(entity, parent) if parent else None
    return (parent, field) if parent and field else None


def reference_to(entity: Entity, target: Entity) -> Field | None:
    """Return the first reference of an entity to another; the required ones come first."""
    found = [
        f for f in entity.fields if f.type.name is TypeName.REF and f.type.target == target.name
    ]
    return min(found, key=lambda field: not field.required, default=None)


def team_of(spec: Spec, account: Entity) -> Team:
    """Resolve the setting `team_by`."""
    owner, _, name = spec.setting("team_by").partition(".")
    field = account.field(name) if owner == account.name else None
    if field is not None and field.type.target == account.name:
        return Team(TeamBy.MANAGER, name)
    if field is not None and field.type.target:
        return Team(TeamBy.GROUP, name, field.type.target)
    join = spec.entity(owner) if not name else None
    if join is None:
        return Team()
    member = reference_to(join, account)
    group = next(
        (
            f
            for f in join.fields
            if f.type.target not in ("", account.name) and f.role is not FieldRole.TENANT
        ),
        None,
    )
    if member is None or group is None:
        return Team()
    return Team(TeamBy.JOIN, member.name, group.type.target, join.name, group.name)


def insertion_order(spec: Spec) -> tuple[Entity, ...]:
    """Return the entities so that those that are pointed at come first, as far as that can be."""
    ordered: dict[str, Entity] = {}
    begun: set[str] = set()

    def visit(entity: Entity) -> None:
        if entity.name in begun:
            return
        begun.add(entity.name)
        references = [f for f in entity.fields if f.type.name is TypeName.REF and not f.computed]
        for field in sorted(references, key=lambda field: not field.required):
            target = spec.entity(field.type.target)
            if target is not None:
                visit(target)
        ordered[entity.name] = entity

    for entity in spec.entities:
        visit(entity)
    return tuple(ordered.values())
