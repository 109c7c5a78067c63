"""What people are told within the application: where it is kept, and how they say that it was read."""

import pytest
from meant import LOANS, PEOPLE, matrix, meant, requests

from luke_cli.spec.inbox import inbox_of
from luke_cli.spec.model import Spec

RIGHTS = """
| Permission | member | admin |
|---|---|---|
| loan:read | own | all |
| loan:create | own | all |
| loan:approve | - | all |
"""
FLOW = "\nLoan status: draft -> approved | rejected\n"
TOLD = "When a loan is approved, the member gets an in-app notification."
TABLE = """
```sql
CREATE TABLE notifications (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    title VARCHAR(200) NOT NULL,
    {more}
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```
"""
ENDPOINTS = """
| Method | Path | Description |
|---|---|---|
| GET | /notifications | Mine |
| PATCH | /notifications/{id}/read | Mark as read |
| PUT | /notifications/mark-all-read | Mark all as read |
"""


def told(sentence: str, *, more: str = "", screens: str = "") -> Spec:
    return meant(
        DESIGN=PEOPLE + LOANS + FLOW + more,
        SECURITY=RIGHTS,
        PRD=f"# Rules\n\n{sentence}\n",
        **({"WEB-UI": screens} if screens else {}),
    )


def rows(spec: Spec) -> dict[str, str]:
    return {f"{one.operation}.{one.channel}": ", ".join(one.to) for one in spec.notifications}


def test_an_inbox_is_made_where_no_document_defines_one():
    """A row for everybody who is told, which only they see; nothing goes to a queue."""
    spec = told(TOLD)
    assert rows(spec) == {"loan.approve.in-app": "user_id"}
    inbox = inbox_of(spec)
    assert inbox is not None
    assert [field.name for field in inbox.entity.fields] == [
        *("id", "user_id", "event", "row_id", "title", "message", "is_read", "created_at"),
    ]
    assert requests(spec, "notification") == {
        "notification.list": "GET /notifications list notification:read",
        "notification.read": "GET /notifications/{id} read notification:read",
        "notification.mark_read": "POST /notifications/{id}/read mark notification:update",
        "notification.mark_all_read": "POST /notifications/read-all mark notification:update",
    }
    assert set(matrix(spec, "notification").values()) == {"member own, admin own"}
    assert [one.sources[0].file for one in spec.assumptions if one.name == "A-inbox"] == ["PRD.md"]
    assert not [one for one in spec.settings if one.name == "job_queue"]


def test_a_table_of_the_documents_is_the_inbox_with_the_endpoints_that_it_has():
    """Whose it is, what it says and when it was read are told by its fields."""
    spec = told(TOLD, more=TABLE.replace("{more}", "read_at TIMESTAMPTZ,") + ENDPOINTS)
    inbox = inbox_of(spec)
    assert inbox is not None
    assert (inbox.owner, inbox.title, inbox.read.name) == ("user_id", "title", "read_at")
    assert requests(spec, "notification") == {
        "notification.list": "GET /notifications list notification:read",
        "notification.mark_read": "PATCH /notifications/{id}/read mark notification:update",
        "notification.mark_all_read": "PUT /notifications/mark-all-read mark notification:update",
    }
    assert not [one for one in spec.assumptions if one.name == "A-inbox"]


def test_a_table_that_cannot_be_filled_is_asked_about():
    """A notice that needs a colour has none."""
    more = TABLE.replace("{more}", "read_at TIMESTAMPTZ, colour VARCHAR(9) NOT NULL,")
    spec = told(TOLD, more=more)
    assert rows(spec) == {}
    assert {"Q-inbox", "Q-told-by-in-app"} <= {one.name for one in spec.questions}


@pytest.mark.parametrize(
    "screens",
    [
        "# Screens\n\n- Bell with the unread notifications\n",
        "# Screens\n\nThe header shows a list of notifications.\n",
    ],
)
def test_what_is_told_without_a_channel_is_in_the_list_that_the_application_shows(screens: str):
    """No document says how, and there is a place for it: no mail."""
    spec = told("When a loan is approved, the member is notified.", screens=screens)
    assert rows(spec) == {"loan.approve.in-app": "user_id"}
    assert [one.basis for one in spec.notifications] == [("A-notification-channel",)]


@pytest.mark.parametrize(
    ("sentence", "screens"),
    [
        ("The member gets an e-mail when a loan is approved.", "# Screens\n\n- Bell\n"),
        ("When a loan is approved, the member is notified.", "# Screens\n\nNo bell yet.\n"),
    ],
)
def test_no_inbox_where_nobody_is_told_within_the_application(sentence: str, screens: str):
    """Only what the plan needs."""
    spec = told(sentence, screens=screens)
    assert rows(spec) == {"loan.approve.mail": "user_id"}
    assert inbox_of(spec) is None
    assert requests(spec, "notification") == {}


def test_who_has_no_account_finds_nothing_in_the_application():
    """An address in the row is nobody who signs in."""
    orders = """
```sql
CREATE TABLE orders (id UUID PRIMARY KEY, customer_email VARCHAR(254) NOT NULL);
```
"""
    spec = told("When an order is created, the customer is informed in the app.", more=orders)
    assert rows(spec) == {}
    (question,) = (one for one in spec.questions if one.name.startswith("Q-told"))
    assert "with which account" in question.meanwhile
