"""A forgotten password: which endpoint asks for a link by mail, and which one takes what is in it.

POST /auth/forgot-password          POST /auth/password-reset
POST /auth/reset-password           POST /auth/password-reset/confirm
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.spec.model import Entity, Kind, TypeName
from luke_cli.spec.resolve.drafts import Draft, SignIn, auth_draft

FORGOT: Final = "forgot_password"
RESET: Final = "reset_password"
_ASKS: Final = frozenset(
    """
    forgot forgot_password forgotten_password password_forgot password_forgotten recover
    recover_password password_recover password_recovery password_reset password_resets
    request_password_reset password_reset_request password_reset_requests reset_password_request
    request_reset reset_request lost_password
    """.split()
)
_TAKES: Final = frozenset(
    """
    reset reset_password password_reset_confirm password_resets_confirm reset_password_confirm
    password_reset_confirmation confirm_password_reset confirm_reset password_reset_complete
    complete_password_reset password_recovery_confirm forgot_password_confirm set_password
    """.split()
)


def recovery_verb(account: Entity | None, method: str, words: Sequence[str]) -> str:
    """Return what the words of a path do about a forgotten password, "" if nothing."""
    word = "_".join(words)
    if method not in ("POST", "PUT") or not can_be_written_to(account):
        return ""
    if word in _ASKS:
        return FORGOT
    return RESET if word in _TAKES or word == "password_reset_password" else ""


def can_be_written_to(account: Entity | None) -> bool:
    """Tell whether an account has an address for mail."""
    field = account.field("email") if account else None
    return field is not None and field.type.name in (TypeName.EMAIL, TypeName.STRING)


def with_recovery(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield the other half of a recovery of which the documents name only one."""
    there = {draft.operation.verb: draft for draft in drafts if draft.operation.group == "auth"}
    halves = ((FORGOT, RESET, "forgot", "reset"), (RESET, FORGOT, "reset", "forgot"))
    for one, other, word, instead in halves:
        found = there.get(one)
        if found is None or other in there or found.operation.kind is not Kind.AUTH:
            continue
        path = found.operation.path.replace(word, instead)
        path = path if path != found.operation.path else f"/auth/{instead}-password"
        yield auth_draft(SignIn(other, "POST", path, "public"))


def built(account: Entity | None, draft: Draft) -> Draft:
    """Return an open recovery as one that luke writes, if there is an address to write to."""
    operation = draft.operation
    is_open = operation.group == "auth" and operation.verb in (FORGOT, RESET)
    if not is_open or operation.kind is not Kind.CUSTOM or not can_be_written_to(account):
        return draft
    return replace(draft, operation=replace(operation, kind=Kind.AUTH, basis=("default",)))
