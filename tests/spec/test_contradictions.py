"""Statements of one document against the definition in another, as teams really write them."""

import pytest
from meant import meant

DESIGN = """\
# Design

```sql
CREATE TYPE slip_status AS ENUM ('open', 'under_way', 'done', 'called_off');
CREATE TYPE slip_mood AS ENUM ('calm', 'tense', 'wild');

CREATE TABLE users (
    id uuid PRIMARY KEY, email varchar(200) NOT NULL UNIQUE, password_hash text NOT NULL, role varchar(20) NOT NULL
);
CREATE TABLE work_slips (
    id uuid PRIMARY KEY,
    title varchar(120) NOT NULL CHECK (char_length(title) >= 8),
    serial_number varchar(24) NOT NULL UNIQUE,
    status slip_status NOT NULL DEFAULT 'open',
    mood slip_mood NOT NULL,
    priority integer NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5),
    planned_for date NOT NULL,
    taken_at timestamptz,
    public_from date,
    weight_kg numeric(6, 2),
    is_urgent boolean NOT NULL DEFAULT false
);
```
"""


def decided(**texts: str) -> dict[str, list[str]]:
    """Return what was taken and what was set aside, by what a decision is about."""
    spec = meant(DESIGN=DESIGN, **texts)
    return {
        one.about: [one.taken.value, *(side.value for side in one.aside)] for one in spec.decisions
    }


STATES = "open, under_way, done, called_off"


@pytest.mark.parametrize(
    "heading",
    ["# Slip", "# Zenith", "# A slip, as the crew sees it", "# How it goes"],
)
def test_a_drawing_is_of_the_thing_whose_states_it_has(heading: str) -> None:
    """Also where its heading names nothing that is stored."""
    prd = f"{heading}\n\n```mermaid\nstateDiagram-v2\n[*] --> open\nopen --> under_way\n"
    prd += (
        "under_way --> paused\npaused --> under_way\nunder_way --> done\nopen --> called_off\n```\n"
    )
    assert decided(PRD=prd) == {
        "WorkSlip.status": [STATES, "open, under_way, paused, done, called_off"]
    }


def test_a_table_of_two_workflows_is_no_list_of_states() -> None:
    """What hangs together is of one thing, what does not is of another."""
    prd = "# States\n\n| From | To |\n|---|---|\n| open | under_way |\n| under_way | done |\n"
    prd += "| open | called_off |\n| blank | filled |\n| filled | sold |\n"
    assert decided(PRD=prd) == {}


def test_a_step_back_has_the_right_that_the_documents_name() -> None:
    """`withdraw` needs the right to submit only where nobody speaks of withdrawing."""
    rights = (
        "# Security\n\n## Permissions\n\n| Resource | Action | Clerk | Chief |\n|---|---|---|---|\n"
    )
    rights += "| work slip | read | all | all |\n| work slip | withdraw | - | all |\n"
    design = "\n| Method | Path |\n|---|---|\n| POST | /work-slips/{id}/withdraw |\n"
    spec = meant(
        DESIGN=DESIGN + design, SECURITY=rights, WEB="# Desk\n\nClerks may withdraw a work slip.\n"
    )
    [operation] = [one for one in spec.operations if one.verb == "withdraw"]
    assert operation.permissions == ("work_slip:withdraw",)
    assert [one.about for one in spec.decisions] == ["work_slip:withdraw"]


API = """\
# API

### POST /work-slips

```json
{body}
```

**201**

```json
{{ "id": "5c0e1b7e-2f0f-4c0b-8d55-3a9c2f1f7a10", "status": "{status}" }}
```

### GET /work-slips

```json
{{ "items": [{row}], "page": 1, "total": 2 }}
```
"""
RIGHT = '{"title": "Lift 4", "priority": 2, "planned_for": "2026-05-14", "weight_kg": "1.20", "is_urgent": true}'


@pytest.mark.parametrize(
    ("parts", "about", "said"),
    [
        ({"body": '{"priority": "A+"}'}, "WorkSlip.priority", "string"),
        ({"body": '{"priority": 2.5}'}, "WorkSlip.priority", "decimal"),
        ({"body": '{"planned_for": "2026-05-14T10:00:00Z"}'}, "WorkSlip.planned_for", "datetime"),
        ({"body": '{"is_urgent": "rather"}'}, "WorkSlip.is_urgent", "string"),
        ({"body": '{"mood": "angry"}'}, "WorkSlip.mood", "angry"),
        ({"body": '{"serial_number": 4711}'}, "WorkSlip.serial_number", "integer"),
        ({"status": "closed"}, "WorkSlip.status", "closed"),
        ({"row": '{"taken_at": "2026-05-14"}'}, "WorkSlip.taken_at", "date"),
        ({"row": '{"weight_kg": "heavy"}'}, "WorkSlip.weight_kg", "string"),
    ],
)
def test_an_example_that_is_no_value_of_its_field(
    parts: dict[str, str], about: str, said: str
) -> None:
    """What one message shows is set aside, and told."""
    filled = {"body": RIGHT, "status": "open", "row": RIGHT, **parts}
    found = decided(API=API.format(**filled))
    assert {name: sides[1:] for name, sides in found.items()} == {about: [said]}


@pytest.mark.parametrize(
    "body",
    [RIGHT, '{"priority": "3", "mood": "…", "title": "string", "planned_for": "YYYY-MM-DD"}',
     '{"status": "UNDER_WAY", "weight_kg": 3, "taken_at": null, "is_urgent": 1}'],
)  # fmt: skip
def test_an_example_that_may_be_one_is_none(body: str) -> None:
    """A number in quotes, a placeholder and another spelling say nothing else."""
    assert decided(API=API.format(body=body, status="open", row=body)) == {}


_WHO_MAY = """\
# Rights

| Resource | Action | Keeper | Manager |
|---|---|:-:|:-:|
| Work slip | read | ✓ | ✓ |
| Work slip | delete | no | ✓ |
| Work slip | stamp | no | ✓ |
"""


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The *Stamp* button is visible to keepers and managers.", "work_slip:stamp"),
        ("| Button | Who |\n|---|---|\n| Stamp | Keeper, manager |", "work_slip:stamp"),
        ("Keepers have no access to the list of work slips.", "work_slip:read"),
        ("Deleting work slips is reserved to keepers.", "work_slip:delete"),
        ("Any keeper can press **Stamp work slip** when the ink is dry.", "work_slip:stamp"),
        (
            "Below each work slip is one button; any keeper at the bench can stamp.",
            "work_slip:stamp",
        ),
        ("Keepers can press **Stamped** to filter the work slips.", ""),
        ("Any keeper can press the pedal to stamp out a fire.", ""),
        ("Any manager at the bench can stamp.", ""),
        ("Nobody but managers can press **Stamp work slip**.", ""),
        ("Managers stamp the work slip.", ""),
        ("The list of work slips is visible to keepers.", ""),
    ],
)
def test_a_screen_against_the_rights(text: str, about: str) -> None:
    """What a screen offers to a role, or keeps from it, is decided where the rights say otherwise."""
    found = decided(SECURITY=_WHO_MAY, WEB_UI=f"# Screens\n\n{text}\n")
    assert [one for one in found if ":" in one] == ([about] if about else [])


_CALLED = """\
# Authorization

| Endpoint | Keeper | Manager |
|---|:-:|:-:|
| GET /work-slips | ✓ | ✓ |
| DELETE /work-slips/{id} | no | ✓ |
"""


@pytest.mark.parametrize(("role", "about"), [("keeper", ["work_slip:delete"]), ("manager", [])])
def test_a_story_of_a_role_that_an_endpoint_leaves_out(role: str, about: list[str]) -> None:
    """A story gives nobody a right that a table of endpoints keeps from him."""
    story = f"**US-1** As a {role}, I want to delete one of my own work slips so that my list is short.\n"
    found = decided(SECURITY=_CALLED, PRD=f"# Stories\n\n{story}")
    assert [one for one in found if ":" in one] == about


FARMS = """
# Design

```typescript
export interface Farm {
  id: string;             // UUID
  registerNumber: string; // unique, max 14, leading zeros are significant
  active: boolean;
}
```
"""


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("registerNumber | integer", ["string", "integer"]),
        ("registerNumber | string", None),
        ("active | boolean", None),
    ],
)
def test_what_code_calls_text_is_no_number(row: str, found: list[str] | None) -> None:
    """A table of a body that says so contradicts it; `string` elsewhere says nothing."""
    api = f"# API\n\n### POST /farms\n\n| Field | Type | Constraints |\n|---|---|---|\n| {row} | required |\n"
    spec = meant(DESIGN=FARMS, API=api)
    told = {d.about: [d.taken.value, *(side.value for side in d.aside)] for d in spec.decisions}
    name = "register_number" if row.startswith("reg") else row.partition(" ")[0]
    assert told.get(f"Farm.{name}") == found


def test_a_parameter_that_takes_another_state_than_there_is() -> None:
    """`enum: [...]` of a query names what the column may hold."""
    api = "# API\n\n```yaml\n/work-slips:\n  get:\n    parameters:\n      - name: status\n        in: query\n"
    api += (
        "        schema: { type: string, enum: [open, under_way, paused, done, called_off] }\n```\n"
    )
    assert decided(API=api)["WorkSlip.status"][1] == "open, under_way, paused, done, called_off"


ROLES = """
# Design

## Person

| Field | Type | Notes |
|---|---|---|
| id | uuid | primary key |
| email | string(160) | unique |
| role | enum | volunteer, host, editor, engineer |

"""


@pytest.mark.parametrize(
    ("screen", "found"),
    [
        ("The role is chosen from a list: volunteer, host, producer, editor, engineer.", True),
        ("A volunteer, a host, a producer, an editor and an engineer meet there.", False),
    ],
)
def test_a_choice_of_roles_with_another_one(screen: str, found: bool) -> None:
    """People are named in many a sentence; where a role is chosen, the roles are meant."""
    spec = meant(DESIGN=ROLES, **{"WEB-UI": f"# People\n\n{screen}\n"})
    asides = [side.value for one in spec.decisions for side in one.aside]
    assert ("volunteer, host, producer, editor, engineer" in asides) is found
