"""How long before a moment something may still be done: a limit of the documents that is a guard."""

import pytest
from meant import PEOPLE, meant

from luke_cli.spec.guards import guard_text

SCHOOL = """
```sql
CREATE TABLE lessons (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    title VARCHAR(80) NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'booked' CHECK (status IN ('booked', 'cancelled')),
    starts_at TIMESTAMPTZ NOT NULL,
    payment_due_on DATE NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE trips (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    departure_date DATE NOT NULL
);
```

Lesson status: booked -> cancelled

| Method | Path | Description |
|--------|------|-------------|
| POST | /lessons/{id}/cancel | Cancel a lesson |
| PATCH | /lessons/{id} | Change a lesson |
| DELETE | /trips/{id} | Give a trip up |
"""


def asked(text: str) -> dict[str, str]:
    """Return what is asked of a row before each operation."""
    spec = meant(DESIGN=f"# School\n{PEOPLE}{SCHOOL}\n{text}")
    return {
        row.operation: "; ".join(map(guard_text, row.guards))
        for row in spec.preconditions
        if any("now()" in guard.value for guard in row.guards)
    }


LESSON = {"lesson.cancel": "starts_at >= now() + limit.lesson.cancel_notice"}
FREE = {"lesson.cancel": f"{LESSON['lesson.cancel']} or role admin"}
SENTENCES = {
    "A lesson can be cancelled up to 24 hours before it starts.": LESSON,
    "Lessons can be cancelled until 24 hours before the start.": LESSON,
    "Lessons can be cancelled until 48 hours before starts_at.": LESSON,
    "A lesson can be cancelled up to 24 hours before it starts, admins may cancel at any time.": FREE,
    "A lesson can be cancelled up to 24 hours before it starts; admins at any time.": FREE,
    "A lesson can be cancelled up to 5 days before payment_due_on.": {
        "lesson.cancel": "payment_due_on >= now() + limit.lesson.cancel_notice"
    },
    "A lesson can be changed up to 3 days before it starts.": {
        "lesson.update": "starts_at >= now() + limit.lesson.change_notice"
    },
    "A trip can be cancelled up to 2 days before departure.": {
        "trip.delete": "departure_date >= now() + limit.trip.cancel_notice"
    },
}


@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_a_limit_asks_for_a_moment_that_is_to_come(sentence):
    """The number is that of the setting; who may do it at any time is asked nothing."""
    assert asked(f"- {sentence}\n") == SENTENCES[sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reminders are sent 24 hours before a lesson starts.",
        "A lesson can be cancelled up to 24 hours before the school closes.",
        "A lesson can be cancelled within 24 hours.",
        "Cancelling a lesson is free until 24 hours before the start, afterwards half the price is billed.",
        "A lesson can be cancelled up to 24 hours before it starts, later it needs a call.",
        "A lesson can be watched up to 24 hours before it starts.",
        "The teacher gets a mail until 24 hours before the lesson.",
        "A room can be cancelled up to 24 hours before it starts.",
    ],
)
def test_what_only_looks_like_it_asks_nothing(sentence):
    """A reminder, another moment, another thing or a verb that no operation has."""
    assert asked(f"- {sentence}\n") == {}


MADE = {
    "Lessons can be booked up to 30 days in advance.": "starts_at <= now() + limit.lesson.book_ahead_max",
    "A lesson cannot be booked more than 90 days ahead.": "starts_at <= now() + limit.lesson.book_ahead_max",
    "A lesson must be booked at least 2 hours before it starts.": (
        "starts_at >= now() + limit.lesson.book_notice"
    ),
    "Lessons must be made at least 2 hours before they start.": (
        "starts_at >= now() + limit.lesson.make_notice"
    ),
    "A lesson may start at most 90 days ahead.": "starts_at <= now() + limit.lesson.start_ahead_max",
    "A lesson can be booked no more than 14 days in advance.": (
        "starts_at <= now() + limit.lesson.book_ahead_max"
    ),
}


@pytest.mark.parametrize("sentence", MADE, ids=range(len(MADE)))
def test_a_limit_asks_how_far_ahead_a_moment_is_that_a_request_brings(sentence):
    """Of a row that is made, and of a change that brings the moment."""
    made = "| POST | /lessons | Book a lesson |\n\n"
    assert asked(f"{made}- {sentence}\n") == {"lesson.create": MADE[sentence]}
