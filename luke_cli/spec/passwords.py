"""What a plan may ask of passwords beside their length."""

from typing import Final

from luke_cli.spec.model import Entity, Field, Spec, Type, TypeName, Visibility

MAX_AGE: Final = "password_max_age"
CHARACTERS: Final = ("lowercase", "uppercase", "letter", "digit", "special")
RULES: Final = (*CHARACTERS, "not personal", "not common")
"""The values of `password_rules` that are built, in the order of the plan."""
CHANGED: Final = Field(
    "password_changed_at",
    Type(TypeName.DATETIME),
    required=True,
    default="now()",
    visibility=Visibility.HIDDEN,
)
"""When an account got its password; what a longest age is counted from."""
_ALSO: Final = (
    "password_updated_at",
    "password_set_at",
    "last_password_change",
    "last_password_change_at",
    "last_password_changed_at",
    "password_last_changed",
    "password_last_changed_at",
)


def changed_at(account: Entity) -> Field | None:
    """Return the field that keeps when an account got its password, if it has one."""
    found = (account.field(name) for name in (CHANGED.name, *_ALSO))
    return next((one for one in found if one and one.type.name is TypeName.DATETIME), None)


def counts_age(spec: Spec) -> bool:
    """Tell whether a plan has what the age of a password is counted from, and where to renew it."""
    account = spec.account
    field = changed_at(account) if account else None
    known = field is not None and field.required and field.default == CHANGED.default
    return known and spec.operation("auth.change_password") is not None
