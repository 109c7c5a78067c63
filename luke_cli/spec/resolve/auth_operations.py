"""Signing in: the operations that every backend needs, and who may register."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import PermissionFact, RequirementFact, SettingFact
from luke_cli.spec.invitations import ACCEPT, INVITE
from luke_cli.spec.model import Entity, Kind, Spec
from luke_cli.spec.resolve.api_keys import with_keys
from luke_cli.spec.resolve.drafts import Draft, SignIn, auth_draft
from luke_cli.spec.resolve.entity_names import STAFF
from luke_cli.spec.resolve.invitations import with_invitations
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.recovery import FORGOT, RESET, with_recovery
from luke_cli.spec.resolve.role_names import is_admin
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.second_factor import COMPLETE, with_second_factor
from luke_cli.spec.resolve.sessions import with_sessions
from luke_cli.spec.resolve.verification import with_verification
from luke_cli.spec.verification import RESEND, VERIFY

_ALWAYS: Final = (
    ("login", "POST", "/login", "public"),
    ("refresh", "POST", "/refresh", "public"),
    ("logout", "POST", "/logout", "signed-in"),
    ("me", "GET", "/me", "signed-in"),
    ("update_me", "PATCH", "/me", "signed-in"),
    ("change_password", "POST", "/change-password", "signed-in"),
)
PUBLIC: Final = frozenset(
    ("register", "login", "refresh", COMPLETE, FORGOT, RESET, VERIFY, RESEND, ACCEPT)
)
_REGISTERS: Final = re.compile(
    r"\b(?:self-)?regist(?:er|ers|ration)\b(?! (?:(?:an?|the|my|each|every|all|new|its|their) )+"
    r"(?!account|user|member|profile)[a-z]|s? of\b)"
    r"|\bsign(?:s|ing)? up\b|\bsign-?up\b|\bcreate (?:an|my|their|a new|new)(?: user)? account\b",
    re.IGNORECASE,
)


def with_auth(said: Said, spec: Spec, drafts: Collection[Draft]) -> Iterator[Draft]:
    """Yield the operations of signing in that the documents leave out."""
    if account_of(spec) is None:
        return
    there = {draft.operation.verb: draft for draft in drafts if draft.operation.group == "auth"}
    root = "/auth"
    me = there["me"].operation.path if "me" in there else f"{root}/me"
    for verb, method, path, permission in _ALWAYS:
        if verb in there:
            continue
        place = me if verb == "update_me" else f"{root}{path}"
        one = SignIn(verb, method, place, permission)
        yield auth_draft(one, "update" if verb == "update_me" else "read")
    yield from with_recovery(there.values())
    yield from with_second_factor(said, there)
    yield from with_sessions(said, spec, there)
    yield from with_keys(said, there)
    yield from with_invitations(said, spec, account_of(spec), there)
    yield from with_verification(said, account_of(spec), there)
    if "register" not in there and _may_register(said, spec, drafts):
        stories = tuple(r for r in said.of(RequirementFact) if _REGISTERS.search(r.text))
        one = SignIn("register", "POST", f"{root}/register", "public")
        yield auth_draft(one, "create", sources=said.sources(stories), facts=stories)


def _may_register(said: Said, spec: Spec, drafts: Iterable[Draft]) -> bool:
    """Tell whether people make their own accounts: it is said, or nobody else could."""
    if any(
        fact.key == "registration" and fact.value in ("open", "yes", "self-service")
        for fact in said.of(SettingFact)
    ):
        return True
    if any(_REGISTERS.search(r.text) for r in said.of(RequirementFact)):
        return True
    account = account_of(spec)
    names = {"user", "account", *STAFF, *((singular(account.table),) if account else ())}
    managed = any(
        right.allowed
        and singular(snake(right.resource)) in names
        and right.action in ("create", "*", "manage")
        for right in said.of(PermissionFact)
    )
    managed = managed or any(_adds_for_others(draft, account) for draft in drafts)
    managed = managed or any(draft.operation.name == f"auth.{INVITE}" for draft in drafts)
    return not managed and not any(is_admin(role.name) for role in spec.roles)


def _adds_for_others(draft: Draft, account: Entity | None) -> bool:
    """Tell whether an operation makes accounts, and only for whom it names."""
    makes = draft.operation.kind is Kind.CREATE and draft.entity is not None
    return makes and draft.entity == account and bool(draft.roles) and not draft.public
