"""What looks like a data model and is none is left alone, in whole documents of it."""

from pathlib import Path

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.notations.set_aside import in_force, is_set_aside
from luke_cli.spec.facts import EntityFact, EnumFact, FieldFact, RelationFact, WorkflowFact

DOCUMENTS = sorted((Path(__file__).parent / "noise").glob("*.md"))
STORED = (EntityFact, FieldFact, EnumFact, RelationFact, WorkflowFact)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_nothing_is_stored(path: Path) -> None:
    """Palettes, props, payloads, figures, services and dropped ideas are no entities."""
    document, found = read(path.read_text(encoding="utf-8"), name=path.name, owner="")
    said = [fact for fact in recognise([document]).facts if isinstance(fact, STORED)]
    assert (said, found) == ([], ())


def test_a_type_whose_comment_tells_of_a_thing_is_one() -> None:
    """Only what a comment calls the body or the answer of a request is left out."""
    text = """\
# Data model

```go
// Lift is a machine; it is made by POST /lifts and kept for ever.
type Lift struct {
    ID     string
    Serial string
}
```

```ts
/** A site, with its address; the API checks who sees it. */
export interface Site { id: string; name: string }
```
"""
    document, _ = read(text, name="a.md", owner="")
    facts = recognise([document]).facts
    assert [fact.name for fact in facts if isinstance(fact, EntityFact)] == ["Lift", "Site"]


@pytest.mark.parametrize("owner", ["web designer", "mobile designer", "qa-tester"])
def test_screens_and_tests_store_nothing(owner: str) -> None:
    """Who describes screens or tests describes views of what is stored elsewhere."""
    text = "# Data model\n\n## Loan\n- id: uuid\n- due: date\n\n"
    text += "| Field | Type |\n|-|-|\n| id | uuid |\n"
    document, _ = read(text, name="a.md", owner=owner)
    assert [f for f in recognise([document]).facts if isinstance(f, STORED)] == []


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Out of scope", True),
        ("7. Out-of-Scope Items", True),
        ("Non-Goals", True),
        ("Future Enhancements", True),
        ("3.2 Future", True),
        ("Later", True),
        ("Wishlist (later)", True),
        ("Rejected alternatives", True),
        ("Alternatives considered", True),
        ("~~Coupons~~", True),
        ("Coupons (dropped)", True),
        ("Deprecated tables", True),
        ("Old schema", True),
        ("Won't have", True),
        ("Nicht im Leistungsumfang", True),
        ("Fuera de alcance", True),
        ("Вне рамок", True),
        ("Thrown out", True),
        ("4.2 Scrapped", True),
        ("6. Turned down", True),
        ("Ruled out", True),
        ("Turned down requests", False),
        ("4.1 A road not taken: one row a seat", True),
        ("Options not pursued", True),
        ("Not doing: many currencies", True),
        ("Rejected: one table for all", True),
        ("Drawn, then dropped: tags", True),
        ("Ideas that we threw away", True),
        ("We decided against snapshots", True),
        ("Drafted and rejected invoices", False),
        ("Not taken medication", False),
        ("Coupons (shelved)", True),
        ("Rejected expenses", False),
        ("Graveyard plots", False),
        ("Graveyard of ideas", True),
        ("Dead ends", True),
        ("No dead ends on any screen", False),
        ("Later migrations", False),
        ("Pay later", False),
        ("Save for later", False),
        ("Scope", False),
        ("Futures", False),
        ("Data model", False),
    ],
)
def test_headings_that_set_aside(heading: str, expected: bool) -> None:
    """A heading above, at any level, sets aside what is below."""
    assert is_set_aside(("Design", heading, "Tables")) is expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (("Design", "Offer states", "Declined"), False),
        (("Design", "4 Lifecycle of an offer", "4.2 Dropped"), False),
        (("Design", "Statuses", "Open", "Rejected"), False),
        (("Design", "Declined"), True),
        (("Design", "Offer states", "Rejected alternatives"), True),
        (("Design", "Offer states", "Later"), True),
    ],
)
def test_a_state_is_not_set_aside(section: tuple[str, ...], expected: bool) -> None:
    """What an offer comes to be below a heading of states is a state, not a part that is dropped."""
    assert is_set_aside(section) is expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("We had guests as people first:", True),
        ("At the start it was simpler. We originally modelled coupons:", True),
        ("We drew it and dropped it; it cost more than it gave.", True),
        ("It was proposed last spring and turned down.", True),
        ("This is not what we build:", True),
        ("**Rejected: one table a shop.** It would have spared us a join.", True),
        ("**Turned down - a table of tags.** Nobody looks for them.", True),
        ("A claim is **rejected: no refund** in that case:", False),
        ("A claim is drawn up and then rejected or accepted:", False),
        ("We had to split the table:", False),
        ("The customer is asked first:", False),
    ],
)
def test_what_was_there_first_is_set_aside(lead: str, expected: bool) -> None:
    """A block below words about what the team had before is none of what it has."""
    document, _ = read(
        f"# Model\n\n{lead}\n\n```sql\nCREATE TABLE a (id int);\n```\n", name="a.md", owner=""
    )
    assert (recognise([document]).facts == ()) is expected


def test_leads_and_strokes_set_aside() -> None:
    """So do the sentence above a block, and a line through the text."""
    text = """\
# Data model
- ~~one~~
  - two
- three

We considered an array but decided against it:

- four

| Field | Type |
|-------|------|
| ~~five~~ | text |
| six | text |
"""
    document, _ = read(text, name="a.md", owner="")
    left = [getattr(block, "text", block.span.line) for block in in_force(document).blocks]
    rows = [
        row.cells[0] for block in in_force(document).blocks for row in getattr(block, "rows", ())
    ]
    lead = "We considered an array but decided against it:"
    assert (left, rows) == (["Data model", "three", lead, 10], ["six"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "### No seats\nRejected by the hosts in March. This was the table:\n\nMore words.\n",
            False,
        ),
        ("### Kits\n**Rejected.** The idea was a kit:\n\nMore words.\n", False),
        ("### Kits\nStatus: superseded\n\nMore words.\n", False),
        ("### Kits\n**D2: Versions (rejected).** We wanted to keep each:\n", False),
        ("### Kits\nRejected kits come back to the shelf:\n\nMore words.\n", True),
        ("### Kits\nStatus: accepted\n\nMore words.\n", True),
    ],
)
def test_decisions_against(text: str, expected: bool) -> None:
    """A record of a decision that was not taken is left whole, up to the next heading."""
    model = "\n| Field | Type |\n|-|-|\n| id | uuid |\n"
    document, _ = read(f"# Data model\n{text}{model}", name="a.md", owner="")
    assert any(isinstance(f, FieldFact) for f in recognise([document]).facts) is expected


@pytest.mark.parametrize(
    "comment", ["# NOT part of the system", "-- rejected in March", "// out of scope", "# obsolete"]
)
def test_fences_that_begin_with_a_no(comment: str) -> None:
    """So is a fence whose first line says so."""
    text = f"# Data model\n```python\n{comment}\nclass Slot(models.Model):\n    at = models.DateField()\n```\n"
    document, _ = read(text, name="a.md", owner="")
    assert not any(isinstance(f, FieldFact) for f in recognise([document]).facts)
