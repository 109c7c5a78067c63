"""A second factor: who asks for one, which roles must have it, and where its operations are."""

import pytest
from meant import meant, requests, settings

from luke_cli.spec.model import Spec

PEOPLE = """
```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role VARCHAR(20) NOT NULL CHECK (role IN ('cook', 'head_waiter', 'admin'))
);
```

| Method | Path | Description |
|---|---|---|
| POST | /auth/login | Log in |
"""
OPERATIONS = {
    "auth.complete_login": "POST /auth/login/code auth public",
    "auth.enrol_mfa": "POST /auth/mfa auth signed-in",
    "auth.confirm_mfa": "POST /auth/mfa/confirm auth signed-in",
    "auth.disable_mfa": "POST /auth/mfa/disable auth signed-in",
}


def of(*lines: str, rows: tuple[str, ...] = ()) -> Spec:
    table = "".join(f"| {row} | second factor |\n" for row in rows)
    return meant(DESIGN=PEOPLE + table, SECURITY="\n".join(["# Security", "", *lines, ""]))


def factor(spec: Spec) -> dict[str, str]:
    return {name: said for name, said in requests(spec, "auth").items() if name in OPERATIONS}


def must(spec: Spec) -> str:
    """Return which roles must have one: "all", some names, or "" for none."""
    said = settings(spec, "mfa_required", "mfa_roles")
    return said.get("mfa_roles", "all") if said.get("mfa_required") == "yes" else ""


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("MFA (TOTP) is mandatory for admins.", "admin"),
        ("Cooks and admins must use a second factor (TOTP).", "cook, admin"),
        ("Head waiters need 2FA by an authenticator app.", "head_waiter"),
        ("All admin accounts must use a second factor (TOTP).", "admin"),
        ("Everybody who is not a cook needs a second factor (TOTP).", "head_waiter, admin"),
        ("Cooks do not need a second factor; admins must use one (TOTP).", "admin"),
        ("Admins must use TOTP. Cooks can do without a second factor.", "admin"),
        ("A second factor (TOTP) is required for all users.", "all"),
        ("Everybody must have a second factor (TOTP).", "all"),
        ("Cooks may use a second factor (TOTP).", ""),
        ("A second factor (TOTP) is optional for all users.", ""),
    ],
)
def test_a_sentence_says_who_must_have_one(sentence: str, roles: str):
    spec = of(sentence)
    assert factor(spec) == OPERATIONS
    assert settings(spec, "mfa_methods") == {"mfa_methods": "totp"}
    assert must(spec) == roles


def test_what_says_so_is_named():
    """Of the lines, only those that ask for it."""
    spec = of("Cooks wear hats.", "Admins must use a second factor (TOTP).")
    for name in ("mfa_required", "mfa_roles"):
        (setting,) = (one for one in spec.settings if one.name == name)
        assert [(place.file, place.line) for place in setting.sources] == [("SECURITY.md", 4)]
    operation = spec.operation("auth.enrol_mfa")
    assert [place.line for place in operation.sources] == [4]
    assert operation.basis == ("default",)


@pytest.mark.parametrize(
    "sentence",
    [
        "Admins wear two hats.",
        "MFA is optional.",
        "Two-factor authentication by SMS is mandatory for admins.",
    ],
)
def test_what_is_not_asked_for_or_cannot_be_built_is_not_there(sentence: str):
    spec = of(sentence)
    assert factor(spec) == {}
    assert must(spec) == ""


def test_other_methods_are_set_aside():
    spec = of("Second factors are TOTP and SMS.", "Admins must use 2FA.")
    (assumption,) = (one for one in spec.assumptions if one.name == "A-mfa-methods")
    assert assumption.proposal == "TOTP and recovery codes are built, not sms"
    assert factor(spec) == OPERATIONS
    assert must(spec) == "admin"


@pytest.mark.parametrize(
    ("rows", "paths"),
    [
        (
            ["POST | /auth/2fa/setup", "POST | /auth/2fa/verify"],
            ["/auth/2fa/verify", "/auth/2fa/setup", "/auth/2fa/confirm", "/auth/2fa/disable"],
        ),
        (
            ["POST | /auth/mfa"],
            ["/auth/login/code", "/auth/mfa", "/auth/mfa/confirm", "/auth/mfa/disable"],
        ),
        (
            ["POST | /auth/totp/confirm"],
            ["/auth/login/code", "/auth/totp", "/auth/totp/confirm", "/auth/totp/disable"],
        ),
    ],
)
def test_endpoints_ask_for_one_and_say_where(rows: list[str], paths: list[str]):
    """The rest stands beside what they name, and that it is TOTP is an assumption."""
    spec = of(rows=tuple(rows))
    assert [spec.operation(name).path for name in OPERATIONS] == paths
    assert settings(spec, "mfa_methods") == {"mfa_methods": "totp"}
    assert must(spec) == ""
