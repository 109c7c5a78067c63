"""A row may belong to several people by different ways, and one step be for one of them only."""

import pytest

from luke_cli import assets
from luke_cli.backend.generate import generate
from luke_cli.backend.views.check_owners import way_checks
from luke_cli.backend.views.world import World, world_of
from luke_cli.plan import parse
from luke_cli.spec.model import Spec

CHANGES = (
    (
        "| Task | tasks | owner owner_id;",
        "| Task | tasks | owner owner_id; owner project_id.owner_id;",
    ),
    ("| task:accept | - | team | - | |", "| task:accept | own | own | - | |"),
)
ASKED = """
### Whose step it is
| Precondition | Only if | Basis |
|---|---|---|
| task.accept | owner project_id.owner_id | |
| task.delete | owner owner_id | |

## 7."""


@pytest.fixture(scope="module")
def shared() -> Spec:
    """The example, whose tasks belong also to whom their project belongs to."""
    plan = assets.examples() / "taskboard/app/design/BACKEND-DEV.md"
    text = plan.read_text(encoding="utf-8")
    for before, after in (*CHANGES, ("\n## 7.", ASKED)):
        assert before in text
        text = text.replace(before, after, 1)
    return parse(text)


@pytest.fixture(scope="module")
def world(shared: Spec) -> World:
    found = world_of(shared)
    assert found is not None
    return found


def test_each_owner_is_a_predicate_of_its_own(shared: Spec) -> None:
    """A team of a project's owner is a team, too; what only one may do asks for this one."""
    scopes = str(generate(shared)["app/impl/backend/scopes.py"])
    assert scopes[scopes.index("def task_rows_by_owner_id") :].startswith(
        '''\
def task_rows_by_owner_id(scope: Scope) -> ColumnElement[bool]:
    """Return which task rows a scope opens by `owner_id`."""
    return within(scope, owner=Task.owner_id)


def task_rows_by_project_id_owner_id(scope: Scope) -> ColumnElement[bool]:
    """Return which task rows a scope opens by `project_id.owner_id`."""
    return within(
        scope,
        owner=Project.owner_id,
        through=lambda theirs: Task.project_id.in_(select(Project.id).where(theirs)),
    )


def task_rows(scope: Scope) -> ColumnElement[bool]:
    """Return which task rows a scope opens, by any of their owners."""
    return or_(task_rows_by_owner_id(scope), task_rows_by_project_id_owner_id(scope))
'''
    )


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ("task.read", [("owner_id", 0), ("project_id.owner_id", 0)]),
        ("task.delete", [("owner_id", 0), ("project_id.owner_id", 404)]),
        # Nobody accepts a task of their own, and who made it is no owner for this.
        ("task.accept", [("owner_id", 404), ("project_id.owner_id", 200)]),
        ("project.read", []),
    ],
)
def test_each_owner_alone_is_tried(
    world: World, operation: str, expected: list[tuple[str, int]]
) -> None:
    found = world.spec.operation(operation)
    assert found is not None
    checks = [(way.by.strip('"'), way.status) for way in way_checks(world, found)]
    assert checks == expected


def test_a_row_is_made_somebody_elses_in_all_other_ways(world: World) -> None:
    read = world.spec.operation("task.read")
    assert read is not None
    assert [way.given.partition(".values")[2] for way in way_checks(world, read)] == [
        '(project_id=key("project of colleague"))',
        '(owner_id=key("colleague"))',
    ]
