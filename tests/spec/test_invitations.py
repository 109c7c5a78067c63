"""Accounts by invitation: who asks for them, who invites, and what is none of it."""

import pytest
from meant import PEOPLE, meant

from luke_cli.spec.invitations import invites
from luke_cli.spec.model import Kind, Spec

ONLY = "Accounts are by invitation only.\n"
ENDPOINTS = """
## API

| Method | Path | Roles |
|---|---|---|
| POST | {} | admin |
"""


def invited(spec: Spec) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        one.verb: (f"{one.method} {one.path}", one.permissions)
        for one in spec.operations
        if one.verb in ("invite", "accept_invitation") and one.kind is Kind.AUTH
    }


def test_a_sentence_brings_both_halves():
    """Whoever may add accounts may invite; a guest has no token yet."""
    spec = meant(DESIGN=PEOPLE, SECURITY=ONLY)
    assert invites(spec)
    assert invited(spec) == {
        "invite": ("POST /auth/invitations", ("user:create",)),
        "accept_invitation": ("POST /auth/accept-invitation", ("public",)),
    }
    assert spec.operation("auth.register") is None


def test_how_long_a_link_works_is_an_assumption_until_it_is_said():
    """A week, which a person may change in the plan."""
    spec = meant(DESIGN=PEOPLE, SECURITY=ONLY)
    assert spec.setting("invite_token_ttl") == "7 d"
    assert "A-invite-token-ttl" in {one.name for one in spec.assumptions}
    told = meant(DESIGN=PEOPLE, SECURITY=f"{ONLY}An invitation link expires after 48 hours.\n")
    assert told.setting("invite_token_ttl") == "48 h"
    assert "A-invite-token-ttl" not in {one.name for one in told.assumptions}


@pytest.mark.parametrize(
    "path", ["/users/invite", "/auth/invite", "/invitations", "/auth/invitations"]
)
def test_an_endpoint_is_taken_as_it_is_spelled(path):
    """The other half comes by itself, and the roles of the endpoint are those who may."""
    spec = meant(DESIGN=PEOPLE + ENDPOINTS.format(path))
    assert invited(spec)["invite"] == (f"POST {path}", ("user:invite",))
    assert dict(spec.permission("user:invite").scopes).keys() == {"admin"}
    assert "accept_invitation" in invited(spec)


def test_a_right_asks_for_invitations_too():
    """It is no step of an account that is there already."""
    rights = "| Permission | Admin | Member |\n|---|---|---|\n| user:invite | all | - |\n"
    spec = meant(DESIGN=PEOPLE, SECURITY=rights)
    assert invited(spec)["invite"][1] == ("user:invite",)
    assert spec.operation("user.invite") is None


def test_invitations_that_are_rows_stay_rows():
    """The documents keep them in a table: luke makes no second one."""
    rows = "\n## Invitation\n\n- id: uuid\n- email: email\n- event: string(80)\n"
    spec = meant(DESIGN=PEOPLE + rows + ENDPOINTS.format("/invitations"))
    assert not invites(spec)
    assert spec.operation("invitation.create").kind is Kind.CREATE


def test_who_cannot_be_without_something_else_is_not_invited():
    """An account that needs a department is made by somebody who knows which."""
    department = "CREATE TABLE departments (id UUID PRIMARY KEY);\nCREATE TABLE users ("
    needs = PEOPLE.replace("CREATE TABLE users (", department)
    needs = needs.replace(
        "manager_id UUID",
        "department_id UUID NOT NULL REFERENCES departments(id),\n    manager_id UUID",
    )
    spec = meant(DESIGN=needs, SECURITY=ONLY)
    assert spec.entity("User").field("department_id").required
    assert not invites(spec)
