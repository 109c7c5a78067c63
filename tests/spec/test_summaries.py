"""Summaries: figures that the documents tell are built, others stay open with a question."""

import pytest
from meant import LOANS, PEOPLE, meant

from luke_cli.spec.model import Kind, Spec

API = "| Method | Path | Description |\n|---|---|---|\n| GET | /loans | all loans |\n"


def of(endpoint: str, **documents: str) -> Spec:
    return meant(DESIGN=f"{PEOPLE}{LOANS}{API}| {endpoint} |\n", **documents)


def told(spec: Spec) -> dict[str, tuple[list[str], tuple[str, ...]]]:
    found = {}
    for one in spec.operations:
        if one.kind is Kind.SUMMARY:
            members = [member.name for member in spec.contract(one.name).gives.members]
            groups = [p for p in spec.parameters_of(one.name) if p.name == "group_by"]
            found[one.name] = members, groups[0].type.values if groups else ()
    return found


@pytest.mark.parametrize(
    ("endpoint", "name", "figures", "groups"),
    [
        ("GET | /loans/count | how many", "loan.count", ["count"], ()),
        ("GET | /loans/approved-count | how many", "loan.approved_count", ["count"], ()),
        (
            "GET | /loans/summary | Number of loans and total amount by status and month",
            "loan.summary",
            ["count", "total_amount"],
            ("status", "month"),
        ),
    ],
)
def test_figures_that_a_description_tells(
    endpoint: str, name: str, figures: list[str], groups: tuple[str, ...]
):
    spec = of(endpoint)
    assert told(spec) == {name: (figures, groups)}
    assert spec.operation(name).permissions == ("loan:read",)
    assert spec.operation(name).basis[0] in {assumption.name for assumption in spec.assumptions}


def test_figures_that_an_answer_shows():
    shown = '### GET /loans/stats\n\nResponse:\n\n```json\n{"total_count": 3, "approved": 1}\n```\n'
    spec = of("GET | /loans/stats | figures", API=shown)
    assert told(spec) == {"loan.list_stats": (["total_count", "approved"], ())}


@pytest.mark.parametrize(
    "endpoint",
    [
        "GET | /loans/summary | A summary",
        "GET | /loans/stats | Total amount by colour",
        "GET | /loans/wonderful-count | how many",
        "GET | /loans/{id}/summary | Number of loans",
    ],
)
def test_figures_that_nobody_tells_stay_open(endpoint: str):
    spec = of(endpoint)
    assert told(spec) == {}
    (opened,) = (o for o in spec.operations if o.kind is Kind.CUSTOM)
    assert opened.basis[0] in {question.name for question in spec.questions}


def test_it_has_the_filters_of_the_list():
    spec = of("GET | /loans/count | how many")
    filters = {p.name for p in spec.parameters_of("loan.list") if p.means == "filter"}
    assert {p.name for p in spec.parameters_of("loan.count")} == filters != set()
