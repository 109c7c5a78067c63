"""What clients say of fields and endpoints: types that are called as a thing is, calls in cells."""

import pytest
from meant import meant

SLIPS = """
# Slips

## Data model

### Order slip

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
| seat_number | integer | no |
| slip_number | varchar(12) | yes |
| fragile | boolean | yes |
| price | decimal(8,2) | yes |
| wanted_on | date | yes |

## API

| Method | Path | Roles |
|---|---|---|
| PATCH | /order-slips/{id} | clerk |
"""


def decided(text: str) -> dict[str, str]:
    """Return what is set aside of the words of a designer, by the id of the decision."""
    spec = meant(DESIGN=SLIPS, **{"WEB-UI": f"# Web\n\n{text}\n"})
    return {one.name: one.aside[0].value for one in spec.decisions}


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ("seatNumber: string | null; // row and place", {"D-order-slip-seat-number": "text"}),
        ("fragile: string;", {"D-order-slip-fragile": "text"}),
        ("slipNumber: number;", {"D-order-slip-slip-number": "integer"}),
        # what JSON has no type of its own for
        ("wantedOn: string;", {}),
        ("price: string;", {}),
        ("id: string;", {}),
        ("seatNumber?: number;", {}),
    ],
)
def test_a_type_of_a_client_is_held_against_the_thing_that_it_is_called_after(
    member: str, found: dict[str, str]
) -> None:
    text = f"```ts\nexport interface OrderSlip {{\n  {member}\n}}\n```"
    assert decided(text) == found


def test_a_type_of_another_name_says_nothing() -> None:
    assert decided("```ts\ninterface SlipCard {\n  seatNumber: string;\n}\n```") == {}


def test_a_call_in_a_cell_is_held_against_the_endpoints() -> None:
    table = (
        "| Element | Behaviour |\n|---|---|\n| Save | sends `PUT /order-slips/{{id}}` and closes |"
    )
    (name,) = decided(table.replace("{{id}}", "{id}"))
    assert name == "D-order-slip-update-method"


LESSONS = """
# Lessons

## Data model

### Lesson

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
| topic | varchar(80) | yes |

## API

| Method | Path | Purpose |
|---|---|---|
| GET | /lessons | list |
| POST | /lessons | new lesson |
| PUT | /lessons/{id}/attendance | who was there |
| POST | /lessons/{id}/start | the lesson begins |
| POST | /lessons/{id}/check-in | the teacher arrives |
| POST | /lessons/{id}/reminders | write to everybody |
"""


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("Save sends `PUT /attendance/{lesson_id}`.", "PUT /lessons/{id}/attendance"),
        ("The note is kept with `POST /reminders/{lessonId}`.", "POST /lessons/{id}/reminders"),
        ("The green button calls `POST /lessons/{id}/begin`.", "POST /lessons/{id}/start"),
        ("The green button calls `PUT /lessons/{id}/started`.", "POST /lessons/{id}/start"),
        ("The button Start calls `POST /lessons/{id}/go`.", "POST /lessons/{id}/start"),
        ("- **Remind**: sends `POST /lessons/{id}/nudge`", "POST /lessons/{id}/reminders"),
        ("*I am here* calls `POST /lessons/{id}/arrives`.", "POST /lessons/{id}/check-in"),
        ("The list comes from `GET /songlessons`.", "GET /lessons"),
        ("«Start» invokes `POST /lessons/{id}/go`.", "POST /lessons/{id}/start"),
        ("Start sends everything to `POST /lessons/{id}/go`.", "POST /lessons/{id}/start"),
        ("«Comenzar» calls `POST /lessons/{id}/comenzar`.", "POST /lessons/{id}/start"),
        # acts of their own, and another list
        ("The list comes from `GET /rooms`.", ""),
        ("**Print** calls `POST /lessons/{id}/print`.", ""),
        ("**Start** calls `POST /lessons/{id}/start`, **Go** `POST /lessons/{id}/go`.", ""),
        ("Before it starts, a hint goes to `POST /lessons/{id}/hints`.", ""),
        ("To start a vote the app calls `POST /lessons/{id}/votes`.", ""),
    ],
)
def test_a_call_that_is_not_served_is_held_against_what_no_client_calls(
    text: str, served: str
) -> None:
    spec = meant(DESIGN=LESSONS, **{"WEB-UI": f"# Web\n\n{text}\n"})
    taken = [one.taken.value for one in spec.decisions if one.about.startswith("lesson.")]
    assert taken == ([served] if served else [])


TICKETS = """
# Tickets

## Data model

### Ticket

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
| holder | varchar(80) | yes |

## API

| Method | Path | Purpose |
|---|---|---|
| GET | /tickets | list |
| POST | /tickets | new ticket |
| POST | /tickets/{id}/admit | at the gate |
| POST | /tickets/{id}/cancel | not needed any more |
"""


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("A code was read: `POST /tickets/{id}/validate`.", "POST /tickets/{id}/admit"),
        ("The cross sends `DELETE /tickets/{id}`.", "POST /tickets/{id}/cancel"),
        # the screens speak of it, and call something else
        ("Tickets are admitted by hand. The printer: `POST /tickets/{id}/print`.", ""),
    ],
)
def test_what_is_left_of_the_acts_on_a_row_is_meant(text: str, served: str) -> None:
    """An act of which no screen speaks, and what undoes a row for a call that deletes it."""
    keep = "The holder may cancel: `POST /tickets/{id}/cancel`.\n" if "DELETE" not in text else ""
    spec = meant(DESIGN=TICKETS, **{"WEB-UI": f"# UI\n\n{keep}{text}\n"})
    found = [one.taken.value for one in spec.decisions if one.taken.value.startswith("POST /")]
    assert found == ([served] if served else [])


CALLS = """
# API

| Method | Path | Roles |
|---|---|---|
| POST | /order-slips/{id}/checks | clerk |
| DELETE | /order-slips/{id}/hold | clerk |
| POST | /order-slips/{id}/hold | clerk |
"""


@pytest.mark.parametrize(
    ("document", "text", "found"),
    [
        ("WEB-UI", "## Checks\n\nA line is saved with `POST /order-slips/{id}/lines`.", "checks"),
        ("WEB-UI", "## Desk\n\nA line is saved with `POST /order-slips/{id}/lines`.", ""),
        ("SECURITY", "| Call | Why |\n|---|---|\n| `PUT /order-slips/{id}/hold` | grave |", "hold"),
    ],
)
def test_a_call_that_the_api_has_otherwise(document: str, text: str, found: str) -> None:
    """The heading names it; of two methods that of the document with most endpoints is taken."""
    spec = meant(DESIGN=SLIPS, API=CALLS, **{document: f"# Other\n\n{text}\n"})
    taken = [one.taken.value for one in spec.decisions if "order_slip" in one.about]
    assert taken == ([f"POST /order-slips/{{id}}/{found}"] if found else [])
