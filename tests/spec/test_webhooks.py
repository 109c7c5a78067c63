"""Who gets webhooks: receivers of the settings, or those who subscribe; and what is asked."""

import pytest
from meant import LOANS, PEOPLE, matrix, meant, settings

from luke_cli.spec.model import Spec, Visibility
from luke_cli.spec.webhooks import subscriptions_of

RIGHTS = """
| Permission | member | admin |
|---|---|---|
| loan:read | own | all |
| loan:create | own | all |
| loan:approve | - | all |
"""
FLOW = "\nLoan status: draft -> approved | rejected\n"
TABLE = """
```sql
CREATE TABLE webhook_subscriptions (
    id UUID PRIMARY KEY,
    {more}
    url VARCHAR(500) NOT NULL,
    secret VARCHAR(100) NOT NULL
);
```
"""
EVENTS = "## Webhooks\n\n- `loan.approved` - a loan was approved\n- `loan.created`\n"


def told(sentence: str, *, more: str = "") -> Spec:
    return meant(
        DESIGN=PEOPLE + LOANS + FLOW + more, SECURITY=RIGHTS, PRD=f"# Rules\n\n{sentence}\n"
    )


def rows(spec: Spec) -> dict[str, str]:
    return {f"{one.operation}.{one.channel}": ", ".join(one.to) for one in spec.notifications}


@pytest.mark.parametrize(
    ("sentence", "to"),
    [
        ("POST a signed webhook to the partner when a loan is approved.", "partner"),
        (
            "When a loan is approved, the backend sends a webhook to the credit bureau.",
            "credit_bureau",
        ),
        ("A webhook is sent when a loan is approved.", "receiver"),
        (
            "A webhook is sent to the branch office behind the old mill when a loan is approved.",
            "receiver",
        ),
    ],
)
def test_a_receiver_that_no_table_knows_has_its_address_in_the_settings(sentence: str, to: str):
    """Its name is that of the settings, and the plan says which."""
    spec = told(sentence)
    assert rows(spec) == {"loan.approve.webhook": to}
    (addresses,) = (one for one in spec.assumptions if one.name == "A-webhook-addresses")
    assert f"`APP_WEBHOOK_{to.upper()}_URL`" in addresses.proposal
    (signed,) = (one for one in spec.assumptions if one.name == "A-webhook")
    assert "`loan.approved`" in signed.proposal
    assert settings(spec, "job_queue") == {"job_queue": "outbox"}


def test_a_table_with_an_address_and_a_secret_subscribes():
    """Nobody is shown the secret, and only those who run the system say what is sent where."""
    spec = told(EVENTS, more=TABLE.replace("{more}", "events JSONB NOT NULL,"))
    assert rows(spec) == {
        "loan.create.webhook": "subscribers",
        "loan.approve.webhook": "subscribers",
    }
    found = subscriptions_of(spec)
    assert found is not None
    assert (found.url, found.secret, found.events, found.owner) == ("url", "secret", "events", "")
    secret = found.entity.field("secret")
    assert secret is not None
    assert (secret.required, secret.visibility, secret.min_length) == (
        *(True, Visibility.WRITE_ONLY, 24),
    )
    assert set(matrix(spec, "webhook_subscription").values()) == {"admin all"}
    assert not [one for one in spec.assumptions if one.name == "A-webhook-addresses"]


def test_nobody_says_where_anothers_webhooks_go():
    """Whoever may change the address of another one would read what that one may read."""
    owner = "user_id UUID NOT NULL REFERENCES users(id) ON DELETE CASCADE,"
    spec = told(EVENTS, more=TABLE.replace("{more}", owner))
    found = subscriptions_of(spec)
    assert found is not None
    assert found.owner == "user_id"
    assert set(matrix(spec, "webhook_subscription").values()) == {"member own, admin own"}


@pytest.mark.parametrize(
    ("sentence", "more", "question"),
    [
        ("Loans are approved.", "", "Q-webhook-events"),
        (EVENTS, "events INTEGER NOT NULL,", "Q-webhook-subscriptions"),
    ],
)
def test_what_is_unclear_is_asked(sentence: str, more: str, question: str):
    """No event that anybody subscribes to, or a list of events that is none."""
    spec = told(sentence, more=TABLE.replace("{more}", more))
    assert question in {one.name for one in spec.questions}
    assert subscriptions_of(spec) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Stripe sends a webhook to us when a loan is approved.",
        "A webhook is sent by the bank when a loan is approved.",
        "## Stripe webhooks\n\n| Event | Action |\n|---|---|\n| loan.approved | note it |\n",
    ],
)
def test_what_comes_in_goes_nowhere(sentence: str):
    """A webhook of somebody else is not one of the backend."""
    spec = told(sentence)
    assert rows(spec) == {}
    assert not [one for one in spec.questions if one.name.startswith(("Q-told", "Q-webhook"))]
