"""Rules that sentences and screens state about fields of a schema."""

from meant import PEOPLE, meant

SHOP = f"""
{PEOPLE}
```sql
CREATE TABLE order_lines (
    id UUID PRIMARY KEY,
    title VARCHAR(120) NOT NULL,
    phone VARCHAR(20),
    kind VARCHAR(20) NOT NULL CHECK (kind IN ('new', 'used')),
    status VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'sent', 'closed'))
);
```
"""


def decided(**texts: str) -> dict[str, tuple[str, str]]:
    """Return what was taken and set aside, by the id of the decision."""
    return {
        one.name: (one.taken.value, one.aside[0].value)
        for one in meant(**texts).decisions
        if one.about.startswith("OrderLine")
    }


def test_a_rule_completes_what_the_schema_leaves_open() -> None:
    spec = meant(DESIGN=SHOP, PRD="The phone of an order line is unique.")
    line = spec.entity("OrderLine")
    assert line is not None
    assert [field.name for field in line.fields if field.unique] == ["phone"]


def test_a_rule_that_says_otherwise_is_a_decision_with_both_places() -> None:
    found = decided(
        DESIGN=SHOP,
        PRD="The title of an order line has at most 80 characters.\n\n"
        "An order line's phone is required.\n",
        WEB="Order line states: open, sent, lost.\n",
    )
    assert found == {
        "D-order-line-title-length": ("120", "80"),
        "D-order-line-phone-required": ("not required", "required"),
        "D-order-line-status": ("open, sent, closed", "open, sent, lost"),
    }


def test_a_screen_speaks_of_what_its_heading_names() -> None:
    web = "# Web\n\n## Order line form\n\nTitle (required, max 60), kind (new, used, broken).\n"
    assert decided(DESIGN=SHOP, **{"WEB-UI": web}) == {
        "D-order-line-title-length": ("120", "60"),
        "D-order-line-kind": ("new, used", "new, used, broken"),
    }


def test_words_about_something_else_are_no_rule() -> None:
    prd = "The colours are red, green and blue. A status page is required by law.\n"
    assert decided(DESIGN=SHOP, PRD=prd) == {}


def test_the_subject_of_a_sentence_may_be_a_number_or_the_thing() -> None:
    """The field stands behind the verb, or behind a number."""
    prd = (
        "Eighty characters is the limit for the title of an order line.\n\n"
        "- Every order line must give a phone.\n"
    )
    assert decided(DESIGN=SHOP, PRD=prd) == {
        "D-order-line-title-length": ("120", "80"),
        "D-order-line-phone-required": ("not required", "required"),
    }


def test_a_list_of_values_is_known_by_most_of_its_words() -> None:
    """Whatever a screen calls them; a list of other words is none."""
    web = "# Web\n\nThe dot says whether the order line is open, sent, closed or lost.\n"
    assert decided(DESIGN=SHOP, **{"WEB-UI": web}) == {
        "D-order-line-status": ("open, sent, closed", "open, sent, closed, lost")
    }
    flags = "There are four flags: open, sent, closed, lost.\n"
    assert decided(DESIGN=SHOP, **{"WEB-UI": flags}) == {
        "D-order-line-status": ("open, sent, closed", "open, sent, closed, lost")
    }
    ways = "There are three ways: open, mail, phone.\n"
    assert decided(DESIGN=SHOP, **{"WEB-UI": ways}) == {}


def test_two_ranges_of_one_number_are_a_decision() -> None:
    """A field with a range of its own is meant by its name alone."""
    design = (
        PEOPLE
        + """
```sql
CREATE TABLE tests (
    id UUID PRIMARY KEY,
    points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 10)
);
```
"""
    )
    spec = meant(DESIGN=design, **{"WEB-UI": "Each row with points (0\u2013100, whole numbers).\n"})
    assert [one.name for one in spec.decisions] == ["D-test-points-maximum"]
    spec = meant(DESIGN=design, PRD="The teacher grades a test with 0 to 20 points.\n")
    assert [one.aside[0].value for one in spec.decisions] == ["20"]
