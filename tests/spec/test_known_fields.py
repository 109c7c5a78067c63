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

### Class

| Field | Type | Required | Notes |
|---|---|---|---|
| id | UUID | yes | primary key |
| duration_minutes | INTEGER | yes | min 10, max 60 |

### Stay

| Field | Type | Required | Notes |
|---|---|---|---|
| id | UUID | yes | primary key |
| remark | VARCHAR(200) | no | |
| walk_metres | INTEGER | no | min 1, max 900 |
| host_name | VARCHAR(80) | no | |
| max_dogs | INTEGER | no | min 1, max 4 |
| number_of_users | INTEGER | no | min 1, max 4 |
| state | ENUM(asked, accepted) | yes | default asked |

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
        ("- Every walk is between 1 and 700 metres.", "stay-walk-metres-maximum", "700"),
        ("- Nights per booking: 90 at most.", "booking-nights-maximum", "90"),
        ("- A class runs for at most 90 minutes.", "class-duration-minutes-maximum", "90"),
        ("- The number of dogs is at most 6.", "stay-max-dogs-maximum", "6"),
        ("- The number of users that a stay is for, on a slider from 1 to 6.", "stay-number-of-users-maximum", "6"),
        # what must be there, and what may be missing
        ("- Name, breed and size of a dog are mandatory.", "dog-breed-required", "required"),
        ("- A phone number is required for every user, so that we can call.", "user-phone-required", "required"),
        ("The sign-up form asks for e-mail and phone; both must be filled in.", "user-phone-required", "required"),
        ("- A booking cannot be made without a note.", "booking-note-required", "required"),
        ("- A dog needs no chip number.", "dog-chip-number-required", "not required"),
        ("- A stay must carry the name of the host.", "stay-host-name-required", "required"),
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
        ("- The nights of a booking go from 1 to 60 in steps of a half.", "booking-nights", "decimal"),
        ('## Booking form\n\n| Field | Rule |\n|---|---|\n| Nights | required, for example "3n-4d" |', "booking-nights", "text"),
        # other words for a name, and numbers with words between them
        ("- The nights of a booking run from 1 (short) to 45 (long).", "booking-nights-maximum", "45"),
        ("- The number of nights that the booking is to cover, on a slider from 1 to 45.", "booking-nights-maximum", "45"),
        ("- The nights, which we agree on with whoever brings a dog, go from 1 to 45.", "booking-nights-maximum", "45"),
        ("- A quantity does not matter, but the nights of a booking accept halves.", "booking-nights", "decimal"),
        ("- A dog cannot be saved unless it has a breed.", "dog-breed-required", "required"),
        ("- A dog cannot be accepted unless it has a breed.", "dog-breed-required", "required"),
        ("## Dog form\n\n| Input | Rule |\n|---|---|\n| Tag (chip number) | may be left empty |", "dog-chip-number-required", "not required"),
        ("- The mother and the pup of a pair share their chip number.", "dog-chip-number-unique", "not unique"),
        ("- Three dogs may quite rightly share a chip number.", "dog-chip-number-unique", "not unique"),
        ("- Dogs of one litter are entered with the same chip number.", "dog-chip-number-unique", "not unique"),
        # what may be there twice, and what a row starts with
        ("- Two dogs may share a chip number.", "dog-chip-number-unique", "not unique"),
        ("- The status of a booking starts with *confirmed*.", "booking-status-default", '"confirmed"'),
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
        '## Booking form\n\n| Field | Rule |\n|---|---|\n| Nights | required, for example "12" |',
        # it is said of one case only
        "- A breed is required if the dog is large.",
        "- A booking cannot be confirmed without a note.",
        "- A stay cannot be accepted without a remark.",
        "- A stay cannot be accepted unless it has a remark.",
        # it is of something else
        "- The note of a keeper may be up to 50 characters long.",
        "- The number of chips may be left empty.",
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


@pytest.mark.parametrize("cells", ["> 5 | yes |", "> 5 | |"])
def test_what_a_row_says_in_words_hides_none_of_its_other_columns(cells: str) -> None:
    head = "| Field | Check | Mandatory | Remark |\n|---|---|---|---|"
    rows = f"| stay.walk_metres | {cells} walk metres are mandatory |\n| stay.remark | | no | |"
    spec = meant(DESIGN=KENNEL + PEOPLE, PRD=f"# Product\n\n{head}\n{rows}\n")
    assert [one.name for one in spec.decisions] == ["D-stay-walk-metres-required"]
    stay = next(one for one in spec.entities if one.name == "Stay")
    assert next(one for one in stay.fields if one.name == "walk_metres").over == "5"


TRIPS = """
# Trips

```dbml
Enum trip_state {
  draft
  open
  sailed
}
Enum sea {
  calm
  choppy
  rough
}
Table trips {
  id uuid [pk]
  title varchar(140) [not null]
  state trip_state [not null, default: 'draft']
  sea sea [not null, default: 'calm']
  seats int [not null, default: 12, note: '1 to 24']
  cooling_pct int [not null, default: 40, note: '0 to 100']
  duration_minutes int [not null, default: 60, note: '30 to 180']
  logged_dives int [not null, note: 'whole number']
  trip_number varchar(20) [not null, unique]
  contact_email varchar(254) [not null]
  deposit decimal(8,2) [not null, default: 0]
  remark varchar(200)
}
Table users {
  id uuid [pk]
  email varchar(254) [not null, unique]
  password_hash varchar(255) [not null]
}
```
"""


def of_trips(text: str) -> dict[str, str]:
    """Return what is set aside of words about trips."""
    spec = meant(DESIGN=TRIPS, PRD=f"# Product\n\n{text}\n")
    return {one.name.removeprefix("D-trip-"): one.aside[0].value for one in spec.decisions}


@pytest.mark.parametrize(
    ("text", "about", "aside"),
    [
        # what a field starts with
        ("- Seats: stepper, preset to 10", "seats-default", "10"),
        ("The duration stands at 90 when the form opens.", "duration-minutes-default", "90"),
        ("Unless somebody changes it, the duration of a trip is 75 minutes.", "duration-minutes-default", "75"),
        ("If nobody enters anything, a trip has 10 seats.", "seats-default", "10"),
        ("- Cooling in percent: slider 0 to 100. Whoever does not touch it sends 50.", "cooling-pct-default", "50"),
        ("| Field | Control | Initial value |\n|---|---|---|\n| Sea | select | rough |", "sea-default", '"rough"'),
        ("Where the office gives no other number, the seats are 20.", "seats-default", "20"),
        ("- Sea: drop-down, choppy is preselected", "sea-default", '"choppy"'),
        # in which unit a number is
        ("| Field | Control | Rules |\n|---|---|---|\n| Duration | stepper | 15 to 180 minutes |", "duration-minutes-minimum", "15"),
        ("Cooling: slider, 0-80 percent", "cooling-pct-maximum", "80"),
        ("- Cooling: stepper in percent, valid from 0 to 90 of full power", "cooling-pct-maximum", "90"),
        ("A trip must never have more than 30 seats.", "seats-maximum", "30"),
        # what two can have
        ("Trip numbers are reused, the same trip number can belong to several trips.", "trip-number-unique", "not unique"),
        ("Trip numbers begin again at 1 every year, so the same number may be given twice.", "trip-number-unique", "not unique"),
        ("Two trips of different harbours can well carry the same trip number.", "trip-number-unique", "not unique"),
        # what is there each time
        ("Some of our trips have no e-mail address, the office is called.", "contact-email-required", "not required"),
        ("Ferries, swaps with the club and the tours round the island have no trip number.", "trip-number-required", "not required"),
        ("In winter the contact e-mail simply stays blank.", "contact-email-required", "not required"),
        ("Each trip needs a remark before it can be saved.", "remark-required", "required"),
        # of what kind and which of them
        ("Trips are paid by card. We keep the deposit in whole pence.", "deposit", "integer"),
        ("Half dives count: the logged dives of a trip may be 12.5.", "logged-dives", "decimal"),
        ("The sea is chosen from calm, choppy, rough and stormy.", "sea", "calm, choppy, rough, stormy"),
    ],
)  # fmt: skip
def test_a_sentence_says_what_a_field_starts_with_and_what_it_takes(
    text: str, about: str, aside: str
) -> None:
    assert of_trips(text) == {about: aside}


@pytest.mark.parametrize(
    "text",
    [
        # in another unit, or of something else
        "The duration defaults to 1.5 hours.",
        "The duration dialog closes after 20 seconds by default.",
        "If nobody answers within 3 days, the seats are asked for again.",
        "Unless the trip is paid within 14 days, the seats are given back.",
        "The duration is 60 minutes by default.",
        # at one time or place only
        "No two trips may have the same duration at the same time.",
        "Trip numbers start again at 001 each year.",
        "No two trips share a trip number.",
        # of one case, of people, and of another thing
        "When the harbours close, tours have no trip number.",
        "We still have no trip number for June.",
        "Users have no trip number.",
        "Tours have no trip number book.",
        "No tours have no trip number.",
    ],
)
def test_what_says_the_same_or_nothing_of_a_trip_is_no_contradiction(text: str) -> None:
    assert of_trips(text) == {}


FLIGHTS = """
# Flights

```ts
export interface Flight {
  id: string; // uuid
  tailNo: string; // unique, max 255
  altitudeM: number; // integer, 20..120 above ground
  overlapPct: number; // integer, 60..90, default 75
  mood: "calm" | "gusty"; // default "calm"
}
```
"""


def test_a_comment_beside_a_member_says_what_the_others_contradict() -> None:
    """Whether it is unique, between what it lies, and what it starts with."""
    text = (
        "## Flight log\n\n"
        "- Altitude: stepper in metres, valid from 20 to 150 above ground, steps of 5\n"
        "- Overlap in percent: slider 60 to 90. Whoever leaves it alone gets 80.\n"
        "- Mood: gusty is the default\n"
        "- The same tail number may be used by several aircraft.\n"
    )
    spec = meant(DESIGN=FLIGHTS + PEOPLE, PRD=f"# Product\n\n{text}")
    assert {one.name: (one.taken.value, one.aside[0].value) for one in spec.decisions} == {
        "D-flight-altitude-m-maximum": ("120", "150"),
        "D-flight-overlap-pct-default": ("75", "80"),
        "D-flight-mood-default": ('"calm"', '"gusty"'),
        "D-flight-tail-no-unique": ("unique", "not unique"),
    }


CAMPS = """
# Camps

## Data model

### Camp

| Field | Type | Required | Notes |
|---|---|---|---|
| id | UUID | yes | primary key |
| ends_on | DATE | yes | |
| weekly_hours | INTEGER | yes | |
| max_guests | INTEGER | yes | min 1, max 3 |
| expires_on | DATE | yes | |
| tent_limit | INTEGER | yes | default 4 |
| meter_start | INTEGER | yes | |
| pickup_address | VARCHAR(200) | yes | |
| dropoff_address | VARCHAR(200) | no | |
| taste_score | INTEGER | yes | min 1, max 10 |
| smell_score | INTEGER | yes | min 1, max 10 |
| deposit | INTEGER | yes | default 10 |
"""


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("- The end date of a camp is optional.", ["ends-on-required"]),
        ("Some camps carry no expiry date.", ["expires-on-required"]),
        ("For a friend of the house the expiry of the camp is simply left blank.", ["expires-on-required"]),
        ("A camp may have at most 6 tents at a time, unless the warden has set another figure for it.", ["tent-limit-default"]),
        ("Key in the number of guests.\nThe keypad refuses anything above 90.", ["max-guests-maximum"]),
        # of all camps, of one case, of something else
        ("A camp may have at most 6 tents at a time.", []),
        ("A camp may have at most 6 tents at a time, unless it rains.", []),
        ("Key in the number of guests.\nThe warden refuses anything above 90 decibels.", []),
        ("Key in the number of guests.\nThe scanner refuses anything above 90 MB.", []),
        ("- Hours per week are kept with one decimal.", ["weekly-hours"]),
        ("- The number of guests: at most 6.", ["max-guests-maximum"]),
        ("- Meter at start: with one decimal, so 18.4 is stored.", ["meter-start"]),
        ("- A camp can't be saved unless it has both a pick-up and a drop-off address.", ["dropoff-address-required"]),
        ("A taster gives two scores (taste, smell), each from 1 to 5.", ["smell-score-maximum", "taste-score-maximum"]),
        ("- A new camp starts with a deposit of 25.", ["deposit-default"]),
    ],
)  # fmt: skip
def test_a_name_is_found_in_other_words(text: str, names: list[str]) -> None:
    spec = meant(DESIGN=CAMPS, PRD=f"# Product\n\n{text}\n")
    found = sorted(one.name for one in spec.decisions if one.name.startswith("D-camp-"))
    assert found == [f"D-camp-{name}" for name in names]
