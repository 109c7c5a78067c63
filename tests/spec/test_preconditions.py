"""What the documents ask of a row before it is changed, and which operation asks it."""

import pytest
from meant import LOANS, PAPERS, PEOPLE, matrix, meant

from luke_cli.spec.guards import guard_text
from luke_cli.spec.model import Spec

DESIGN = f"""{PEOPLE}{LOANS}{PAPERS}
Loan status: draft -> submitted -> approved | rejected

- `PATCH /loans/{{id}}`: change a loan
- `DELETE /loans/{{id}}`: delete a loan
"""


def asked(spec: Spec) -> dict[str, list[str]]:
    """Return what each operation asks of its row."""
    return {one.operation: list(map(guard_text, one.guards)) for one in spec.preconditions}


@pytest.mark.parametrize(
    ("rule", "operation", "guard"),
    [
        ("A loan can only be submitted if its amount is greater than 0.", "submit", "amount > 0"),
        ("A loan cannot be submitted if the amount is zero.", "submit", "amount <> 0"),
        ("Submitting a loan requires a positive amount.", "submit", "amount > 0"),
        (
            "A loan can only be submitted if it has at least one paper.",
            "submit",
            "count(Paper) >= 1",
        ),
        ("Members cannot submit a loan without papers.", "submit", "count(Paper) >= 1"),
        (
            "A loan must have at least two papers before it can be approved.",
            "approve",
            "count(Paper) >= 2",
        ),
        ("A loan cannot be approved unless approved_by is set.", "approve", "approved_by is set"),
        (
            "Loans over $500 can only be approved by an admin.",
            "approve",
            "amount <= 500 or role admin",
        ),
        (
            "If the amount exceeds 1,000 EUR, approval of a loan requires an admin.",
            "approve",
            "amount <= 1000 or role admin",
        ),
        (
            "Loans of up to 500 EUR can only be approved by an admin.",
            "approve",
            "amount > 500 or role admin",
        ),
        (
            "For loans above 500 EUR, approval requires an admin.",
            "approve",
            "amount <= 500 or role admin",
        ),
    ],
)
def test_a_sentence_guards_a_step(rule, operation, guard):
    """It serves the requirement, and nothing is asked about it."""
    spec = meant(PRD=f"## Business rules\n\n- {rule}\n", DESIGN=DESIGN)
    assert asked(spec) == {f"loan.{operation}": [guard]}
    assert "Q-guards" not in {question.name for question in spec.questions}


@pytest.mark.parametrize(
    "rule",
    [
        "A loan can only be submitted if it has at least one paper and the shelf is free.",
        "A loan can only be approved by an admin.",
        "A car can only be submitted if its amount is greater than 0.",
        "The amount of a loan can only be changed by admins.",
        "Only admins can delete loans.",
        "Loans have an amount above 0 when they are submitted.",
        "Loans with at least 3 papers can only be approved by an admin.",
    ],
)
def test_what_is_not_understood_as_a_whole_guards_nothing(rule):
    """Half a condition is none, and who may do it is a matter of rights."""
    assert asked(meant(PRD=f"## Business rules\n\n- {rule}\n", DESIGN=DESIGN)) == {}


RIGHTS = """
| Permission | member | manager | admin |
|---|---|---|---|
| loan:approve | - | yes | - |
"""


@pytest.mark.parametrize("need", ["can only be", "must be"])
def test_who_is_free_of_a_guard_has_the_right(need):
    """A table of rights that names others is not contradicted: it is about all loans."""
    rule = f"Loans over 5,000 EUR {need} approved by an admin."
    spec = meant(PRD=f"## Business rules\n\n- {rule}\n", DESIGN=DESIGN, SECURITY=RIGHTS)
    assert asked(spec) == {"loan.approve": ["amount <= 5000 or role admin"]}
    assert matrix(spec, "loan")["loan:approve"] == "manager own, admin all"
    assert not [one.name for one in spec.decisions if one.about == "loan:approve"]


@pytest.mark.parametrize(
    "rule",
    [
        "Loans over 500 EUR can only be approved by an admin or a manager.",
        "Loans over 500 EUR need approval by an admin, below by a manager.",
    ],
)
def test_a_guard_frees_one_role(rule):
    """A sentence that names two frees neither, and is asked about."""
    spec = meant(PRD=f"## Business rules\n\n- {rule}\n", DESIGN=DESIGN, SECURITY=RIGHTS)
    assert asked(spec) == {}
    assert "Q-guards" in {question.name for question in spec.questions}


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("Only drafts can be edited.", {"update": "draft"}),
        ("Only draft loans can be edited or deleted.", {"update": "draft", "delete": "draft"}),
        (
            "A loan can only be deleted while it is a draft or rejected.",
            {"delete": "draft, rejected"},
        ),
        ("Loans are editable only in draft.", {"update": "draft"}),
        ("Paid loans cannot be deleted.", {"delete": "draft, submitted, approved, rejected"}),
        ("Once submitted, a loan is read-only.", {"update": "draft", "delete": "draft"}),
        ("A loan can no longer be edited after submission.", {"update": "draft"}),
        (
            "Once a loan is approved, it cannot be deleted.",
            {"delete": "draft, submitted, rejected"},
        ),
    ],
)
def test_a_state_binds_what_may_be_changed(rule, found):
    """Changing and deleting are let through in these states, and refused in all others."""
    spec = meant(PRD=f"## Business rules\n\n- {rule}\n", DESIGN=DESIGN)
    assert asked(spec) == {
        f"loan.{verb}": [f"status in {states}"] for verb, states in found.items()
    }


def test_a_table_of_steps_has_conditions():
    """Each is a guard of its step; one that is not understood is asked about."""
    spec = meant(
        DESIGN=f"""{PEOPLE}{LOANS}{PAPERS}
## Loan workflow

| From | To | Action | Role | Required fields | Condition |
|---|---|---|---|---|---|
| draft | submitted | submit | member | | amount > 0; at least one paper |
| submitted | approved | approve | manager | | if amount > 500 needs role admin |
| submitted | rejected | reject | manager | reason, next visit | the moon is full |
"""
    )
    assert asked(spec) == {
        "loan.submit": ["amount > 0", "count(Paper) >= 1"],
        "loan.approve": ["amount <= 500 or role admin"],
    }
    assert {t.operation: t.needs for t in spec.transitions}["loan.reject"] == (
        "rejection_reason",
        "next_visit",
    )
    loan = spec.entity("Loan")
    assert loan is not None
    assert {"rejection_reason", "next_visit"} <= {f.name for f in loan.fields}
    (question,) = [q for q in spec.questions if q.name == "Q-guards"]
    assert [place.line for place in question.sources] == [42]
