"""Sentences, cells and controls of any form that speak of a field which a schema defines."""

import pytest
from meant import meant

KENNEL = """
# Kennel

## Data model

### Booking

| Field | Type | Required | Notes |
|---|---|---|---|
| id | UUID | yes | primary key |
| start_date | DATE | yes | |
| note | VARCHAR(500) | no | |
| price | DECIMAL(10,2) | yes | |
| nights | INTEGER | yes | min 1, max 60 |
| status | ENUM(requested, confirmed, left, lost) | yes | default requested |

### Dog

| Field | Type | Required | Notes |
|---|---|---|---|
| id | UUID | yes | primary key |
| name | VARCHAR(80) | yes | |
| breed | VARCHAR(60) | no | |
| size | ENUM(small, medium, large) | yes | |
| chip_number | VARCHAR(15) | yes | unique |
| birth_date | DATE | no | |
| weight_kg | DECIMAL(5,2) | no | |
| vaccinated | BOOLEAN | yes | default false |
"""

PEOPLE = """
### User

| Field | Type | Required | Notes |
|---|---|---|---|
| id | UUID | yes | primary key |
| email | VARCHAR(255) | yes | unique |
| phone | VARCHAR(20) | no | |
| password_hash | VARCHAR(255) | yes | |
"""


def decided(text: str) -> dict[str, str]:
    """Return what is set aside of the words of a product owner, by the id of the decision."""
    spec = meant(DESIGN=KENNEL + PEOPLE, PRD=f"# Product\n\n{text}\n")
    return {one.name: one.aside[0].value for one in spec.decisions}


@pytest.mark.parametrize(
    ("text", "about", "aside"),
    [
        # how long a text is
        ("As an owner I add a note to my booking.\n\n- The note may be up to 1,000 characters long.", "booking-note-length", "1000"),
        ("## Booking form\n\nA textarea *Note* with a counter that turns red above 300 characters.", "booking-note-length", "300"),
        ("## Dog form\n\nChip number: 12-character field with a mask.", "dog-chip-number-length", "12"),
        ("- A dog's breed, 90 characters at most, is shown below the name.", "dog-breed-length", "90"),
        # how large a number is
        ("- Stays last between 1 and 30 nights.", "booking-nights-maximum", "30"),
        ("- A booking covers no more than 90 nights.", "booking-nights-maximum", "90"),
        ("## Booking form\n\nThe nights stepper goes from 1 to 45.", "booking-nights-maximum", "45"),
        # what must be there, and what may be missing
        ("- Name, breed and size of a dog are mandatory.", "dog-breed-required", "required"),
        ("- A phone number is required for every user, so that we can call.", "user-phone-required", "required"),
        ("The sign-up form asks for e-mail and phone; both must be filled in.", "user-phone-required", "required"),
        ("- A booking cannot be made without a note.", "booking-note-required", "required"),
        ("- The owner may leave the chip number blank.", "dog-chip-number-required", "not required"),
        ("- Price may be empty until a manager confirms the booking.", "booking-price-required", "not required"),
        ("If the price has not been set yet, the card shows a dash.", "booking-price-required", "not required"),
        # which values there are
        ("- Dogs come in four sizes: small, medium, large and giant.", "dog-size", "small, medium, large, giant"),
        ("- The size of a dog is either small or large.", "dog-size", "small, large"),
        ("## Dog form\n\n| Field | Control | Options |\n|---|---|---|\n| Size | select | small, medium, large, extra large |", "dog-size", "small, medium, large, extra_large"),
        ("Badges: requested (grey), confirmed (green), left (blue), lost (red), no show (orange).", "booking-status", "requested, confirmed, left, lost, no_show"),
        ("A dog has one size, and the sizes that we take are small, medium, large and giant.", "dog-size", "small, medium, large, giant"),
        # of what kind a value is
        ("## Booking form\n\nThe start is chosen with a date-time picker.", "booking-start-date", "datetime"),
        ("- The price is stored in whole cents.", "booking-price", "integer"),
        ("- Booking ids are sequential integers.", "booking-id", "integer"),
        ("## Dog form\n\n- Vaccinated: date of the last vaccination", "dog-vaccinated", "date"),
        # what may be there twice, and what a row starts with
        ("- Two dogs may share a chip number.", "dog-chip-number-unique", "not unique"),
        ("- Dogs are vaccinated by default.", "dog-vaccinated-default", "true"),
        ("## Dog form\n\nVaccinated: a checkbox, checked by default.", "dog-vaccinated-default", "true"),
    ],
)  # fmt: skip
def test_what_a_sentence_says_of_a_field_is_compared(text: str, about: str, aside: str) -> None:
    assert decided(text) == {f"D-{about}": aside}


@pytest.mark.parametrize(
    "text",
    [
        # it agrees
        "- The note may be up to 500 characters long.",
        "- A dog needs a name; its breed may be left empty.",
        "- Dogs are small, medium or large.",
        # it is said of one case only
        "- A breed is required if the dog is large.",
        "- A booking cannot be confirmed without a note.",
        # it is of something else
        "- The note of a keeper may be up to 50 characters long.",
        "## Search\n\n- Breed (required)",
        "## Update a dog\n\nOptional fields: name, size",
        "In the list the first 40 characters of the note are shown.",
        # it is the whole list of another field
        "Bookings are requested, confirmed, left or lost, dogs are small, medium or large.",
        # it does not say that the list is whole
        "Small and medium dogs share a kennel.",
        "The list can be narrowed to small or medium dogs.",
        # only the last of a list is meant
        "Registration of a dog. Name, chip number, breed if known.",
        "- The apprentice can be absent for half a day.",
    ],
)
def test_what_says_nothing_else_is_no_contradiction(text: str) -> None:
    assert decided(text) == {}


def test_a_list_that_is_that_of_one_field_is_none_of_another() -> None:
    vets = "\n### Vet\n\n| Field | Type | Required |\n|---|---|---|\n| id | UUID | yes |\n| status | ENUM(requested, confirmed, barred) | yes |\n"
    text = "| Method | Path | Body |\n|---|---|---|\n| PATCH | /bookings/{id} | status (requested, confirmed, left, lost) |"
    spec = meant(DESIGN=KENNEL + PEOPLE + vets, PRD=f"# Product\n\n{text}\n")
    assert [one.name for one in spec.decisions if "status" in one.name] == []
