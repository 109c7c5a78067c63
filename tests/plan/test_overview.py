"""Sentences about a plan: what they may name, and how they stand in it."""

import re
from functools import cache
from pathlib import Path

import pytest

from luke_cli import assets
from luke_cli.engines.template.design import design
from luke_cli.plan import parse, render
from luke_cli.plan.prose import (
    holding,
    known_of,
    section,
    section_of,
    sentences_of,
    unknown,
    with_section,
)
from luke_cli.project import Found

PLAN = (assets.examples() / "taskboard/app/design/BACKEND-DEV.md").read_text(encoding="utf-8")
SPEC = parse(PLAN)
KNOWN = known_of(SPEC, [])
CLAIMS = (Path(__file__).parent / "claims.md").read_text(encoding="utf-8")
PROJECTS = {
    project.partition("\n")[0]: project
    for project in re.split(r"^## ", CLAIMS, flags=re.MULTILINE)[1:]
}

HOLDS = [
    "Members of a team keep their tasks in projects.",
    "A task is moved by POST /api/v1/tasks/{taskId}/start, and carries a `version`.",
    "Each Task belongs to a Project; Task.title has at most 200 characters.",
    "Only an admin has the right user:delete.",
    "The database is PostgreSQL, because `database` says so.",
    "Lists have 20 rows a page and never more than 100.",
]

SPEAKS_OF = {
    "Tasks are paid with Stripe.": "Stripe",
    "Stripe charges for each task.": "Stripe",
    "A Task has a Budget.": "Budget",
    "A task has a due_date_at.": "due_date_at",
    "Task.budget is kept for each task.": "Task.budget",
    "Guests have the right task:burn.": "Guests",
    "A task is closed by POST /tasks/{id}/burn.": "/tasks/{id}/burn",
    "A list has at most 4711 rows.": "4711",
    "The plan has seven roles.": "seven",
    "tasks begin with a small letter.": "what is no plain sentence",
    "A task is | a cell.": "what is no plain sentence",
    "A task has no full stop": "what is no plain sentence",
    f"A task is {'very ' * 80}long.": "what is no plain sentence",
}


@pytest.mark.parametrize("sentence", HOLDS)
def test_what_a_plan_says_may_be_said_of_it(sentence):
    assert unknown(sentence, KNOWN) == ""


@pytest.mark.parametrize(("sentence", "what"), SPEAKS_OF.items())
def test_what_a_plan_does_not_name_is_seen(sentence, what):
    assert unknown(sentence, KNOWN) == what


def fenced(name, project):
    return re.search(rf"^(```+){name}\n(.*?)^\1$", PROJECTS[project], re.MULTILINE | re.DOTALL)[2]


@cache
def known_in(project):
    """Return what the plan of a project and its document speak of."""
    text = fenced("document", project)
    return known_of(design([Found("PRD.md", "", text.encode())]).spec, [text])


@pytest.mark.parametrize(
    ("project", "sentence"),
    [(name, one) for name in PROJECTS for one in fenced("holds", name).splitlines()],
)
def test_what_a_reviewer_would_say_of_a_plan_is_taken(project, sentence):
    assert unknown(sentence, known_in(project)) == ""


@pytest.mark.parametrize(
    ("project", "claim"),
    [(name, one) for name in PROJECTS for one in fenced("claims", name).splitlines()],
)
def test_a_claim_about_what_nobody_has_named_is_seen(project, claim):
    """In lower case, too; a rule is about something that the plan has, and no document suffices."""
    word, _, sentence = claim.partition(": ")
    assert unknown(sentence, known_in(project)) == word


def test_a_section_builds_nothing():
    """It stands before all others, is read back as it was said, and the plan says the same."""
    said = [["A task is *open*, then done.", "Teams have projects."], ["Nobody deletes a team."]]
    written = with_section(PLAN, section(said))
    assert written.index("\n## Overview\n") < written.index("\n## Read first\n")
    assert sentences_of(section_of(written)) == said
    assert written.replace(section_of(written), "") == PLAN == render(SPEC)
    assert parse(written) == SPEC


def test_without_a_sentence_there_is_no_section():
    assert section([[], []]) == ""
    assert sentences_of("") == []
    assert section_of(PLAN) == ""


def test_only_what_holds_is_left():
    assert holding([[HOLDS[0], next(iter(SPEAKS_OF))]], KNOWN) == [[HOLDS[0]]]
