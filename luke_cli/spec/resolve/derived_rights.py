"""Rights that no document names, from rights that it does."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.inbox import TRAIT as INBOX
from luke_cli.spec.model import Entity, Kind, Permission, Sources, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.ownership import account_of, is_assumed, is_owned, is_tenant, parent_of
from luke_cli.spec.resolve.rights import safe
from luke_cli.spec.resolve.standing import Standing
from luke_cli.spec.resolve.verbs import JUDGES
from luke_cli.spec.webhooks import TRAIT as WEBHOOK

_NEIGHBOURS: Final = {
    "delete": ("update", "create"),
    "restore": ("delete", "update"),
    "update": ("create",),
    "create": ("update",),
    "upload": ("create",),
    "submit": ("update",),
    "reject": ("approve", "accept", "confirm"),
    "deny": ("approve", "accept", "confirm"),
    "decline": ("approve", "accept", "confirm"),
    "approve": ("reject",),
}
"""Rights of the same resource that a right follows, the nearest first."""

_PAYS: Final = frozenset(("pay", "reimburse", "refund", "settle"))
_OF_OWNERS: Final = frozenset(
    "submit resubmit cancel withdraw recall revise edit save discard reopen restart return "
    "return_to_draft back_to_draft contest dispute appeal object accept_offer confirm_receipt".split()
)
"""Steps that those whose row it is take by nature, unless somebody else is named."""
_AUDIT: Final = ("audit:read", "audit_log:read", "audit_trail:read", "log:read", "event:read")
_CONFIGURE: Final = "system:configure"


@dataclass(frozen=True, slots=True)
class Derived:
    """A right, and what it follows."""

    name: str
    about: str
    """What the assumption is named after."""
    scopes: Mapping[str, str]
    proposal: str
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Case:
    """An operation that nobody gives a right, and what is known."""

    spec: Spec
    standing: Standing
    rows: Mapping[str, Permission]
    draft: Draft
    name: str
    """What the right would be called."""
    is_unread: bool = False
    """Words about the rights to it are not understood."""
    wished: Mapping[str, str] = field(default_factory=dict)
    """How far stories say that roles look at it."""

    @property
    def of_others(self) -> bool:
        """It is a step that an owner does not take by being the owner: `start`, `expire`, `pay`."""
        is_step = self.draft.operation.kind is Kind.TRANSITION
        return is_step and self.draft.action not in _OF_OWNERS

    @property
    def admins(self) -> str:
        """Those who run the system, in words."""
        return self.named(self.standing.admins)

    def named(self, roles: Collection[str]) -> str:
        """Return roles in words."""
        found = [role for role in self.standing.roles if role in roles]
        return " and ".join(found) or "nobody"

    def widely(self, roles: Collection[str]) -> dict[str, str]:
        """Return the widest scope for some roles."""
        return {role: self.standing.widest for role in self.standing.roles if role in roles}

    def administered(self, proposal: str) -> Derived:
        """Return a right of those who run the system."""
        about = self.name.partition(":")[0]
        return Derived(self.name, about, self.widely(self.standing.admins), proposal)


def derived(case: Case) -> Derived:
    """Return the right of an operation that nobody gives one."""
    found = _derived(case)
    if case.draft.action != "read" or not case.wished or found.name in case.rows:
        return found
    told = {
        role: safe(case.spec, case.standing, case.draft.entity, "read", scope)
        for role, scope in case.wished.items()
        if role in found.scopes
    }
    scopes = {role: told.get(role, scope) for role, scope in found.scopes.items()}
    kept = {role: scope for role, scope in scopes.items() if scope}
    return replace(found, scopes=kept, proposal=f"{found.proposal}, no further than stories tell")


def _derived(case: Case) -> Derived:
    entity = case.draft.entity
    if entity is None:
        return _free(case)
    if entity.trait(WEBHOOK):
        return _webhook(case, entity)
    if entity.trait(INBOX):
        own = dict.fromkeys(case.standing.roles, "own")
        return Derived(case.name, snake(entity.name), own, "everybody, their own only")
    if case.is_unread:
        return _related(case, entity) or _unread(case, entity)
    return _by_character(case, entity) or _related(case, entity) or _on_rows(case, entity)


def _webhook(case: Case, entity: Entity) -> Derived:
    """Return the right to say what is sent where: to another's receiver nobody else may send."""
    if not is_owned(case.spec, entity):
        return case.administered(f"only {case.admins}: what is sent where")
    related = _related(case, entity)
    own = dict.fromkeys(related.scopes if related else case.standing.roles, "own")
    return Derived(case.name, snake(entity.name), own, "one's own only")


def _unread(case: Case, entity: Entity) -> Derived:
    """Return the right to what somebody wrote about in words that are not understood."""
    if case.draft.action == "read" and is_owned(case.spec, entity):
        return _owned(case, snake(entity.name))
    return case.administered(f"only {case.admins}: words about rights to it are not understood")


def _free(case: Case) -> Derived:
    """Return the right of an operation on nothing that is stored."""
    resource = case.draft.resource
    if case.draft.action == "configure" and _CONFIGURE in case.rows:
        return Derived(_CONFIGURE, "system", {}, "")
    same = next((key for key in case.rows if key.startswith(f"{resource}:")), "")
    if same:
        row = case.rows[same]
        return Derived(case.name, resource, dict(row.scopes), f"like `{same}`", row.sources)
    return case.administered(f"only {case.admins}")


def _by_character(case: Case, entity: Entity) -> Derived | None:
    """Return the right that follows from what kind of thing an entity is."""
    if entity.trait("lookup") and f"{snake(entity.name)}:read" not in case.rows:
        return _lookup(case)
    if is_tenant(case.spec, entity):
        return _tenant(case)
    if entity.trait("append-only"):
        known = next((one for one in _AUDIT if one in case.rows), "")
        return Derived(known, "", {}, "") if known else case.administered(case.admins)
    if entity is account_of(case.spec):
        return case.administered(f"{case.admins} looks after accounts")
    pays = case.draft.action in _PAYS and case.draft.operation.kind is Kind.CUSTOM
    if pays and f"{case.draft.resource}:read" in case.rows:
        chosen = case.standing.wide | case.standing.admins
        return Derived(case.name, case.draft.resource, case.widely(chosen), case.named(chosen))
    return None


def _lookup(case: Case) -> Derived:
    if case.draft.action == "read":
        scopes = case.widely(case.standing.roles)
        return Derived("lookup:read", "lookup", scopes, "everybody: they choose from it")
    stated = case.rows.get(_CONFIGURE)
    writers = [role for role, _ in stated.scopes] if stated else case.standing.admins
    proposal = f"{case.named(writers)} looks after it"
    return Derived("lookup:write", "lookup", case.widely(writers), proposal)


def _tenant(case: Case) -> Derived:
    if case.draft.action == "read":
        scopes = case.widely(case.standing.roles)
        return Derived(case.name, "tenant", scopes, "everybody sees their own")
    if _CONFIGURE in case.rows:
        return Derived(_CONFIGURE, "tenant", {}, "")
    return case.administered(case.admins)


def _related(case: Case, entity: Entity) -> Derived | None:
    """Return the right that follows another: of the parent, or of the same resource."""
    chain = (one for one in _chain(case, entity) if one in case.rows)
    # Who makes or changes a thing does not therefore decide about it.
    judges = case.draft.action in JUDGES
    fitting = (one for one in chain if not judges or one.rpartition(":")[2] in JUDGES)
    row = next((case.rows[one] for one in fitting), None)
    if row is None:
        return None
    action = case.draft.action
    of_makers = row.name.endswith(":create") and action not in ("read", "create")
    scopes = {}
    for role, scope in row.scopes:
        reached = scope
        if of_makers and is_owned(case.spec, entity):
            reached = case.standing.widest if role in case.standing.admins else "own"
        found = safe(case.spec, case.standing, entity, action, reached)
        if found and not (found == "own" and case.of_others):
            scopes[role] = found
    if case.of_others and (of_makers or not scopes):
        return case.administered(f"only {case.admins}: no document says who takes this step")
    return Derived(case.name, case.draft.resource, scopes, f"like `{row.name}`", row.sources)


def _chain(case: Case, entity: Entity) -> Iterator[str]:
    """Yield the rights that a right may follow, the nearest first."""
    resource, action = case.draft.resource, case.draft.action
    kind = case.draft.operation.kind
    first, *others = *_NEIGHBOURS.get(action, ()), ""
    yield f"{resource}:{first}"
    if case.is_unread:
        return
    if kind is Kind.TRANSITION and action not in JUDGES:
        yield from (f"{resource}:update", f"{resource}:submit")
    parent = parent_of(case.spec, entity)
    if parent is not None:
        yield from _of_parent(resource, snake(parent.name), action)
    if kind in (Kind.CUSTOM, Kind.EXPORT, Kind.BULK, Kind.SUMMARY):
        yield f"{resource}:{'read' if case.draft.operation.method == 'GET' else 'update'}"
    yield from (f"{resource}:{other}" for other in others)


def _of_parent(resource: str, parent: str, action: str) -> Iterator[str]:
    if action == "delegate":
        yield f"{parent}:approve"
    if action in ("delete", "update"):
        yield f"{resource}:upload"
    if action == "read":
        yield f"{parent}:read"
    else:
        yield from (f"{parent}:update", f"{parent}:create")


def _on_rows(case: Case, entity: Entity) -> Derived:
    """Return the right to rows of which nothing at all is said."""
    standing, action, resource = case.standing, case.draft.action, snake(entity.name)
    if action in JUDGES:
        leaders = standing.team - standing.wide
        if is_owned(case.spec, entity) and standing.has_team and leaders:
            scopes = {role: "team" for role in standing.roles if role in leaders}
            return Derived(case.name, resource, scopes, f"{case.named(leaders)}, for the team")
        return case.administered(case.admins)
    sure = action == "read" or not is_assumed(case.spec, entity)
    if is_owned(case.spec, entity) and sure and not case.of_others:
        return _owned(case, resource)
    if action == "read":
        everybody = case.widely(standing.roles)
        return Derived(case.name, case.draft.resource, everybody, "everybody who is signed in")
    return case.administered(f"{case.admins}: the rows are nobody's own")


def _owned(case: Case, resource: str) -> Derived:
    standing = case.standing
    if case.draft.action == "read":
        scopes = {role: standing.reads(role) for role in standing.roles}
        return Derived(case.name, resource, scopes, "one's own; all for those who see all")
    if case.draft.action == "create":
        scopes = dict.fromkeys(standing.roles, "own")
        return Derived(case.name, resource, scopes, "everybody, for themselves")
    scopes = {
        role: standing.widest if role in standing.admins else "own" for role in standing.roles
    }
    return Derived(case.name, resource, scopes, f"one's own; {case.admins} all")
