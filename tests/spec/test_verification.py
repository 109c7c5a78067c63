"""A confirmed address: who asks for it, which field keeps it, and who waits for it."""

import pytest
from meant import PEOPLE, meant

from luke_cli.spec.model import Kind, Spec, TypeName, Visibility
from luke_cli.spec.verification import verified_field, verifies

WAITS = "Users must confirm their e-mail address before they can sign in.\n"
FREE = "Users can log in before their e-mail address is verified.\n"


def paths(spec: Spec) -> dict[str, str]:
    names = ("auth.verify_email", "auth.resend_verification")
    return {
        one.name: f"{one.method} {one.path}"
        for one in spec.operations
        if one.name in names and one.kind is Kind.AUTH and one.permissions == ("public",)
    }


def test_a_sentence_brings_both_endpoints():
    """Nobody can confirm without a link, and nobody gets one but by asking for it again."""
    spec = meant(DESIGN=PEOPLE, SECURITY=WAITS)
    assert verifies(spec)
    assert paths(spec) == {
        "auth.verify_email": "POST /auth/verify-email",
        "auth.resend_verification": "POST /auth/resend-verification",
    }
    assert spec.setting("email_verification") == "required"
    field = spec.entity("User").field("email_verified_at")
    assert (field.type.name, field.required, field.visibility) == (
        *(TypeName.DATETIME, False),
        Visibility.READ_ONLY,
    )
    assert field.basis == ("A-email-verification",)


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        ("POST /auth/confirm-email", "auth.verify_email"),
        ("POST /users/verify-email", "auth.verify_email"),
        ("POST /auth/verify-email/resend", "auth.resend_verification"),
    ],
)
def test_a_path_is_taken_as_it_is_spelled(endpoint, name):
    """The other half comes by itself; that nobody signs in before is then an assumption."""
    spec = meant(DESIGN=f"{PEOPLE}\n## API\n\n- `{endpoint}`\n")
    assert paths(spec)[name] == endpoint
    assert len(paths(spec)) == 2
    (setting,) = (one for one in spec.settings if one.name == "email_verification")
    assert (setting.value, setting.basis) == ("required", ("A-email-verification",))
    (assumption,) = (one for one in spec.assumptions if one.name == "A-email-verification")
    assert assumption.proposal.endswith("and nobody signs in before that")


@pytest.mark.parametrize("path", ["/api/v1/auth/verify-email", "/confirm-email"])
def test_a_path_of_signing_in_asks_for_a_confirmation(path):
    """What is in front of the words is of signing in, or there is nothing in front of them."""
    spec = meant(DESIGN=f"{PEOPLE}\n## API\n\n- `POST {path}`\n- `GET /api/v1/loans`\n")
    assert verifies(spec)


def test_documents_may_let_everybody_in():
    """The state is kept all the same."""
    spec = meant(DESIGN=PEOPLE, SECURITY=FREE)
    assert spec.setting("email_verification") == "optional"
    assert verifies(spec)


def test_a_flag_of_the_documents_is_taken():
    """Only a confirmation sets it."""
    users = PEOPLE.replace("manager_id UUID", "is_email_verified BOOLEAN,\n    manager_id UUID")
    account = meant(DESIGN=users, SECURITY=WAITS).entity("User")
    field = verified_field(account)
    assert (field.name, field.required, field.default) == ("is_email_verified", True, "false")
    assert field.visibility is Visibility.READ_ONLY
    assert account.field("email_verified_at") is None


@pytest.mark.parametrize(
    "text",
    [
        "Second factor: e-mail verification codes.",
        "A confirmation e-mail is sent after each booking.",
        "There is no e-mail verification at registration.",
        "Sign-in links are valid for half an hour.",
        "- `POST /loans/resend-confirmation`",
        "- `POST /bookings/email-confirmation`",
        "- `POST /courses/confirm-registration`",
    ],
)
def test_other_letters_confirm_no_address(text):
    """Nor does a field that nobody asks anything of."""
    users = PEOPLE.replace("manager_id UUID", "is_email_verified BOOLEAN,\n    manager_id UUID")
    spec = meant(DESIGN=users, SECURITY=text)
    assert not verifies(spec)
    assert not paths(spec)
    assert spec.setting("email_verification") == ""
