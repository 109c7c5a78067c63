"""Requests that happen once: where the documents ask for it, and which operations take a key."""

import pytest
from meant import LOANS, PEOPLE, meant, settings

from luke_cli.spec.model import Spec
from luke_cli.spec.once import kept_s, takes_key

API = """
| Method | Path | Description | Access |
|---|---|---|---|
| POST | /api/auth/login | Log in | public |
| POST | /api/auth/register | Register | public |
| GET | /api/loans | List loans | member |
| POST | /api/loans | Add a loan | member |
| PUT | /api/loans/{id} | Change a loan | member |
| POST | /api/loans/{id}/submit | Submit a loan | member |
| POST | /api/loans/{id}/recalculate | Recalculate a loan | member |
| POST | /api/papers | Send a paper | public |
"""
KEYS = """
```sql
CREATE TABLE invitations (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL,
    token VARCHAR(64) NOT NULL
);
```

| Method | Path | Description | Access |
|---|---|---|---|
| POST | /api/invitations | Invite somebody | member |
"""
SAID = "POST requests accept an `Idempotency-Key` header.\n"


def asked(text: str, more: str = "") -> Spec:
    return meant(DESIGN=PEOPLE + LOANS + "\nLoan status: draft -> submitted\n" + API + more + text)


def keyed(spec: Spec) -> set[str]:
    return {one.name for one in spec.operations if takes_key(spec, one)}


def test_words_are_enough_and_the_time_is_an_assumption():
    spec = asked(SAID)
    assert settings(spec, "idempotency_ttl") == {"idempotency_ttl": "24 h"}
    (assumption,) = (a for a in spec.assumptions if a.name == "A-idempotency-ttl")
    (setting,) = (s for s in spec.settings if s.name == "idempotency_ttl")
    assert assumption.about == "#idempotency_ttl"
    assert setting.basis == (assumption.name,)
    assert setting.sources == assumption.sources
    assert len(setting.sources) == 1


def test_a_time_that_is_said_is_no_assumption():
    spec = asked("Idempotency keys are kept for 2 days.\n")
    assert settings(spec, "idempotency_ttl") == {"idempotency_ttl": "2 d"}
    assert not [a for a in spec.assumptions if a.about == "#idempotency_ttl"]
    assert kept_s(spec) == 2 * 86_400


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Clients send an idempotency key with every write.", True),
        ("| Idempotency-Key | header | optional |", True),
        ("Retries must not create a loan twice.", True),
        ("A request that is sent again never makes a duplicate.", True),
        ("A double-click on Save must not add two loans.", True),
        ("Loans that were added offline are synced without duplicates.", True),
        ("If the app sends a loan twice, it is created only once.", True),
        ("All write requests are idempotent.", True),
        ("```http\nPOST /api/loans\nIdempotency-Key: 8e03978e\n```", True),
        ("The app works offline and syncs later.", False),
        ("| POST | /check-in | staff | idempotent |", False),
        ("Jobs are retried and must not send a mail twice.", False),
        ("Calls to Stripe carry an Idempotency-Key.", False),
        ("Idempotency keys are out of scope.", False),
        ("There are no idempotency keys.", False),
        ("The client retries only once.", False),
        ("Nobody may approve a loan twice.", False),
    ],
)
def test_a_sentence_asks_for_it(text: str, asks: bool):
    spec = asked(f"\n{text}\n")
    assert bool(settings(spec, "idempotency_ttl")) == asks
    assert bool(keyed(spec)) == asks


def test_what_changes_something_takes_a_key():
    """Not what only reads, needs no account, is no POST, or answers with tokens."""
    assert keyed(asked(SAID)) == {
        "loan.create",
        "loan.submit",
        "loan.recalculate",
        "user.create",
    }


def test_an_answer_with_a_secret_is_not_kept():
    assert "invitation.create" not in keyed(asked(SAID, KEYS))
    assert "invitation.create" in keyed(asked(SAID, KEYS.replace("token VARCHAR", "note VARCHAR")))


def test_documents_that_ask_for_no_key_get_none():
    spec = asked("Refresh tokens are used once.\n")
    assert settings(spec, "idempotency_ttl") == {}
    assert keyed(spec) == set()


@pytest.mark.parametrize(
    ("wish", "serves"),
    [
        ("A retried request never makes a second loan", True),
        ("Offline changes are synced when the network is back", True),
        ("The screens work offline", False),
    ],
)
def test_a_wish_is_served_by_what_it_is_about(wish: str, serves: bool):
    """That something works offline says nothing about keys."""
    prd = f"## Stories\n- As a member, I want a boat\n\n## Acceptance criteria\n- {wish}\n"
    spec = meant(PRD=prd, DESIGN=PEOPLE + LOANS + API + SAID)
    (requirement,) = (r for r in spec.requirements if r.kind == "criterion")
    assert ("#idempotency_ttl" in requirement.served_by) == serves
