"""One's own logins: by which paths and sentences documents ask to see and to end them."""

import pytest
from meant import PEOPLE, meant

from luke_cli.spec.model import Kind, Spec

LOGINS = ("auth.list_sessions", "auth.end_session", "auth.logout_all", "auth.logout", "auth.login")


def logins(spec: Spec) -> dict[str, str]:
    return {
        operation.name: f"{operation.method} {operation.path}"
        for operation in spec.operations
        if operation.name in LOGINS and operation.kind is Kind.AUTH
    }


def asked(*endpoints: str, said: str = "", tables: str = PEOPLE) -> dict[str, str]:
    rows = "\n".join(f"- `{endpoint}`" for endpoint in endpoints)
    return logins(meant(DESIGN=f"{tables}\n## API\n\n{rows}\n", SECURITY=said))


@pytest.mark.parametrize(
    ("endpoint", "name"),
    [
        ("POST /auth/logout-all", "auth.logout_all"),
        ("POST /auth/logout/all", "auth.logout_all"),
        ("POST /auth/sessions/revoke-all", "auth.logout_all"),
        ("DELETE /auth/sessions` - ends all logins of the caller`", "auth.logout_all"),
        ("GET /auth/sessions", "auth.list_sessions"),
        ("GET /me/sessions", "auth.list_sessions"),
        ("GET /users/me/sessions", "auth.list_sessions"),
        ("DELETE /auth/sessions/{id}", "auth.end_session"),
        ("POST /auth/sessions/{id}/revoke", "auth.end_session"),
        ("DELETE /auth/sessions", "auth.logout"),
        ("DELETE /sessions/current", "auth.logout"),
        ("POST /sessions", "auth.login"),
    ],
)
def test_a_path_tells_which_logins_end(endpoint, name):
    """`POST /sessions` and `DELETE /sessions` stay the login and the logout that they were."""
    path = endpoint.partition("`")[0]
    assert asked(endpoint)[name].replace("session_id", "id") == path


def test_who_ends_a_login_has_to_see_them():
    """The other half of what the documents name comes by itself, the end of all does not."""
    found = asked("DELETE /auth/sessions/{id}")
    assert found["auth.list_sessions"] == "GET /auth/sessions"
    assert "auth.logout_all" not in found
    assert "auth.end_session" not in asked("GET /auth/sessions")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Users can log out of all devices.", {"auth.logout_all"}),
        ("Users can see their active sessions.", {"auth.list_sessions"}),
        (
            "Users can see where they are signed in and revoke any session.",
            {"auth.list_sessions", "auth.end_session"},
        ),
        ("Users can log out.", set()),
        ("A password change ends all sessions of the user.", set()),
        ("Users cannot log out of all devices.", set()),
    ],
)
def test_a_sentence_asks_for_that(sentence, names):
    """What ends by itself is no wish."""
    assert asked(said=sentence).keys() - {"auth.login", "auth.logout"} == names


def test_sessions_of_another_kind_are_rows():
    """`/sessions` and `their sessions` mean the thing that the documents define."""
    table = (
        "\n```sql\nCREATE TABLE sessions (id UUID PRIMARY KEY, title VARCHAR(80) NOT NULL);\n```\n"
    )
    said = "Users can see and end their sessions."
    found = asked("GET /sessions", "DELETE /sessions/{id}", said=said, tables=PEOPLE + table)
    assert found.keys() == {"auth.login", "auth.logout"}


def test_what_is_shown_of_a_login_is_an_assumption():
    """No document says what is kept of a device."""
    spec = meant(DESIGN=PEOPLE, SECURITY="Users can see their active sessions.")
    (assumption,) = (one for one in spec.assumptions if one.name == "A-sessions")
    assert assumption.about == "auth.list_sessions"
    assert [source.line for source in assumption.sources] == [1]
