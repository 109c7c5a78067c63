"""Rights that a sentence gives to fewer than an endpoint, and verbs that make a row."""

import pytest
from meant import LOANS, PEOPLE, decided, matrix, meant, requests

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


SHED = (
    PEOPLE
    + """
```sql
CREATE TABLE loans (
    id UUID PRIMARY KEY,
    borrower_id UUID NOT NULL REFERENCES users(id),
    due_on DATE NOT NULL
);
```

| Method | Path | Who |
|---|---|---|
| GET | /loans | member |
| GET | /loans/overdue | coordinator |
| POST | /loans | member |
| POST | /loans/{id}/collect | borrower |
| DELETE | /loans/{id} | borrower, coordinator |
"""
)
SHED_WISHES = """# Roles

- **Member**: borrows
- **Coordinator**: looks after the shed

# Stories

- As a coordinator, I want to see all overdue loans.
"""


def test_who_somebody_is_to_a_row_is_no_role():
    """The roles are listed: the borrower is whoever a loan belongs to."""
    spec = meant(DESIGN=SHED, PRD=SHED_WISHES)
    assert [role.name for role in spec.roles] == ["member", "coordinator"]
    rights = matrix(spec, "loan")
    assert rights["loan:collect"] == "member own, coordinator own"
    assert rights["loan:delete"] == "member own, coordinator all"


def test_a_borrower_with_rights_is_a_role():
    """A document gives rights to one of that name, or lists no roles at all."""
    rights = "| Right | Member | Borrower |\n|---|---|---|\n| Delete loans | - | own |\n"
    told = meant(DESIGN=SHED, PRD=SHED_WISHES, SECURITY=rights)
    assert "borrower" in [role.name for role in told.roles]
    assert "borrower" in [role.name for role in meant(DESIGN=SHED).roles]


def test_who_sees_only_their_own_keeps_nobody_else_from_a_list_for_others():
    """`Members see only their own loans` says nothing of those for whom the overdue ones are."""
    spec = meant(DESIGN=SHED, PRD=SHED_WISHES, SECURITY="- Members see only their own loans.\n")
    rights = matrix(spec, "loan")
    assert rights["loan:read"] == "member own"
    assert rights["loan:overdue"] == "coordinator all"
    assert not [name for name in decided(spec) if "loan" in name]


def test_a_right_may_have_the_verb_that_describes_an_endpoint():
    """`POST /tools | Offer a tool`: who may offer tools may make them."""
    said = "# API\n\n| Method | Path | Does |\n|---|---|---|\n| POST | /tools | Offer a tool |\n"
    table = "| Right | Member | Clerk |\n|---|---|---|\n| Offer a tool | yes | - |\n"
    tools = "```sql\nCREATE TABLE tools (id UUID PRIMARY KEY, name TEXT NOT NULL);\n```\n"
    rights = matrix(meant(DESIGN=PEOPLE + tools + said, SECURITY=table), "tool")
    assert rights["tool:create"] == "member all"
    assert "tool:offer" not in rights


READERS = (
    PEOPLE
    + """
```sql
CREATE TABLE readers (
    id UUID PRIMARY KEY, user_id UUID NOT NULL REFERENCES users(id), card VARCHAR(20) NOT NULL
);
CREATE TABLE shelves (id UUID PRIMARY KEY, name VARCHAR(20) NOT NULL);
```
"""
)


@pytest.mark.parametrize(
    "endpoints",
    [
        "- `GET /readers` - Auth: clerk\n- `GET /readers/me` - Auth: reader (own only)",
        "- `GET /readers/me` - Auth: reader\n- `GET /readers` - Auth: clerk",
        "| Path | Who |\n|---|---|\n| GET /readers/mine | reader |\n| GET /readers | clerk |",
        "- `GET /readers/{id}` - Auth: clerk\n- `GET /readers/self` - one's card. Auth: reader",
    ],
)
def test_whoever_asks_for_me_reads_their_own(endpoints: str):
    """`GET /readers/me` is one right with `GET /readers`, which reaches no further than one's own."""
    spec = meant(DESIGN=READERS + "Roles: clerk, reader.\n\n" + endpoints)
    assert matrix(spec, "reader")["reader:read"] == "clerk all, reader own"
    mine = next(
        said
        for name, said in requests(spec, "reader").items()
        if "me" in name or "self" in name or "mine" in name
    )
    assert mine.endswith("custom reader:read")


def test_a_path_to_me_of_what_nobody_owns_is_a_right_of_its_own():
    """A shelf is nobody's, so that nobody has one of their own."""
    said = "Roles: clerk, reader.\n\n- `GET /shelves` - Auth: clerk\n- `GET /shelves/mine` - Auth: reader"
    shelf = matrix(meant(DESIGN=READERS + said), "shelf")
    assert (shelf["shelf:read"], shelf["shelf:mine"]) == ("clerk all", "reader all")


def test_one_row_is_for_its_owner_where_the_list_is_not():
    """`GET /loans` is for coordinators, `GET /loans/{id}` for a member (own) as well."""
    table = "| GET | /loans | coordinator |\n| GET | /loans/{id} | member (own), coordinator |\n"
    loans = SHED[: SHED.index("| Method")]
    design = loans + "| Method | Path | Who |\n|---|---|---|\n" + table
    spec = meant(DESIGN=design, PRD=SHED_WISHES)
    assert matrix(spec, "loan")["loan:read"] == "member own, coordinator all"


@pytest.mark.parametrize(
    "who", ["all", "everyone", "all roles", "any role", "every user", "alle Rollen"]
)
def test_an_endpoint_for_all_is_for_those_of_whom_no_sentence_speaks_too(who):
    """Sentences say how far some of them reach; nobody reads without a token."""
    table = f"| GET | /loans | {who} |\n| POST | /loans | member |\n"
    loans = SHED[: SHED.index("| Method")]
    design = loans + "| Method | Path | Who |\n|---|---|---|\n" + table
    told = "- Members see only their own loans.\n"
    spec = meant(DESIGN=design, PRD=SHED_WISHES, SECURITY=told)
    assert matrix(spec, "loan")["loan:read"] == "member own, coordinator all"
    assert next(o for o in spec.operations if o.name == "loan.list").permissions == ("loan:read",)


def test_a_step_back_that_an_endpoint_gives_to_roles_is_a_right_of_its_own():
    """Who may take a step forward is not asked where a list says who may take it back."""
    said = """
| Method | Path | Auth |
|---|---|---|
| POST | /loans/{id}/submit | member |
| POST | /loans/{id}/withdraw | clerk |
"""
    rights = matrix(meant(PRD="# Roles\n- Member\n- Clerk\n", DESIGN=PEOPLE + LOANS + said), "loan")
    assert (rights["loan:submit"], rights["loan:withdraw"]) == ("member own", "clerk all")


def test_that_an_endpoint_reaches_only_ones_own_is_said_where_no_document_does():
    """`GET /loans | member` may mean all of them: that it is read as one's own is an assumption."""
    said = "\n| Method | Path | Auth |\n|---|---|---|\n| GET | /loans | WHO |\n| POST | /loans | member |\n"

    def assumed(who: str) -> list[str]:
        spec = meant(
            PRD="# Roles\n- Member\n- Clerk\n", DESIGN=PEOPLE + LOANS + said.replace("WHO", who)
        )
        return [one.proposal for one in spec.assumptions if one.name == "A-loan-own"]

    assert assumed("member, clerk (all)") == ["member: only their own rows of loan"]
    assert assumed("member (own), clerk") == []


BARNS = (
    PEOPLE
    + """
```sql
CREATE TABLE barns (
    id UUID PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES users(id),
    name VARCHAR(80) NOT NULL
);
```
"""
)


def test_who_is_plain_where_others_are_held_to_their_own_reaches_all():
    """Also in the right that another endpoint, or a sentence elsewhere, gives without saying how far."""
    api = """# API

### GET /barns
Auth: roles customer (own), clerk
### POST /barns
Auth: role clerk
### POST /barns/{id}/inspect
Auth: role manager
"""
    rights = matrix(meant(DESIGN=BARNS, API=api, SECURITY="Only a clerk may close a barn."), "barn")
    assert rights["barn:read"] == "customer own, clerk all"
    assert rights["barn:create"] == "clerk all"


def test_a_right_that_an_endpoint_asks_for_keeps_its_name():
    """`aircraft:ground` beside `POST /aircraft/{id}/grounding` is the right of the table of rights."""
    design = (
        PEOPLE
        + """
```sql
CREATE TABLE aircraft (id UUID PRIMARY KEY, name VARCHAR(80) NOT NULL);
```
"""
    )
    api = """# API

| Method | Path | Purpose | Right |
|---|---|---|---|
| POST | /aircraft/{id}/grounding | Ground it | aircraft:ground |
| DELETE | /aircraft/{id}/grounding | Release it | aircraft:release |
"""
    security = """# Rights

| Right | Clerk | Manager |
|---|---|---|
| aircraft:ground | ✓ | ✓ |
| aircraft:release | no | ✓ |
"""
    spec = meant(DESIGN=design, API=api, SECURITY=security)
    rights = matrix(spec, "aircraft")
    assert rights["aircraft:ground"] == "clerk all, manager all"
    assert rights["aircraft:release"] == "manager all"
    asked = {one.path: one.permissions for one in spec.operations if one.method == "DELETE"}
    assert asked["/aircraft/{id}/grounding"] == ("aircraft:release",)
