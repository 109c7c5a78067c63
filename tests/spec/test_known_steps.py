"""Sentences that add a step to a drawing of another document, or deny one."""

import pytest
from meant import meant

BOOKINGS = """
# Bookings

## Data model

### Booking

| Field | Type | Required | Notes |
|---|---|---|---|
| id | UUID | yes | primary key |
| status | ENUM(requested, confirmed, checked_in, checked_out, cancelled) | yes | default requested |

## Status

- requested -> confirmed
- confirmed -> checked_in
- checked_in -> checked_out
- requested -> cancelled
- confirmed -> cancelled
"""


def decided(text: str) -> dict[str, str]:
    """Return the steps of which the words of a product owner are set aside, by the decision."""
    spec = meant(DESIGN=BOOKINGS, PRD=f"# Product\n\n{text}\n")
    return {one.name: one.aside[0].value for one in spec.decisions if one.name.endswith("-step")}


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("A checked-in booking can still be cancelled by the manager.", "checked_in -> cancelled"),
        ("- Bookings go straight from requested to checked in.", "requested -> checked_in"),
        ("Once it is checked out, a booking can be confirmed again.", "checked_out -> confirmed"),
        ("Once confirmed, a booking cannot be cancelled any more.", "no step confirmed -> cancelled"),
        ("A checked-in booking shall not be put back to checked out.", "no step checked_in -> checked_out"),
        ("As a guest I want to cancel a booking at any time until it's checked out, since plans change.", "checked_in -> cancelled"),
        ("A cancelled booking can be reopened for a week if the guest calls; it is then read again.", "cancelled -> requested"),
        ("A booking can only be cancelled while it is requested.", "no step confirmed -> cancelled"),
        ("- Confirmed and cancelled are final.", "no step confirmed -> checked_in"),
        ("The menu of a card can cancel a booking that is requested or checked in.", "checked_in -> cancelled"),
        ("The *Cancel* button is shown for bookings in status requested only.", "no step confirmed -> cancelled"),
        ("A checked-in booking may well be cancelled from here (storm, power cut).", "checked_in -> cancelled"),
        ("Bookings checked in may still be cancelled.", "checked_in -> cancelled"),
        ("A cancelled booking can be reopened as well, for example after a call, and is then confirmed again.", "cancelled -> confirmed"),
        ("Once cancelled, a booking can still be reopened by the desk.", "cancelled -> requested"),
        ("A checked-out booking may be reopened.", "checked_out -> requested"),
        ("Cancelling a booking that is checked in is possible.", "checked_in -> cancelled"),
        ("A requested booking waits for an answer. It never gets to cancelled by itself.", "no step requested -> cancelled"),
        ("A confirmed booking can only be cancelled.", "no step confirmed -> checked_in"),
        ("Once the guest is there, the booking becomes checked in. From then on a clerk can still cancel it.", "checked_in -> cancelled"),
        ("Once confirmed, nobody can cancel the booking.", "no step confirmed -> cancelled"),
        ("Once a guest has confirmed, a booking cannot be cancelled any more.", "no step confirmed -> cancelled"),
        ("If the desk cancels a booking that is already checked in, its card is struck through.", "checked_in -> cancelled"),
        ("When a manager cancels a checked-in booking, the room is free again.", "checked_in -> cancelled"),
        ("| Button | Shown | Then |\n|---|---|---|\n| Cancel booking | requested, confirmed, checked in | asks why |", "checked_in -> cancelled"),
    ],
)  # fmt: skip
def test_words_that_differ_from_what_is_drawn_are_a_decision(text: str, aside: str) -> None:
    found = decided(text)
    assert list(found.values()) == [aside], found


@pytest.mark.parametrize(
    "text",
    [
        "A confirmed booking can only be cancelled by the manager.",
        "A requested booking can only be confirmed or cancelled.",
        "Once confirmed, a guest cannot cancel it.",
        "A requested booking can be cancelled.",
        "Cancelled and checked-out bookings are final.",
        "Can a checked-in booking be cancelled?",
        "As a guest I want to cancel a booking at any time until it is checked in, since plans change.",
    ],
)
def test_words_that_agree_are_none(text: str) -> None:
    assert decided(text) == {}


def test_a_step_that_the_drawing_does_not_speak_of_is_taken_from_the_words() -> None:
    drawn = BOOKINGS.replace("- requested -> cancelled\n- confirmed -> cancelled\n", "")
    spec = meant(DESIGN=drawn, PRD="# Product\n\nA confirmed booking can be cancelled.\n")
    assert [one.origins for one in spec.transitions if one.target == "cancelled"] == [
        ("confirmed",)
    ]
    assert not [one for one in spec.decisions if one.name.endswith("-step")]


def test_what_contradicts_a_drawing_is_no_step() -> None:
    spec = meant(DESIGN=BOOKINGS, PRD="# Product\n\nA checked-in booking can be cancelled.\n")
    (cancel,) = [one for one in spec.transitions if one.target == "cancelled"]
    assert set(cancel.origins) == {"requested", "confirmed"}


def test_states_that_only_a_table_of_steps_has_are_known() -> None:
    design = """# Cellar

## Data

### Cheese

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
| name | text | yes |
| status | text | yes |

### Maturing room

| Field | Type | Required |
|---|---|---|
| id | uuid | yes |
| name | text | yes |

## Status of a cheese

| From | Event | To |
|---|---|---|
| fresh | store | maturing |
| maturing | block | blocked |
| blocked | unblock | maturing |
| blocked | discard | discarded |
"""
    text = "A blocked cheese is on its way out. It never returns to a maturing room, whatever a sample says."
    spec = meant(DESIGN=design, PRD=f"# Product\n\n{text}\n")
    aside = [one.aside[0].value for one in spec.decisions if one.name.endswith("-step")]
    assert aside == ["no step blocked -> maturing"]
