"""The status of a success is that of the kind of operation, where no document states another."""

from dataclasses import replace

import pytest
from meant import PEOPLE, meant

from luke_cli.plan import parse, render
from luke_cli.plan.answers import Answers, with_answers
from luke_cli.spec.model import Side, Spec, State

CLAIMS = """
```sql
CREATE TABLE claims (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    note TEXT NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'approved'))
);
```

| Method | Path | Description | Auth | Response |
|---|---|---|---|---|
"""
CONTRACT = """
```yaml
paths:
  /claims/import:
    post:
      responses:
        "201": {description: imported}
```
"""


def of(*endpoints: str, **documents: str) -> Spec:
    rows = "".join(f"| {endpoint} |\n" for endpoint in endpoints)
    return meant(DESIGN=f"{PEOPLE}{CLAIMS}{rows}", **documents)


def kinds(spec: Spec) -> list[str]:
    """Return the cells of the plan that say what operations on claims do."""
    lines = [line.split(" | ") for line in render(spec).splitlines() if "| POST /claims" in line]
    lines += [line.split(" | ") for line in render(spec).splitlines() if "| DELETE /cl" in line]
    return [f"{name.removeprefix('| ')} {kind}" for name, _, kind, *_ in lines]


def test_the_plan_says_what_differs_from_the_kind():
    """Where it is what luke takes anyway, there is nothing more to read."""
    spec = of(
        "POST | /claims | Make a claim | clerk | 202 Accepted",
        "DELETE | /claims/{id} | Remove a claim | clerk | 204",
        "POST | /claims/{id}/approve | Approve a claim | clerk | 200 OK",
        "POST | /claims/import | Import claims | clerk | 202",
        "PUT | /claims/{id} | Change a claim | clerk | 204 No Content",
    )
    assert spec.operation("claim.update").status == 204
    assert kinds(spec) == [
        "claim.create create 202",
        "claim.import custom 202",
        "claim.approve transition",
        "claim.delete delete",
    ]
    assert "the others 200; a status beside it is what a document states." in render(spec)
    assert parse(render(spec)) == spec
    assert not [one for one in (*spec.decisions, *spec.assumptions) if "status" in one.name]


@pytest.mark.parametrize(
    ("endpoint", "name", "proposal"),
    [
        (
            "POST | /claims | Make a claim | clerk | 204 No Content",
            "A-claim-create-status",
            "201 instead of 204",
        ),
        ("GET | /claims | List claims | clerk | 206", "A-claim-list-status", "200 instead of 206"),
    ],
)
def test_what_a_kind_cannot_answer_is_told(endpoint, name, proposal):
    """Who makes a row needs its key; a list has all of a page."""
    spec = of(endpoint)
    [found] = [one for one in spec.assumptions if one.name == name]
    assert (found.proposal, [place.file for place in found.sources]) == (proposal, ["DESIGN.md"])
    assert not any(operation.status for operation in spec.operations)


def test_documents_that_disagree_are_a_decision():
    spec = of("POST | /claims/import | Import claims | clerk | 202 Accepted", API=CONTRACT)
    [found] = [one for one in spec.decisions if one.about == "claim.import"]
    assert (found.name, found.taken.value, [side.value for side in found.aside]) == (
        "D-claim-import-status",
        "201",
        ["202"],
    )
    assert "claim.import custom 201" in kinds(spec)


@pytest.mark.parametrize(("value", "status"), [("202", 202), ("200", 0), ("404", 201), ("x", 201)])
def test_another_value_in_taken_is_the_status_of_the_operation(value, status):
    """What cannot be a success leaves the row as it was."""
    spec = of("POST | /claims/import | Import claims | clerk | 202 Accepted", API=CONTRACT)
    [found] = [one for one in spec.decisions if one.about == "claim.import"]
    told = replace(found, taken=Side(value), state=State.OVERRIDDEN)
    changed, lost = with_answers(spec, Answers({found.name: told}, {}, {}))
    assert changed.operation("claim.import").status == status
    assert bool(lost) is (status == 201)
