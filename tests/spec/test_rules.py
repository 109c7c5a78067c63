"""Rules that sentences and screens state about fields of a schema."""

import pytest
from meant import LOANS, PEOPLE, meant

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


def test_a_thing_of_two_words_may_be_called_by_one() -> None:
    web = "# Mobile\n\n## Screen\n\nLine status is one of `open`, `sent`, `lost`.\n"
    assert decided(DESIGN=SHOP, **{"MOBILE-UI": web}) == {
        "D-order-line-status": ("open, sent, closed", "open, sent, lost"),
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


FORM = """
# Web

## Lines

A new order line asks for:

| Field | Control | Check |
|---|---|---|
| Title | text | mandatory, 60 chars max |
| Phone | text | required |
| Kind | picker | |
"""


def test_a_form_says_what_its_fields_take() -> None:
    """In a table or in bullets, below a heading or a lead that names the thing."""
    assert decided(DESIGN=SHOP, **{"WEB-UI": FORM}) == {
        "D-order-line-title-length": ("120", "60"),
        "D-order-line-phone-required": ("not required", "required"),
    }
    bullets = "# Web\n\n## Order line form\n\n- Title: text field, max. 60 characters\n- **Phone*** \u2013 digits\n"
    assert decided(DESIGN=SHOP, **{"WEB-UI": bullets}) == {
        "D-order-line-title-length": ("120", "60"),
        "D-order-line-phone-required": ("not required", "required"),
    }


def test_a_form_says_it_below_the_field_or_in_a_list() -> None:
    nested = (
        "# Web\n\n## Order line form\n\n- Title\n  - required\n  - max. 60 characters\n"
        "- Phone:\n  - Required: yes\n"
    )
    several = (
        "# Web\n\n## Order line form\n\n- Fields: title (up to 60 characters), phone (required)\n"
    )
    for web in (nested, several):
        assert decided(DESIGN=SHOP, **{"WEB-UI": web}) == {
            "D-order-line-title-length": ("120", "60"),
            "D-order-line-phone-required": ("not required", "required"),
        }


KILNS = """
## Brennofen

| Feld | Typ | Pflicht |
|---|---|---|
| kammer | Text(40) | ja |
| baujahr | Ganzzahl | ja |
| gasse | Text(40) | ja |
| hof | Text(40) | ja |
| rufnummer | Text(20) | nein |

## Lager

| Feld | Typ | Pflicht |
|---|---|---|
| gasse | Text(40) | ja |
| hof | Text(40) | ja |
"""
PLACE = "# Screens\n\n## Place\n\n| Label | Code | Rules |\n|---|---|---|\n"


@pytest.mark.parametrize(
    ("rows", "about"),
    [
        (
            "| Yard | `gasse`, `hof` | required |\n| Year | `baujahr` | optional |",
            ["Brennofen.baujahr"],
        ),
        ("| Yard | `gasse`, `hof` | optional |", []),
        (
            "| Yard | `gasse`, `hof` | required |\n| Year | `baujahr` | optional |\n| Fax | `fax` | required |",
            [],
        ),
    ],
)
def test_a_form_is_of_the_one_thing_that_has_all_its_fields(rows: str, about: list[str]) -> None:
    """Two fields may be those of another thing, and so may a form with a field of its own."""
    spec = meant(DESIGN=PEOPLE + KILNS, **{"WEB-UI": f"{PLACE}{rows}\n"})
    assert [one.about for one in spec.decisions] == about


OVENS = """
## Oven

| Field | Type | Required |
|---|---|---|
| chamber_width | Text(40) | yes |
| chamber_height | Text(40) | yes |
| model | Text(40) | no |

## Store

| Field | Type | Required |
|---|---|---|
| model | Text(40) | no |
| shelf_depth | Text(40) | yes |
"""


@pytest.mark.parametrize(
    ("rows", "about"),
    [
        ("Chamber width | required |\n| Chamber height | required |", ["Oven.model"]),
        ("Chamber width | required |", []),
        ("Chamber width | required |\n| Shelf depth | required |", []),
    ],
)
def test_a_form_is_of_the_thing_that_its_other_rows_name(rows: str, about: list[str]) -> None:
    """One row is not enough, and rows of two things say nothing of a third."""
    form = (
        f"# Screens\n\n## Place\n\n| Label | Rules |\n|---|---|\n| {rows}\n| Model | required |\n"
    )
    spec = meant(DESIGN=PEOPLE + OVENS, **{"WEB-UI": form})
    assert [one.about for one in spec.decisions] == about


@pytest.mark.parametrize(
    ("heading", "about"),
    [
        ("Order list", ["OrderLine.phone"]),
        ("2.1 Edit order", ["OrderLine.phone"]),
        ("Order history", []),
        ("The lost order", []),
    ],
)
def test_a_list_may_have_the_first_word_of_its_thing(heading: str, about: list[str]) -> None:
    """Where the heading has words of its own, it may be about something else."""
    web = f"# Web\n\n## {heading}\n\n| Label | Control | Rules |\n|---|---|---|\n| Phone | tel | required |\n"
    design = f"{SHOP}\n```sql\nCREATE TABLE work_orders (id UUID PRIMARY KEY, note TEXT);\n```\n"
    assert [one.about for one in meant(DESIGN=design, **{"WEB-UI": web}).decisions] == about


def test_a_form_that_searches_requires_nothing_of_a_row() -> None:
    web = "# Web\n\n## Order line search\n\n- Title (optional)\n- Phone (required)\n"
    assert decided(DESIGN=SHOP, **{"WEB-UI": web}) == {}


def test_a_field_is_known_by_other_spellings() -> None:
    """A telephone number is a phone, a locker number a locker_no, a courier has a courier card."""
    design = (
        PEOPLE
        + """
```sql
CREATE TABLE visits (
    id UUID PRIMARY KEY,
    locker_no VARCHAR(8) NOT NULL,
    phone VARCHAR(20),
    born_on DATE
);
CREATE TABLE courier_cards (
    id UUID PRIMARY KEY,
    email VARCHAR(200)
);
```
"""
    )
    prd = (
        "Print it large, a locker number may have up to 12 characters.\n\n"
        "Desk: the telephone number of a visit is required, since somebody has to call.\n\n"
        "The date of birth of a visit is mandatory. The e-mail address of a courier must not be empty.\n"
    )
    found = {one.name for one in meant(DESIGN=design, PRD=prd).decisions}
    assert found == {
        "D-visit-locker-no-length",
        "D-visit-phone-required",
        "D-visit-born-on-required",
        "D-courier-card-email-required",
    }


def test_what_is_typed_as_a_password_says_nothing_of_its_hash() -> None:
    prd = "The password of a user has at most 64 characters and may be left empty on changes.\n"
    assert meant(DESIGN=PEOPLE, PRD=prd).decisions == ()


def test_a_request_that_sends_another_type_is_a_decision() -> None:
    contract = """
```yaml
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /order-lines:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [amount]
              properties:
                amount: {type: integer}
      responses: {"201": {description: made}}
```
"""
    design = SHOP.replace("phone VARCHAR(20)", "amount NUMERIC(8,2) NOT NULL")
    spec = meant(DESIGN=design, API=contract)
    whole = design.replace("NUMERIC(8,2)", "INTEGER")
    parted = contract.replace("type: integer", "type: number, multipleOf: 0.001")
    assert [
        (one.taken.value, one.aside[0].value) for one in meant(DESIGN=whole, API=parted).decisions
    ] == [("integer", "decimal(12,3)")]
    assert [(one.name, one.taken.value, one.aside[0].value) for one in spec.decisions] == [
        ("D-order-line-amount", "decimal(8,2)", "integer")
    ]


def test_sentences_of_two_documents_contradict_each_other() -> None:
    """Below a headword as below a heading; no schema has to say anything."""
    glossary = (
        "**Crate.** What a thing travels in. It has a label of at most 20 characters, a seal and a "
        "weight. The seal is mandatory, customs ask for it.\n"
    )
    web = "# Web\n\n## Crates\n\nForm: Label (up to 30 characters), seal (optional), weight.\n"
    design = (
        PEOPLE
        + "\n```sql\nCREATE TABLE crates (id UUID PRIMARY KEY, label TEXT, seal TEXT);\n```\n"
    )
    found = {
        one.name: {side.value for side in (one.taken, *one.aside)}
        for one in meant(DESIGN=design, GLOSSARY=glossary, **{"WEB-UI": web}).decisions
    }
    assert found == {
        "D-crate-label-length": {"20", "30"},
        "D-crate-seal-required": {"not required", "required"},
    }


SHOWN = (
    "Filter chips, one per status: draft, submitted, approved, rejected, paid, lost, all.",
    "Each loan has a badge with its status. Badges:\n\n- draft: grey\n- submitted\n- approved\n- paid\n- lost: red\n",
    "| Status | Colour |\n|---|---|\n| draft | grey |\n| submitted | blue |\n| approved | blue |\n| lost | red |\n",
    "```ts\nconst loanStatusColors = { draft: 'grey', submitted: 'blue', approved: 'blue', lost: 'red' };\n```\n",
)


@pytest.mark.parametrize("shown", SHOWN)
def test_a_state_that_only_a_screen_has_is_a_contradiction(shown: str):
    """What an app shows as a status and no schema has."""
    spec = meant(DESIGN=PEOPLE + LOANS, **{"MOBILE-UI": f"# App\n\n## Loans\n\n{shown}\n"})
    assert [one.name for one in spec.decisions] == ["D-loan-status"]
    loan = spec.entity("Loan")
    assert loan is not None
    assert "lost" not in str(loan.field("status"))


GLAZES = """
```ts
type GlazeStatus = string
interface Glaze { id: UUID; status: GlazeStatus }
```

## States of a glaze

```mermaid
stateDiagram-v2
    [*] --> mixed
    mixed --> tested : test
    tested --> fired : fire
    tested --> spilled : spill
```
"""


@pytest.mark.parametrize(
    ("shown", "aside"),
    [("mixed, tested, chipped, fired, spilled", 1), ("mixed, tested, fired, spilled", 0)],
)
def test_what_a_screen_lists_is_less_than_what_is_drawn(shown: str, aside: int) -> None:
    """A drawing gives the states, also where a screen has more of them."""
    web = f"# Screens\n\n## Kiln\n\nOne swatch per glaze status: {shown}.\n"
    spec = meant(DESIGN=PEOPLE + GLAZES, **{"WEB-UI": web})
    glaze = spec.entity("Glaze")
    assert glaze is not None
    assert "chipped" not in str(glaze.field("status"))
    sides = [side.value for one in spec.decisions for side in one.aside]
    assert sides == [shown] * aside


CHIPS = """# Screens
## My copy
A coloured chip per loan: draft, submitted, approved, rejected, paid or frozen.
"""


def test_chips_of_a_screen_are_states():
    """A state that only a chip has is a contradiction with the list of the schema."""
    spec = meant(DESIGN=PEOPLE + LOANS, **{"WEB-UI": CHIPS})
    decision = next(one for one in spec.decisions if one.about == "Loan.status")
    assert [side.value for side in decision.aside] == [
        "draft, submitted, approved, rejected, paid, frozen"
    ]


def test_a_sentence_about_a_number_or_a_choice_is_compared_with_the_schema() -> None:
    shop = SHOP.replace(
        "phone VARCHAR(20),", "phone VARCHAR(20), price_cents INTEGER, fee INTEGER,"
    )
    prd = "The fee can have cents. The price of an order line can have cents.\n"
    web = "# Web\n\n## Order lines\n\nKind is a dropdown with new, used and broken.\n\nOpen grey, sent blue, lost red.\n"
    assert decided(DESIGN=shop, PRD=prd, **{"WEB-UI": web}) == {
        "D-order-line-fee": ("integer", "decimal"),
        "D-order-line-kind": ("new, used", "new, used, broken"),
        "D-order-line-status": ("open, sent, closed", "open, sent, lost"),
    }


def test_what_agrees_and_what_is_about_a_page_is_no_contradiction() -> None:
    prd = "The title of an order line has at most 120 characters. The title of the page is short.\n"
    web = (
        "# Web\n\n## Order lines\n\nTabs per status: open, sent. The title takes 120 characters. "
        "The phone can be left out. The search box takes 90 characters.\n"
    )
    assert decided(DESIGN=SHOP, PRD=prd, **{"WEB-UI": web}) == {}


def test_a_shorter_list_that_is_said_to_be_whole_is_a_contradiction() -> None:
    prd = "The status of an order line is one of `open`, `sent`.\n"
    assert decided(DESIGN=SHOP, PRD=prd) == {
        "D-order-line-status": ("open, sent, closed", "open, sent")
    }


def test_a_table_of_rules_gives_a_text_its_values() -> None:
    rules = "\n| Column | Null? | Rule |\n|---|---|---|\n| order_line.phone | yes | one of `home`, `work` |\n"
    spec = meant(DESIGN=SHOP + rules)
    line = spec.entity("OrderLine")
    assert line is not None
    field = line.field("phone")
    assert field is not None
    assert field.type.enum
    assert [enum.values for enum in spec.enums if enum.name == field.type.enum] == [
        ("home", "work")
    ]


CRATES = f"""
{PEOPLE}
## Data model

```mermaid
erDiagram
    CRATE {{
        uuid id PK
        string label
        string kind
        boolean raw_wood
        date due_on
    }}
```

| Field | Req. | Length / range | Default | Unique | Values, remark |
|---|:-:|---|---|:-:|---|
| crate.label | yes | max 40 | | yes | lower case |
| crate.kind | yes | | box | | box, bag, tub, sack |
| crate.due_on | no | not before today | | | empty = at once |
"""


def test_a_table_of_constraints_completes_a_diagram_and_is_contradicted() -> None:
    spec = meant(
        DESIGN=CRATES,
        PRD="The kind of a crate is box, bag, tub or net.\n\nA crate's due date is required.\n",
        **{"WEB-UI": "# Web\n\n## Crate form\n\nLabel (required, max 60 characters)\n"},
    )
    crate = spec.entity("Crate")
    assert crate is not None
    kind, label = crate.field("kind"), crate.field("label")
    assert kind is not None
    assert label is not None
    assert (kind.type.name, kind.required, kind.default) == ("enum", True, '"box"')
    assert (label.type.length, label.required, label.unique) == (40, True, True)
    assert {
        one.name: (one.taken.value, one.aside[0].value)
        for one in spec.decisions
        if one.about.startswith("Crate.")
    } == {
        "D-crate-kind": ("box, bag, tub, sack", "box, bag, tub, net"),
        "D-crate-label-length": ("40", "60"),
        "D-crate-due-on-required": ("not required", "required"),
    }
