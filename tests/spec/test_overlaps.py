"""Rows that never take something at the same time: who says so of what, and what stays open."""

import pytest
from meant import PEOPLE, meant

from luke_cli.plan.columns import write_index

HOUSE = """
```sql
CREATE TABLE rooms (
    id UUID PRIMARY KEY,
    name VARCHAR(40) NOT NULL
);

CREATE TABLE bookings (
    id UUID PRIMARY KEY,
    room_id UUID NOT NULL REFERENCES rooms(id),
    host_id UUID NOT NULL REFERENCES users(id),
    status VARCHAR(20) NOT NULL DEFAULT 'requested'
        CHECK (status IN ('requested', 'confirmed', 'out', 'cancelled')),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE loans (
    id UUID PRIMARY KEY,
    tool_id UUID NOT NULL REFERENCES tools(id),
    pickup_date DATE NOT NULL,
    return_date DATE NOT NULL
);

CREATE TABLE tools (
    id UUID PRIMARY KEY,
    label VARCHAR(40) NOT NULL
);

CREATE TABLE lessons (
    id UUID PRIMARY KEY,
    teacher_id UUID NOT NULL REFERENCES users(id),
    lesson_date DATE NOT NULL,
    start_time TIME NOT NULL,
    end_time TIME NOT NULL
);

CREATE TABLE seats (
    id UUID PRIMARY KEY,
    room_id UUID NOT NULL REFERENCES rooms(id),
    label VARCHAR(10) NOT NULL
);
```

Booking status: requested -> confirmed -> out, requested -> cancelled, confirmed -> cancelled
"""


def house(text: str):
    """Return the spec of the house with something said about it."""
    return meant(DESIGN=f"# House\n{PEOPLE}{HOUSE}\n{text}")


def apart(text: str) -> list[str]:
    """Return what is kept apart, as the plan says it."""
    rules = [one for one in house(text).indexes if one.kind.startswith("no overlap")]
    return [f"{write_index(one)} {one.kind}" for one in rules]


ROOM = "Booking(room_id, starts_at, ends_at) where status <> cancelled no overlap [)"
CONFIRMED = (
    "Booking(room_id, starts_at, ends_at) "
    "where status <> requested and status <> out and status <> cancelled no overlap [)"
)
SENTENCES = {
    "Two bookings of one room must not overlap.": ROOM,
    "No two bookings in the same room may overlap.": ROOM,
    "A booking must not overlap with another booking of the same room -> 409.": ROOM,
    "A room cannot be double-booked.": ROOM,
    "No room may be booked twice at the same time.": ROOM,
    "Rooms are never double booked.": ROOM,
    "There are no overlapping bookings for the same room.": ROOM,
    "Overlapping bookings for the same room are rejected with 409.": ROOM,
    "Only one booking per room at a time.": ROOM,
    "Two bookings of one room never overlap (cancelled ones don't count).": ROOM,
    "Two confirmed bookings of one room never overlap.": CONFIRMED,
    "Two bookings of one room never overlap. Requested ones may.": (
        "Booking(room_id, starts_at, ends_at) where status <> requested no overlap [)"
    ),
    "Bookings of one room never overlap.\n- Requested and cancelled bookings do not block the room.": (
        "Booking(room_id, starts_at, ends_at) where status <> requested and status <> cancelled "
        "no overlap [)"
    ),
    "A host can't have two bookings at the same time.": ROOM.replace("room_id", "host_id"),
    "A tool cannot be lent twice at the same time.": (
        "Loan(tool_id, pickup_date, return_date) no overlap []"
    ),
    "A teacher may not have two lessons at the same time.": (
        "Lesson(teacher_id, lesson_date, start_time, end_time) no overlap [)"
    ),
}


@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_a_sentence_keeps_rows_apart(sentence):
    """What is shared, from when to when, and which rows take time."""
    assert apart(f"- {sentence}\n") == [SENTENCES[sentence]]


CONSTRAINTS = {
    "bookings ADD CONSTRAINT apart EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)": (
        "Booking(room_id, starts_at, ends_at) no overlap [)"
    ),
    (
        "bookings ADD EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)"
        " WHERE (status <> 'cancelled')"
    ): ROOM,
    "loans ADD EXCLUDE USING gist (tool_id WITH =, daterange(pickup_date, return_date, '[]') WITH &&)": (
        "Loan(tool_id, pickup_date, return_date) no overlap []"
    ),
}


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=range(len(CONSTRAINTS)))
def test_a_constraint_of_the_schema_keeps_rows_apart(constraint):
    """EXCLUDE says it all; a sentence that says it again adds nothing."""
    text = f"```sql\nALTER TABLE {constraint};\n```\n"
    assert apart(text) == [CONSTRAINTS[constraint]]
    again = (
        "Two bookings of one room must not overlap. A tool cannot be lent twice at the same time.\n"
    )
    about = CONSTRAINTS[constraint].partition("(")[0]
    assert [one for one in apart(text + again) if one.startswith(about)] == [
        CONSTRAINTS[constraint]
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two bookings of one room may overlap.",
        "Warn the host if two bookings of one room overlap.",
        "The host sees overlapping bookings of the same room in red.",
        "Double bookings per month: 9 today, 0 in spring.",
        "A reminder must not be sent twice.",
        "A user cannot see two rooms at the same time.",
        "A room cannot be booked twice.",
        "The colours of two rooms must not overlap.",
    ],
)
def test_what_only_looks_like_it_is_no_rule(sentence):
    """A wish, a figure or something else is not kept."""
    assert apart(f"- {sentence}\n") == []


def test_what_nobody_says_of_it_is_assumed():
    """Which rows take no time, and that a time ends after it has begun; what is said is not."""
    spec = house("Two bookings of one room must not overlap.\n")
    found = {one.name: one.proposal for one in spec.assumptions if "Booking." in one.about}
    assert found == {
        "A-booking-room-free": "rows that are `cancelled` take no time",
        "A-booking-ends-at-order": "`ends_at` > `starts_at`",
    }
    said = (
        "Two bookings of one room never overlap (cancelled ones don't count).\n\n"
        "The end of a booking must be after its start.\n"
    )
    assert not [one for one in house(said).assumptions if "Booking." in one.about]


@pytest.mark.parametrize(
    "sentence",
    ["Two seats of one room must not overlap.", "A room cannot have two seats at the same time."],
)
def test_a_rule_that_no_fields_can_keep_is_a_question(sentence):
    """Rows that do not say from when to when they take something are asked about."""
    spec = house(f"- {sentence}\n")
    assert not [one for one in spec.indexes if one.kind.startswith("no overlap")]
    assert "Q-overlaps" in [one.name for one in spec.questions]


def test_the_requirement_is_served_by_what_keeps_it():
    """It is not open, and points at the end of the time."""
    spec = meant(
        DESIGN=f"# House\n{PEOPLE}{HOUSE}",
        PRD="# House\n\n## Business rules\n\n- Two bookings of one room must not overlap.\n",
    )
    (rule,) = [one for one in spec.requirements if "overlap" in one.text]
    assert rule.served_by == ("Booking.ends_at",)
