"""The rights that the documents state: who may do what, and how far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, Fact, PermissionFact
from luke_cli.spec.heirs import inherited
from luke_cli.spec.model import Entity, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoint_reach import reached_by
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.ownership import is_assumed, is_owned, known_by, whose
from luke_cli.spec.resolve.rights_table import (
    CREATES,
    CRUD,
    SYNONYMS,
    Right,
    Rights,
    actions_of,
    acts_of,
    beside,
    is_amiss,
    made_by,
    resource_of,
    same_act,
    wider,
)
from luke_cli.spec.resolve.role_names import (
    is_admin,
    is_end_user,
    is_everybody,
    known,
    spelled,
)
from luke_cli.spec.resolve.said import SECURITY, Said
from luke_cli.spec.resolve.standing import Standing, is_contrasted
from luke_cli.spec.resolve.story_wishes import only_stories

__all__ = [
    "CREATES",
    "CRUD",
    "Right",
    "Rights",
    "reach",
    "resource_of",
    "rights_of",
    "safe",
    "wider",
]
_ANYTHING: Final = ("*", "manage", "crud", "all")
_EVERYTHING: Final = frozenset(("*", "all", "everything", "any", "system", "all_resources"))


def rights_of(said: Said, spec: Spec, names: EntityNames, drafts: Sequence[Draft]) -> Rights:
    """Read the rights; the security document decides where it speaks of a right."""
    roles = [role.name for role in spec.roles]
    rights = Rights(reached=reached_by(roles, drafts))
    stated = said.of(PermissionFact)
    tabled = any(f.authority >= Authority.LIST for f in stated) or any(d.roles for d in drafts)
    acts = acts_of(names, drafts)
    called = _called(drafts, acts)
    denials = tuple(
        fact for fact in stated if not fact.allowed and fact.action != "*" and not fact.blank
    )
    above = frozenset(inherited(spec))
    reading = _Reading(rights, roles, names, acts, called, said, above, denials)
    exact = [
        fact
        for fact in (_as_called(names, called, one) for one in said.trusted(stated, SECURITY))
        if not (tabled and _is_loose(fact, names, acts))
    ]
    for fact in filter(_is_whole, exact):
        _enter_whole(reading, fact)
    for fact in exact:
        if not (_is_whole(fact) or _is_open(reading, fact)):
            _read(reading, fact)
    _complete_wildcards(rights)
    only_stories(said, spec, names, acts, rights)
    return rights


def _called(
    drafts: Iterable[Draft], acts: Mapping[str, list[str]]
) -> Mapping[tuple[str, str], str]:
    """Return what endpoints do by the verbs that describe them: `POST /tools | offer a tool` creates."""
    found: dict[tuple[str, str], set[str]] = {}
    for draft in drafts:
        for fact in draft.endpoint:
            verb = fact.told_verb
            if verb and draft.action in CRUD and verb not in acts[draft.resource]:
                found.setdefault((draft.resource, verb), set()).add(draft.action)
    usual = {*CRUD, *SYNONYMS, *CREATES, *_ANYTHING}
    return {
        key: next(iter(actions))
        for key, actions in found.items()
        if len(actions) == 1 and key[1] not in usual
    }


def _as_called(
    names: EntityNames, called: Mapping[tuple[str, str], str], fact: PermissionFact
) -> PermissionFact:
    """Return a right to what an endpoint does, where it has the verb that describes the endpoint."""
    if not called:
        return fact
    key = resource_of(names, fact.resource)[0], snake(fact.action)
    return replace(fact, action=called[key]) if key in called else fact


def _is_whole(fact: PermissionFact) -> bool:
    """Tell whether a right is one to everything there is."""
    thing = snake(fact.resource) or fact.resource
    return thing in _EVERYTHING and fact.action in (*_ANYTHING, "read")


def _enter_whole(reading: "_Reading", fact: PermissionFact) -> None:
    for role in known(reading.roles, fact.role) if fact.allowed else ():
        if fact.action != "read":
            reading.rights.masters.setdefault(role, []).append(fact)
        elif role not in reading.rights.readers:
            reading.rights.readers.append(role)


def _is_open(reading: "_Reading", fact: PermissionFact) -> bool:
    """Tell whether an empty cell leaves a right to what else the role has: all rights, or a role's."""
    heirs = {role for role, _ in reading.above}
    return fact.blank and all(
        role in heirs or role in reading.rights.masters for role in known(reading.roles, fact.role)
    )


def _is_loose(fact: PermissionFact, names: EntityNames, acts: Mapping[str, list[str]]) -> bool:
    """Tell whether a sentence names what the system does not have, next to a table of rights or of endpoints.

    `Pickers move stuff` beside a table: the table says it better, and nothing does `stuff:move`.
    """
    if fact.authority >= Authority.LIST or snake(fact.resource) == "system":
        return False
    if _is_whole(fact) or snake(fact.resource) in _EVERYTHING:
        return not is_admin(spelled(fact.role))
    resource, entity = resource_of(names, fact.resource)
    done = acts.get(resource, [])
    asked = names.find(f"{resource}_{fact.action}")
    if entity is None and not done:
        return not asked
    action = snake(fact.action)
    is_usual = action in CRUD or action in SYNONYMS or action in CREATES or action == "*"
    return not (is_usual or action in done or same_act(action, done) or asked)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The rights while they are read, the most trusted claim first."""

    rights: Rights
    roles: list[str]
    names: EntityNames
    acts: Mapping[str, list[str]]
    called: Mapping[tuple[str, str], str]
    """What endpoints do, by thing and the verb that describes them."""
    said: Said
    above: frozenset[tuple[str, str]]
    """Each role with each role whose rights it has too."""
    denials: tuple[PermissionFact, ...]
    """What is denied by name, and not only by an empty cell."""


def _read(reading: _Reading, fact: PermissionFact) -> None:
    rights, names = reading.rights, reading.names
    resource, entity = resource_of(names, fact.resource)
    if asked := made_by(names, resource, entity, fact.action, reading.acts.get(resource, ())):
        resource, entity, fact = snake(asked.name), asked, replace(fact, action="create")
    if fact.authority < Authority.LIST and is_amiss(names, fact, entity):
        return
    rights.entities[resource] = entity
    if fact.action == "*" and entity and (more := beside(names, fact.resource, entity)):
        # `Serve lunch` is one right to lunches, not all of them.
        fact = replace(fact, action=reading.called.get((resource, more), more))
    spared = _spared(reading, fact, entity, resource)
    for action in actions_of(fact.action, entity, reading.acts.get(resource, [])):
        if action not in spared:
            _enter(reading, fact, (resource, action))
    if fact.action == "*" and fact.allowed:
        for role in known(reading.roles, fact.role):
            rights.whole.setdefault(resource, {}).setdefault(role, fact.scope)


def _spared(
    reading: _Reading, fact: PermissionFact, entity: Entity | None, resource: str
) -> frozenset[str]:
    """Return what a right to all with a thing leaves out: what is denied by name, and what nobody said."""
    if fact.action == "write" and fact.authority < Authority.LIST:
        return frozenset(("delete",))  # That is meant by `loan:write`, and by no sentence.
    if fact.action != "*" or not fact.allowed:
        return frozenset()
    acts = reading.acts.get(resource, [])
    roles = {*known(reading.roles, fact.role)}
    return frozenset(
        action
        for one in reading.denials
        if one.place.file == fact.place.file
        and resource_of(reading.names, one.resource)[0] == resource
        and (is_everybody(one.role) or roles <= {*known(reading.roles, one.role)})
        for action in actions_of(one.action, entity, acts)
    )


def _complete_wildcards(rights: Rights) -> None:
    """Give those who may do everything with a resource what others are given by name."""
    for resource, action in rights.granted:
        for role, scope in rights.by_whole(resource, action):
            if role not in rights.denied.get((resource, action), {}):
                rights.grant((resource, action), role, scope, ())
        for role in rights.readers if action == "read" else ():
            rights.grant((resource, action), role, "all", ())


def _enter(reading: _Reading, fact: PermissionFact, key: tuple[str, str]) -> None:
    rights = reading.rights
    if reading.said.is_anybody(fact.role):
        if fact.allowed:
            rights.anybody.setdefault(key, []).append(fact)
        return
    everybody = is_everybody(fact.role)
    for role in tuple(reading.roles) if everybody else known(reading.roles, fact.role):
        granted, denied = rights.granted.get(key, {}), rights.denied.get(key, {})
        # Whom a sentence leaves out of everyone, it sets apart from the others, who are named so.
        is_named = not everybody or _leaves_out(fact, denied)
        if role in (denied if fact.allowed else granted) or (
            fact.allowed and is_named and _is_settled(reading, fact, key, role)
        ):
            rights.overruled.append((key, role, fact))
        elif fact.allowed:
            rights.grant(key, role, fact.scope, [fact])
        else:
            rights.denied.setdefault(key, {}).setdefault(role, []).append(fact)


def _leaves_out(fact: PermissionFact, denied: Mapping[str, Iterable[Fact]]) -> bool:
    """Tell whether a sentence denies to some what it gives to everyone."""
    return any(one.place == fact.place for facts in denied.values() for one in facts)


def _is_settled(reading: _Reading, fact: PermissionFact, key: tuple[str, str], role: str) -> bool:
    """Tell whether who has a right is settled elsewhere, so that a sentence adds nobody to them."""
    rights, owners = reading.rights, reading.said.owners
    held = rights.granted.get(key, {})
    is_loose = fact.authority < Authority.LIST and owners.get(fact.place.file) != SECURITY
    if not is_loose or role in held or role in rights.masters:
        return False
    if any((role, above) in reading.above for above in held):
        return False
    said = [one for right in held.values() for one in right.facts if isinstance(one, Fact)]
    return any(
        one.place.file != fact.place.file
        and (one.authority >= Authority.LIST or owners.get(one.place.file) == SECURITY)
        for one in said
    )


def reach(spec: Spec, standing: Standing, rights: Rights, key: tuple[str, str], role: str) -> str:
    """Return how far a stated right goes; where nobody says, no further than the role's others."""
    resource, action = key
    entity = rights.entities.get(resource)
    right = rights.granted[key][role]
    if right.scope:
        return _stated(spec, standing, entity, action, right.scope)
    # An owner that is only assumed narrows nobody's rights but those that speak of one's own.
    free = (
        is_assumed(spec, entity)
        and "own" not in _others(rights, key, role)
        and role not in known(standing.roles, whose(spec, entity))
    )
    nobodys = entity is None or free or not is_owned(spec, entity)
    if nobodys or (entity and entity.trait("account") and action in ("create", "read")):
        return standing.widest
    if action == "create":
        return standing.widest if _makes_for_others(spec, standing, rights, key, role) else "own"
    return _unsaid(standing, rights, key, role)


def _makes_for_others(
    spec: Spec, standing: Standing, rights: Rights, key: tuple[str, str], role: str
) -> bool:
    """Tell whether a role makes rows that are another's: a clerk enters what a `customer_id` orders.

    Where a row only names an account, another role has to be held to its own in the same document.
    """
    if is_end_user(role):
        return False
    # Who has an account of a kind, as a Singer, is whose that row is.
    owners = known(standing.roles, whose(spec, rights.entities.get(key[0])))
    owners = owners or tuple(one for one in standing.roles if one == key[0])
    if not owners:
        others = (right for one, right in rights.granted[key].items() if one != role)
        return any(right.scope == "own" for right in others) and is_contrasted(rights, key, role)
    above = {one for heir, one in inherited(spec) if heir == role}
    return role not in owners and not above & {*owners}


def _stated(spec: Spec, standing: Standing, entity: Entity | None, action: str, scope: str) -> str:
    """Return how far a right goes that says so; one's own stays that, also where no row is anybody's."""
    kept = "own" if scope == "team" and not standing.has_team else scope
    if entity and action == "create" and is_nobodys(spec, entity, scope) and known_by(spec, entity):
        return kept
    return safe(spec, standing, entity, action, scope) or kept


def is_nobodys(spec: Spec, entity: Entity | None, scope: str) -> bool:
    """Tell whether a right is to somebody's rows where no field says whose a row is."""
    return scope in ("own", "team") and entity is not None and not is_owned(spec, entity)


def _unsaid(standing: Standing, rights: Rights, key: tuple[str, str], role: str) -> str:
    """Return how far a right to what has owners goes where nobody says so."""
    _, action = key
    others = _others(rights, key, role)
    plainly = not others and not is_end_user(role) and is_contrasted(rights, key, role)
    if role in standing.admins or plainly:
        return standing.widest
    if action in ("update", "delete", "submit", "upload"):
        return "own" if not others or "own" in others else _known(standing, others)
    return _known(standing, others) or standing.reads(role)


def _others(rights: Rights, key: tuple[str, str], role: str) -> list[str]:
    """Return how far the rights of a role to the same thing go, as far as it is said."""
    cells = [rights.granted[key[0], action] for action in rights.actions.get(key[0], ())]
    told = rights.reached.get((key[0], role), "")
    return [*filter(None, [told]), *(c[role].scope for c in cells if role in c and c[role].scope)]


def _known(standing: Standing, scopes: list[str]) -> str:
    best = ""
    for scope in scopes:
        best = wider(best, standing.widest if scope in ("tenant", "all") else scope)
    return "own" if best == "team" and not standing.has_team else best


def safe(spec: Spec, standing: Standing, entity: Entity | None, action: str, scope: str) -> str:
    """Return a scope that can be enforced; "" where nobody could tell whose a row is."""
    if scope in ("tenant", "all"):
        return standing.widest
    if entity is None:
        return scope if scope != "team" or standing.has_team else "own"
    if not is_owned(spec, entity):
        return standing.widest if action == "create" else ""
    return "own" if scope == "team" and not standing.has_team else scope
