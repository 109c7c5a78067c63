"""The confirmation of an address: whether a plan has it, and which field of the account keeps it."""

from typing import Final

from luke_cli.spec.model import Entity, Field, Kind, Spec, Type, TypeName, Visibility

MODE: Final = "email_verification"
LIFETIME: Final = "verify_token_ttl"
REQUIRED: Final = "required"
"""Nobody signs in before; `optional` only keeps who has confirmed."""
VERIFY: Final = "verify_email"
RESEND: Final = "resend_verification"
VERIFIED: Final = Field(
    "email_verified_at", Type(TypeName.DATETIME), visibility=Visibility.READ_ONLY
)
_FLAGS: Final = (
    "email_verified",
    "is_email_verified",
    "email_confirmed",
    "is_email_confirmed",
    "is_verified",
    "verified",
    "confirmed",
    "is_confirmed",
)
_MOMENTS: Final = (
    "email_verified_at",
    "email_confirmed_at",
    "verified_at",
    "confirmed_at",
    "email_verified_on",
)
_KINDS: Final = {TypeName.BOOLEAN: _FLAGS, TypeName.DATETIME: _MOMENTS}


def verified_field(account: Entity) -> Field | None:
    """Return the field that keeps that the address of an account is confirmed, if it has one."""
    fields = (field for field in account.fields if field.name in _KINDS.get(field.type.name, ()))
    return next(fields, None)


def verifies(spec: Spec) -> bool:
    """Tell whether the confirmation of an address is built."""
    account = spec.account
    built = (spec.operation(f"auth.{verb}") for verb in (VERIFY, RESEND))
    return (
        all(one is not None and one.kind is Kind.AUTH for one in built)
        and account is not None
        and account.field("email") is not None
        and verified_field(account) is not None
    )
