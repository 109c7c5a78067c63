"""Where each item of a plan stands."""

from luke_cli.plan.places import places_of

PLAN = """\
### Tag

| Field | Type | Rules | Basis |
|---|---|---|---|
| name | string(40) | | |
| shade was color | string(7) | | |
"""


def test_a_row_that_says_what_it_was_stands_by_its_name():
    places = places_of(PLAN)
    assert (places["Tag"], places["Tag.name"], places["Tag.shade"]) == (1, 5, 6)
    assert not any(" was " in name for name in places)
