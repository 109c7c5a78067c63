"""Whose a row is, where rights speak of one's own; and what nobody understands opens nothing."""

import pytest
from meant import PEOPLE, decided, matrix, meant

from luke_cli.backend.settled import settled

PONIES = """
```sql
CREATE TABLE riders (
    id UUID PRIMARY KEY,
    full_name VARCHAR(80) NOT NULL
);
CREATE TABLE grooms (
    id UUID PRIMARY KEY,
    full_name VARCHAR(80) NOT NULL
);
CREATE TABLE outings (
    id UUID PRIMARY KEY,
    rider_id UUID NOT NULL REFERENCES riders(id),
    groom_id UUID NOT NULL REFERENCES grooms(id),
    starts_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE notes (
    id UUID PRIMARY KEY,
    text TEXT NOT NULL
);
```
"""
RIGHTS = """
# Who may do what

- rider: create outings, read own outings, cancel own outings
- groom: read own outings
- manager: read all outings, create notes, update own notes, read riders
"""


def owners(spec):
    """Return what says whose a row is, by entity."""
    return {
        one.name: f"{trait.name} {trait.subject}"
        for one in spec.entities
        for trait in one.traits
        if trait.name in ("owner", "part of")
    }


def test_people_that_a_row_names_have_an_account():
    """A rider may cancel his own outings, and an outing names its rider."""
    spec = meant(DESIGN=PONIES, SECURITY=RIGHTS)
    assert owners(spec) == {
        "Rider": "owner user_id",
        "Groom": "owner user_id",
        "Outing": "part of Rider",
        "Note": "owner owner_id",
    }
    rights = matrix(spec, "outing", "note", "rider")
    assert rights["outing:read"] == "rider own, groom own, manager all"
    assert rights["outing:cancel"] == "rider own"
    assert rights["note:update"] == "manager own"
    assert rights["rider:read"] == "manager all"
    told = {one.name: one.proposal for one in spec.assumptions}
    assert told["A-rider-user"] == "`user_id` on Rider: the account of who adds the rider"
    assert told["A-note-owner"] == "`owner_id` on Note: the account of who adds the note"
    asked = {one.name: one.meanwhile for one in spec.questions}
    assert asked["Q-outing-own"] == (
        "Which rows of outing are the groom's own? A row belongs to the rider that it is for: to "
        "groom only those of which they are that themselves."
    )


def test_own_never_becomes_all():
    """What is nobody's is not everybody's because another sentence leaves out the `own`."""
    spec = meant(
        DESIGN=PONIES,
        PRD="Grooms can read notes.\n",
        SECURITY="# Rights\n\n- groom: read own notes\n- rider: read outings\n",
    )
    assert matrix(spec, "note")["note:read"] == "groom own"
    assert "Q-note-owner" in {one.name for one in spec.questions}


def test_ones_own_may_be_what_the_account_refers_to():
    """A right that no field can carry stays in the plan with its question, and opens no row."""
    clubs = """
```sql
CREATE TABLE clubs (
    id UUID PRIMARY KEY,
    name VARCHAR(80) NOT NULL,
    address TEXT NOT NULL
);
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    club_id UUID REFERENCES clubs(id)
);
CREATE TABLE pools (
    id UUID PRIMARY KEY,
    club_id UUID NOT NULL REFERENCES clubs(id),
    title VARCHAR(80) NOT NULL
);
```
"""
    rights = """
# Rights

| Operation | secretary | umpire |
|---|---|---|
| Update clubs | own only | no |
| Update pools | own only | no |
| Read pools | yes | yes |
"""
    spec = meant(DESIGN=clubs, SECURITY=rights)
    found = matrix(spec, "club", "pool")
    assert found["club:update"] == found["pool:update"] == "secretary own"
    asked = {one.name: one.meanwhile for one in spec.questions}
    assert "Those that `User.club_id` leads to?" in asked["Q-club-owner"]
    assert "Those that `User.club_id` leads to?" in asked["Q-pool-owner"]
    opened = {one.name: dict(one.scopes) for one in settled(spec).permissions}
    assert opened["club:update"] == opened["pool:update"] == {}
    assert opened["pool:read"] == {"secretary": "all", "umpire": "all"}


def test_callers_of_an_endpoint_reach_as_far_as_it_says():
    """`rider (own)` beside a path is a right to one's own, and makes it so."""
    spec = meant(
        DESIGN=PONIES
        + """
| Endpoint | What | Who |
|---|---|---|
| `GET /outings` | list | rider (own), manager |
| `POST /outings` | add | rider |
| `DELETE /outings/{id}` | drop | manager; riders own only |
""",
        SECURITY="Roles: rider, groom, manager\n",
    )
    rights = matrix(spec, "outing")
    assert rights["outing:read"] == "rider own, manager all"
    assert rights["outing:delete"] == "rider own, manager all"


def test_a_guest_with_rows_of_its_own_signs_in():
    """Nobody can tell whose a row is without a token."""
    spec = meant(
        DESIGN=PONIES,
        SECURITY="# Rights\n\n- guest: create notes, read own notes\n- manager: read all notes\n",
    )
    assert [role.name for role in spec.roles] == ["guest", "manager"]
    assert matrix(spec, "note")["note:read"] == "guest own, manager all"


def test_words_about_rights_that_nobody_understands_open_nothing():
    """A guess would give everybody what somebody wrote a rule about."""
    spec = meant(
        DESIGN=PONIES,
        SECURITY="""
Roles: rider, groom, manager, admin

# Access rules

```
outing ::= groom & (weekday | rider.trusted)
```
""",
    )
    rights = matrix(spec, "outing", "note")
    assert rights["outing:read"] == "admin all"
    assert rights["outing:create"] == "admin all"
    assert rights["note:read"] == "rider all, groom all, manager all, admin all"
    asked = {one.name: one for one in spec.questions}
    assert [str(place.line) for place in asked["Q-outing-rights"].sources] == ["6"]
    assert not decided(spec)


def test_no_guess_shows_more_than_a_story_asks_for():
    """Who wants to see the notes of his branch is not shown those of others."""
    stories = """
- As a groom, I want to view the notes of my branch, so that I know the ponies.
- As a manager, I want to create notes.
"""
    spec = meant(
        DESIGN=PONIES, PRD=f"# Stories\n{stories}", SECURITY="Roles: groom, manager, admin\n"
    )
    assert matrix(spec, "note")["note:read"] == "manager all, admin all"
    assert "Q-note-owner" in {one.name for one in spec.questions}


ORDERS = (
    PEOPLE
    + """
```sql
CREATE TABLE orders (
    id UUID PRIMARY KEY, {owner}_id UUID NOT NULL REFERENCES users(id), title VARCHAR(80) NOT NULL
);
```

Roles: customer, clerk, picker.
"""
)


@pytest.mark.parametrize(
    ("owner", "said", "makes"),
    [
        (
            "customer",
            "- A customer can create orders.\n- A clerk can create orders.",
            "customer own, clerk all",
        ),
        ("customer", "- Clerks may create and read orders.", "clerk all"),
        (
            "user",
            "- A customer can create their own orders.\n- Clerks and pickers may create orders.",
            "customer own, clerk all, picker all",
        ),
        ("user", "- A clerk can create orders.\n- A picker can read orders.", "clerk own"),
        ("customer", "- Only a picker may create orders.", "picker all"),
    ],
)
def test_who_is_not_whose_a_row_is_makes_it_for_others(owner: str, said: str, makes: str):
    """A clerk who may create a customer's orders does so for customers, and not for themselves."""
    spec = meant(DESIGN=ORDERS.format(owner=owner) + f"\n## Rights\n\n{said}\n")
    assert matrix(spec, "order")["order:create"] == makes


def test_who_may_add_those_that_are_a_role_adds_others():
    """A secretary who may add singers adds more than their own row."""
    tables = """
```sql
CREATE TABLE singers (
    id UUID PRIMARY KEY, user_id UUID NOT NULL REFERENCES users(id), voice VARCHAR(20) NOT NULL
);
```
"""
    said = "Roles: singer, secretary.\n\n## Rights\n\n- Only the secretary may add singers.\n- A singer may read their own singers."
    assert (
        matrix(meant(DESIGN=PEOPLE + tables + said), "singer")["singer:create"] == "secretary all"
    )
