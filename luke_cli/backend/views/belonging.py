"""What belongs to what: parts to wholes, rows to tenants, people to teams."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luke_cli.spec.lookup import Once
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


def wholes_of(spec: Spec, entity: Entity) -> list[Entity]:
    """Return an entity, what it is a part of, what that is a part of, and so on; each once."""
    found = [entity]
    while (above := parent_of(spec, found[-1])) and above[0] not in found:
        found.append(above[0])
    return found


def is_somebodys(spec: Spec, entity: Entity) -> bool:
    """Tell whether a row is a person, or belongs to one, itself or by what it is a part of."""
    return any(one.trait("account") or one.trait("owner") for one in wholes_of(spec, entity))


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
    return tuple(_ORDERED.of(spec.entities).values())


def is_late(spec: Spec, entity: Entity, field: Field) -> bool:
    """Tell whether a reference closes a circle: what it points at is made after its own table."""
    places = _PLACES.of(spec.entities)
    return places.get(field.type.target, -1) > places[entity.name]


def _ordered(entities: tuple[Entity, ...]) -> dict[str, Entity]:
    by_name = {entity.name: entity for entity in reversed(entities)}
    ordered: dict[str, Entity] = {}
    begun: set[str] = set()
    for start in entities:
        waiting = [(start, _targets(start))] if start.name not in begun else []
        begun.add(start.name)
        while waiting:
            entity, targets = waiting[-1]
            name = next((one for one in targets if one in by_name and one not in begun), None)
            if name is None:
                waiting.pop()
                ordered[entity.name] = entity
            else:
                begun.add(name)
                waiting.append((by_name[name], _targets(by_name[name])))
    return ordered


def _targets(entity: Entity) -> Iterator[str]:
    """Yield what an entity points at, what it cannot be without first."""
    references = [f for f in entity.fields if f.type.name is TypeName.REF and not f.computed]
    yield from (f.type.target for f in sorted(references, key=lambda field: not field.required))


_ORDERED: Final[Once[Entity, dict[str, Entity]]] = Once(_ordered)
_PLACES: Final[Once[Entity, dict[str, int]]] = Once(
    lambda entities: {name: place for place, name in enumerate(_ORDERED.of(entities))}
)


def widest_scope(spec: Spec) -> str:
    """Return the scope that reaches furthest: a tenant where there are tenants."""
    return "tenant" if tenant_of(spec) else "all"
