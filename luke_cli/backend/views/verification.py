"""What the templates may see of the confirmation of an address."""

from dataclasses import dataclass

from luke_cli.backend.views.settings import minutes_of
from luke_cli.spec.model import Entity, Spec, TypeName
from luke_cli.spec.verification import REQUIRED, verified_field, verifies

_DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class VerificationView:
    """How it is known that an address is that of its account; all but the field is Python."""

    field: str
    """Of the account."""
    is_set: str
    """The condition on the column, behind its name."""
    confirmed: str
    """What the field becomes."""
    unconfirmed: str
    required: bool
    """Nobody signs in before."""
    minutes: int
    """How long a link works."""


def verification_view(spec: Spec, account: Entity) -> VerificationView | None:
    """Return how the address of an account is confirmed; None if that is not built."""
    field = verified_field(account)
    if field is None or not verifies(spec):
        return None
    flag = field.type.name is TypeName.BOOLEAN
    return VerificationView(
        field=field.name,
        is_set=".is_(True)" if flag else ".is_not(None)",
        confirmed="True" if flag else "now()",
        unconfirmed="False" if flag else "None",
        required=spec.setting("email_verification") == REQUIRED,
        minutes=minutes_of(spec.setting("verify_token_ttl"), _DAY_MINUTES),
    )
