"""Operations on several rows: which one they repeat, and what stays open."""

import pytest
from meant import LOANS, PEOPLE, meant

from luke_cli.spec.model import Kind, Spec

API = """
| Method | Path | Description |
|---|---|---|
| POST | /loans/{id}/approve | approve a loan |
"""


def bulk(spec: Spec) -> dict[str, tuple[str, ...]]:
    return {o.name: o.permissions for o in spec.operations if o.kind is Kind.BULK}


def of(*endpoints: str, **documents: str) -> Spec:
    rows = "".join(f"| {endpoint} | several loans |\n" for endpoint in endpoints)
    return meant(DESIGN=PEOPLE + LOANS + API + rows, **documents)


@pytest.mark.parametrize(
    ("endpoint", "name", "right"),
    [
        ("POST | /loans/bulk/approve", "loan.bulk_approve", "loan:approve"),
        ("POST | /loans/bulk-approve", "loan.bulk_approve", "loan:approve"),
        ("POST | /loans/batch-delete", "loan.batch_delete", "loan:delete"),
        ("DELETE | /loans/bulk", "loan.delete_bulk", "loan:delete"),
    ],
)
def test_it_has_the_right_of_the_operation_on_one_row(endpoint: str, name: str, right: str):
    spec = of(endpoint)
    assert bulk(spec) == {name: (right,)}
    basis = spec.operation(name).basis
    assert basis[0] in {assumption.name for assumption in spec.assumptions}


@pytest.mark.parametrize(
    "endpoint",
    ["POST | /loans/bulk", "PATCH | /loans/bulk", "POST | /loans/bulk-import", "GET | /loans/bulk"],
)
def test_what_does_nothing_known_to_one_row_stays_open(endpoint: str):
    spec = of(endpoint)
    assert bulk(spec) == {}
    (opened,) = (o for o in spec.operations if o.kind is Kind.CUSTOM)
    assert opened.basis[0] in {question.name for question in spec.questions}


def test_a_story_asks_for_it():
    spec = of(PRD="## Stories\n- As a manager, I want to bulk approve loans\n")
    assert bulk(spec) == {"loan.bulk_approve": ("loan:approve",)}
    (story,) = spec.requirements
    assert "loan.bulk_approve" in story.served_by


def test_its_body_names_the_rows_as_the_documents_do():
    shown = '\n`POST /loans/bulk/approve`\n\n```json\n{"loan_ids": ["a", "b"]}\n```\n'
    spec = of("POST | /loans/bulk/approve", API=shown)
    (member,) = spec.contract("loan.bulk_approve").takes.members
    assert (member.name, member.many) == ("loan_ids", True)


def test_more_than_a_key_for_each_row_stays_open():
    shown = (
        "\n`POST /loans/bulk/approve`\n\n```json\n"
        '{"loans": [{"id": "a", "comment": "fine"}]}\n```\n'
    )
    assert bulk(of("POST | /loans/bulk/approve", API=shown)) == {}
