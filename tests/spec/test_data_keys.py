"""How a row is named, and the models of Prisma, which name rows in every way."""

from stored import assumed, fields, indexes, stored, traits

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
