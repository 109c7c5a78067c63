"""Rights that no document names, from rights that it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Entity, Kind, Permission, Sources, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.ownership import account_of, is_owned, parent_of, tenant_of
from luke_cli.spec.resolve.rights import Standing, safe
from luke_cli.spec.resolve.verbs import JUDGES

_FOLLOWS: Final = {"delete": "update", "update": "create", "upload": "create", "submit": "update"}
_PAYS: Final = frozenset(("pay", "reimburse", "refund", "settle"))
_AUDIT: Final = ("audit:read", "audit_log:read", "audit_trail:read", "log:read", "event:read")


@dataclass(frozen=True, slots=True)
class Derived:
    """A right, and what it follows."""

    name: str
    about: str
    """What the assumption is named after."""
    scopes: Mapping[str, str]
    proposal: str
    sources: Sources = ()


def derived(
    spec: Spec,
    standing: Standing,
    rows: Mapping[str, Permission],
    draft: Draft,
    name: str,
) -> Derived:
    """Return the right of an operation that nobody gives one."""
    entity, action = draft.entity, draft.action
    if entity is None:
        return _free(standing, rows, draft, name)
    if entity.trait("lookup") and f"{snake(entity.name)}:read" not in rows:
        return _lookup(standing, rows, draft)
    if entity is tenant_of(spec):
        return _tenant(standing, rows, name, action)
    if entity.trait("append-only"):
        return _audit(standing, rows, name)
    if entity is account_of(spec):
        return _administered(standing, name, "admin looks after accounts")
    if action in _PAYS and draft.operation.kind is Kind.CUSTOM and f"{draft.resource}:read" in rows:
        return _by_the_wide(standing, draft, name)
    related = _related(spec, rows, draft)
    if related:
        return _following(spec, standing, entity, draft, name, rows[related])
    if action in JUDGES:
        return _judged(spec, standing, entity, name)
    if is_owned(spec, entity):
        return _owned(standing, entity, name, action)
    if action == "read":
        scopes = dict.fromkeys(standing.roles, standing.widest)
        return Derived(name, draft.resource, scopes, "everybody who is signed in")
    return _administered(
        standing, name, f"{_and(standing.admins, standing)}: the rows are nobody's own"
    )


def _by_the_wide(standing: Standing, draft: Draft, name: str) -> Derived:
    """Return a right of those who see everybody's rows, and of the admins: to pay, for one."""
    chosen = standing.wide | standing.admins
    scopes = {role: standing.widest for role in standing.roles if role in chosen}
    return Derived(name, draft.resource, scopes, _and(scopes, standing))


def _free(standing: Standing, rows: Mapping[str, Permission], draft: Draft, name: str) -> Derived:
    if draft.action == "configure" and "system:configure" in rows:
        return Derived("system:configure", "system", {}, "")
    same = next((key for key in rows if key.startswith(f"{draft.resource}:")), "")
    if same:
        row = rows[same]
        return Derived(name, draft.resource, dict(row.scopes), f"like `{same}`", row.sources)
    return _administered(standing, name, f"only {_and(standing.admins, standing)}")


def _lookup(standing: Standing, rows: Mapping[str, Permission], draft: Draft) -> Derived:
    if draft.action == "read":
        scopes = dict.fromkeys(standing.roles, standing.widest)
        return Derived("lookup:read", "lookup", scopes, "everybody: they choose from it")
    writers = (
        [role for role, _ in rows["system:configure"].scopes] if "system:configure" in rows else ()
    )
    chosen = writers or standing.admins
    scopes = {role: standing.widest for role in standing.roles if role in chosen}
    return Derived("lookup:write", "lookup", scopes, f"{_and(scopes, standing)} looks after it")


def _tenant(standing: Standing, rows: Mapping[str, Permission], name: str, action: str) -> Derived:
    if action == "read":
        scopes = dict.fromkeys(standing.roles, standing.widest)
        return Derived(name, "tenant", scopes, "everybody sees their own")
    if "system:configure" in rows:
        return Derived("system:configure", "tenant", {}, "")
    return _administered(standing, name, _and(standing.admins, standing))


def _audit(standing: Standing, rows: Mapping[str, Permission], name: str) -> Derived:
    known = next((one for one in _AUDIT if one in rows), "")
    return (
        Derived(known, "", {}, "")
        if known
        else _administered(standing, name, _and(standing.admins, standing))
    )


def _administered(standing: Standing, name: str, proposal: str) -> Derived:
    scopes = {role: standing.widest for role in standing.roles if role in standing.admins}
    return Derived(name, name.partition(":")[0], scopes, proposal)


def _related(spec: Spec, rows: Mapping[str, Permission], draft: Draft) -> str:
    """Return the right that a right follows: of the parent, or a neighbour of the same resource."""
    entity, action = draft.entity, draft.action
    resource = draft.resource
    wanted = _FOLLOWS.get(action, "")
    chain = [f"{resource}:{wanted}"] if wanted else []
    if action in ("reject", "deny", "decline"):
        chain += [f"{resource}:approve", f"{resource}:accept", f"{resource}:confirm"]
    if action == "approve":
        chain += [f"{resource}:reject"]
    if draft.operation.kind is Kind.TRANSITION and action not in JUDGES:
        chain += [f"{resource}:update", f"{resource}:submit"]
    parent = parent_of(spec, entity) if entity else None
    if parent is not None:
        above = snake(parent.name)
        same = f"{resource}:upload" if action in ("delete", "update") else ""
        if action == "delegate":
            chain += [f"{above}:approve"]
        chain += (
            [same, f"{above}:read"]
            if action == "read"
            else [same, f"{above}:update", f"{above}:create"]
        )
    if draft.operation.kind is Kind.CUSTOM:
        reads = draft.operation.method == "GET"
        chain += [f"{resource}:read" if reads else f"{resource}:update"]
    chain += {
        "update": [f"{resource}:create"],
        "create": [f"{resource}:update"],
        "delete": [f"{resource}:create"],
    }.get(action, [])
    return next((one for one in chain if one in rows), "")


def _following(
    spec: Spec, standing: Standing, entity: Entity, draft: Draft, name: str, row: Permission
) -> Derived:
    scopes = {}
    for role, scope in row.scopes:
        reached = scope
        if (
            draft.action not in ("read", "create")
            and is_owned(spec, entity)
            and row.name.endswith(":create")
        ):
            reached = standing.widest if role in standing.admins else "own"
        found = safe(spec, standing, entity, draft.action, reached)
        if found:
            scopes[role] = found
    return Derived(name, draft.resource, scopes, f"like `{row.name}`", row.sources)


def _judged(spec: Spec, standing: Standing, entity: Entity, name: str) -> Derived:
    """Return a right to decide about others' rows: whoever sees them, else the admins."""
    if is_owned(spec, entity) and standing.has_team and standing.team - standing.wide:
        scopes = {role: "team" for role in standing.roles if role in standing.team - standing.wide}
        return Derived(name, snake(entity.name), scopes, f"{_and(scopes, standing)}, for the team")
    return _administered(standing, name, _and(standing.admins, standing))


def _owned(standing: Standing, entity: Entity, name: str, action: str) -> Derived:
    resource = snake(entity.name)
    if action == "read":
        scopes = {role: standing.reads(role) for role in standing.roles}
        return Derived(name, resource, scopes, "one's own; all for those who see all")
    if action == "create":
        return Derived(
            name, resource, dict.fromkeys(standing.roles, "own"), "everybody, for themselves"
        )
    scopes = {
        role: standing.widest if role in standing.admins else "own" for role in standing.roles
    }
    return Derived(name, resource, scopes, f"one's own; {_and(standing.admins, standing)} all")


def _and(roles: object, standing: Standing) -> str:
    chosen = set(roles) if isinstance(roles, (set, frozenset, dict, list)) else set()
    return " and ".join(role for role in standing.roles if role in chosen) or "nobody"
