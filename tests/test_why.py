"""`luke why FILE:LINE`: from documents to plan, backend and tests, and back."""

import re

import pytest

from tests.test_backends import built


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with a plan and a backend, which these tests only read."""
    root = tmp_path_factory.mktemp("why")
    built(root, "taskboard")
    return root


@pytest.fixture
def why(project, luke):
    """Ask about the first line of a file that a pattern finds."""

    def ask(path: str, pattern: str) -> str:
        lines = (project / path).read_text(encoding="utf-8").splitlines()
        number = next(n for n, line in enumerate(lines, 1) if re.search(pattern, line))
        return luke("why", f"{path}:{number}", "--root", str(project)).out

    return ask


def test_a_line_of_the_backend(why):
    """It has its row in the plan, its lines in the documents, and its tests."""
    said = why("app/impl/backend/tasks/routes.py", "await service.create_task")
    assert said.startswith("task.create   POST /api/v1/")
    assert re.search(r"plan +app/design/BACKEND-DEV\.md:\d+ ", said)
    assert re.search(r"said in +app/design/\w[\w-]*\.md:\d+ ", said)
    assert "app/impl/tests/test_access.py::test_reach[task.create-*]" in said


@pytest.mark.parametrize(
    ("path", "pattern", "said"),
    [
        ("backend/tasks/model.py", r"^    title: ", "Task.title"),
        ("migrations/versions/0001_initial.py", r'"estimate_hours"', "Task.estimate_hours"),
        ("migrations/versions/0001_initial.py", r'^        "tasks",', "Task"),
    ],
)
def test_a_column_of_a_model_and_of_a_migration(why, path, pattern, said):
    assert why(f"app/impl/{path}", pattern).splitlines()[0] == said


def test_a_test_tells_what_it_proves(why):
    said = why("app/impl/tests/test_tasks.py", "async def test_create_")
    assert said.startswith("task.create ")


def test_a_row_of_a_table_in_the_code(why):
    assert why("app/impl/backend/policies.py", '"task:create"').startswith("task:create\n")


def test_a_row_of_the_plan(why):
    assert why("app/design/BACKEND-DEV.md", r"^\| task\.create ").startswith("task.create ")


def test_a_line_of_a_document_tells_what_came_of_it(why, project, luke):
    """The plan names the line, and the line names the items of the plan."""
    said = why("app/design/BACKEND-DEV.md", r"^\| task\.create ")
    place = re.search(r"said in +(app/design/\S+:\d+)", said)[1]
    assert "task.create " in luke("why", place, "--root", str(project)).out


def test_a_line_that_nothing_came_of(why):
    assert "nothing of the plan is about this line" in why("app/impl/backend/main.py", "^import")


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("app/design/PRD.md", "is no place"),
        ("nowhere.md:3", "there is no file nowhere.md"),
        ("../../etc/passwd:1", "there is no file"),
        ("app/design/PRD.md:99999", "has no line 99999"),
        ("app/design/PRD.md:0", "has no line 0"),
        (f"{'long' * 999}.md:3", "there is no file long"),
    ],
)
def test_what_is_no_place(project, luke, place, message):
    ran = luke("why", place, "--root", str(project))
    assert (ran.code, message in ran.err) == (2, True), ran
