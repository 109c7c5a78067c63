"""Rights that a sentence gives to fewer than an endpoint, and verbs that make a row."""

from meant import PEOPLE, decided, matrix, meant

HIRE = (
    PEOPLE
    + """
```sql
CREATE TABLE tools (id UUID PRIMARY KEY, name VARCHAR(80) NOT NULL);
CREATE TABLE bookings (
    id UUID PRIMARY KEY,
    customer_id UUID NOT NULL REFERENCES users(id),
    tool_id UUID NOT NULL REFERENCES tools(id),
    day DATE NOT NULL
);
```

| Method | Path | Who |
|---|---|---|
| POST | /tools | manager |
| POST | /bookings | customer |
| POST | /bookings/{id}/cancel | clerk, manager |
"""
)
WISHES = """Roles: customer, clerk, manager.

- A customer can book a tool.
- Only a manager can cancel a booking.
"""


def test_an_endpoint_for_more_than_a_sentence_allows_is_a_contradiction():
    """`Only a manager can cancel` against an endpoint that lets in clerks too: said, with both places."""
    spec = meant(DESIGN=HIRE, PRD=WISHES)
    taken, aside = decided(spec)["D-booking-cancel-roles"]
    assert taken.startswith("clerk, manager DESIGN.md:")
    assert aside.startswith("manager PRD.md:")


def test_to_book_a_tool_makes_a_booking():
    """The right is to the booking; nobody may add tools by it, and nothing contradicts."""
    spec = meant(DESIGN=HIRE, PRD=WISHES)
    assert matrix(spec, "tool")["tool:create"] == "manager all"
    assert matrix(spec, "booking")["booking:create"] == "customer own"
    assert "D-tool-create-roles" not in decided(spec)
