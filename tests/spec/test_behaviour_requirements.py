"""What the documents ask for, and what serves it."""

import pytest
from meant import LOANS, PAPERS, PEOPLE, meant


def served(text: str) -> dict[str, tuple[str, ...]]:
    spec = meant(PRD=text, DESIGN=f"{PEOPLE}{LOANS}{PAPERS}\nLoan status: draft -> submitted\n")
    return {one.name: one.served_by for one in spec.requirements}


def test_stories_find_their_operations():
    """By their verbs and what they name; what is a matter of the app says so."""
    assert served(
        """
## Stories
- As a member, I want to create a loan so that I can travel
- As a member, I want to ask for a loan so that I can pay the rent
- As a member, I want to submit loans so that they move on
- As a member, I want to upload papers so that nothing is lost
- As a member, I want to log in so that I am safe
- As a member, I want push notifications when a loan changes so that I know

## Acceptance criteria
- Dark mode for the mobile app
- Loans can be filtered by status
"""
    ) == {
        "R-create-loan": ("loan.create",),
        "R-ask-loan": ("loan.create",),
        "R-submit-loans": ("loan.submit",),
        "R-upload-papers": ("paper.upload",),
        "R-log": ("auth.login",),
        "R-push-notifications-loan": ("open",),
        "R-dark-mode-mobile": ("client",),
        "R-loans-filtered-status": ("loan.list", "loan.read"),
    }


def test_ids_of_the_document_are_kept_and_twins_are_told_apart():
    """`FR-12` stays `R-FR-12`."""
    found = served(
        """
## Functional requirements
- FR-12: The system shall list loans
- FR-12: The system shall delete loans
"""
    )
    assert found == {
        "R-FR-12": ("loan.list", "loan.read"),
        "R-FR-12-2": ("loan.delete",),
    }


def test_what_nothing_serves_has_a_question():
    """It is named, and counted as not covered."""
    spec = meant(
        PRD="## Stories\n- As a member, I want to reconcile loans with my bank statement\n",
        DESIGN=PEOPLE + LOANS,
    )
    assert [(r.served_by, r.basis) for r in spec.requirements] == [
        (("open",), ("Q-reconciliation",))
    ]
    assert "Q-reconciliation" in {question.name for question in spec.questions}


def test_features_cover_every_operation():
    """Slices by what people do, then by what is stored."""
    spec = meant(
        PRD="## 2.1 Loan Requests\n- As a member, I want to create a loan so that I can travel\n",
        DESIGN=f"{PEOPLE}{LOANS}{PAPERS}\nLoan status: draft -> submitted -> approved | rejected\n",
    )
    assert [feature.name for feature in spec.features] == [
        "authentication",
        "loan_approval",
        "loan_submission",
        "loan_requests",
        "user_management",
        "loan_management",
        "paper_upload",
    ]
    slices = {name for feature in spec.features for name in feature.operations}
    assert all({o.name, f"{o.group}.*"} & slices for o in spec.operations)


@pytest.mark.parametrize(
    ("rule", "question"),
    [
        ("A loan above 1000 EUR can only be submitted after two weeks.", "Q-guards"),
        ("A loan can only be submitted if there is at least one free shelf.", "Q-guards"),
        ("The end date of a loan must be after the start date.", "Q-comparisons"),
        ("ends_on must not be before starts_on.", "Q-comparisons"),
        ("Members never see the `note` of a loan.", "Q-field-rights"),
        ("The amount of a loan can only be changed by admins.", "Q-field-rights"),
        (
            "Loans that stay submitted for more than 14 days are rejected automatically.",
            "Q-deadlines",
        ),
        ("Loan numbers are assigned by the server.", "Q-numbering"),
        ("Status changes of a loan are shown to everybody.", "Q-histories"),
    ],
)
def test_who_merely_does_it_keeps_no_rule(rule, question):
    """An operation on the same thing keeps no condition; the plan asks instead of claiming it."""
    spec = meant(
        PRD=f"## Business rules\n\n- {rule}\n",
        DESIGN=f"{PEOPLE}{LOANS}{PAPERS}\nLoan status: draft -> submitted -> rejected\n",
    )
    assert [(one.served_by, one.basis) for one in spec.requirements] == [(("open",), (question,))]


def test_a_row_that_others_need_is_no_condition():
    """What the database refuses to delete is kept by its references."""
    spec = meant(
        PRD="## Business rules\n\n- A loan cannot be deleted while it has papers.\n",
        DESIGN=f"{PEOPLE}{LOANS}{PAPERS}\n- `DELETE /loans/{{id}}`: delete a loan\n",
    )
    assert [one.basis for one in spec.requirements] == [()]
