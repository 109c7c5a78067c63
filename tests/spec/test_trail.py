"""An audit trail: what keeps it, who may read it, and what it holds back."""

import pytest
from meant import PEOPLE, meant

from luke_cli.spec.model import FieldRole, Spec, TypeName
from luke_cli.spec.trail import personal_fields, trail_of

BOOKS = """
```sql
CREATE TABLE books (
    id UUID PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    donor_phone VARCHAR(40)
);
```
"""
KEPT = "Audit entries are kept for 10 years.\n"
OWN = """
```sql
-- append-only
CREATE TABLE audit_log (
    id UUID PRIMARY KEY,
    user_id UUID REFERENCES users(id),
    action VARCHAR(80) NOT NULL,
    entity_type VARCHAR(80) NOT NULL,
    entity_id UUID NOT NULL,
    old_values JSONB,
    new_values JSONB,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```
"""


def kept(**documents: str) -> Spec:
    return meant(DESIGN=PEOPLE + BOOKS + documents.pop("more", ""), **documents)


def test_a_trail_that_nobody_defines_is_an_assumption():
    spec = kept(SECURITY=KEPT)
    trail = trail_of(spec)
    assert (trail.entity.name, trail.entity.basis) == ("AuditEntry", ("A-audit-entry",))
    assert trail.fields == {
        "actor_id", "action", "subject", "row_id", "before", "after", "request_id"
    }  # fmt: skip
    assert not [f.name for f in trail.entity.fields if f.type.name is TypeName.REF]
    (moment,) = (f.name for f in trail.entity.fields if f.role is FieldRole.CREATED)
    assert trail.entity.trait("append-only").subject == moment == "occurred_at"
    (assumption,) = (a for a in spec.assumptions if a.name == "A-audit-entry")
    assert [(s.file, s.line) for s in assumption.sources] == [("SECURITY.md", 1)]


def test_it_is_listed_and_read_and_nothing_else():
    spec = kept(SECURITY=KEPT)
    own = [o for o in spec.operations if o.group == "audit_entry"]
    assert [(o.method, o.path) for o in own] == [
        ("GET", "/audit-entries"),
        ("GET", "/audit-entries/{id}"),
    ]
    assert {o.permissions for o in own} == {("audit_entry:read",)}
    filters = {p.name for p in spec.parameters_of("audit_entry.list") if p.means == "filter"}
    assert filters == {"actor_id", "action", "row_id", "occurred_from", "occurred_to"}


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("Whatever happens to a book is written to a history that cannot be edited.", True),
        ("We need audit logs for all changes.", True),
        ("Every change of a status is written to the audit trail.", True),
        ("An audit trail for all changes is out of scope.", False),
        ("The library was audited.", False),
        ("The history of the house is written in the log book.", False),
    ],
)
def test_a_sentence_asks_for_a_trail(line: str, asks: bool):
    assert (trail_of(kept(PRD=f"# Wishes\n\n{line}\n")) is not None) == asks


def test_looks_are_a_question():
    line = "Each look at a book is written to the audit trail, which is kept for 3 years.\n"
    (question,) = (q for q in kept(SECURITY=line).questions if q.name == "Q-audit-looks")
    assert [(s.file, s.line) for s in question.sources] == [("SECURITY.md", 1)]
    assert not [q for q in kept(SECURITY=KEPT).questions if q.name == "Q-audit-looks"]


@pytest.mark.parametrize(
    "line",
    [
        "Entries are written by a database trigger.",
        "They go into an audit store that the application cannot read.",
    ],
)
def test_a_trail_that_something_else_writes_is_a_question(line: str):
    spec = kept(SECURITY=f"{KEPT}\n{line}\n")
    assert spec.entity("AuditEntry") is None
    (question,) = (q for q in spec.questions if q.name == "Q-audit-elsewhere")
    assert [(s.file, s.line) for s in question.sources] == [("SECURITY.md", 1), ("SECURITY.md", 3)]


def test_documents_that_ask_for_no_trail_get_none():
    spec = kept(SECURITY="Backups are kept for 10 days.\n")
    assert trail_of(spec) is None
    assert spec.entity("AuditEntry") is None


def test_a_log_of_the_documents_is_taken_with_its_own_names():
    spec = kept(more=OWN, SECURITY=KEPT)
    trail = trail_of(spec)
    assert trail.entity.name == "AuditLog"
    assert (trail.actor, trail.row, trail.before) == ("user_id", "entity_id", "old_values")
    assert spec.entity("AuditEntry") is None


def test_a_log_that_needs_more_than_can_be_told_is_a_question():
    stranger = OWN.replace("old_values JSONB", "approved_by_court VARCHAR(9) NOT NULL")
    spec = kept(more=stranger, SECURITY=KEPT)
    assert trail_of(spec) is None
    (question,) = (q for q in spec.questions if q.name == "Q-audit-entries")
    assert question.about == "AuditLog"


def test_what_says_who_somebody_is_is_held_back():
    spec = kept(SECURITY=KEPT)
    assert personal_fields(spec.entity("User")) == ("email",)
    assert personal_fields(spec.entity("Book")) == ("donor_phone",)


LOAN_STATES = """
```sql
CREATE TABLE loans (
    id UUID PRIMARY KEY,
    status VARCHAR(20) NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'sent', 'closed'))
);
```
Loan status: draft -> sent -> closed
"""


@pytest.mark.parametrize(
    "wanted",
    [
        "Every change of the status of a loan is kept.",
        "Keep a history of all status changes.",
        "Status changes of loans are logged with user and time.",
        "Audit who changed the status and when.",
    ],
)
def test_a_history_of_states_is_a_trail(wanted):
    """Who took which step when, from where to where: there is no second place for that."""
    spec = kept(more=LOAN_STATES, PRD=f"## Business rules\n\n- {wanted}\n")
    assert trail_of(spec).entity.name == "AuditEntry"
    assert [r.served_by for r in spec.requirements] == [("AuditEntry",)]
    assert "Q-histories" not in {question.name for question in spec.questions}


def test_a_table_for_the_history_is_not_doubled():
    """Nothing says yet how a step fills it: the plan asks."""
    table = "CREATE TABLE loan_steps (id UUID PRIMARY KEY, from_status TEXT, to_status TEXT);"
    wanted = "## Business rules\n\n- Every change of the status of a loan is kept.\n"
    spec = kept(more=f"{LOAN_STATES}\n```sql\n{table}\n```\n", PRD=wanted)
    assert trail_of(spec) is None
    assert [(r.served_by, r.basis) for r in spec.requirements] == [(("open",), ("Q-histories",))]
