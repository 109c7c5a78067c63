"""What stands above the tables of section 4: who signs in, and how."""

from collections.abc import Collection, Iterator

from luke_cli.names import snake
from luke_cli.plan.kept import told
from luke_cli.plan.show import sentences
from luke_cli.spec.api_keys import HEADER, has_keys
from luke_cli.spec.api_keys import LIFETIME as KEY_LIFETIME
from luke_cli.spec.invitations import LIFETIME as INVITATION
from luke_cli.spec.invitations import invites
from luke_cli.spec.model import Kind, Spec
from luke_cli.spec.passwords import MAX_AGE, RULES, counts_age
from luke_cli.spec.values import items
from luke_cli.spec.verification import LIFETIME, MODE, REQUIRED, verifies


def authentication(spec: Spec) -> str:
    """Return the lead of section 4."""
    account = next((e.name for e in spec.entities if e.trait("account")), "")
    if not account:
        return "No entity signs in: the documents name no account, and luke found none to propose."
    login = spec.setting("login_by") or "email"
    names = {operation.name for operation in spec.operations if operation.kind is not Kind.CUSTOM}
    return sentences(
        f"{account} is who signs in, with `{login}` and a password, of which only an argon2id"
        " hash is kept.",
        "An unknown name and a wrong password get the same answer."
        if "auth.login" in names
        else "",
        "Each lock in a row lasts twice as long as the one before, up to `lockout_time_max`; a good"
        " login begins anew."
        if spec.setting("lockout_backoff") == "doubling"
        else "",
        "A refresh token works once; one that comes twice ends its login."
        if "auth.refresh" in names
        else "",
        *_sessions(names),
        "Who forgot a password gets a link by mail, which works once and for the time of"
        " `reset_token_ttl`; the answer is the same for an address that nobody has."
        if "auth.forgot_password" in names
        else "",
        *_verification(spec),
        *_invitations(spec),
        *_keys(spec),
        "" if "auth.register" in names else _accounts(spec, account),
        *_passwords(spec),
        told(spec, 4),
    )


def _sessions(names: Collection[str]) -> Iterator[str]:
    """Yield what one may do about one's own logins."""
    if "auth.list_sessions" in names:
        ends = ", and ends any of them" if "auth.end_session" in names else ""
        yield f"Everybody sees their own open logins{ends}; those of others are 404."
    if "auth.logout_all" in names:
        yield "`auth.logout_all` ends all logins of the caller, in all processes."


def _verification(spec: Spec) -> Iterator[str]:
    """Yield what a confirmed address is good for."""
    if verifies(spec):
        yield (
            "An address is confirmed by a link by mail, which works once and for the time of"
            f" `{LIFETIME}`; the answer is the same for an address that nobody has."
        )
        if spec.setting(MODE) == REQUIRED:
            yield "Nobody signs in before that: the right password gets 403."


def _invitations(spec: Spec) -> Iterator[str]:
    """Yield how accounts are made by invitation."""
    if invites(spec):
        yield (
            "Who is invited gets a link by mail, which makes one account, once and for the time of"
            f" `{INVITATION}`; there is no account before. Whoever may add accounts may give any role,"
            " others the one that everybody begins with, or their own."
        )


def _keys(spec: Spec) -> Iterator[str]:
    """Yield what a key of the API is good for."""
    if has_keys(spec):
        yield (
            f"A key in the header of `{HEADER}` stands for a token of its owner: it may do what"
            " its owner may, or less where it was made for fewer rights, never sign-in itself (keys,"
            " passwords, logins, profile)."
        )
        yield (
            "It is shown once, of 256 random bits only a prefix and a SHA-256 hash are kept, and it ends"
            f" after `{KEY_LIFETIME}` or when it is revoked, in all processes."
        )


def _passwords(spec: Spec) -> Iterator[str]:
    """Yield what is asked of passwords and built."""
    if set(items(spec.setting("password_rules"))) & {*RULES}:
        yield (
            "A new password keeps `password_rules` wherever it is set, also on the command line;"
            " a refusal names the rules that it breaks."
        )
    if spec.setting("password_history").isdigit():
        yield (
            "The last `password_history` passwords, of which hashes are kept, do not come back at a"
            " change or a reset."
        )
    if spec.setting(MAX_AGE) and counts_age(spec):
        yield f"Whoever has a password older than `{MAX_AGE}` may only change it or sign out."


def _accounts(spec: Spec, account: str) -> str:
    create = spec.operation(f"{snake(account)}.create")
    made = f"`{create.name}` and " if create and create.kind is Kind.CREATE else ""
    return f"Nobody registers: accounts come from {made}`python -m backend.commands create-admin`."
