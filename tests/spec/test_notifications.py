"""Who is told of what: operations and recipients by the words of sentences, and what is asked."""

import pytest
from meant import LOANS, PEOPLE, meant, settings

from luke_cli.spec.model import Spec

RIGHTS = """
| Permission | member | clerk | admin |
|---|---|---|---|
| loan:read | own | team | all |
| loan:create | own | own | all |
| loan:update | own | own | all |
| loan:delete | - | - | all |
| loan:submit | own | own | all |
| loan:approve | - | team | all |
| loan:reject | - | team | all |
"""
FLOW = "\nLoan status: draft -> submitted -> approved | rejected\n"


def told(sentence: str, *, more: str = "") -> Spec:
    return meant(
        DESIGN=PEOPLE + LOANS + FLOW + more, SECURITY=RIGHTS, PRD=f"# Rules\n\n{sentence}\n"
    )


def rows(spec: Spec) -> dict[str, str]:
    """Return each notification as `role admin, user_id`."""
    return {f"{one.operation}.{one.channel}": ", ".join(one.to) for one in spec.notifications}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("When a loan is approved, the member gets an e-mail.", {"loan.approve.mail": "user_id"}),
        ("Its owner is e-mailed once a loan has been rejected.", {"loan.reject.mail": "user_id"}),
        (
            "When a loan is approved or rejected, the owner and all admins get an e-mail.",
            {"loan.approve.mail": "user_id, role admin", "loan.reject.mail": "user_id, role admin"},
        ),
        (
            "An e-mail is sent to the clerks when a loan is submitted.",
            {"loan.submit.mail": "role clerk"},
        ),
        (
            "When a loan is submitted, the manager of the member gets an e-mail.",
            {"loan.submit.mail": "user_id.manager_id"},
        ),
        (
            "All admins get an e-mail whenever a loan is created.",
            {"loan.create.mail": "role admin"},
        ),
        ("The member gets an e-mail when a loan is deleted.", {"loan.delete.mail": "user_id"}),
        ("The member gets an e-mail when their loan is changed.", {"loan.update.mail": "user_id"}),
        (
            "As a clerk, I want to get an e-mail when a loan is created.",
            {"loan.create.mail": "role clerk"},
        ),
        (
            "The member gets an e-mail when the status of a loan changes.",
            {f"loan.{verb}.mail": "user_id" for verb in ("submit", "approve", "reject")},
        ),
    ],
)
def test_a_sentence_tells_somebody(sentence: str, expected: dict[str, str]):
    """The operation by its words, and whom they mean: an owner, a role, a leader."""
    spec = told(sentence)
    assert rows(spec) == expected
    assert {one.sources[0].file for one in spec.notifications} == {"PRD.md"}
    assert not [one.name for one in spec.questions if one.name.startswith("Q-told")]


def test_an_address_may_stand_in_the_row_or_in_what_it_refers_to():
    """`the customer` is an address of the row, or that of the customer the row names."""
    orders = """
```sql
CREATE TABLE shops (id UUID PRIMARY KEY, name VARCHAR(80) NOT NULL, email VARCHAR(254));
CREATE TABLE orders (
    id UUID PRIMARY KEY,
    shop_id UUID NOT NULL REFERENCES shops(id),
    customer_email VARCHAR(254)
);
```
"""
    spec = told("When an order is created, the customer and the shop get an e-mail.", more=orders)
    assert rows(spec) == {"order.create.mail": "customer_email, shop_id.email"}


def test_a_word_that_begins_like_all_is_one_person():
    """`allocator` is whom the account of the owner names, not several of them."""
    people = PEOPLE.replace(
        "manager_id UUID REFERENCES users(id)",
        "manager_id UUID REFERENCES users(id),\n    allocator_id UUID REFERENCES users(id)",
    )
    sentence = "When a loan is approved, the member and allocator get an e-mail."
    spec = meant(DESIGN=people + LOANS + FLOW, SECURITY=RIGHTS, PRD=f"# Rules\n\n{sentence}\n")
    assert rows(spec) == {"loan.approve.mail": "user_id, user_id.allocator_id"}


def test_who_is_told_without_a_channel_gets_a_mail_as_an_assumption():
    """A channel that somebody names takes the assumption away."""
    spec = told("When a loan is approved, the member is notified.")
    assert [one.basis for one in spec.notifications] == [("A-notification-channel",)]
    assert "A-notification-channel" in {one.name for one in spec.assumptions}
    both = "When a loan is approved, the member is notified. The member gets a mail when a loan is approved."
    spec = told(both)
    assert [one.basis for one in spec.notifications] == [()]


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "The tax office gets an e-mail when a loan is approved.",
            "Q-told-tax-office-loan-approved",
        ),
        ("The member gets an e-mail when the moon is full.", "Q-told-member-moon-full"),
        (
            "The member gets an e-mail when a loan is not approved in time.",
            "Q-told-member-loan-not-approved",
        ),
        ("When a loan is approved, the member gets a push notification.", "Q-told-by-push"),
        ("When a loan is approved, the member is informed by SMS.", "Q-told-by-sms"),
    ],
)
def test_what_is_unclear_is_asked_and_tells_nobody(sentence: str, question: str):
    """No event, no address, no service that delivers: a question, and nothing is sent."""
    spec = told(sentence)
    assert rows(spec) == {}
    assert question in {one.name for one in spec.questions}
    assert settings(spec, "job_queue") == {}


def test_the_outbox_is_the_queue_whatever_is_named():
    """A broker that the documents name is set aside, with the reason."""
    spec = told("Jobs run on Celery. When a loan is approved, the member gets an e-mail.")
    assert settings(spec, "job_queue") == {"job_queue": "outbox"}
    (why,) = (one for one in spec.assumptions if one.name == "A-job-queue")
    assert "not celery" in why.proposal
    assert not [one for one in spec.decisions if one.about == "#job_queue"]


def test_a_requirement_is_served_by_the_operation_that_tells():
    """What asks for a notification that is built is not open any more."""
    story = "- As a member, I want to get an e-mail when my loan is approved."
    other = "- As a member, I want to get a push notification when my loan is rejected."
    spec = told(f"## User stories\n\n{story}\n{other}")
    served = {one.text.partition(" when")[2]: one.served_by for one in spec.requirements}
    assert served == {" my loan is approved": ("loan.approve",), " my loan is rejected": ("open",)}
