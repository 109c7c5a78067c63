"""What the templates may see of accounts that are made by invitation."""

from dataclasses import dataclass

from luke_cli.backend.naming import member_of
from luke_cli.backend.views.accounts import AccountView, AuthView
from luke_cli.backend.views.columns import role_enum_of
from luke_cli.backend.views.schemas import PASSWORD, MemberView
from luke_cli.backend.views.settings import minutes_of
from luke_cli.names import snake
from luke_cli.spec.invitations import VERBS
from luke_cli.spec.model import Entity, Spec

_WEEK_MINUTES = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class InvitationsView:
    """Who invites, and what a guest says; members are Python."""

    minutes: int
    """How long a link works."""
    choosers: tuple[str, ...]
    """The roles, as Python, that may give any role; the others give what everybody begins with."""
    members: tuple[MemberView, ...]
    """What a guest says of themselves, beside the password."""


def invitations_view(
    spec: Spec, account: Entity, auth: AuthView, view: AccountView
) -> InvitationsView | None:
    """Return how accounts are made by invitation; None if that is not built."""
    if not all(verb in auth.by_verb for verb in VERBS):
        return None
    enum = role_enum_of(account)
    adding = spec.operation(f"{snake(account.name)}.create")
    rights = {p.name: p.scopes for p in spec.permissions}
    names = [role for p in (adding.permissions if adding else ()) for role, _ in rights.get(p, ())]
    return InvitationsView(
        minutes=minutes_of(spec.setting("invite_token_ttl"), _WEEK_MINUTES),
        choosers=tuple(f"{enum}.{member_of(name)}" for name in names) or (view.admin_role,),
        members=tuple(m for m in auth.registers if m.name not in ("email", PASSWORD)),
    )
