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
