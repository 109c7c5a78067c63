"""Exports: whose rows a file has, and what stays open."""

import pytest
from meant import PEOPLE, meant

from luke_cli.spec.model import Kind, Spec

LISTS = """
```sql
CREATE TABLE projects (
    id UUID PRIMARY KEY,
    name VARCHAR(200) NOT NULL
);
CREATE TABLE tasks (
    id UUID PRIMARY KEY,
    project_id UUID NOT NULL REFERENCES projects(id),
    title VARCHAR(200) NOT NULL,
    status VARCHAR(20) NOT NULL CHECK (status IN ('open', 'done')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```

| Method | Path | Description |
|---|---|---|
| GET | /tasks | all tasks |
| GET | /projects | all projects |
"""
EXPORT = "| GET | /tasks/export | all tasks as a file |\n"
BELOW = "| GET | /projects/{id}/export | Export the tasks of a project |\n"


def exports(spec: Spec) -> dict[str, str]:
    return {o.name: o.path for o in spec.operations if o.kind is Kind.EXPORT}


def parameters(spec: Spec, operation: str) -> set[tuple[object, ...]]:
    return {(p.name, p.means, p.fields, p.default) for p in spec.parameters_of(operation)}


def test_an_export_has_the_filters_and_the_order_of_its_list():
    spec = meant(DESIGN=PEOPLE + LISTS + EXPORT)
    assert exports(spec) == {"task.export": "/tasks/export"}
    assert parameters(spec, "task.export") == parameters(spec, "task.list") != set()
    assert spec.operation("task.export").basis == ("A-task-export",)
    assumption = next(a for a in spec.assumptions if a.name == "A-task-export")
    assert assumption.proposal == "CSV with the columns, filters and order of `task.list`"


def test_an_export_below_a_row_has_the_rows_that_its_description_names():
    spec = meant(DESIGN=PEOPLE + LISTS + BELOW)
    assert exports(spec) == {"task.export_of_project": "/projects/{id}/export"}
    listed, exported = (parameters(spec, f"task.{v}") for v in ("list", "export_of_project"))
    assert {one[0] for one in listed - exported} == {"project_id"}
    assert exported < listed


@pytest.mark.parametrize(
    "endpoint",
    [
        "| GET | /projects/{id}/export | Export it |\n",
        "| GET | /tasks/export | all tasks as PDF |\n",
        "| POST | /tasks/export | all tasks as CSV, later by mail |\n",
    ],
)
def test_an_export_of_unknown_rows_or_without_a_table_stays_open(endpoint: str):
    spec = meant(DESIGN=PEOPLE + LISTS + endpoint)
    assert exports(spec) == {}
    (opened,) = (o for o in spec.operations if o.kind is Kind.CUSTOM)
    assert opened.basis[0] in {question.name for question in spec.questions}


def test_stories_and_screens_ask_for_exports_each_of_its_own_rows():
    spec = meant(
        PRD="## Stories\n- As a member, I want to export tasks so that I can print them\n",
        DESIGN=PEOPLE + LISTS,
        **{"WEB-UI": "## Project list\nFilter by name. Export as CSV.\n"},
    )
    assert exports(spec) == {
        "project.export": "/projects/export",
        "task.export": "/tasks/export",
    }
    (story,) = spec.requirements
    assert story.served_by == ("task.export",)


def test_a_format_that_is_not_built_is_said():
    spec = meant(
        PRD="## Stories\n- As a member, I want to export tasks as PDF or Excel\n",
        DESIGN=PEOPLE + LISTS + EXPORT,
    )
    assumption = next(a for a in spec.assumptions if a.name == "A-task-export")
    assert assumption.why == "no document names the columns; PDF and Excel are not built"


def test_a_format_in_the_query_is_taken():
    spec = meant(DESIGN=f"{PEOPLE}{LISTS}\n- `GET /tasks/export?format=csv` - all tasks\n")
    (option,) = (p for p in spec.parameters_of("task.export") if p.means == "option")
    assert (option.name, option.type.values, option.default) == ("format", ("csv",), '"csv"')


def test_the_right_follows_reading():
    spec = meant(DESIGN=PEOPLE + LISTS + EXPORT)
    assert spec.permission("task:export").scopes == spec.permission("task:read").scopes
