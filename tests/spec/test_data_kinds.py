"""What kind of thing is stored: whose rows they are, what goes with what, and what is assumed."""

from meant import PEOPLE, meant
from stored import assumed, entity_of, enums, fields, indexes, stored, traits

LIBRARY = """
```dbml
Table organizations {
  id uuid [pk]
  name varchar(120) [not null]
}
Table users {
  id uuid [pk]
  organization_id uuid [not null, ref: > organizations.id]
  username varchar(50) [not null, unique]
  hashed_password varchar [not null]
}
Table books {
  id uuid [pk]
  organization_id uuid [not null, ref: > organizations.id]
  isbn varchar(13) [not null, unique]
}
Table loans {
  id uuid [pk]
  organization_id uuid [not null]
  book_id uuid [not null]
  borrower_id uuid [not null]
  state loan_state [not null, default: 'open']
}
Table book_tags {
  book_id uuid [pk]
  tag_id uuid [pk]
}
Table tags {
  id uuid [pk]
  name varchar(40) [not null]
}
Enum loan_state {
  open
  returned
}
Ref: loans.book_id > books.id [delete: cascade]
Ref: loans.borrower_id > users.id
Ref: loans.organization_id > organizations.id
Ref: book_tags.book_id > books.id
Ref: book_tags.tag_id > tags.id
```
"""


def test_rows_that_are_kept_apart():
    """What the account and most of the rest name is the tenant, whatever it is called."""
    spec = stored(LIBRARY)
    assert traits(spec) == {
        "Organization": "",
        "User": "account; tenant",
        "Book": "tenant",
        "Loan": "tenant; owner borrower_id; part of Book",
        "BookTag": "join",
        "Tag": "lookup",
    }
    assert fields(spec, "User", "organization_id") == {
        "organization_id": "ref Organization required read-only (tenant)"
    }


def test_references_that_stand_apart_from_their_columns():
    assert fields(stored(LIBRARY), "Loan") == {
        "book_id": "ref Book required cascade read-only",
        "borrower_id": "ref User required read-only (owner)",
        "state": 'LoanState required default "open"',
    }


def test_a_company_that_few_things_name_is_no_tenant():
    spec = stored(f"""{PEOPLE}
```sql
CREATE TABLE companies (id UUID PRIMARY KEY, name TEXT NOT NULL, city TEXT, vat_id TEXT);
CREATE TABLE contacts (
    id UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies(id),
    phone TEXT NOT NULL
);
```
""")
    assert traits(spec) == {"User": "account", "Company": "", "Contact": ""}
    assert fields(spec, "Contact")["company_id"] == "ref Company required"


def test_what_is_referred_to_and_never_defined():
    """A name to choose from is proposed; what the tenant itself chooses from is everybody's."""
    spec = stored("""
```sql
CREATE TABLE tenants (id UUID PRIMARY KEY, region_id UUID NOT NULL REFERENCES regions(id));
CREATE TABLE users (
    id UUID PRIMARY KEY,
    tenant_id UUID NOT NULL REFERENCES tenants(id),
    email TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    office_id UUID REFERENCES offices(id)
);
```
""")
    assert traits(spec) == {
        "Tenant": "",
        "User": "account; tenant",
        "Region": "lookup",
        "Office": "tenant; lookup",
    }
    assert assumed(spec) == {
        "A-region": "entity Region with a name",
        "A-office": "entity Office with a name",
    }


def test_nobody_says_who_signs_in():
    spec = stored("```sql\nCREATE TABLE boats (id UUID PRIMARY KEY, length INT NOT NULL);\n```\n")
    assert fields(spec, "User") == {
        "email": "email required unique",
        "password_hash": "string(255) required hidden",
        "name": "string(255) required",
        "is_active": "boolean required default true",
    }
    assert assumed(spec)["A-user"] == "entity User with e-mail, password, name and role"


def test_files_of_something():
    """The server knows from the file itself what describes it."""
    spec = stored("""
```sql
CREATE TABLE ships (id UUID PRIMARY KEY, berths INT NOT NULL);
CREATE TABLE ship_papers (
    id UUID PRIMARY KEY,
    ship_id UUID NOT NULL REFERENCES ships(id) ON DELETE CASCADE,
    file_name VARCHAR(255) NOT NULL,
    mime_type VARCHAR(100) NOT NULL,
    pages INT
);
```
""")
    assert traits(spec)["ShipPaper"] == "file of Ship"
    assert fields(spec, "ShipPaper") == {
        "ship_id": "ref Ship required cascade read-only",
        "file_name": "string(255) required read-only",
        "mime_type": "string(100) required read-only",
        "pages": "integer read-only",
    }


PERSONNEL = """
```sql
CREATE TABLE company (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL);
CREATE TABLE employee (
    employee_id INT AUTO_INCREMENT PRIMARY KEY,
    company_id INT NOT NULL REFERENCES company(id),
    email VARCHAR(120) NOT NULL UNIQUE,
    password VARCHAR(255) NOT NULL,
    level ENUM('junior', 'Lead Engineer') NOT NULL DEFAULT 'junior',
    manager_id INT REFERENCES employee(employee_id) ON DELETE SET NULL,
    department_id INT NOT NULL,
    hired DATE NOT NULL DEFAULT CURRENT_DATE
);
CREATE TABLE department (
    id INT PRIMARY KEY,
    company_id INT NOT NULL REFERENCES company(id),
    head_id INT NOT NULL REFERENCES employee(employee_id),
    `class` VARCHAR(50) NOT NULL
);
ALTER TABLE employee ADD FOREIGN KEY (department_id) REFERENCES department(id);
CREATE TABLE audit_log (
    id BIGINT PRIMARY KEY,
    company_id INT NOT NULL REFERENCES company(id),
    who INT REFERENCES employee(employee_id),
    what TEXT NOT NULL,
    at TIMESTAMP NOT NULL DEFAULT now()
);
```
"""


def test_tables_of_mysql():
    spec = stored(PERSONNEL)
    assert fields(spec, "Employee") == {
        "employee_id": "integer required read-only (key)",
        "email": "email required unique",
        "password_hash": "string(255) required hidden",
        "level": 'EmployeeLevel required default "junior"',
        "manager_id": "ref Employee set null",
        "department_id": "ref Department required",
        "hired": "date required default today()",
    }
    assert enums(spec) == {"EmployeeLevel": "junior, lead_engineer"}
    assert entity_of(spec, "Department").table == "department"


def test_a_name_that_python_keeps():
    assert fields(stored(PERSONNEL), "Department")["class_value"] == "string(50) required"


def test_two_things_that_need_each_other():
    """One of the two references may be empty, or neither row could be the first."""
    spec = stored(PERSONNEL)
    assert fields(spec, "Employee")["department_id"] == "ref Department required"
    assert fields(spec, "Department")["head_id"] == "ref Employee"
    assert assumed(spec)["A-department-head"] == "`head_id` may be empty"


def test_a_log_is_only_added_to():
    """No client writes a row, so what is required in it is read-only."""
    spec = stored(PERSONNEL)
    assert traits(spec)["AuditLog"] == "tenant; append-only at"
    assert fields(spec, "AuditLog") == {
        "id": "bigint required read-only (key)",
        "who": "ref Employee read-only",
        "what": "text required read-only",
    }


HOTELS = """# Persistence
hotel (id uuid pk, name varchar(80) not null)

staff (id uuid pk, hotel_id -> hotel, email varchar(255) unique, password_hash varchar(255), role varchar(20))

room (id uuid pk, hotel_id -> hotel, number varchar(6) not null)

task (id uuid pk, room_id -> room, assignee_id -> staff, status enum(open, done) default open)
"""
WALLS = "# Isolation\nEvery query is limited to the hotel of the caller.\n"


def test_what_all_queries_are_limited_to_is_the_tenant():
    """What refers to rows of one tenant is of one too, also where no list of its fields says so."""
    spec = meant(DESIGN=HOTELS, SECURITY=WALLS)
    assert {name: said for name, said in traits(spec).items() if "tenant" in said} == {
        "Staff": "account; tenant",
        "Room": "tenant",
        "Task": "tenant",
    }
    assert {one.name for one in spec.assumptions} >= {"A-tasks-tenant"}
    alone = meant(DESIGN=HOTELS)
    assert "tenant" not in traits(alone)["Room"]


CANTEEN = """# Modelo de datos
### Empleado (`empleados`)
| Campo | Tipo | Obligatorio |
|---|---|---|
| id | uuid | sí |
| correo | email | sí |
| rol | enum: empleado, cocinero | sí |
"""


def test_who_signs_in_has_an_address_and_a_role_in_any_language():
    """The backend calls them `email` and `role`."""
    spec = meant(DESIGN=CANTEEN)
    assert traits(spec) == {"Empleado": "account"}
    assert list(fields(spec, "Empleado")) == ["email", "role", "password_hash"]


def test_a_value_that_is_unique_is_so_within_a_tenant():
    """A refusal would tell that another tenant has it; who signs in says no tenant, though."""
    spec = stored(
        LIBRARY
        + """
```dbml
Table copies {
  id uuid [pk]
  organization_id uuid [not null]
  book_id uuid [not null, ref: > books.id]
  shelf varchar(10) [not null]
  mark varchar(10) [not null]
  indexes {
    (shelf, mark) [unique, name: 'shelf_mark']
    (book_id, mark) [unique, name: 'one_copy']
  }
}
```
"""
    )
    assert fields(spec, "Book", "isbn") == {
        "isbn": "string(13) required unique per organization_id"
    }
    assert fields(spec, "User", "username") == {"username": "string(50) required unique"}
    assert indexes(spec) == {
        "shelf_mark": "unique on Copy: organization_id, shelf, mark",
        "one_copy": "unique on Copy: book_id, mark",
    }
    told = next(a for a in spec.assumptions if a.name == "A-book-isbn-apart")
    assert (told.about, told.proposal) == ("Book.isbn", "`isbn` is unique per `organization_id`")


def test_a_file_is_known_within_what_it_is_a_file_of():
    """Whoever sends a file tells its checksum: it is no way to ask who else has that file."""
    spec = stored(
        LIBRARY
        + """
```dbml
Table scans {
  id uuid [pk]
  loan_id uuid [not null, ref: > loans.id]
  file_name varchar(255) [not null]
  mime_type varchar(100) [not null]
  file_size bigint [not null]
  file_hash varchar(64) [unique]
}
```
"""
    )
    assert traits(spec)["Scan"] == "file of Loan"
    assert "unique per loan_id" in fields(spec, "Scan", "file_hash")["file_hash"]


def test_a_list_that_is_called_by_the_end_of_its_thing():
    """`reason` of a StockMovement is left open, and a table lists `MovementReason`."""
    spec = stored(
        """
## Data model
```mermaid
erDiagram
  ORDER {
    uuid id PK
    enum status "see 3.1"
  }
  RETURN_ORDER {
    uuid id PK
    enum status "see 3.1"
  }
  STOCK_MOVEMENT {
    uuid id PK
    enum reason "see 3.1"
  }
```
### 3.1 Enumerations
| Enum | Values |
|---|---|
| MovementReason | `receipt`, `disposal` |
| OrderStatus | `placed`, `paid` |
"""
    )
    assert enums(spec) == {
        "MovementReason": "receipt, disposal",
        "OrderStatus": "placed, paid",
    }
    assert fields(spec, "StockMovement", "reason") == {"reason": "MovementReason"}
    assert fields(spec, "ReturnOrder", "status") == {"status": "string(255)"}
