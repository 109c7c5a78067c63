"""Two fields of a row that the documents compare: a rule of the one that is greater."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.resolve import resolve
from tests.spec.meant import OWNERS, PEOPLE, meant

STAYS = """
## Stays

```sql
CREATE TABLE stays (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,{column}
    min_price NUMERIC(10, 2),
    max_price NUMERIC(10, 2),
    noted_at TIMESTAMPTZ{table}
);
```
"""


def compared(prd: str, *, column: str = "", table: str = "") -> list[str]:
    """Return the comparisons of a stay, as the plan writes them."""
    design = PEOPLE + STAYS.format(column=column, table=table)
    spec = meant(PRD=f"## Business rules\n\n{prd}\n", DESIGN=design)
    entity = next(one for one in spec.entities if one.name == "Stay")
    return [f"{f.name} {sign} {other}" for f in entity.fields for sign, other in f.comparisons]


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("The end date must be after the start date.", "ends_on > starts_on"),
        ("The end date of a stay must not be before the start date.", "ends_on >= starts_on"),
        ("A stay's start has to be earlier than its end.", "ends_on > starts_on"),
        ("`ends_on` must be on or after `starts_on`, otherwise 422.", "ends_on >= starts_on"),
        ("BR-3: `starts_on` < `ends_on`", "ends_on > starts_on"),
        ("`min_price` may not exceed `max_price` if both are set", "max_price >= min_price"),
        ("Stay: the maximum price is always at least the minimum price.", "max_price >= min_price"),
        ("A stay's minimum price cannot be greater than its maximum price (422).",
         "max_price >= min_price"),
    ],
)  # fmt: skip
def test_a_sentence_compares(said, meaning):
    assert compared(f"- {said}") == [meaning]


@pytest.mark.parametrize(
    "said",
    [
        "The end date may be after the start date.",
        "The end date must be after the start date of the user.",
        "The end date must be after the start date if the stay is paid.",
        "The end date must be at least one day after the start date.",
        "The end date must be after the check-in date.",
        "The end date must be greater than the minimum price.",
        "A stay can only be changed before the start date.",
        "In the search, the end date must be after the start date.",
        "ends_on must be after noted_at.",
    ],
)
def test_what_is_not_understood_as_a_whole_compares_nothing(said):
    """A condition, another thing, a field that is not there, or values of other kinds."""
    assert compared(f"- {said}") == []


def test_a_schema_compares():
    """Beside a column and below all of them; an absent value keeps any comparison."""
    column = " CHECK (ends_on >= starts_on),"
    table = ",\n    CONSTRAINT prices CHECK (max_price IS NULL OR max_price > min_price)"
    design = STAYS.replace("NOT NULL,{column}", "NOT NULL{column}")
    spec = meant(DESIGN=PEOPLE + design.format(column=column, table=table))
    entity = next(one for one in spec.entities if one.name == "Stay")
    assert {f.name: f.comparisons for f in entity.fields if f.comparisons} == {
        "ends_on": ((">=", "starts_on"),),
        "max_price": ((">", "min_price"),),
    }


def test_the_words_beside_a_field_compare():
    spec = meant(
        DESIGN=f"{PEOPLE}\n### Trip\n\n| Field | Type | Description |\n|---|---|---|\n"
        "| departs_at | datetime | required |\n"
        "| arrives_at | datetime | required; must be after `departs_at` |\n"
    )
    entity = next(one for one in spec.entities if one.name == "Trip")
    assert [f.comparisons for f in entity.fields if f.comparisons] == [((">", "departs_at"),)]


def test_a_condition_that_rows_cannot_keep_is_said():
    """A column that is not there, and one that the condition is about besides."""
    table = (
        ",\n    CHECK (ends_on > booked_on),\n    CHECK (noted_at IS NULL OR ends_on > starts_on)"
    )
    text = PEOPLE + STAYS.format(column="", table=table)
    document, _ = read(text, name="DESIGN.md", owner=OWNERS["DESIGN"])
    read_ = recognise([document])
    found = (*read_.diagnostics, *resolve(read_.facts, [document]).diagnostics)
    assert [one.message for one in found if one.code == "LK-N105"] == [
        "the condition is not enforced: noted_at IS NULL OR ends_on > starts_on",
        "the condition is not enforced: ends_on > booked_on",
    ]


def test_documents_that_compare_differently_are_a_decision():
    """The schema is believed, and the requirement is served by the field."""
    spec = meant(
        PRD="## Business rules\n\n- The end date of a stay must not be before the start date.\n",
        DESIGN=PEOPLE + STAYS.format(column="", table=",\n    CHECK (ends_on > starts_on)"),
    )
    made = next(one for one in spec.decisions if one.name == "D-stay-starts-on-ends-on-order")
    assert (made.about, made.taken.value) == ("Stay.ends_on", "ends_on > starts_on")
    assert [side.value for side in made.aside] == ["ends_on >= starts_on"]
    assert [(one.served_by, one.basis) for one in spec.requirements] == [(("Stay.ends_on",), ())]
