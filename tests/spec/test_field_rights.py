"""Fields that only some roles see or set: from sentences and columns to rules of the plan."""

import pytest

from luke_cli.plan import parse, render
from luke_cli.spec.model import Kind
from tests.spec.meant import LOANS, meant

STAFF = """
```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'viewer' CHECK (role IN ('viewer', 'finance', 'admin'))
);

CREATE TABLE customers (
    id UUID PRIMARY KEY,
    name VARCHAR(80) NOT NULL,
    credit_limit NUMERIC(10, 2) NOT NULL,
    cost_price NUMERIC(10, 2),
    rating TEXT
);
```

| Method | Path | Access |
|---|---|---|
| POST | /customers | viewer, finance, admin |
| GET | /customers/{id} | viewer, finance, admin |
| PATCH | /customers/{id} | viewer, finance, admin |
"""


def rights(spec, *names: str) -> dict[str, tuple[str, str]]:
    """Return who sees and who sets the fields of a customer, as the plan says; "" is everybody."""
    customer = spec.entity("Customer")
    return {
        field.name: (", ".join(field.readers), ", ".join(field.writers))
        for field in customer.fields
        if field.readers or field.writers or field.name in names
    }


@pytest.mark.parametrize(
    ("sentence", "seen", "set_"),
    [
        ("Only finance may see the `rating`.", "finance", ""),
        ("Only finance and admins can view the rating of a customer.", "finance, admin", ""),
        ("Nobody but admins sees the rating.", "admin", ""),
        ("The rating is only visible to finance.", "finance", ""),
        ("The rating of a customer is visible to admins only.", "admin", ""),
        ("The rating is hidden from viewers.", "finance, admin", ""),
        ("Viewers never see the rating of a customer.", "finance, admin", ""),
        ("No viewer may read the rating.", "finance, admin", ""),
        ("The rating is never shown to viewers.", "finance, admin", ""),
        ("The rating is for finance only.", "finance", ""),
        ("The rating is reserved for admins.", "admin", ""),
        ("Only admins may change the rating.", "", "admin"),
        ("The rating can only be edited by finance or admins.", "", "finance, admin"),
        ("The rating may not be changed by viewers.", "", "finance, admin"),
        ("Viewers cannot edit the rating of a customer.", "", "finance, admin"),
        ("The rating is read-only for viewers.", "", "finance, admin"),
        ("Only admins may see and change the rating.", "admin", ""),
    ],
)
def test_a_sentence_says_who_alone(sentence, seen, set_):
    """Whoever sees a field sets it, unless that is said of others."""
    spec = meant(PRD=f"## Rules\n\n- {sentence}\n", DESIGN=STAFF)
    assert rights(spec) == {"rating": (seen, set_)}
    assert all("Customer.rating" in one.served_by for one in spec.requirements)
    assert not [one.name for one in spec.questions if one.name == "Q-field-rights"]
    assert not [right.name for right in spec.permissions if right.name.startswith("rating:")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The rating is visible to finance.",
        "Viewers see the rating of their own customers only.",
        "Only finance may see the rating while a customer is new.",
        "Only the owner may see the rating.",
        "Only finance may see the weather.",
        "Why may only finance see the rating?",
    ],
)
def test_what_says_less_keeps_nothing(sentence):
    """A right of some is no denial, and what hangs on a row or a moment stays with people."""
    assert rights(meant(PRD=f"## Rules\n\n- {sentence}\n", DESIGN=STAFF)) == {}


def test_columns_say_who_sees_and_sets():
    """`all` is whoever has the row; nobody sets what the system does; who sets alone sees, too."""
    table = """
### Customer

| Field | Type | Visible to | Editable by |
|---|---|---|---|
| `name` | string | all | admin |
| credit_limit | decimal(10,2) | finance | finance, admin |
| cost_price | decimal(10,2) | Finance, Admin | |
| rating | text | everyone | system |
"""
    spec = meant(DESIGN=STAFF + table)
    assert rights(spec, "rating") == {
        "name": ("", "admin"),
        "credit_limit": ("finance, admin", ""),
        "cost_price": ("finance, admin", ""),
        "rating": ("", ""),
    }
    assert spec.entity("Customer").field("rating").visibility == "read-only"


def test_a_table_of_its_own_names_the_fields():
    """The field says its entity, or a column does."""
    spec = meant(
        DESIGN=STAFF,
        SECURITY="""
| Field | Readable by |
|---|---|
| Customer.rating | admin |

| Resource | Field | Who may edit |
|---|---|---|
| Customer | cost_price | finance |
""",
    )
    assert rights(spec) == {"cost_price": ("", "finance"), "rating": ("admin", "")}


def test_a_right_is_inherited():
    """Who inherits from a role sees what it sees, also where the sentence does not name them."""
    roles = "```yaml\nroles:\n  viewer:\n  finance:\n    inherits: viewer\n  admin:\n    inherits: finance\n```\n"
    spec = meant(PRD="- Only finance may see the rating.\n", DESIGN=STAFF, SECURITY=roles)
    assert rights(spec) == {"rating": ("finance, admin", "")}
    spec = meant(PRD="- The rating is hidden from viewers.\n", DESIGN=STAFF, SECURITY=roles)
    assert rights(spec) == {"rating": ("finance, admin", "")}


def test_documents_that_disagree_are_a_decision():
    """The security document decides; the other side is kept with its line."""
    spec = meant(
        PRD="- Only finance may see the rating.\n",
        DESIGN=STAFF,
        SECURITY="Only admins can see the rating of a customer.\n",
    )
    assert rights(spec) == {"rating": ("admin", "")}
    decision = next(one for one in spec.decisions if one.about == "Customer.rating")
    assert decision.name == "D-customer-rating-readers"
    assert decision.taken.value == "admin"
    assert [side.value for side in decision.aside] == ["finance"]
    assert [(one.file, one.line) for one in decision.aside[0].sources] == [("PRD.md", 1)]


def test_what_a_row_needs_comes_with_it():
    """Nobody is kept from making a row; that somebody may say the value then is an assumption."""
    spec = meant(PRD="- Only admins may change the credit limit of a customer.\n", DESIGN=STAFF)
    assert rights(spec) == {"credit_limit": ("", "admin")}
    made = next(one for one in spec.assumptions if one.about == "Customer.credit_limit")
    assert made.proposal == "viewer and finance may give it with a new row, and not change it"


def test_what_never_comes_in_is_set_by_nobody_alone():
    """Steps change a state, whoever may take them."""
    workflow = "Loan status: draft -> submitted -> approved | rejected\n"
    rule = "- Only admins may change the status of a loan.\n"
    spec = meant(PRD=rule, DESIGN=f"{STAFF}{LOANS}\n{workflow}")
    status = spec.entity("Loan").field("status")
    assert (status.visibility, status.writers) == ("read-only", ())


def test_who_is_no_role_is_asked_about():
    """Those who are named beside are taken, and nobody else."""
    table = (
        "### Customer\n\n| Field | Visible to |\n|---|---|\n| rating | account manager, admin |\n"
    )
    spec = meant(DESIGN=STAFF, SECURITY=table)
    assert rights(spec) == {"rating": ("admin", "")}
    asked = next(one for one in spec.questions if one.about == "Customer.rating")
    assert "`account manager`" in asked.meanwhile


def test_the_plan_says_it_again():
    """A rule of the field, read back; a table for reviewers, which is not."""
    spec = meant(PRD="- Only finance may see the rating.\n", DESIGN=STAFF)
    plan = render(spec)
    assert "| rating | text | read by finance | |" in plan
    assert "| Customer.rating | - | read, write | - |" in plan
    assert parse(plan) == spec
    assert any(one.kind is Kind.UPDATE for one in spec.operations)
