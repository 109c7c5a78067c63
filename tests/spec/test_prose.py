"""Where only sentences speak of what is stored, all of it is an assumption with its sentence."""

from meant import matrix, meant
from stored import fields, traits

PRD = """# Greenhouse
- Gardeners look after their own beds.
- The administrator keeps the list of greenhouses and members.

## User stories
- As a gardener, I want to register a bed with its size and soil type so that I know what can grow.
- As a gardener, I want to record each planting in a bed, with the plant and the date.
- As a coordinator, I want to see all beds of my greenhouse in one list.
- As a gardener, I want to attach photos to a planting.
- As a gardener, I want to receive a reminder on my phone.
- As a gardener, I want to filter the list by month.
"""
WEB = """# Screens
## Planting form
Fields: plant, planted on, notes.
"""
SCHEMA = """
```sql
CREATE TABLE beds (id UUID PRIMARY KEY, label VARCHAR(40) NOT NULL);
```
"""


SPEC = meant(PRD=PRD, **{"WEB-UI": WEB})


def test_nouns_that_are_kept():
    """A noun is stored if somebody makes it or a sentence says what it has."""
    assert [entity.name for entity in SPEC.entities] == [
        "User",
        "Bed",
        "Greenhouse",
        "Planting",
        "Photo",
    ]


def test_each_is_an_assumption_with_the_sentence():
    assumption = next(one for one in SPEC.assumptions if one.name == "A-planting")
    assert "record each planting in a bed" in assumption.why
    assert [str(one) for one in SPEC.entity("Planting").basis] == ["A-planting"]
    assert {(s.file, s.line) for s in assumption.sources} >= {("PRD.md", 7), ("WEB-UI.md", 2)}


def test_fields_of_sentences_and_screens():
    assert list(fields(SPEC, "Planting")) == ["plant", "date", "planted_on", "notes", "bed_id"]
    assert fields(SPEC, "Planting", "planted_on", "bed_id") == {
        "planted_on": "date",
        "bed_id": "ref Bed required read-only",
    }


def test_what_belongs_to_what():
    assert traits(SPEC)["Bed"] == "owner owner_id"
    assert traits(SPEC)["Photo"] == "file of Planting"


def test_who_wants_something_may_do_it():
    assert [role.name for role in SPEC.roles] == ["gardener", "coordinator", "admin"]
    assert matrix(SPEC, "bed")["bed:create"] == "gardener own"
    assert matrix(SPEC, "bed")["bed:read"] == "gardener own, coordinator all"


def test_what_is_missing_is_asked():
    asked = {question.name for question in SPEC.questions}
    assert "Q-greenhouse-fields" in asked
    assert "Q-bed-fields" not in asked


def test_a_schema_is_believed_instead():
    """One table is enough: sentences add nothing to it."""
    spec = meant(PRD=PRD, DESIGN=SCHEMA)
    assert [entity.name for entity in spec.entities if not entity.trait("account")] == ["Bed"]
    assert list(fields(spec, "Bed")) == ["label"]


OFFICE = """# Lost and found
A clerk registers items. A passenger files a claim, with name, e-mail address and the day of loss.

**Register an item.** Category (bag, umbrella), colour, found on, shelf.

**Shelves.** Code and room of each shelf.

- A claim is new, matched or rejected.
- The clerk may register items and match claims.
- A passenger may file a claim.
- The manager may do everything that the clerk may.
"""


def test_screens_and_rules_name_fields_and_their_values():
    spec = meant(PRD=OFFICE)
    assert list(fields(spec, "Item")) == ["category", "colour", "found_on", "shelf_id"]
    assert {enum.name: enum.values for enum in spec.enums if enum.name != "UserRole"} == {
        "ItemCategory": ("bag", "umbrella"),
        "ClaimStatus": ("new", "matched", "rejected"),
    }


def test_who_may_do_something_is_a_role():
    spec = meant(PRD=OFFICE)
    assert {role.name: role.inherits for role in spec.roles} == {
        "clerk": (),
        "passenger": (),
        "manager": ("clerk",),
    }


def test_relations_of_things_that_nobody_describes():
    """A diagram of bare names, or who belongs to whom in words, is a model to ask about."""
    diagram = "# Model\n```mermaid\nerDiagram\n  CUSTOMER ||--o{ ORDER : places\n```\n"
    table = "# Modelo\n| Relation | N |\n|---|---|\n| `customers` → `orders` | 1 : N |\n"
    words = "# Relationships\n- Customer has many Orders\n"
    for design in (diagram, table, words):
        spec = meant(DESIGN=design)
        assert [e.name for e in spec.entities if e.basis] == ["User", "Customer", "Order"]
        assert list(fields(spec, "Order")) == ["name", "customer_id"]


GLOSSARY = """# Words we use
**Menu.** What is on offer on one day: a date, a closing time and a note to the guests.

**Seating.** One guest at one table. We keep when it was booked and whether it is paid.
It is wished, given or lost.

**Counter.** Where plates are handed out. Has a reader.

# Stories
- As a host, I want to publish the menu of a day.
- As a host, I want to order a seating for a guest.

The kitchen has a system for recipes. Numbering has holes.
The host confirms the wished. An order button opens a form.
"""


def test_a_glossary_says_what_is_stored():
    """Its words are things where it says what they have; what is told in passing is none."""
    spec = meant(PRD=GLOSSARY)
    assert [entity.name for entity in spec.entities] == ["User", "Menu", "Seating"]
    assert fields(spec, "Seating") == {
        "booked_at": "datetime",
        "is_paid": "boolean",
        "status": "SeatingStatus",
    }


def test_what_has_a_workflow_is_kept_with_its_states():
    """A thing that moves from state to state is stored, whatever else the sentences say of it."""
    spec = meant(
        PRD="""# Allotments
- As a gardener, I want to rent a plot with its number and size.
- As a gardener, I want to cancel a registration.

## Registration status
- sent -> confirmed
- sent -> waitlisted
- waitlisted -> confirmed
"""
    )
    shown = {"status": 'RegistrationStatus default "sent" read-only'}
    assert fields(spec, "Registration", "status") == shown
    moved = {(t.entity, *t.origins, t.target) for t in spec.transitions}
    assert moved == {
        ("Registration", "sent", "waitlisted", "confirmed"),
        ("Registration", "sent", "waitlisted"),
    }


CLUB = """# Club
A postponed rehearsal is closed. The secretary creates rehearsals.

The conductor plans a rehearsal on Monday. The secretary deletes a rehearsal.
A baker sells bread. On the next street somebody orders pizza.

The technician writes test reports. A test report has a date, a grade and a remark.

Please keep a log of each incident, with a place and a cause.
"""


def test_evidence_of_many_sentences():
    """What is told in passing once is no thing; what is made or described is one."""
    names = {entity.name for entity in meant(PRD=CLUB).entities}
    assert {"Rehearsal", "TestReport", "Incident"} <= names
    assert not names & {"Pizza", "Bread", "PostponedRehearsal", "Street"}


def test_what_a_verb_is_called_by():
    """Who reviews a recipe writes a review, where reviews are spoken of and recipes are things of their own."""
    spec = meant(
        PRD="""# Kitchen
A recipe has a title, a text and a cook.

- As a guest, I want to review a recipe.
- As a guest, I want to see reviews.
- As a cook, I want to report a leak.
"""
    )
    names = {entity.name for entity in spec.entities}
    assert {"Recipe", "Review", "Leak"} <= names
    assert "Report" not in names
    assert fields(spec, "Review")["recipe_id"] == "ref Recipe required"


def test_each_value_once_whatever_it_is_called():
    """`phone` and `phone number`, `wet` and `is wet` are one; `home team` refers to a team."""
    spec = meant(
        PRD="""# Polo
A team has a name, a phone number and a mascot. The form for a team asks for name and phone.

A game has a first and a last minute, a home team, an away team and the number of teams. It can be marked as wet.
For each game we note wet yes/no, and whether it is wet.
"""
    )
    assert list(fields(spec, "Team")) == ["name", "phone_number", "mascot"]
    game = fields(spec, "Game")
    assert game["home_team_id"] == game["away_team_id"] == "ref Team"
    assert game["number_of_teams"] == "integer"
    assert [name for name in game if "wet" in name] == ["is_wet"]


def test_prose_in_other_languages():
    """What German sentences keep is stored under their words, with types and relations."""
    spec = meant(
        PRD="""# Bootswerft
Als Bootsbauer möchte ich einen Auftrag anlegen.
Als Leitung möchte ich alle Aufträge sehen.

Zu jedem Auftrag speichern wir das Boot, das Datum der Annahme und den Preis in Euro. Jedes Boot hat eine Farbe.
Ein Auftrag ist offen oder fertig.
"""
    )
    assert fields(spec, "Auftrag") == {
        "datum_annahme": "date",
        "preis": "decimal(12,2)",
        "status": "AuftragStatus",
        "boot_id": "ref Boot",
    }
    assert {role.name for role in spec.roles} >= {"bootsbauer", "leitung"}


def test_three_sentences_are_no_backend():
    """Where nothing is said of anything, nothing is stored but who signs in."""
    spec = meant(
        PRD="# Idea\nWe need an app for our club. It should be simple. Members can do things with it."
    )
    assert [entity.name for entity in spec.entities] == ["User"]
