"""Whom a row belongs to beside the one it is made for, where the documents name them."""

import pytest
from meant import matrix, meant

from luke_cli.spec.guards import guard_text
from luke_cli.spec.model import Spec

ROLES = """
# Roles

- **Member**: lends and borrows tools.
- **Coordinator**: settles disputes.
"""
TABLES = """
```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    role VARCHAR(20) NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'coordinator'))
);
CREATE TABLE tools (
    id UUID PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES users(id),
    name VARCHAR(80) NOT NULL
);
CREATE TABLE loans (
    id UUID PRIMARY KEY,
    tool_id UUID NOT NULL REFERENCES tools(id),
    borrower_id UUID NOT NULL REFERENCES users(id),
    status VARCHAR(20) NOT NULL DEFAULT 'requested'
        CHECK (status IN ('requested', 'approved', 'returned'))
);
```
"""
API = """
| Method | Path | Auth |
|---|---|---|
| GET | /loans | member |
| POST | /loans | member |
| PATCH | /loans/{id} | member |
| POST | /loans/{id}/approve | APPROVES |
| POST | /loans/{id}/return | RETURNS |

"""


def plan(approves: str = "coordinator", returns: str = "coordinator", said: str = "") -> Spec:
    """Return the plan of a project that says of two steps who takes them."""
    api = API.replace("APPROVES", approves).replace("RETURNS", returns)
    return meant(PRD=ROLES, DESIGN=TABLES + api + said)


def owners(spec: Spec) -> tuple[str, ...]:
    entity = spec.entity("Loan")
    assert entity is not None
    return entity.owners


def asked(spec: Spec) -> dict[str, str]:
    return {one.operation: "; ".join(map(guard_text, one.guards)) for one in spec.preconditions}


@pytest.mark.parametrize(
    "words",
    ["owner of the tool", "tool owner", "the tool's owner", "Owner of its tool", "tool owner only"],
)
def test_the_owner_of_what_a_row_names_owns_it_too(words: str):
    """He reads it like the other one, and only he takes the step; the rest stays the first one's."""
    spec = plan(approves=words)
    assert owners(spec) == ("borrower_id", "tool_id.owner_id")
    assert asked(spec) == {
        "loan.update": "owner borrower_id",
        "loan.approve": "owner tool_id.owner_id",
        "loan.delete": "owner borrower_id",
    }
    assert matrix(spec, "loan")["loan:approve"] == "member own, coordinator own"
    assert [role.name for role in spec.roles] == ["member", "coordinator"]


def test_who_is_named_beside_an_owner_keeps_the_right_to_all():
    spec = plan(approves="owner of the tool, coordinator")
    assert matrix(spec, "loan")["loan:approve"] == "member own, coordinator all"
    assert asked(spec)["loan.approve"] == "owner tool_id.owner_id"


def test_an_owner_is_no_role():
    """`Borrower` is in no list of roles, and a row names him."""
    spec = plan(approves="owner of the tool", returns="borrower")
    assert [role.name for role in spec.roles] == ["member", "coordinator"]
    assert asked(spec)["loan.return"] == "owner borrower_id"


def test_what_both_may_do_asks_for_neither():
    assert "loan.return" not in asked(plan(returns="borrower, tool owner"))


def test_a_step_names_its_owner():
    """Its brackets hold who takes it, in full or, where that is known, in one word."""
    spec = plan(
        said="""
## Loan status

- requested -> approved (owner of the tool)
- approved -> returned (owner)
"""
    )
    steps = {one.operation: (one.origins, one.target) for one in spec.transitions}
    assert steps["loan.approve"] == (("requested",), "approved")
    assert steps["loan.return"] == (("approved",), "returned")
    assert owners(spec) == ("borrower_id", "tool_id.owner_id")


def test_a_step_names_its_owner_and_the_endpoint_that_takes_it():
    """What stands beside the owner says what he has done: it is no second step."""
    spec = plan(
        approves="owner of the tool",
        returns="borrower",
        said="\n## Loan status\n\n- requested -> approved (owner of the tool)\n"
        "- approved -> returned (borrower, when returned)\n",
    )
    assert {one.operation for one in spec.transitions} == {"loan.approve", "loan.return"}
    assert asked(spec)["loan.return"] == "owner borrower_id"


def test_a_sentence_names_whose_rows_are_seen():
    """To see the loans of one's tools is no right to approve them."""
    spec = plan(said="Members see only their own loans and the loans of their tools.")
    assert owners(spec) == ("borrower_id", "tool_id.owner_id")
    assert asked(spec) == {"loan.update": "owner borrower_id", "loan.delete": "owner borrower_id"}
    assert not [one.name for one in spec.questions if one.name == "Q-loan-own"]


@pytest.mark.parametrize("words", ["coordinator", "member", "owner", "tool keeper", "borrower"])
def test_other_words_name_no_further_owner(words: str):
    spec = plan(approves=words)
    assert owners(spec) == ("borrower_id",)
    assert asked(spec) == {}


def test_a_role_of_the_documents_is_a_role():
    """Where `tool owner` is listed among the roles, that is what it is."""
    spec = meant(
        PRD=ROLES + "- **Tool owner**: lends tools.\n",
        DESIGN=TABLES + API.replace("APPROVES", "tool owner").replace("RETURNS", "coordinator"),
    )
    assert owners(spec) == ("borrower_id",)
    assert "tool_owner" in {role.name for role in spec.roles}
