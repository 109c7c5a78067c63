"""Which thing keeps rows apart: by its name, by what refers to it, and by what documents say of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.names import last_word, singular, snake
from luke_cli.spec.facts import PermissionFact
from luke_cli.spec.model import Entity, Field, FieldRole, Question, Sources, TypeName
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.isolation import Isolation, Kept, isolation_of
from luke_cli.spec.resolve.ownership import GROUPS
from luke_cli.spec.resolve.said import SECURITY, Line

TENANTS: Final = (
    "tenant_id organization_id organisation_id company_id workspace_id account_id org_id".split()
)
_OWNERS: Final = frozenset(
    "organization organisation company workspace clinic school club brand firm store shop hotel practice "
    "agency association institution business merchant restaurant salon studio gym parish hospital "
    "university enterprise franchise cooperative".split()
)
"""What can hold the rows of many accounts, where nothing that is stored tells."""
_TEAMS: Final = frozenset(GROUPS[: GROUPS.index("store")])
"""What accounts of one tenant are grouped by."""

_PAIR: Final = 4
"""So many fields has what says no more than that two belong together: a key, both, a moment."""


@dataclass(frozen=True, slots=True)
class Found:
    """The thing that keeps rows apart; all is empty if rows are not apart."""

    name: str = ""
    """Of an entity, or of what is to be one."""
    field: str = ""
    """What names it in each row."""
    walled: bool = False
    """Words alone say so, of all rows."""
    sources: Sources = ()


def tenant_found(data: Data) -> Found | Question | None:
    """Return the tenant; the question for it where only words speak of one; None if nothing does."""
    account = data.by_name().get(data.account)
    if account is None:
        return None
    isolation = isolation_of(data.said, account.name)
    seeking = _Seeking(data, account, isolation)
    for found in (seeking.named(), seeking.called(), seeking.walled(), seeking.plain()):
        if found is not None:
            return found
    return seeking.asked()


def keys_to(entity: Entity, tenant: str) -> list[Field]:
    """Return the references of an entity to a tenant, the required first."""
    found = [field for field in entity.fields if field.type.target == tenant and field.role is None]
    return sorted(found, key=lambda field: not field.required)


def covered(entities: Iterable[Entity], target: str) -> set[str]:
    """Return the entities whose rows are of a thing: by a reference, or by what they go with."""
    reached = {target}
    waiting = list(entities)
    while more := [e for e in waiting if any(f.type.target in reached for f in _needed(e))]:
        reached |= {entity.name for entity in more}
        waiting = [entity for entity in waiting if entity.name not in reached]
    return reached - {target}


def _needed(entity: Entity) -> Iterator[Field]:
    """Yield the references that a row is never without; any, where none is said to be needed."""
    refs = [
        f for f in entity.fields if f.type.name is TypeName.REF and f.type.target != entity.name
    ]
    yield from [field for field in refs if field.required] or refs


@dataclass(frozen=True, slots=True)
class _Seeking:
    data: Data
    account: Entity
    isolation: Isolation

    def named(self) -> Found | None:
        """Return what the account belongs to, and words name as what rows are kept apart by."""
        best: tuple[tuple[int, int], Found] | None = None
        for target, field in self._above().items():
            kept, lines = self.isolation.by(self._names(target, field))
            aside = self._is_team(target) or not field.required
            if kept is Kept.NOT or (kept < Kept.WALL and aside):
                continue
            others = self._others(target)
            having = [entity for entity in others if keys_to(entity, target)]
            if kept is Kept.NAMED and not having:
                continue
            walled = not (self._is_most(others, target) if kept is Kept.WALL else having)
            found = Found(target, field.name, walled, self._sources(lines))
            rank = (int(kept), len(covered(others, target)))
            if best is None or rank > best[0]:
                best = rank, found
        return best[1] if best else None

    def called(self) -> Found | None:
        """Return what an unmistakable name says, where the account and most rows have it."""
        spoken = bool(self.isolation.plain)
        for name in TENANTS:
            target = self._target(name)
            own = self.account.field(name)
            if not target or target == self.account.name:
                continue
            others = self._others(target)
            having = [entity for entity in others if entity.field(name)]
            if name == "tenant_id" and (own or having):
                return Found(target, name)
            near = {entity.name for entity in having}
            known = [
                e for e in others if e.name in near or any(f.type.target in near for f in e.fields)
            ]
            most = len(having) >= 2 and 2 * len(known) >= len(others)
            if own and (own.required or spoken) and (most or (spoken and having)):
                return Found(target, name)
        return None

    def walled(self) -> Found | None:
        """Return what all rows are said to be of, where no account belongs to it yet."""
        for entity in self.data.entities:
            if entity.name == self.account.name or self._is_person(entity.name):
                continue
            kept, lines = self.isolation.by((entity.name,))
            if self._is_above_all(entity, kept):
                having = [one for one in self._others(entity.name) if keys_to(one, entity.name)]
                key = self._key(having, entity.name)
                return Found(entity.name, key, kept is Kept.WALL, self._sources(lines))
        known = any(last_word(entity.name) in {*_OWNERS, "tenant"} for entity in self.data.entities)
        return None if known else self._proposed()

    def _is_above_all(self, entity: Entity, kept: Kept) -> bool:
        """Tell whether words are enough to say that each account belongs to one, and one only."""
        loose = entity.name in self._above() and kept < Kept.WALL
        if kept is Kept.NOT or loose or self._has_members(entity):
            return False  # An account that may be of none sees rows of all.
        if last_word(entity.name) not in _OWNERS:
            return bool(self.isolation.belongs(entity.name))
        owned = any(field.type.target == self.account.name for field in entity.fields)
        return kept is Kept.WALL or (
            not owned and self._is_most(self._others(entity.name), entity.name)
        )

    def _has_members(self, entity: Entity) -> bool:
        """Tell whether an account may belong to several: rows pair the two, and say little more."""
        both = {entity.name, self.account.name}
        return any(
            both <= {field.type.target for field in one.fields}
            and ("member" in snake(one.name) or len(one.fields) <= _PAIR)
            for one in self._others(entity.name)
        )

    def _proposed(self) -> Found | None:
        """Return what no document defines, and all rows are said to be of."""
        for name in sorted(_OWNERS):
            kept, lines = self.isolation.by((name,))
            if kept is Kept.WALL:
                return Found(name, f"{name}_id", walled=True, sources=self._sources(lines))
        lines = self.isolation.belongs("tenant")
        return Found("tenant", "tenant_id", True, self._sources(lines)) if lines else None

    def plain(self) -> Found | None:
        """Return what the account and most rows are of, where isolation is spoken of."""
        if not self.isolation.plain:
            return None
        fitting: dict[str, tuple[int, Field]] = {}
        for target, field in self._above().items():
            others = self._others(target)
            reached = covered(others, target)
            if self._is_most(others, target) and not self._is_team(target):
                fitting[target] = len(reached), field
        if not fitting:
            return None
        best = max(fitting, key=lambda name: (fitting[name][1].required, fitting[name][0]))
        return Found(best, fitting[best][1].name, sources=self._sources(self.isolation.plain))

    def asked(self) -> Question | None:
        """Return the question whom rows belong to, where documents keep them apart by nothing."""
        lines = list(self.isolation.plain)
        for entity in self.data.entities:
            if entity.name != self.account.name and not self._is_of_people(entity):
                kept, said = self.isolation.by((entity.name,))
                lines += said if kept >= Kept.VIEW else ()
        for name in sorted(_OWNERS):
            kept, said = self.isolation.by((name,))
            lines += said if kept >= Kept.VIEW else ()
        if not lines:
            return None
        return Question(
            name="Q-tenant",
            about=self.account.name,
            meanwhile="Whose rows are kept apart from whose, and which of them does an account belong to? "
            "The documents speak of isolation, and nothing that is stored tells. Meanwhile "
            "nothing is kept apart: rights alone tell who sees a row.",
            ask=SECURITY,
            sources=self._sources(lines),
        )

    def _above(self) -> Mapping[str, Field]:
        """Return what the account refers to, each with the field; the required first."""
        found: dict[str, Field] = {}
        special = (FieldRole.KEY, FieldRole.OWNER)
        for field in sorted(self.account.fields, key=lambda one: not one.required):
            target = field.type.target
            if target and target != self.account.name and field.role not in special:
                found.setdefault(target, field)
        return found

    def _others(self, target: str) -> list[Entity]:
        return [e for e in self.data.entities if e.name not in (self.account.name, target)]

    def _is_most(self, others: list[Entity], target: str) -> bool:
        having = [entity for entity in others if keys_to(entity, target)]
        return bool(having) and 2 * len(covered(others, target)) >= len(others)

    def _names(self, target: str, field: Field) -> tuple[str, ...]:
        """Return what a thing is called: by itself, and in the field that names it."""
        stem = field.name.removesuffix("_id")
        return (target, stem) if snake(target).endswith(stem) else (target,)

    def _key(self, having: list[Entity], target: str) -> str:
        fields = [keys_to(entity, target)[0].name for entity in having]
        return max(fields, key=fields.count) if fields else f"{snake(target)}_id"

    def _target(self, name: str) -> str:
        fields = (field for entity in self.data.entities if (field := entity.field(name)))
        return next((field.type.target for field in fields if field.type.target), "")

    def _is_team(self, name: str) -> bool:
        """Tell whether rights reach to those of the same group, and this is one."""
        teams = any(right.scope == "team" for right in self.data.said.of(PermissionFact))
        return teams and last_word(name) in _TEAMS

    def _is_person(self, name: str) -> bool:
        roles = {singular(snake(right.role)) for right in self.data.said.of(PermissionFact)}
        return snake(name) in roles

    def _is_of_people(self, entity: Entity) -> bool:
        """Tell whether a thing is somebody, or a group of them: what is theirs is a right."""
        owned = any(field.type.target == self.account.name for field in entity.fields)
        return owned or self._is_team(entity.name) or self._is_person(entity.name)

    def _sources(self, lines: Iterable[Line]) -> Sources:
        return self.data.said.sources(list(lines)[:3])
