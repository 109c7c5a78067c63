"""Lists of some rows: those that the last word of a path means; other words stay open."""

import pytest
from meant import LOANS, PEOPLE, matrix, meant, requests

from luke_cli.plan import parse, render
from luke_cli.spec.model import Spec

LETTERS = """
```sql
CREATE TABLE letters (
    id UUID PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    is_urgent BOOLEAN NOT NULL DEFAULT FALSE,
    tone VARCHAR(20) NOT NULL CHECK (tone IN ('kind', 'mixed')),
    content VARCHAR(20) NOT NULL CHECK (content IN ('text', 'mixed')),
    read_at TIMESTAMPTZ
);
```
"""
API = """
| Method | Path | Description | Auth |
|---|---|---|---|
| GET | /loans | List loans | employee, clerk |
| GET | /letters | List letters | employee, clerk |
"""


def of(endpoint: str, **documents: str) -> Spec:
    return meant(DESIGN=f"{PEOPLE}{LOANS}{LETTERS}{API}| GET | {endpoint} |\n", **documents)


def only(spec: Spec) -> dict[str, tuple[str, str, str]]:
    return {
        one.operation: (one.fields[0], one.operator, one.default)
        for one in spec.parameters
        if one.means == "only"
    }


@pytest.mark.parametrize(
    ("path", "name", "rows"),
    [
        ("/loans/rejected", "loan.rejected", ("status", "eq", '"rejected"')),
        ("/letters/urgent", "letter.urgent", ("is_urgent", "eq", "true")),
        ("/letters/unread", "letter.unread", ("read_at", "eq", "null")),
        ("/letters/kind", "letter.kind", ("tone", "eq", '"kind"')),
    ],
)
def test_the_last_word_says_which_rows(path: str, name: str, rows: tuple[str, str, str]):
    spec = of(f"{path} | those | employee, clerk")
    assert only(spec) == {name: rows}
    assert requests(spec)[name] == f"GET {path} list {name.partition('.')[0]}:read"
    assert spec.operation(name).basis == ()
    assert parse(render(spec)) == spec


def test_it_has_the_filters_and_the_order_of_the_list_of_all():
    spec = of("/loans/rejected | those | employee, clerk")
    told = {
        name: {(p.name, p.means, p.fields) for p in spec.parameters_of(f"loan.{name}")}
        for name in ("list", "rejected")
    }
    assert told["list"] - told["rejected"] == {("status", "filter", ("status",))}
    assert told["rejected"] - told["list"] == {("status", "only", ("status",))}


@pytest.mark.parametrize(
    "endpoint",
    [
        "/loans/lost | those in no state of a loan | employee",
        "/letters/read | they would be called as one is that is read | employee",
        "/letters/mixed | which of the two? | employee",
        "/loans/rejected | Number of rejected loans | employee",
        "/loans/rejected/all | those | employee",
    ],
)
def test_what_is_no_value_of_one_field_stays_open(endpoint: str):
    spec = of(endpoint)
    assert only(spec) == {}
    assert [o.basis[0] for o in spec.operations if o.kind == "custom"] != []


def test_an_answer_without_members_of_the_rows_is_no_list_of_them():
    shown = '### GET /loans/rejected\n\nResponse:\n\n```json\n{"size": 3}\n```\n'
    assert only(of("/loans/rejected | those | employee", API=shown)) == {}


def test_its_own_roles_are_a_right_of_its_own():
    """A sentence about all rows does not keep them from those that the endpoint lets in."""
    security = "Employees see only their own loans.\n"
    spec = of("/loans/rejected | those | clerk", SECURITY=security)
    assert requests(spec)["loan.rejected"].endswith("loan:rejected")
    assert matrix(spec, "loan")["loan:rejected"] == "clerk all"
    assert not [one for one in spec.decisions if one.about == "loan.rejected"]
