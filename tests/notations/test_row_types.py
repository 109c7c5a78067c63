"""Types of the rows of a screen, which are no things of their own."""

import pytest

from luke_cli.docs.markdown import read
from luke_cli.notations import recognise
from luke_cli.spec.facts import EntityFact

STORED = """## Tables

```sql
CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(80) NOT NULL);
CREATE TABLE orders (
    id INT PRIMARY KEY,
    customer_id INT NOT NULL REFERENCES customers(id),
    number VARCHAR(12) NOT NULL
);
```

## What the list gets

```ts
interface OrderRow { FIELDS }
```

"""
SLIPS = "```sql\nCREATE TABLE slips (id INT PRIMARY KEY, order_row_id INT);\n```\n"
SHOWN = "id: string; number: string; customerName: string; itemsPacked: number; late: boolean"


def entities(fields: str, more: str = "") -> set[str]:
    """Return the names of what a document stores."""
    document, _ = read(STORED.replace("FIELDS", fields) + more, name="DESIGN.md", owner="")
    found = recognise([document]).facts
    return {fact.name for fact in found if isinstance(fact, EntityFact)}


def test_a_row_of_fields_and_counts_is_no_thing():
    assert entities(SHOWN) == {"customers", "orders"}


@pytest.mark.parametrize(
    ("fields", "more"),
    [
        pytest.param(f"{SHOWN}; remark: string", "", id="a text that no table has"),
        pytest.param("id: string; number: string", "", id="nothing added"),
        pytest.param(SHOWN, SLIPS, id="referred to"),
        pytest.param(SHOWN, "- `POST /order-rows`\n", id="made by an endpoint"),
    ],
)
def test_what_has_something_of_its_own_or_is_referred_to_is_one(fields: str, more: str):
    assert "OrderRow" in entities(fields, more)
