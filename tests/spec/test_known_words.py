"""Sentences that speak of a field by a part of its name, by a verb or by a pronoun."""

import pytest
from meant import meant

RADIO = """
# Radio

## Types

```graphql
enum Mood { calm lively dark festive }

enum Topic { news jazz chess }

type Host {
  topics: [Topic!]!
  id: ID!
  name: String!
  phone: String
}

type Show {
  id: ID!
  title: String!
  showNumber: String! @unique
  mood: Mood!
  topic: Topic!
  listed: Boolean! @default(value: "false")
  lengthMinutes: Int! @constraint(min: 10, max: 120)
  validityDays: Int! @default(value: 30)
  rooms: Int!
  rating: Int
  maxGuests: Int! @constraint(min: 1, max: 25)
  sponsorReference: String
  recordedOn: Date
}
```
"""


def decided(text: str) -> dict[str, str]:
    """Return what is set aside of the words of others, by the id of the decision."""
    spec = meant(DESIGN=RADIO, PRD=f"# Product\n\n{text}\n")
    return {one.name: one.aside[0].value for one in spec.decisions}


@pytest.mark.parametrize(
    ("text", "about", "aside"),
    [
        # what it lacks
        ("Every show carries the sponsor's reference, so a show without a reference is not accepted.", "show-sponsor-reference-required", "required"),
        ("Each show has a recorded date. The form cannot be sent without it.", "show-recorded-on-required", "required"),
        ("Every host must have a mobile phone number on file, since we send codes.", "host-phone-required", "required"),
        ("Each host leaves a phone; a host that lacks one is refused.", "host-phone-required", "required"),
        ("Each show has a sponsor reference. Without it, the office does not register the show.", "show-sponsor-reference-required", "required"),
        ("Not every show has a mood: the mood is then blank.", "show-mood-required", "not required"),
        # of which kind it is
        ("The rooms of a show may be a fraction, for instance 1.5.", "show-rooms", "decimal"),
        ("The rooms of a show might be half.", "show-rooms", "decimal"),
        ("The rating of a show is a letter from A to F; it cannot be a number.", "show-rating", "text"),
        # how large it is
        ("The maximum guests of a show is a number from 1 to 30.", "show-max-guests-maximum", "30"),
        ("Shows last between 10 and 180 minutes.", "show-length-minutes-maximum", "180"),
        # what it starts with
        ("If the host does not say otherwise, a show is valid for 14 days from the day it is sent.", "show-validity-days-default", "14"),
        ("A show is listed right away when it is added.", "show-listed-default", "true"),
        ("New shows are listed by default, a host who wants to hide one has to switch it off.", "show-listed-default", "true"),
        # whether it is the same
        ("Now and then two shows have the same show number.", "show-show-number-unique", "not unique"),
        ("Hosts use the same number now and then; both shows are then kept under that very number.", "show-show-number-unique", "not unique"),
        # which values there are
        ("Topics are news, jazz, chess and sport.", "show-topic", "news, jazz, chess, sport"),
        ("| Field | Control | Rules |\n|---|---|---|\n| Mood | select | required; the options are calm, lively and dark |", "show-mood", "calm, lively, dark"),
    ],
)  # fmt: skip
def test_words_that_mean_a_field_are_compared(text: str, about: str, aside: str) -> None:
    assert decided(text) == {f"D-{about}": aside}


@pytest.mark.parametrize(
    "text",
    [
        "If two shows have the same show number, the second one is refused.",
        "A show without a listener is not repeated.",
        "Shows last between 10 and 120 minutes.",
        "A show is valid for 14 days if it has no sponsor.",
        "The host cannot leave the page without it.",
        "Unless the host says otherwise, a show is repeated after 14 days.",
        "The rating of a show is shown with one letter.",
        "A show is not listed at once.",
    ],
)
def test_words_that_mean_nothing_else_are_no_contradiction(text: str) -> None:
    assert decided(text) == {}
