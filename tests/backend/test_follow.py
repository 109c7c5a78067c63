"""A person edits one cell of the plan, and the backend follows, in the files that it is about."""

import difflib
from dataclasses import replace

import pytest

from luke_cli import assets
from luke_cli.backend.generate import generate, revisions_of
from luke_cli.backend.revisions.values import Files
from luke_cli.backend.slices import restrict
from luke_cli.engines.template.design import design
from luke_cli.plan import parse, render
from luke_cli.project import find
from tests.plan.plans import PLAN as SPEC_PLAN

PLAN = (assets.examples() / "taskboard/app/design/BACKEND-DEV.md").read_text(encoding="utf-8")

EDITS = {
    "setting": (
        ("| access_token_ttl | 15 min |", "| access_token_ttl | 10 min |"),
        {"backend/settings.py": "access_token_minutes: Annotated[int, Field(ge=1)] = 10"},
    ),
    "limit": (
        ("| upload_max_size | 5 MB |", "| upload_max_size | 2 MB |"),
        {"backend/settings.py": "2097152"},
    ),
    "base path": (
        ("| base_path | /api/v1 |", "| base_path | /v2 |"),
        {"backend/main.py": '"/v2"'},
    ),
    "table": (
        ("| Label | labels |", "| Label | tags |"),
        {"migrations/versions/0001_initial.py": '"tags"'},
    ),
    "trait": (
        (
            "owner owner_id; timestamps; version | |\n| Label",
            "owner owner_id; timestamps | |\n| Label",
        ),
        {"backend/tasks/routes.py": None},
    ),
    "index": (
        ("Task(project_id, due_on desc)", "Task(project_id, due_on)"),
        {"backend/tasks/model.py": '"due_on"'},
    ),
    "type": (
        ("| estimate_hours | decimal(5,1) |", "| estimate_hours | decimal(7,2) |"),
        {
            "backend/tasks/model.py": "Numeric(7, 2)",
            "backend/tasks/schemas.py": "decimal_places=2",
            "migrations/versions/0001_initial.py": "sa.Numeric(7, 2)",
        },
    ),
    "rule": (
        ("| due_on | date | | |\n| review_note", "| due_on | date | required | |\n| review_note"),
        {
            "backend/tasks/model.py": "due_on: Mapped[date]",
            "migrations/versions/0001_initial.py": '"due_on", sa.Date(), nullable=False',
        },
    ),
    "right to a field": (
        (
            "| estimate_hours | decimal(5,1) | over 0 |",
            "| estimate_hours | decimal(5,1) | over 0; read by lead |",
        ),
        {
            "backend/tasks/schemas.py": "Left out for all but lead.",
            "backend/tasks/routes.py": 'seen_page("tasks", access, ',
            "backend/tasks/service.py": 'check_sent("tasks", access, changes)',
            "backend/policies.py": '("tasks", "estimate_hours"): ("-", "rw", "-")',
        },
    ),
    "range": (
        ("min 1; max 5", "min 1; max 9"),
        {"backend/tasks/schemas.py": "le=9", "migrations/versions/0001_initial.py": "<= 9"},
    ),
    "default": (
        ('default `"#808080"`', 'default `"#ffffff"`'),
        {"backend/labels/model.py": "#ffffff"},
    ),
    "enum": (
        ("in_review, done, archived | |", "in_review, done, archived, dropped | |"),
        {
            "backend/enums.py": "DROPPED",
            "migrations/versions/0001_initial.py": "dropped",
        },
    ),
    "right": (
        ("| task:delete | own | own | - |", "| task:delete | - | own | - |"),
        {
            "backend/policies.py": '"task:delete": (NONE, OWN, NONE)',
            "tests/test_access.py": "task.delete",
        },
    ),
    "operation": (
        ("| task.list | GET /tasks |", "| task.list | GET /todos |"),
        {"backend/tasks/routes.py": '"/todos"', "tests/test_tasks.py": "/todos"},
    ),
    "permission of an operation": (
        ("| list | task:read |", "| list | task:update |"),
        {"backend/tasks/routes.py": "task:update"},
    ),
    "parameter": (
        ("| task.list.due_to | filter due_on lte |", "| task.list.due_to | filter due_on lt |"),
        {"backend/tasks/service.py": "< "},
    ),
    "transition": (
        ("| done_at = now() | |", "| | |"),
        {"backend/tasks/service.py": None},
    ),
    "guard": (
        ("| in_review | done | not owner |", "| in_review | done | |"),
        {"backend/tasks/service.py": None},
    ),
}


def _changed(before: str, after: str) -> list[str]:
    """Return the lines that one text has and the other has not."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [line for line in list(lines)[2:] if not line.startswith("@@")]


@pytest.fixture(scope="module")
def planned() -> dict[str, str]:
    return dict(generate(parse(PLAN)))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_the_backend_follows_a_cell(edit, planned):
    """What is expected in a file is new there; None: the file is another one now."""
    (before, after), expected = edit
    assert PLAN.count(before) == 1
    edited = generate(parse(PLAN.replace(before, after)))
    for path, text in expected.items():
        lines = _changed(planned[f"app/impl/{path}"], edited[f"app/impl/{path}"])
        assert lines, path
        assert text is None or any(line[0] == "+" and text in line for line in lines), lines


def test_a_contract_is_followed():
    """The answer of an open operation has the members that its row names."""
    assert SPEC_PLAN.count("points: integer[]") == 1
    edited = generate(parse(SPEC_PLAN.replace("points: integer[]", "points: float[]")))
    lines = [line for text in edited.values() for line in text.split("\n")]
    assert any("points: list[float]" in line for line in lines)


def test_a_feature_is_what_its_row_says():
    """A prompt builds the operations of the row that it fits."""
    row = "| label_management | label, labels | label.* | |"
    assert PLAN.count(row) == 1
    plan = parse(PLAN.replace(row, "| label_management | label, labels | label.list | |"))
    part = restrict(plan, ["label_management"])
    assert [o.name for o in part.operations if o.group == "label"] == ["label.list"]


def test_a_new_field_changes_what_is_its_own(planned):
    """One line of a document: one row of the plan, its entity's files, one more revision."""
    text = (assets.examples() / "taskboard/app/design/DESIGN.md").read_text(encoding="utf-8")
    line = "    review_note TEXT,\n"
    assert text.count(line) == 1
    longer = text.replace(line, f"    reference VARCHAR(40),\n{line}")
    documents = find(assets.examples() / "taskboard").documents
    spec = design(
        replace(one, data=longer.encode()) if one.name == "DESIGN.md" else one for one in documents
    ).spec
    rows = [row for row in _changed(PLAN, render(spec)) if row[1:2] == "|" and "| D-" not in row]
    assert rows == ["+| reference | string(40) | | |"]
    folder = "app/impl/migrations/versions"
    written = {p.removeprefix("app/impl/"): t for p, t in planned.items() if p.startswith(folder)}
    revised = revisions_of(spec, Files(written, {path: (text,) for path, text in written.items()}))
    edited = generate(spec, revised)
    assert planned.items() - edited.items() == {(p, planned[p]) for p in _OF_TASKS}
    assert sorted(edited.keys() - planned.keys()) == [f"{folder}/0002_add_tasks_reference.py"]


_OF_TASKS = (
    "app/impl/backend/tasks/model.py",
    "app/impl/backend/tasks/schemas.py",
    "app/impl/tests/test_access.py",
    "app/impl/tests/test_tasks.py",
    "app/impl/tests/world.py",
)
