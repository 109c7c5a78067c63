"""Whose document it is, where its name is none of the five."""

import pytest

from luke_cli.docs.authors import author_of
from luke_cli.docs.markdown import read

SCREENS = """\
# Tablet of the laboratory

## Start a test
Tap the card, then a form with a drop-down and a button **Start**. A badge shows the state.
"""
MODEL = """\
# Booking app

## Booking
The list of bookings, their tabs, cards and colours are shown by the clients.

| Field | Type |
|---|---|
| room | text |
"""
CALLS = "# Web app\n\nForms, buttons, tabs, cards and icons.\n\n" + "".join(
    f"- `GET /rooms/{n}` shows a room\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("name", "text", "owner"),
    [
        ("lab.md", SCREENS, "web designer"),
        ("40-screens.md", "# Desk\n\nA form with a button and a list of rooms.\n", "web designer"),
        ("30-access.md", "# Access\n", "security engineer"),
        ("security.md", SCREENS.replace("Tablet", "Security of the tablet"), "security engineer"),
        ("01-product.md", "# Rooms\n", "product owner"),
        ("product-catalogue.md", "# Rooms\n", ""),
        ("app.md", MODEL, ""),
        ("web-app.md", CALLS, ""),
        ("DESIGN.md", SCREENS, "architect"),
    ],
)
def test_a_document_is_whose_its_name_says_or_whose_it_reads_like(
    name: str, text: str, owner: str
) -> None:
    known = "architect" if name == "DESIGN.md" else ""
    assert author_of(read(text, name=name, owner=known)[0]) == owner
