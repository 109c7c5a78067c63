"""What `test_invitations.py` may see: who invites whom, and what a guest says."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import Reader
from luke_cli.backend.views.calls import reaches_of
from luke_cli.backend.views.suite import own_value, row_of
from luke_cli.backend.views.world import World
from luke_cli.spec.invitations import ACCEPT, INVITE


@dataclass(frozen=True, slots=True)
class InvitationChecks:
    """All but flags is Python; "" where there is nobody to try."""

    invite: str
    """The call, up to its body."""
    accept: str
    host: str
    """Somebody who may invite."""
    host_row: str
    """The condition of their account."""
    refused: str
    """Somebody who may not."""
    role: str
    """What a host may give."""
    role_column: str
    tenant: str
    """The column of the tenant, not Python."""
    timid: str
    """Somebody who may invite, and not give every role."""
    too_much: str
    """A role that they may not give."""
    members: tuple[tuple[str, str], ...]
    """What a guest says, beside the password."""
    confirmed: str
    """The condition of an account whose address is confirmed; "" if none has to be."""


def invitation_checks(world: World, app: ApplicationView) -> InvitationChecks | None:
    """Return what the tests of invitations need; None if there are none, or nobody may invite."""
    if app.invitations is None:
        return None
    operation = next(o for o in world.spec.operations if o.name == f"auth.{INVITE}")
    hosts = [*reaches_of(world, operation)]
    if not hosts:
        return None
    choosers = app.invitations.choosers
    named = {role: f"{app.role_enum}.{member_of(role)}" for role in app.roles}
    bold = [one for one in hosts if named[one] in choosers]
    host = (bold or hosts)[0]
    given = next(
        (role for role in named.values() if host in bold and role != app.account.default_role),
        app.account.default_role,
    )
    timid = next((one for one in hosts if one not in bold), "")
    free = {named.get(timid, ""), app.account.default_role}
    verbs, base = app.auth.by_verb, app.settings.base_path
    calls = {verb: f'{verbs[verb].method}("{base}{verbs[verb].path[1:]}' for verb in verbs}
    verification = app.verification
    return InvitationChecks(
        invite=calls[INVITE],
        accept=calls[ACCEPT],
        host=literal(host),
        host_row=row_of(world, Reader(host, world.tenant_of(host))),
        refused=next((literal(one) for one in world.roles if one not in hosts), ""),
        role=given,
        role_column=app.account.role,
        tenant=app.account.tenant_key if app.tenant else "",
        timid=literal(timid) if timid else "",
        too_much=next((r for r in named.values() if r not in free), "") if timid else "",
        members=tuple(
            (literal(member.name), value)
            for member in app.invitations.members
            if not member.default and (value := own_value(world, member.name))
        ),
        confirmed=f"{world.account.name}.{verification.field}{verification.is_set}"
        if verification
        else "",
    )
