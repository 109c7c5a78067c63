"""The spec as JSON: the schema that other programs read."""

import json

from meant import LOANS, PEOPLE, meant

from luke_cli.spec.export import to_json

DOCUMENTS = {
    "PRD": "## Stories\n- As a member, I want to submit loans so that they move on\n",
    "DESIGN": f"{PEOPLE}{LOANS}\nLoan status: draft -> submitted -> approved\n\n- GET /loans\n",
    "SECURITY": """
- Access tokens expire after 15 minutes
- Rate limiting: 100 requests per minute

| Permission | member | admin |
|---|---|---|
| loan:read | own | all |
""",
}


def test_each_part_has_its_shape():
    """Every item says where it comes from and whether luke assumed it."""
    found = to_json(meant(**DOCUMENTS))
    assert list(found) == [
        "schema",
        "project",
        "documents",
        "entities",
        "enums",
        "relations",
        "roles",
        "permissions",
        "operations",
        "parameters",
        "transitions",
        "preconditions",
        "notifications",
        "settings",
        "requirements",
        "screens",
        "decisions",
        "features",
    ]
    loan = next(entity for entity in found["entities"] if entity["name"] == "Loan")
    amount = next(field for field in loan["fields"] if field["name"] == "amount")
    assert {key: amount[key] for key in ("type", "precision", "scale", "required", "assumed")} == {
        "type": "decimal",
        "precision": 10,
        "scale": 2,
        "required": True,
        "assumed": False,
    }
    assert amount["sources"] == [{"file": "DESIGN.md", "line": 16}]
    assert [
        p for p in found["permissions"] if p["action"] == "read" and p["resource"] == "loan"
    ] == [
        {
            "role": role,
            "resource": "loan",
            "action": "read",
            "scope": scope,
            "sources": [{"file": "SECURITY.md", "line": 7}],
            "assumed": False,
            "basis": [],
        }
        for role, scope in (("member", "own"), ("admin", "all"))
    ]
    submit = next(t for t in found["transitions"] if t["action"] == "submit")
    assert {key: submit[key] for key in ("entity", "field", "from", "to", "roles")} == {
        "entity": "Loan",
        "field": "status",
        "from": ["draft"],
        "to": "submitted",
        "roles": ["member", "admin"],
    }
    ttl = next(s for s in found["settings"] if s["key"] == "access_token_ttl")
    assert (ttl["value"], ttl["unit"]) == (15, "min")


def test_an_operation_names_its_requirements():
    """So that a reader sees what for."""
    found = to_json(meant(**DOCUMENTS))
    submit = next(o for o in found["operations"] if o["name"] == "loan.submit")
    listed = next(o for o in found["operations"] if o["name"] == "loan.list")
    assert (submit["requirements"], submit["assumed"]) == (["R-submit-loans"], True)
    assert (listed["entity"], listed["permission"], listed["assumed"]) == (
        "Loan",
        "loan:read",
        False,
    )


def test_it_is_plain_json():
    """And the same each time."""
    first, second = (json.dumps(to_json(meant(**DOCUMENTS))) for _ in range(2))
    assert first == second


def test_words_in_quotes_are_told_without_them():
    """One origin is told as one of several is."""
    one = meant(DESIGN=PEOPLE, SECURITY="\nCORS: only https://app.a.example\n")
    two = meant(DESIGN=PEOPLE, SECURITY="\nCORS: only https://a.example, https://b.example\n")
    told = [
        next(s["value"] for s in to_json(spec)["settings"] if s["key"] == "cors_origins")
        for spec in (one, two)
    ]
    assert told == ["https://app.a.example", ["https://a.example", "https://b.example"]]
