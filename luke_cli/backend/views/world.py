"""The people and rows that the generated tests start with.

Each role has one person; where a right reaches a team, that person has a `teammate of ROLE`; a
`colleague` has no team with anybody, and a `stranger` lives in another tenant.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luke_cli.backend.views.belonging import (
    Team,
    insertion_order,
    is_somebodys,
    team_of,
    tenant_field,
    tenant_of,
    wholes_of,
)
from luke_cli.backend.views.paths import referring_to
from luke_cli.backend.views.states import initial_state
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName
from luke_cli.spec.overlaps import Overlap, overlaps_of, takes_time

TENANTS: Final = ("Acme", "Umbrella")
COLLEAGUE: Final = "colleague"
STRANGER: Final = "stranger"
BYSTANDER: Final = "bystander"
"""The person that rows of no person point at."""
SPARE: Final = "spare "


class Held(StrEnum):
    """Whose the rows of an entity are."""

    PERSON = "person"
    TENANT = "tenant"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the world."""

    name: str
    """`ROLE`, `teammate of ROLE`, `colleague` or `stranger`."""
    role: str
    tenant: str
    """"" if there are no tenants."""
    leader: str = ""
    """The role whose person shares the team."""


@dataclass(frozen=True, slots=True)
class World:
    """Who and what there is, before any test."""

    spec: Spec
    account: Entity
    people: tuple[Person, ...]
    team: Team
    tenant: Entity | None
    """The entity that a tenant is."""

    @property
    def tenants(self) -> tuple[str, ...]:
        """The names of the tenants; none without tenancy."""
        return TENANTS if self.tenant else ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The people who stand for the roles."""
        return role_names(self.spec)

    def filled(self, entity: Entity, field: Field) -> bool:
        """Tell whether the rows of an entity fill in a reference."""
        order = [one.name for one in insertion_order(self.spec)]
        target = field.type.target
        there = target in order and order.index(target) < order.index(entity.name)
        return not field.computed and (there or field.required)

    def points(self, entity: Entity, field: Field) -> bool:
        """Tell whether the rows of an entity fill in a reference, and keep its target from going."""
        return self.filled(entity, field) and field.on_delete in ("restrict", "")

    def held(self, entity: Entity) -> Held:
        """Tell whose the rows of an entity are."""
        if is_somebodys(self.spec, entity):
            return Held.PERSON
        whole = wholes_of(self.spec, entity)[-1]
        belongs = tenant_field(whole) is not None or whole is self.tenant
        return Held.TENANT if belongs else Held.NOBODY

    def placed(self, entity: Entity) -> Held:
        """Tell how the world spreads the rows of an entity: pairs like the rows that they join.

        What somebody's rows name once only is there for each of them.
        """
        if not entity.trait("join"):
            once = entity is not self.tenant and self._named_once(entity)
            return Held.PERSON if once else self.held(entity)
        targets = (
            self.spec.entity(f.type.target) for f in entity.fields if f.role is not FieldRole.TENANT
        )
        held = {self.held(target) for target in targets if target and target is not self.account}
        return next((one for one in (Held.PERSON, Held.TENANT) if one in held), Held.NOBODY)

    def _named_once(self, entity: Entity, above: frozenset[str] = frozenset()) -> bool:
        """Tell whether a row of somebody names one of these once, itself or by rows in between."""
        return any(
            group[0].type.target == entity.name and len(group) == 1
            for other in referring_to(self.spec, entity)
            if not other.trait("join") and other.name not in above
            for group in unique_groups(self.spec, other)
            if self.held(other) is Held.PERSON or self._named_once(other, above | {entity.name})
        )

    def spared(self, entity: Entity) -> bool:
        """Tell whether each holder has a second row, which no other row points at."""
        themselves = entity is self.account or entity is self.tenant
        return not themselves and not self.alone(entity)

    def alone(self, entity: Entity) -> bool:
        """Tell whether a uniqueness leaves room for one row only with the same references."""
        groups = unique_groups(self.spec, entity)
        return any(not any(map(_varies, group)) for group in groups)

    def row(self, entity: Entity, holder: str, *, spare: bool = False) -> str:
        """Return the name of the row of a holder: a person, a tenant, or "" for nobody."""
        if entity is self.account or entity is self.tenant:
            return holder
        kind = SPARE if spare and self.spared(entity) else ""
        return f"{kind}{thing(entity)}" + (f" of {holder}" if holder else "")

    def pointed(self, entity: Entity, target: Entity, holder: str) -> str:
        """Return the name of the row that the rows of a holder point at."""
        tenant = self.tenant_of(holder) or holder
        if target is self.tenant:
            return tenant
        match self.placed(target):
            case Held.NOBODY:
                return self.row(target, "")
            case Held.TENANT:
                return self.row(target, tenant)
        personal = self.placed(entity) is Held.PERSON
        bystander = f"{BYSTANDER} of {tenant}" if self.tenant else BYSTANDER
        return self.row(target, holder if personal else bystander)

    def holders(self, entity: Entity) -> tuple[str, ...]:
        """Return those who have rows of an entity."""
        match self.placed(entity):
            case Held.PERSON:
                return tuple(person.name for person in self.people)
            case Held.TENANT:
                return self.tenants
        return ("",)

    @property
    def led(self) -> tuple[str, ...]:
        """Return the roles whose person has a team."""
        return tuple(dict.fromkeys(person.leader for person in self.people if person.leader))

    def team_rows(self, entity: Entity) -> tuple[tuple[str, str], ...]:
        """Return the rows that make teams, each with its holder."""
        placed = self.placed(entity)
        home = {Held.PERSON: "", Held.TENANT: TENANTS[0], Held.NOBODY: ""}[placed]
        found = []
        if entity.name == self.team.group:
            found = [(f"team of {leader}", leader) for leader in self.led]
        if entity.name == self.team.join:
            found = [(name, leader) for name, (_, leader) in self.memberships.items()]
        return tuple((name, leader if placed is Held.PERSON else home) for name, leader in found)

    @property
    def memberships(self) -> dict[str, tuple[str, str]]:
        """Return member and leader by the name of a membership."""
        found = {}
        for person in self.people:
            leader = person.leader or (person.name if person.name in self.led else "")
            if leader:
                found[f"{person.name} in team of {leader}"] = (person.name, leader)
        return found

    def tenant_of(self, person: str) -> str:
        """Return the tenant of a person."""
        return next((one.tenant for one in self.people if one.name == person), "")


def world_of(spec: Spec) -> World | None:
    """Return the world of a spec; None if nobody can sign in."""
    account = spec.account
    if account is None:
        return None
    tenant = tenant_of(spec)
    team = team_of(spec, account)
    return World(spec, account, _people(spec, team, tenant), team, tenant)


def enum_values(world: World, field: Field) -> tuple[str, ...]:
    """Return the values of the enum of a field."""
    enum = world.spec.enum(field.type.enum)
    return enum.values if enum else field.type.values


def role_names(spec: Spec) -> tuple[str, ...]:
    """Return the roles; one without a name of its own where the plan has none."""
    return tuple(role.name for role in spec.roles) or ("somebody",)


def thing(entity: Entity) -> str:
    """Return an entity in words: `expense category`."""
    return snake(entity.name).replace("_", " ")


def _people(spec: Spec, team: Team, tenant: Entity | None) -> tuple[Person, ...]:
    roles = role_names(spec)
    home, abroad = TENANTS if tenant else ("", "")
    led = [role for role in roles if team.by and _reaches_team(spec, role)]
    people = [
        *(Person(role, role, home) for role in roles),
        *(Person(f"teammate of {role}", roles[0], home, role) for role in led),
        Person(COLLEAGUE, roles[0], home),
    ]
    bystanders = [
        Person(f"{BYSTANDER} of {name}" if name else BYSTANDER, roles[0], name)
        for name in (TENANTS if tenant else ("",))
    ]
    # Even somebody whose team is elsewhere stays a stranger.
    stranger = Person(STRANGER, roles[0], abroad, led[0] if led else "")
    return (*people, *([stranger] if tenant else []), *bystanders)


def _reaches_team(spec: Spec, role: str) -> bool:
    return any((role, "team") in permission.scopes for permission in spec.permissions)


def unique_groups(
    spec: Spec, entity: Entity, *, always: bool = False
) -> tuple[tuple[Field, ...], ...]:
    """Return the sets of fields whose values may come together once only.

    With `always`, none of those that are unique under a condition.
    """
    named = [
        (field.name, *field.unique_per)
        for field in entity.fields
        if field.unique or field.unique_per
    ]
    indexes = [
        tuple(column for column, _ in index.columns)
        for index in spec.indexes
        if index.entity == entity.name and index.kind == "unique"
        if not (always and index.where)
    ]
    keys = [field.name for field in entity.fields if field.role is FieldRole.KEY]
    pairs = [tuple(keys)] if len(keys) > 1 else []
    groups = (tuple(map(entity.field, names)) for names in (*named, *indexes, *pairs))
    return tuple(found for group in groups if (found := tuple(field for field in group if field)))


def fresh_groups(spec: Spec, entity: Entity) -> tuple[tuple[Field, ...], ...]:
    """Return the sets of fields of which no two new rows have the same values."""
    overlaps = (o for o in overlaps_of(spec, entity) if starts_by_taking(spec, entity, o))
    named = (map(entity.field, (*one.shared, one.start, one.end)) for one in overlaps)
    apart = (tuple(field for field in group if field) for group in named)
    return (*unique_groups(spec, entity, always=True), *apart)


def starts_by_taking(spec: Spec, entity: Entity, overlap: Overlap) -> bool:
    """Tell whether a new row takes time, and not only a later step makes it do so."""
    fields = (entity.field(one.field) for one in overlap.rule.where)
    starts = ((f.name, initial_state(spec, f) if f.type.enum else f.default) for f in fields if f)
    return all(takes_time(overlap.rule.where, name, state) for name, state in starts)


def _varies(field: Field) -> bool:
    few = (TypeName.REF, TypeName.ENUM, TypeName.BOOLEAN)
    return field.type.name not in few and field.role not in (FieldRole.LOCK, FieldRole.DELETED)
