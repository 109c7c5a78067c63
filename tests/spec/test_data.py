"""What is stored: each entity with its fields, from any notation, as short text.

`ref Book required read-only (owner)` is a reference that the server fills; what a trait implies
(`id` as a UUID, `created_at`, `tenant_id`) is not repeated.
"""

import pytest
from meant import PEOPLE, decided
from stored import enums, fields, indexes, places, stored, traits

SHIPS = f"""{PEOPLE}
```sql
CREATE TABLE ships (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(80) NOT NULL UNIQUE CHECK (length(name) >= 3),
    tonnage NUMERIC(9, 1) NOT NULL CHECK (tonnage > 0),
    berths INT NOT NULL DEFAULT 4 CHECK (berths BETWEEN 1 AND 40),
    contact_email TEXT,
    flags TEXT[] NOT NULL DEFAULT '{{}}',
    state VARCHAR(20) NOT NULL DEFAULT 'docked' CHECK (state IN ('docked', 'at sea')),
    version INT NOT NULL DEFAULT 1,
    deleted_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX ships_by_state ON ships (state, created_at DESC);
```
"""


def test_a_table_of_sql():
    spec = stored(SHIPS)
    assert fields(spec, "Ship") == {
        "name": "string(80) required unique at least 3",
        "tonnage": "decimal(9,1) required over 0",
        "berths": "integer required default 4 min 1 max 40",
        "contact_email": "text",
        "flags": "json required default []",
        "state": 'ShipState required default "docked"',
    }
    assert traits(spec)["Ship"] == "timestamps; version; soft delete"
    assert enums(spec) == {"ShipState": "docked, at_sea"}
    assert indexes(spec) == {"ships_by_state": "btree on Ship: state, created_at desc"}


def test_each_field_has_its_line():
    assert places(stored(SHIPS), "Ship") == {
        "id": "DESIGN.md:13",
        "name": "DESIGN.md:14",
        "tonnage": "DESIGN.md:15",
        "berths": "DESIGN.md:16",
        "contact_email": "DESIGN.md:17",
        "flags": "DESIGN.md:18",
        "state": "DESIGN.md:19",
        "created_at": "DESIGN.md:22",
        "updated_at": "DESIGN.md:23",
        "deleted_at": "DESIGN.md:21",
        "version": "DESIGN.md:20",
    }


def test_a_field_that_two_documents_describe():
    """The schema wins; what the list says otherwise is a decision with both places."""
    spec = stored(
        PRD="### Ship\n- name: string(200), required\n- tonnage: integer\n- berths: integer\n",
        DESIGN=SHIPS,
    )
    assert fields(spec, "Ship", "name", "tonnage", "berths") == {
        "name": "string(80) required unique at least 3",
        "tonnage": "decimal(9,1) required over 0",
        "berths": "integer required default 4 min 1 max 40",
    }
    assert decided(spec) == {
        "D-ship-name": ("string(80) DESIGN.md:14", "string(200) PRD.md:2"),
        "D-ship-tonnage": ("decimal(9,1) DESIGN.md:15", "integer PRD.md:3"),
    }
    assert places(spec, "Ship")["berths"] == "PRD.md:4 DESIGN.md:16"


def test_a_diagram_alone():
    """Its lines between boxes become references; many to many becomes a table of its own."""
    spec = stored("""
```mermaid
erDiagram
    MEMBER ||--o{ BOOKING : makes
    YOGA_CLASS ||--o{ BOOKING : has
    TRAINER }o--o{ YOGA_CLASS : teaches
    MEMBER {
        int id PK
        string username UK
        string password
        enum role "admin, member"
    }
    YOGA_CLASS {
        int id PK
        string title
        int capacity
    }
    TRAINER {
        int id PK
        string full_name
    }
    BOOKING {
        int id PK
        date booked_on
    }
```
""")
    assert traits(spec) == {
        "Member": "account",
        "YogaClass": "",
        "Trainer": "",
        "Booking": "owner member_id",
        "TrainerYogaClass": "join",
    }
    assert fields(spec, "Member") == {
        "id": "integer required read-only (key)",
        "username": "string(255) required unique",
        "password_hash": "string(255) required hidden",
        "role": "MemberRole",
    }
    assert fields(spec, "Booking") == {
        "id": "integer required read-only (key)",
        "booked_on": "date",
        "member_id": "ref Member required read-only (owner)",
        "yoga_class_id": "ref YogaClass required",
    }
    assert places(spec, "TrainerYogaClass") == {
        "trainer_id": "DESIGN.md:6",
        "yoga_class_id": "DESIGN.md:6",
    }


def test_tables_and_lists_of_fields():
    spec = stored("""
## Data model

### Patient
| Field | Type | Required | Notes |
|-------|------|----------|-------|
| id | UUID | yes | Primary key |
| name | string(100) | yes | |
| birth_date | date | no | |
| status | enum(active, archived) | yes | default active |

### User
- id: UUID, primary key
- email: string, required, unique
- password_hash: string, required

### Visit
- **id**: UUID, primary key
- **patient_id**: UUID, required, references Patient
- **user_id**: UUID, required, references User
- **priority**: `low` | `normal` | `high`, default `normal`
- **reason**: text, optional
""")
    assert fields(spec, "Patient") == {
        "name": "string(100) required",
        "birth_date": "date",
        "status": 'PatientStatus required default "active"',
    }
    assert fields(spec, "Visit") == {
        "patient_id": "ref Patient required",
        "user_id": "ref User required read-only (owner)",
        "priority": 'VisitPriority default "normal"',
        "reason": "text",
    }
    assert enums(spec) == {
        "PatientStatus": "active, archived",
        "VisitPriority": "low, normal, high",
    }


def test_classes_of_django():
    """A name that a class cannot have here is another; a list of rows is a table of its own."""
    spec = stored("""
```python
class Farm(models.Model):
    name = models.CharField(max_length=80)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

class Field(models.Model):
    farm = models.ForeignKey(Farm, on_delete=models.CASCADE)
    area = models.DecimalField(max_digits=8, decimal_places=3)
    crops = models.ManyToManyField("Crop")

class Crop(models.Model):
    latin = models.CharField(max_length=60, unique=True)
```
""")
    assert traits(spec) == {
        "User": "account; timestamps",
        "Farm": "owner owner_id",
        "FieldRecord": "part of Farm",
        "Crop": "",
        "FieldCrop": "join",
    }
    assert fields(spec, "FieldRecord") == {
        "id": "bigint required read-only (key)",
        "farm_id": "ref Farm required cascade read-only",
        "area": "decimal(8,3) required",
    }


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("slug VARCHAR(80)", "slug"),
        ("website_url VARCHAR(255)", "url"),
        ("api_token VARCHAR(64)", "string(64) hidden"),
        ("currency CHAR(3) DEFAULT 'EUR'", 'string(3) default "EUR"'),
        ("price NUMERIC", "decimal(12,2)"),
        ("settings JSONB DEFAULT '{}'", "json default {}"),
        ("parent_id UUID REFERENCES things(id)", "ref Thing"),
        ("created_by UUID REFERENCES users(id)", "ref User required read-only (owner)"),
        ("closed_by UUID", "ref User"),
        ("external_id VARCHAR(64)", "string(64)"),
        ("likes_count INT", "integer default 0 read-only"),
    ],
)
def test_columns_that_say_more_than_their_type(column: str, said: str):
    spec = stored(f"{PEOPLE}\n```sql\nCREATE TABLE things (id UUID PRIMARY KEY, {column});\n```\n")
    assert fields(spec, "Thing") == {column.split(maxsplit=1)[0]: said}


def test_a_person_by_another_word_is_the_column_of_a_relation():
    """`USER ||--o{ COURSE` and a `teacher_id`: one column, not two."""
    spec = stored("""
```mermaid
erDiagram
    USER ||--o{ COURSE : teaches
    USER {
        uuid id PK
        string email UK
    }
    COURSE {
        uuid id PK
        uuid teacher_id FK
        string title
    }
```
""")
    assert fields(spec, "Course") == {
        "teacher_id": "ref User required",
        "title": "string(255) required",
    }
