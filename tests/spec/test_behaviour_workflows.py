"""Workflows: from which states a step leads where, what it needs, what it sets, what is open."""

import pytest
from meant import LOANS, PEOPLE, meant, requests, steps

APPROVALS = """
```sql
CREATE TABLE approvals (
    id UUID PRIMARY KEY,
    loan_id UUID NOT NULL REFERENCES loans(id) ON DELETE CASCADE,
    approver_id UUID NOT NULL REFERENCES users(id),
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'approved', 'rejected')),
    comments TEXT
);
```
"""


def test_arrows_are_steps():
    """Each arrow is a step with the verb that leads to its state."""
    spec = meant(DESIGN=f"{PEOPLE}{LOANS}\nLoan status: draft -> submitted -> approved -> paid\n")
    assert steps(spec) == {
        "loan.submit": "draft -> submitted; submitted_at = now()",
        "loan.approve": "submitted -> approved; approved_by = me",
        "loan.pay": "approved -> paid",
    }
    assert [t.basis for t in spec.transitions] == [(), (), ()]


def test_verbs_of_rights_and_stories_find_their_states():
    """Where no arrow is drawn, the order of the states tells where a step starts."""
    spec = meant(
        PRD="""
## Stories
- As a member, I want to submit loans so that they are approved
- As a lead, I want to approve/reject loans so that they move on

## Acceptance criteria
- Mandatory comments for rejections
- Segregation of duties: nobody decides about their own loans
""",
        DESIGN=PEOPLE + LOANS + APPROVALS + "\n- POST /loans/{id}/approve\n",
    )
    assert steps(spec) == {
        "loan.submit": "draft -> submitted; submitted_at = now()",
        "loan.approve": "submitted -> approved; not owner; approved_by = me, "
        "writes Approval.approved",
        "loan.reject": "submitted -> rejected; not owner, comments; writes Approval.rejected",
    }
    assert requests(spec, "loan")["loan.submit"].startswith("POST /loans/{id}/submit transition")
    assumption = next(a for a in spec.assumptions if a.name == "A-loan-workflow")
    assert assumption.proposal == (
        "submit from draft; approve from submitted; reject from submitted"
    )


def test_a_state_is_changed_by_steps_only():
    """It starts at its first value and never comes in."""
    spec = meant(DESIGN=f"{PEOPLE}{LOANS}\nLoan status: draft -> submitted\n")
    loan = spec.entity("Loan")
    assert loan is not None
    status, submitted = loan.field("status"), loan.field("submitted_at")
    assert status is not None
    assert submitted is not None
    assert (status.visibility, status.default) == ("read-only", '"draft"')
    assert submitted.visibility == "read-only"


def test_a_state_that_nothing_reaches_is_a_question():
    """How does a loan become paid? Where the act is named, its operation waits for the answer."""
    data = LOANS.replace("submitted_at TIMESTAMPTZ,", "payment_date DATE,")
    arrows = "\nLoan status: draft -> submitted -> approved | rejected\n"
    silent = meant(DESIGN=PEOPLE + LOANS + arrows)
    named = meant(DESIGN=PEOPLE + data + arrows)
    assert [q.meanwhile for q in silent.questions if q.name == "Q-loan-paid"] == [
        "How does a loan become paid, and by whom? Nothing leads there."
    ]
    assert "loan.pay" not in requests(silent)
    assert [q.meanwhile for q in named.questions if q.name == "Q-loan-paid"] == [
        "How does a loan become paid, and by whom? `loan.pay` answers 501."
    ]
    assert requests(named)["loan.pay"].startswith("POST /loans/{id}/pay custom")
    assert steps(named)["loan.pay"] == "approved -> paid"


def test_a_remark_that_has_no_place_gets_one():
    """A demanded reason is kept with the row."""
    spec = meant(
        PRD="## Acceptance criteria\n- A reason is required when a loan is rejected\n",
        DESIGN=f"{PEOPLE}{LOANS}\nLoan status: draft -> submitted -> approved | rejected\n",
    )
    loan = spec.entity("Loan")
    assert loan is not None
    assert steps(spec)["loan.reject"] == "submitted -> rejected; rejection_reason"
    assert loan.field("rejection_reason") is not None


def test_a_list_of_states_alone_is_no_workflow():
    """Without a verb or an arrow the field stays what a client writes."""
    spec = meant(DESIGN=PEOPLE + LOANS)
    assert spec.transitions == ()


TRANSFERS = f"""{PEOPLE}
## 2. Data

### 2.1 Transfer

| Field | Type | Constraints | Notes |
|-------|------|-------------|-------|
| id | UUID | PK | |
| quantity | integer | required | |
| status | enum | see 3. | starts at `requested` |

## 3. Transfer workflow

```mermaid
stateDiagram-v2
    [*] --> requested
    requested --> approved : manager approves
    requested --> cancelled : requester cancels
    approved --> shipped
```

## 4. API

- POST /transfers/{{id}}/approve
"""


def test_an_enum_without_values_has_the_states_of_its_workflow():
    """What a label says is the verb, without the ending: `approves` is `approve`."""
    spec = meant(DESIGN=TRANSFERS)
    assert [one.values for one in spec.enums if one.name == "TransferStatus"] == [
        ("requested", "approved", "cancelled", "shipped")
    ]
    assert steps(spec) == {
        "transfer.approve": "requested -> approved",
        "transfer.cancel": "requested -> cancelled",
        "transfer.ship": "approved -> shipped",
    }


def test_sentences_lead_from_state_to_state():
    """Only between states that the schema knows."""
    spec = meant(
        DESIGN=PEOPLE + LOANS,
        PRD="A loan begins as draft. When the member sends it, it becomes submitted. "
        "A submitted loan turns into approved or rejected. An approved loan is paid on Friday. "
        "A rejected loan is burnt.\n",
    )
    assert {name: step.partition(";")[0] for name, step in steps(spec).items()} == {
        "loan.submit": "draft -> submitted",
        "loan.approve": "submitted -> approved",
        "loan.reject": "submitted -> rejected",
        "loan.pay": "approved -> paid",
    }


def test_a_scenario_names_the_step_that_its_endpoint_takes():
    """What somebody does in a scenario is the verb of the step, and of its endpoint."""
    spec = meant(
        PRD="""
```gherkin
Scenario: Handing in
  Given a loan with the status "draft"
  When the member lodges the loan
  Then the loan has the status "submitted"
```
""",
        DESIGN=f"{PEOPLE}{LOANS}\n- POST /loans/{{id}}/lodge\n",
    )
    assert steps(spec)["loan.lodge"] == "draft -> submitted; submitted_at = now()"
    assert requests(spec, "loan")["loan.lodge"].startswith("POST /loans/{id}/lodge transition")


def test_who_acts_is_no_act():
    """A label of an arrow may only say who goes there."""
    spec = meant(
        PRD="# Roles\n- **Clerk**: decides\n",
        DESIGN=PEOPLE + LOANS + "\n## Loan lifecycle\n```mermaid\nstateDiagram-v2\n"
        "    draft --> submitted : clerk\n    submitted --> approved : clerk sees it\n```\n",
    )
    assert {t.operation for t in spec.transitions} == {"loan.submit", "loan.approve"}


@pytest.mark.parametrize(
    ("label", "verb"),
    [
        ("clerk", "submit"),
        ("automatic", "submit"),
        ("system", "submit"),
        ("nightly job", "submit"),
        ("owner", "submit"),
        ("the owner of the loan", "submit"),
        ("user, when handed in", "hand_in"),
        ("clerk, once handed in", "hand_in"),
        ("the clerk files", "file"),
        ("file", "file"),
    ],
)
def test_a_label_that_says_who_acts_names_no_step(label, verb):
    """What is left of it may be the verb of an endpoint."""
    spec = meant(
        PRD="# Roles\n- **Clerk**: decides\n",
        DESIGN=f"{PEOPLE}{LOANS}\n## Loan states\n\ndraft -> submitted ({label})\n"
        f"\n- POST /loans/{{id}}/{verb.replace('_', '-')}\n",
    )
    assert {t.operation for t in spec.transitions} == {f"loan.{verb}"}


ARCHIVES = """
```sql
CREATE TABLE archives (
    id UUID PRIMARY KEY,
    loan_id UUID NOT NULL REFERENCES loans(id) ON DELETE CASCADE,
    shelf VARCHAR(20) NOT NULL
);
```
"""


def test_a_step_has_a_path_beside_the_one_that_makes_a_part():
    """`POST /loans/{id}/archive` makes an Archive: the step that has its name is taken elsewhere."""
    parts = ARCHIVES + "\n- POST /loans/{id}/archive: creates an archive\n"
    states = LOANS.replace("'paid')", "'paid', 'archived')")
    spec = meant(DESIGN=f"{PEOPLE}{states}{parts}\nLoan status: draft -> submitted -> archived\n")
    assert requests(spec)["archive.create"].startswith("POST /loans/{id}/archive create")
    assert requests(spec)["loan.archive"].startswith("POST /loans/{id}/mark-archived transition")
    assert steps(spec)["loan.archive"] == "submitted -> archived"


def test_words_of_other_things_are_no_states():
    """A sentence that has no state in common with the schema contradicts nothing."""
    told = "\nAn uploaded loan can be deleted.\n"
    spec = meant(PRD=told, DESIGN=f"{PEOPLE}{LOANS}\nLoan status: draft -> submitted\n")
    assert [one.name for one in spec.decisions] == []


def test_a_path_may_spell_a_step_in_one_word():
    """`/loans/{id}/checkin` is the step to `checked_in`, not an operation beside it."""
    loans = LOANS.replace("'paid'", "'checked_in'")
    spec = meant(
        DESIGN=f"{PEOPLE}{loans}\nPOST /loans/{{id}}/checkin\n\n"
        "Loan status: draft -> submitted -> approved -> checked_in\n"
    )
    assert steps(spec)["loan.checkin"] == "approved -> checked_in"
    assert "loan.check_in" not in {operation.name for operation in spec.operations}
    named = {name for feature in spec.features for name in feature.operations if "*" not in name}
    assert named <= {operation.name for operation in spec.operations}


def test_states_of_a_schema_are_known_in_drawings_and_cells():
    """A chain of the states that a field lists needs no usual words, in its own document either."""
    kiln = """
```python
class Firing(Base):
    __tablename__ = "firings"
    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(Enum("loading", "bisque", "glazing", "unpacked"))
```
"""
    drawn = "\n## Course\n\n```\nloading --> bisque --> glazing --> unpacked\n```\n"
    cells = "\n| No | Rule |\n|---|---|\n| R1 | loading → bisque → glazing → unpacked |\n"
    moved = {
        "firing.mark_bisque": "loading -> bisque",
        "firing.mark_glazing": "bisque -> glazing",
        "firing.mark_unpacked": "glazing -> unpacked",
    }
    assert steps(meant(DESIGN=PEOPLE + kiln + drawn)) == moved
    assert steps(meant(DESIGN=PEOPLE + kiln + cells)) == moved
    assert steps(meant(DESIGN=PEOPLE + kiln, PRD=cells)) == moved


def test_a_short_name_of_a_thing_is_enough_for_its_states():
    """`A booking moves ...` tells the states of KayakBooking if no other thing is called so."""
    spec = meant(
        DESIGN=PEOPLE
        + """
- **KayakBooking**
  - `id`: uuid, primary key
  - `status`: enum

## How a booking moves

The desk moves a booking from open to lent, and from lent to returned or lost.
"""
    )
    assert steps(spec) == {
        "kayak_booking.lend": "open -> lent",
        "kayak_booking.return": "lent -> returned",
        "kayak_booking.lose": "lent -> lost",
    }


@pytest.mark.parametrize(
    ("sentence", "sets"),
    [
        (
            "When a loan is approved, decided_by is set to the current user and decided_at to now.",
            "decided_by = me, decided_at = now()",
        ),
        ("On approval, tries is reset and `title` to null.", "tries = 0"),
        ("Approving a loan sets urgent to false and clears note.", "urgent = false, note = null"),
        ("When a car is approved, tries is set to 3.", ""),
        ("When a loan is approved, status is set to approved.", ""),
    ],
)
def test_what_a_step_sets_is_told_outright(sentence, sets):
    """Beside what the names of fields tell; a field that cannot have the value keeps its own."""
    columns = "decided_by UUID REFERENCES users(id), decided_at TIMESTAMPTZ, note TEXT,"
    columns += " tries INTEGER NOT NULL DEFAULT 0, urgent BOOLEAN NOT NULL DEFAULT TRUE,"
    loans = LOANS.replace("submitted_at", f"{columns} submitted_at").replace("approved_by", "maker")
    workflow = f"\nLoan status: draft -> submitted -> approved\n\n- {sentence}\n"
    assert steps(meant(DESIGN=PEOPLE + loans + workflow))["loan.approve"] == "; ".join(
        filter(None, ("submitted -> approved", sets))
    )


def test_an_arrow_whose_sentence_names_an_endpoint_is_its_step():
    """`accepts the offer` is `POST /policies/{id}/accept`, whatever the state is called that it leads to."""
    spec = meant(
        DESIGN=f"""{PEOPLE}
```sql
CREATE TYPE policy_status AS ENUM ('draft', 'offered', 'active', 'cancelled');
CREATE TABLE policies (id UUID PRIMARY KEY, status policy_status NOT NULL DEFAULT 'draft');
```

## Policy states

- `draft` → `offered` (clerk): sends the offer to the customer
- `offered` → `active` (customer): accepts the offer
- `offered` → `cancelled` (clerk): takes the offer back
- `active` → `cancelled` (clerk): when the shop is sold
""",
        API="""# API

### POST /policies/{id}/offer
Auth: role clerk
### POST /policies/{id}/accept
Auth: role customer
### POST /policies/{id}/cancel
Auth: role clerk
""",
    )
    assert steps(spec) == {
        "policy.offer": "draft -> offered",
        "policy.accept": "offered -> active",
        "policy.cancel": "offered, active -> cancelled",
    }
