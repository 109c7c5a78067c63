"""What a criterion with Given, When, Then says of an operation: only what is certain is a fact."""

import pytest
from meant import LOANS, PEOPLE, meant

from luke_cli.spec.scenarios import Scenario, certain, scenario_of

SPEC = meant(
    DESIGN=f"""{PEOPLE}{LOANS}
| Method | Path | Description | Auth |
|---|---|---|---|
| POST | /loans/{{id}}/scan | Scan a loan | clerk, borrower (own) |
"""
)


def read(text):
    operation = SPEC.operation("loan.scan")
    found = scenario_of(SPEC, SPEC.entity("Loan"), operation, text)
    return found if found and certain(SPEC, operation, found) else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Given a paid loan, when the clerk scans it, then the status code is 409",
            Scenario("clerk", "status", "paid", 409),
        ),
        (
            """Late:
            Given I am a clerk
            And a loan in status "paid"
            When POST /loans/{id}/scan is called
            Then it fails with 409 Conflict
            And the loan stays paid""",
            Scenario("clerk", "status", "paid", 409, "paid"),
        ),
        (
            "While a loan is submitted, when a borrower scans it, the system shall answer with 200.",
            Scenario("borrower", "status", "submitted", 200),
        ),
        ("When the user scans the loan, the backend must return 200", Scenario(status=200)),
        (
            "Given a loan that is draft, when I scan it, then it is submitted and a mail is sent",
            Scenario("", "status", "draft", 0, "submitted", whole=False),
        ),
    ],
)
def test_what_is_certain(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Given a paid loan with two papers, when the clerk scans it, then the status code is 409",
        "Given a paid boat, when the clerk scans it, then the status code is 409",
        "Given a paid loan, when the clerk scans it twice, then the status code is 409",
        "Given a paid loan, when the clerk prints it, then the status code is 409",
        "Given a paid loan, when a stranger scans it, then the status code is 409",
        "Given a paid loan, when the clerk scans it, then the clerk is happy",
        "Given a paid loan, when the clerk scans it, then the status code is 403",
        "Given a paid loan, when the clerk scans it, then the status code is 202",
        "When the clerk scans the loan, the system shall answer with 422",
        "Scan a loan: 409 when it is paid",
    ],
)
def test_what_is_left_to_who_reads_it(text):
    """More than a state, a caller and a status; another status than the plan has; a refusal without a reason."""
    assert read(text) is None
