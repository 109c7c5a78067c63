"""Restores: what brings a deleted row back, and what stays open."""

import pytest
from meant import PEOPLE, matrix, meant, requests

from luke_cli.plan import parse, render
from luke_cli.spec.model import Spec

TOOLS = """
```sql
CREATE TABLE tools (
    id UUID PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    deleted_at TIMESTAMPTZ
);
CREATE TABLE bolts (
    id UUID PRIMARY KEY,
    name VARCHAR(200) NOT NULL
);
```

| Method | Path | Description | Auth |
|---|---|---|---|
| GET | /tools | List tools | employee, clerk |
| DELETE | /tools/{id} | Delete a tool | clerk |
"""
RESTORE = "POST | /tools/{id}/restore | Restore a tool"


def of(endpoint: str, **documents: str) -> Spec:
    return meant(DESIGN=f"{PEOPLE}{TOOLS}| {endpoint} |\n", **documents)


@pytest.mark.parametrize("endpoint", [RESTORE, RESTORE.replace("restore", "undelete")])
def test_a_row_that_is_marked_as_deleted_comes_back(endpoint: str):
    spec = of(f"{endpoint} | clerk")
    verb = endpoint.split(" | ")[1].rpartition("/")[2]
    assert requests(spec)[f"tool.{verb}"] == f"POST /tools/{{id}}/{verb} restore tool:{verb}"
    assert matrix(spec)[f"tool:{verb}"] == "clerk all"
    assert spec.operation(f"tool.{verb}").basis == ()
    assert parse(render(spec)) == spec


def test_who_deletes_brings_back_unless_a_document_says_who():
    spec = of(f"{RESTORE} | ")
    assert matrix(spec)["tool:restore"] == matrix(spec)["tool:delete"] == "clerk all"


def test_the_plan_says_how_long():
    security = "Deleted tools can be restored within 30 days.\n"
    kept, ever = (render(of(f"{RESTORE} | clerk", **more)) for more in ({"SECURITY": security}, {}))
    told = "By `tool.restore` it comes back{}; what is not deleted answers 409."
    assert told.format(", within `soft_delete_retention`: later it answers 404") in kept
    assert told.format("") in ever
    assert "does not act on it: `soft_delete_retention`" not in kept


@pytest.mark.parametrize(
    "endpoint",
    [
        "POST | /bolts/{id}/restore | of what is gone for good | clerk",
        "POST | /tools/restore | which of them? | clerk",
        "GET | /tools/{id}/restore | nothing that reads brings back | clerk",
    ],
)
def test_what_is_gone_or_no_row_stays_open(endpoint: str):
    assert [one for one in of(endpoint).operations if one.kind == "restore"] == []


def test_a_restore_that_is_told_something_stays_open():
    body = '### POST /tools/{id}/restore\n\nRequest:\n\n```json\n{"shelf": "A3"}\n```\n'
    spec = of(f"{RESTORE} | clerk", API=body)
    assert spec.operation("tool.restore").kind == "custom"
