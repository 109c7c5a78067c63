"""Steps that time takes: where they start and lead, how long after what, and what is left open."""

import pytest
from meant import PEOPLE, decided, meant, requests

from luke_cli.spec.due import due_text

ROOMS = """
```sql
CREATE TABLE reservations (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    status VARCHAR(20) NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'paid', 'accepted', 'cancelled', 'expired', 'lapsed')),
    paid_at TIMESTAMPTZ,
    accepted_at TIMESTAMPTZ,
    expired_at TIMESTAMPTZ,
    cancelled_by UUID REFERENCES users(id),
    due_at TIMESTAMPTZ NOT NULL,
    ends_on DATE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```
"""


def timed(text: str) -> dict[str, str]:
    """Return the steps that time takes, and which of them rest on an assumption."""
    spec = meant(DESIGN=f"# Inn\n{PEOPLE}{ROOMS}\n{text}")
    assert not {step.operation for step in spec.timed} & {o.name for o in spec.operations}
    return {
        step.operation: f"{', '.join(step.origins)} -> {step.target}, {due_text(step.due)}"
        + (" (assumed)" if step.basis else "")
        for step in spec.timed
        if step.due
    }


SENTENCES = {
    "An unpaid reservation expires after 48 hours.": "pending -> expired, 48 h after created_at (assumed)",
    "Pending reservations expire two days after they were made.": "pending -> expired, 2 d after created_at",
    "Reservations expire 48 hours after creation.": "pending -> expired, 48 h after created_at (assumed)",
    "If a reservation is not paid within 15 minutes, it expires.": (
        "pending -> expired, 15 min after created_at (assumed)"
    ),
    "Reservations that have not been paid within 2 days are cancelled by the system.": (
        "pending -> cancelled, 2 d after created_at (assumed)"
    ),
    "Pending reservations older than a week are cancelled.": (
        "pending -> cancelled, 7 d after created_at (assumed)"
    ),
    "After 48 hours an unpaid reservation is automatically cancelled.": (
        "pending -> cancelled, 48 h after created_at (assumed)"
    ),
    "An accepted reservation lapses 3 days after acceptance.": "accepted -> lapsed, 3 d after accepted_at",
    "An accepted reservation lapses after 10 days.": (
        "accepted -> lapsed, 10 d after accepted_at (assumed)"
    ),
    "A pending reservation expires when due_at has passed.": "pending -> expired, after due_at",
    "A pending reservation expires once the end date has passed.": "pending -> expired, after ends_on",
}


@pytest.mark.parametrize(("sentence", "step"), SENTENCES.items(), ids=range(len(SENTENCES)))
def test_a_sentence_says_what_time_does(sentence, step):
    """From which state, to which, and how long after what; what it leaves out is an assumption."""
    assert list(timed(f"- {sentence}\n").values()) == [step]


@pytest.mark.parametrize(
    "sentence",
    [
        "A guest can cancel a reservation within 48 hours.",
        "A reservation must be paid within 48 hours.",
        "A reservation may be cancelled after 48 hours.",
        "The link of a reservation expires after 48 hours.",
        "Remind the guest 2 days after a reservation was made.",
        "A cancelled reservation cannot be paid after 2 days.",
        "An early reservation expires after 48 hours.",
    ],
)
def test_what_somebody_may_do_in_time_is_no_such_step(sentence):
    assert timed(f"- {sentence}\n") == {}


DRAWN = """
## Reservation

```mermaid
stateDiagram-v2
    [*] --> pending
    pending --> paid : pay, within 48 hours
    pending --> expired : after 48 hours
    paid --> accepted : accept
    accepted --> lapsed : due_at passed
    paid --> cancelled : auto-cancel 30 days after payment
```
"""
LISTED = """
## Reservation status
- pending -> paid (guest)
- pending -> expired (automatic, 48h after created_at)
- accepted -> lapsed: when due_at has passed
- paid -> cancelled (system, 30 days after paid_at)
"""
TABLED = """
## Reservation

| From | To | Who | Condition |
|---|---|---|---|
| pending | paid | guest | |
| pending | expired | time | created_at older than 48h |
| accepted | lapsed | automatic, once due_at has passed | |
| paid | cancelled | System | 30 days after payment |
"""


@pytest.mark.parametrize("text", [LISTED, TABLED], ids=["list", "table"])
def test_labels_and_cells_say_it(text):
    assert timed(text) == {
        "reservation.expire": "pending -> expired, 48 h after created_at",
        "reservation.mark_lapsed": "accepted -> lapsed, after due_at",
        "reservation.cancel": "paid -> cancelled, 30 d after paid_at",
    }


def test_a_state_in_a_row_is_nobody():
    """What a state is called says nothing of who leads there."""
    rooms = ROOMS.replace("'accepted'", "'scheduled'").replace("accepted_at", "scheduled_at")
    text = """
| From | To | Who |
|---|---|---|
| pending | scheduled | guest |
| scheduled | cancelled | guest |
"""
    spec = meant(DESIGN=f"# Inn\n{PEOPLE}{rooms}\n## Reservation\n{text}")
    assert spec.timed == ()
    assert not [one.name for one in spec.questions if one.name.endswith("-when")]


def test_diagrams_say_it():
    """A label without the moment is counted from when the row was made, as an assumption."""
    assert timed(DRAWN) == {
        "reservation.expire": "pending -> expired, 48 h after created_at (assumed)",
        "reservation.mark_lapsed": "accepted -> lapsed, after due_at",
        "reservation.cancel": "paid -> cancelled, 30 d after paid_at",
    }


def test_a_sentence_says_when_of_an_arrow():
    """The arrow is no step that somebody takes; what a caller would be written into stays empty."""
    text = """
Reservation status:

- pending -> paid : pay
- pending -> cancelled (automatic)

Reservations are cancelled after 2 weeks.
"""
    spec = meant(DESIGN=PEOPLE + ROOMS + text)
    (step,) = spec.timed
    assert (step.operation, step.effects) == ("reservation.cancel", ())
    assert "reservation.cancel" not in requests(spec, "reservation")
    assumption = next(one for one in spec.assumptions if one.name in step.basis)
    assert (assumption.proposal, assumption.why) == (
        "14 d after created_at, from pending",
        "no document says from when the time is counted",
    )


def test_the_moment_is_kept():
    """What a step keeps of its moment it keeps when time takes it, too."""
    (step,) = meant(DESIGN=PEOPLE + ROOMS + "Pending reservations expire after 2 days.").timed
    assert [(one.field, one.value) for one in step.effects] == [("expired_at", "now()")]


def test_a_step_of_somebody_keeps_its_name():
    """Who expires a reservation by hand does so beside time."""
    text = """
- POST /reservations/{id}/expire

Pending reservations expire after 2 days.
"""
    assert timed(text) == {
        "reservation.expire_pending": "pending -> expired, 2 d after created_at (assumed)"
    }


def test_nobody_says_when():
    """What happens by itself at an unknown time is asked for; meanwhile somebody does it."""
    spec = meant(
        DESIGN=PEOPLE
        + ROOMS
        + "\nReservation:\n- pending -> paid : pay\n- pending -> expired (automatic)\n"
    )
    assert spec.timed == ()
    question = next(q for q in spec.questions if q.name == "Q-reservation-expired-when")
    assert question.meanwhile == (
        "How long after what does a reservation become expired by itself? "
        "`reservation.expire` is a step that callers take."
    )


def test_a_trail_takes_entries_of_nobody():
    """Time has no account: the trail cannot require one."""
    audits = """
```sql
CREATE TABLE audit_logs (
    id UUID PRIMARY KEY,
    actor_id UUID NOT NULL REFERENCES users(id),
    action VARCHAR(60) NOT NULL,
    entity_type VARCHAR(40) NOT NULL,
    entity_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```
"""
    text = "Pending reservations expire 2 days after creation."
    spec = meant(
        DESIGN=PEOPLE + ROOMS + audits + text,
        SECURITY="Every change is written to the audit trail.",
    )
    trail = spec.entity("AuditLog")
    actor = trail.field("actor_id") if trail else None
    assert actor is not None
    assert (actor.required, actor.basis) == (False, ("A-audit-log-nobody",))
    assert "A-audit-log-nobody" in {one.name for one in spec.assumptions}


def test_a_rule_about_time_is_served():
    """Nobody has to be asked what runs when."""
    text = "\n## Acceptance criteria\n\n- Pending reservations expire automatically 2 days after creation.\n"
    spec = meant(DESIGN=PEOPLE + ROOMS, PRD=text)
    assert [one.served_by for one in spec.requirements] == [("reservation.expire",)]
    assert not any("deadlines" in name for name in decided(spec))
