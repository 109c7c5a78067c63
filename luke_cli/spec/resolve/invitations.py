"""Accounts by invitation: which endpoints there are for it, and who may invite.

POST /users/invite                  Registration is by invitation only.
POST /auth/accept-invitation        Invitation links expire after 72 hours.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import Fact, PermissionFact, SettingFact
from luke_cli.spec.invitations import ACCEPT, INVITE, LIFETIME
from luke_cli.spec.model import Assumption, Entity, Setting, Spec
from luke_cli.spec.resolve.drafts import Draft, SignIn, auth_draft
from luke_cli.spec.resolve.recovery import can_be_written_to
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.traits import leaning

_LIFETIME: Final = "7 d"
_PLACES: Final = {INVITE: "/auth/invitations", ACCEPT: "/auth/accept-invitation"}
_PUBLIC: Final = {INVITE: "", ACCEPT: "public"}
_PATHS: Final = {
    INVITE: frozenset(
        """
        invite invites invitation invitations invite_user invite_users invite_member invite_members
        send_invite send_invitation send_invitations create_invitation
        """.split()
    ),
    ACCEPT: frozenset(
        """
        accept_invite accept_invites accept_invitation accept_invitations invite_accept
        invites_accept invitation_accept invitations_accept confirm_invitation invitations_confirm
        register_by_invitation register_invited complete_invitation invitations_complete
        """.split()
    ),
}
ROOTS: Final = frozenset(("invite", "invites", "invitation", "invitations"))
"""What a path of invitations may begin with, unless they are rows of the plan."""


def invitation_verb(spec: Spec, account: Entity | None, method: str, words: Sequence[str]) -> str:
    """Return what the words of a path do about invitations, "" if nothing.

    Invitations that the documents themselves describe as rows are none of ours.
    """
    named = next((verb for verb, paths in _PATHS.items() if "_".join(words) in paths), "")
    is_meant = bool(named) and method in ("POST", "PUT")
    return named if is_meant and can_be_built(spec, account) else ""


def can_be_built(spec: Spec, account: Entity | None) -> bool:
    """Tell whether an address and a role are enough to begin an account with.

    Where the documents keep invitations in a table of their own, they are rows like others.
    """
    if account is None or not can_be_written_to(account):
        return False
    return not leaning(account) and not any(
        snake(entity.name).rpartition("_")[2] in ROOTS for entity in spec.entities
    )


def with_invitations(
    said: Said, spec: Spec, account: Entity | None, there: Mapping[str, Draft]
) -> Iterator[Draft]:
    """Yield the operations of invitations that the documents leave out."""
    asked = _asking(said, account)
    if not can_be_built(spec, account) or not (asked or {INVITE, ACCEPT} & {*there}):
        return
    for verb, path in _PLACES.items():
        if verb not in there:
            yield auth_draft(SignIn(verb, "POST", path, _PUBLIC[verb]), sources=said.sources(asked))


def is_about(account: Entity | None, right: PermissionFact) -> bool:
    """Tell whether a right is the one to invite somebody who gets an account."""
    names = {"user", "account", *((snake(account.name),) if account else ())}
    return snake(right.action) == INVITE and singular(snake(right.resource)) in names


def _asking(said: Said, account: Entity | None) -> list[Fact]:
    facts = said.of(SettingFact)
    told = [fact for fact in facts if fact.key == "registration" and fact.value == "invitation"]
    rights = said.of(PermissionFact)
    return [*told, *(one for one in rights if one.allowed and is_about(account, one))]


def invitation_settings(
    said: Said,
    account: Entity | None,
    drafts: Sequence[Draft],
    chosen: Mapping[str, Setting],
    assumptions: list[Assumption],
) -> Iterator[Setting]:
    """Yield how long an invitation is good for, where the documents leave it out."""
    found = next((draft for draft in drafts if draft.operation.name == f"auth.{INVITE}"), None)
    if found is None or LIFETIME in chosen:
        return
    name = "A-invite-token-ttl"
    sources = found.operation.sources or said.sources(_asking(said, account))
    assumptions.append(
        Assumption(
            name=name,
            about=f"#{LIFETIME}",
            proposal=f"an invitation is good for {_LIFETIME}, and a later one takes its place",
            why="no document says how long",
            sources=sources,
        )
    )
    yield Setting(LIFETIME, _LIFETIME, sources, (name,))


def inviting(account: Entity, draft: Draft) -> Draft:
    """Return the operation by which somebody is invited as one about accounts."""
    named = snake(account.name)
    return replace(draft, resource=named, action="invite", entity=account)
