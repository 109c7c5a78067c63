"""Limits that a team states in its own words: one setting each, compared between the documents."""

import pytest
from meant import meant

DESIGN = """\
# Design

```sql
CREATE TABLE members (id uuid PRIMARY KEY, email varchar(200) NOT NULL, password_hash text NOT NULL);
CREATE TABLE lessons (id uuid PRIMARY KEY, member_id uuid NOT NULL REFERENCES members (id), starts_at timestamptz NOT NULL);
CREATE TABLE loans (id uuid PRIMARY KEY, member_id uuid NOT NULL REFERENCES members (id), due_on date);
CREATE TABLE reviews (id uuid PRIMARY KEY, loan_id uuid NOT NULL REFERENCES loans (id), text text);
```
"""


def limits(prd: str = "", security: str = "", ui: str = "") -> dict[str, list[str]]:
    """Return what is taken and what is set aside, by the name of the limit."""
    spec = meant(DESIGN=DESIGN, PRD=prd, SECURITY=security, **{"WEB-UI": ui})
    aside = {one.about: [side.value for side in one.aside] for one in spec.decisions}
    return {
        one.name.removeprefix("limit."): [one.value, *aside.get(f"#{one.name}", ())]
        for one in spec.settings
        if one.name.startswith("limit.")
    }


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (
            "A lesson can be cancelled up to 24 hours before it starts.",
            "A cancellation less than 48 hours ahead is invoiced.",
            {"lesson.cancel_notice": ["24 h", "48 h"]},
        ),
        (
            "A member can have 5 loans at the most.",
            "At most three loans per member.",
            {"member.loans_max": ["5", "3"]},
        ),
        (
            "A loan needs 3 reviews.",
            "It is refused with 409 as long as there are fewer than 2 submitted reviews.",
            {"loan.reviews_min": ["3", "2"]},
        ),
        (
            "An offer expires after two days.",
            "A job takes back each offer that has stood open for 24 hours.",
            {"offer.ttl": ["2 d", "24 h"]},
        ),
        (
            "Loans can be renewed twice.",
            "A loan can be renewed at most 3 times.",
            {"loan.renew_times_max": ["2", "3"]},
        ),
        (
            "A lesson can be cancelled free of charge up to 24 hours before it starts.",
            'Below the button: "Cancel free of charge until 48 hours before the lesson."',
            {"lesson.cancel_notice": ["24 h", "48 h"]},
        ),
        (
            "A dispute about a loan has to be opened within 24 hours after the report.",
            "The Dispute button goes away 48 hours after the report.",
            {"loan.dispute_time": ["24 h", "48 h"]},
        ),
        (
            "A member can have 5 loans at the most.",
            "The button is disabled once 4 loans are open.",
            {"member.loans_max": ["5", "4"]},
        ),
    ],
)
def test_two_documents_limit_the_same_differently(
    one: str, other: str, found: dict[str, list[str]]
) -> None:
    """Whatever the words: what counts is of what, and what of it."""
    assert limits(prd=f"# PRD\n\n{one}\n", ui=f"# UI\n\n{other}\n") == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two spellings of one time.
        ("A loan lasts at most 2 days.", "No loan is longer than 48 hours."),
        # Another thing is counted, another thing is done, somebody else has them.
        ("A member can have at most 5 loans.", "A member can have at most 3 reviews."),
        ("A member may borrow at most 5 loans.", "A member may request at most 3 loans."),
        ("A lesson can be cancelled up to 24 hours before.", "A lesson can be moved up to 2 days before."),
        ("A member can have at most 5 loans.", "A premium member can have at most 9 loans."),
        # One document that gives two values speaks of two cases.
        (
            "A lesson can be cancelled up to 24 hours before.",
            "A lesson can be cancelled up to 48 hours before in July. A lesson can be cancelled up to 12 hours before in May.",
        ),
        # Two words in common are of one thing only where nothing is nearer, and no age is a moment.
        ("A reminder of a loan is sent 2 days before it is due.", "A reminder of a loan is sent 5 days after it was due."),
        ("Loans of members are listed for 3 days.", "The list shows the loans of members of the last 10 days."),
        ("A report on loans takes 2 days to arrive.", "The report on loans covers 500 days."),
        ("A loan is flagged 3 days before its end.", "A loan is flagged 3 days before. A loan is flagged again 1 day before."),
        # What is said in passing of nobody.
        ("Loans are kept for 10 years.", "Loans that were declined are deleted after 2 years."),
    ],
)  # fmt: skip
def test_what_is_not_the_same_is_not_compared(one: str, other: str) -> None:
    """A contradiction that is none costs more trust than one that is missed."""
    found = limits(prd=f"# PRD\n\n{one}\n", ui=f"# UI\n\n{other}\n")
    assert [values for values in found.values() if len(values) > 1] == []


def test_a_limit_of_what_the_plan_does_not_have_is_no_setting() -> None:
    """A drawer has two buttons: nobody builds that."""
    assert (
        limits(prd="# PRD\n\nA drawer has at most two buttons. A page has at most 20 rows.\n") == {}
    )


def test_a_limit_in_another_language_is_the_same() -> None:
    """`Mindestens 24 Stunden vorher` is `at least 24 hours before`."""
    german = "# Regeln\n\nWer darf was und wann, das ist hier die Frage und nicht nur für die Mitglieder.\n\n"
    german += "Eine `lesson` muss mindestens 48 Stunden vorher abgesagt werden. Das ist so und bleibt so.\n"
    english = "# PRD\n\nA lesson can be cancelled up to 24 hours before it starts.\n"
    assert limits(prd=english, ui=german) == {"lesson.cancel_notice": ["24 h", "48 h"]}
