"""Keys of the API: where documents ask for them, whose they are, and what becomes of their table."""

import pytest
from meant import LOANS, PEOPLE, meant

from luke_cli.spec.api_keys import has_keys
from luke_cli.spec.model import Spec

ROLES = """
| Permission | Partner | Clerk | Admin |
|---|---|---|---|
| loan:read | own | own | all |
"""
TABLE = """
```sql
CREATE TABLE api_keys (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    key_hash CHAR(64) NOT NULL,
    region VARCHAR(20)
);
```
"""


def said(sentence: str, design: str = "") -> Spec:
    return meant(DESIGN=PEOPLE + LOANS + design, SECURITY=f"{ROLES}\n{sentence}\n")


def operations(spec: Spec) -> dict[str, str]:
    return {o.verb: f"{o.method} {o.path}" for o in spec.operations if "api_key" in o.verb}


def rights(spec: Spec) -> dict[str, dict[str, str]]:
    return {p.name: dict(p.scopes) for p in spec.permissions if p.name.startswith("api_key:")}


def test_a_sentence_asks_for_keys():
    """With what is said of them, and with what nobody says as an assumption."""
    spec = said("Partners authenticate with an API key in the `X-Partner-Key` header.")
    assert has_keys(spec)
    assert operations(spec) == {
        "create_api_key": "POST /auth/api-keys",
        "list_api_keys": "GET /auth/api-keys",
        "revoke_api_key": "DELETE /auth/api-keys/{key_id}",
    }
    assert spec.setting("api_key_header") == "X-Partner-Key"
    assert spec.setting("api_key_ttl") == "365 d"
    asked = {"A-api-key-ttl", "A-api-key-rights"}
    assert {one.name for one in spec.assumptions if one.name in asked} == asked
    (setting,) = (one for one in spec.settings if one.name == "api_keys")
    assert [(place.file, place.line) for place in setting.sources] == [("SECURITY.md", 6)]


@pytest.mark.parametrize(
    "sentence",
    [
        "We call Kisi with our API key.",
        "API keys may be created in phase 2.",
        "There are no API keys.",
        "API key spoofing and replay attacks.",
        "API keys for Stripe are stored in a vault and rotated every 90 days.",
        "",
    ],
)
def test_nothing_is_there_where_nobody_asks(sentence):
    spec = said(sentence)
    assert not has_keys(spec)
    assert not operations(spec)
    assert not rights(spec)
    assert not [s.name for s in spec.settings if "key" in s.name]


def test_who_may_have_keys_and_who_oversees_them():
    """Who is not said to reach others' keys reaches their own."""
    found = rights(said("Partners can create API keys. Admins can revoke any API key."))
    assert found == {
        "api_key:create": {"partner": "own"},
        "api_key:read": {"partner": "own", "admin": "all"},
        "api_key:revoke": {"partner": "own", "admin": "all"},
    }
    everybody = dict.fromkeys(("partner", "clerk", "admin"), "own")
    found = rights(said("Users can create personal API keys and revoke them."))
    assert found["api_key:create"] == found["api_key:revoke"] == everybody


def test_keys_live_as_long_and_call_as_often_as_is_said():
    spec = said(
        "Users can create API keys. API keys are rotated every 90 days. "
        "Rate limit: 600 requests per minute per API key."
    )
    assert spec.setting("api_key_ttl") == "90 d"
    assert spec.setting("rate_limit_key") == "600/min per key"
    assert not spec.setting("encryption_key_rotation")


@pytest.mark.parametrize(
    ("endpoint", "verb"),
    [
        ("POST /api-keys", "create_api_key"),
        ("POST /users/me/api-keys", "create_api_key"),
        ("GET /auth/api-keys", "list_api_keys"),
        ("DELETE /me/api-keys/{id}", "revoke_api_key"),
        ("POST /api-keys/{id}/revoke", "revoke_api_key"),
    ],
)
def test_a_path_tells_what_is_done_with_keys(endpoint, verb):
    spec = said("Users can create API keys.", f"\n## API\n\n- `{endpoint}`\n")
    assert operations(spec)[verb] == endpoint
    assert len(operations(spec)) == 3


def test_the_table_of_keys_is_the_backends_own():
    """It is told what of the documents is left out."""
    spec = said("", TABLE)
    assert has_keys(spec)
    assert spec.entity("ApiKey") is None
    (assumption,) = (one for one in spec.assumptions if one.name == "A-api-keys")
    assert assumption.proposal == "the backend keeps keys in a table of its own, without `region`"


def test_rows_that_refer_to_keys_keep_them_rows():
    """What the plan has rows of is no key of the backend, and the plan says so."""
    calls = """
```sql
CREATE TABLE calls (id UUID PRIMARY KEY, api_key_id UUID NOT NULL REFERENCES api_keys(id));
```
"""
    spec = said("Users can create API keys.", TABLE + calls)
    assert not has_keys(spec)
    assert spec.setting("api_keys") == "no"
    assert [d.why for d in spec.decisions if d.about == "#api_keys"] == [
        "rows of the plan refer to a table of keys, so it is none of the backend"
    ]


def test_what_other_documents_ask_for_changes_nothing():
    """One process may read the documents of many services."""
    said("Admins must use a second factor (TOTP).")
    spec = said("Partners authenticate with an API key in the `X-Partner-Key` header.")
    (setting,) = (one for one in spec.settings if one.name == "api_keys")
    assert (setting.value, [place.line for place in setting.sources]) == ("yes", [6])
