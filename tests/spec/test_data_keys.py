"""How a row is named, and the models of Prisma, which name rows in every way."""

import pytest
from stored import assumed, fields, indexes, stored, stored_and_told, traits

SHOP = """
```prisma
model User {
  id       Int     @id @default(autoincrement())
  email    String  @unique
  password String
  orders   Order[]
}
model Category {
  id       Int        @id @default(autoincrement())
  name     String     @unique
  parentId Int?
  parent   Category?  @relation("tree", fields: [parentId], references: [id])
  children Category[] @relation("tree")
}
model Product {
  id         Int         @id @default(autoincrement())
  price      Decimal     @db.Decimal(10, 2)
  categoryId Int
  category   Category    @relation(fields: [categoryId], references: [id])
  labels     Label[]
  items      OrderItem[]
}
model Label {
  id       Int       @id
  text     String
  products Product[]
}
model Order {
  id     Int         @id @default(autoincrement())
  userId Int
  user   User        @relation(fields: [userId], references: [id])
  items  OrderItem[]
}
model OrderItem {
  orderId   Int
  productId Int
  quantity  Int
  order     Order   @relation(fields: [orderId], references: [id], onDelete: Cascade)
  product   Product @relation(fields: [productId], references: [id])
  @@id([orderId, productId])
}
```
"""


def test_models_of_prisma():
    spec = stored(SHOP)
    assert traits(spec) == {
        "User": "account",
        "Category": "tree parent_id; lookup",
        "Product": "",
        "Label": "",
        "Order": "owner user_id",
        "OrderItem": "part of Order",
        "LabelProduct": "join",
    }
    assert fields(spec, "Product") == {
        "id": "integer required read-only (key)",
        "price": "decimal(10,2) required",
        "category_id": "ref Category required",
    }


def test_a_key_of_two_columns_with_more_beside_it():
    """The row gets an `id`; the pair stays unique."""
    spec = stored(SHOP)
    assert fields(spec, "OrderItem") == {
        "order_id": "ref Order required cascade read-only",
        "product_id": "ref Product required",
        "quantity": "integer required",
    }
    assert indexes(spec) == {
        "order_items_order_id_product_id": "unique on OrderItem: order_id, product_id"
    }


def test_a_key_that_people_give():
    """A path names a row by one value that the server makes."""
    spec = stored("""
```sql
CREATE TABLE countries (code CHAR(2) PRIMARY KEY, population BIGINT NOT NULL);
CREATE TABLE ports (id SERIAL PRIMARY KEY, country_code CHAR(2) REFERENCES countries(code));
```
""")
    assert fields(spec, "Country") == {
        "code": "string(2) required unique",
        "population": "bigint required",
    }
    assert fields(spec, "Port")["country_code"] == "ref Country"
    assert assumed(spec)["A-country-key"] == "rows have an `id`; `code` stays unique"


def test_a_key_that_is_called_as_its_row():
    """`room_id` of a room that has no `id` names the room; in a booking it names another row."""
    data = """
### Room
| Field | Type | Description |
|---|---|---|
| room_id | string | Unique room ID |
| name | string | What the guests call it |
### Booking
| Field | Type | Description |
|---|---|---|
| booking_id | string | Unique booking ID |
| room_id | string | Room that is booked |
"""
    booked = stored(DESIGN=f"# Data model\n{data}")
    assert fields(booked, "Room")["room_id"].startswith("uuid")
    assert fields(booked, "Booking", "room_id") == {"room_id": "ref Room"}


PARTIAL = """
```sql
CREATE TYPE order_status AS ENUM ('draft', 'paid');
CREATE TABLE orders (
  id UUID PRIMARY KEY, buyer VARCHAR(40) NOT NULL, number INTEGER NOT NULL,
  status order_status NOT NULL DEFAULT 'draft', hidden BOOLEAN NOT NULL, deleted_at TIMESTAMPTZ
);
```
"""


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("status = 'draft'", "status = draft"),
        (
            "(status = 'Draft'::order_status AND deleted_at IS NULL)",
            "status = draft, deleted_at is null",
        ),
        ("NOT hidden AND number <> 0", "hidden = false, number <> 0"),
        ("buyer IS NOT NULL", "buyer is not null"),
    ],
)
def test_what_is_unique_under_a_condition(where, kept):
    """Two rows of which it does not hold may be alike."""
    spec = stored(
        f"{PARTIAL}\n```sql\nCREATE UNIQUE INDEX one ON orders (buyer) WHERE {where};\n```"
    )
    assert indexes(spec) == {
        "one": "unique on Order: buyer" + "".join(f" if {part}" for part in kept.split(", "))
    }
    assert fields(spec, "Order")["buyer"] == "string(40) required"


@pytest.mark.parametrize(
    "where",
    ["status = 'lost'", "number > 1", "hidden OR number = 1", "lower(buyer) = 'x'", "number = 'x'"],
)
def test_a_condition_that_no_plan_carries(where):
    """Without its condition it would refuse what the documents allow."""
    spec, codes = stored_and_told(
        f"{PARTIAL}\n```sql\nCREATE UNIQUE INDEX one ON orders (buyer) WHERE {where};\n```"
    )
    assert indexes(spec) == {}
    assert fields(spec, "Order")["buyer"] == "string(40) required"
    assert codes == ["LK-R204"]


LOANS_DBML = """
```dbml
Table loans {
  book_id uuid
  reader_id uuid
  due_on date
  indexes {
    (book_id, reader_id) [pk]
  }
}
```
"""
LOANS_SQL = """
```sql
CREATE TABLE loans (
    book_id UUID, reader_id UUID, due_on DATE, PRIMARY KEY (book_id, reader_id)
);
```
"""


@pytest.mark.parametrize("written", [LOANS_DBML, LOANS_SQL])
def test_no_part_of_a_key_may_be_missing(written):
    """Two rows without one would not be told apart."""
    spec = stored(written)
    assert fields(spec, "Loan") == {
        "book_id": "uuid required",
        "reader_id": "uuid required",
        "due_on": "date",
    }


def test_a_computed_column_is_said_to_be_left_out():
    """The words of other columns are none: a search finds them anyway."""
    spec, codes = stored_and_told(
        "\n```sql\nCREATE TABLE courses (\n  id UUID PRIMARY KEY,\n  seats INTEGER NOT NULL,\n"
        "  fee NUMERIC(8, 2) NOT NULL,\n"
        "  total NUMERIC(12, 2) GENERATED ALWAYS AS (seats * fee) STORED,\n"
        "  words tsvector GENERATED ALWAYS AS (to_tsvector('simple', name)) STORED\n);\n```\n"
    )
    assert fields(spec, "Course") == {"seats": "integer required", "fee": "decimal(8,2) required"}
    assert codes == ["LK-R205"]


SERIES = """
# Data model

**shows**: id, title varchar(80)

**episodes**: id, show_id FK shows, number int unique per show, title varchar(80), aired_on date

**guests**: id, name varchar(80) unique per planet, code varchar(9) unique

## Rules
- The title of an episode is unique within a show.

### Episode
Unique: (show_id, aired_on).
"""


def test_unique_within_one_thing():
    spec = stored(SERIES)
    told = fields(spec, "Episode")
    assert told["number"] == "integer unique per show_id"
    assert told["title"] == "string(80) required unique per show_id"
    assert indexes(spec) == {"episodes_show_id_aired_on": "unique on Episode: show_id, aired_on"}
    # Words that mean no field of the row say nothing that a database could keep.
    assert fields(spec, "Guest", "name", "code") == {
        "name": "string(80) required",
        "code": "string(9) unique",
    }


PUT_AWAY = """
# Data model
**patients**: id, name varchar(80), archived_at timestamptz

**cards**: id, code varchar(9), gone_since timestamptz -- soft delete

**shelves**: id, code varchar(9), closed_at timestamptz

# Endpoints
| Method | Path | Description |
|---|---|---|
| GET | /patients | list |
| DELETE | /patients/{id} | archive |
| DELETE | /shelves/{id} | remove |
"""


def test_a_row_is_put_away_by_the_moment_that_the_documents_name():
    found = traits(stored(PUT_AWAY))
    assert {name: found[name] for name in ("Patient", "Card", "Shelf")} == {
        "Patient": "soft delete archived_at",
        "Card": "soft delete gone_since",
        "Shelf": "",
    }
