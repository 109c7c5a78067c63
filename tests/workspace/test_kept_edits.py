"""Whatever a person does to a plan and a backend: a change of the documents loses nothing of it."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luke_cli.assets import examples
from luke_cli.project import PLAN
from luke_cli.workspace import base
from tests.workspace.edits import (
    ADDED_FIELDS,
    ADDED_OPERATIONS,
    OTHER_ENTITIES,
    edited,
    in_conflict,
    lost,
    made,
    outcome,
)

ROOT = examples() / "taskboard"


@pytest.fixture(scope="module")
def before():
    """What luke wrote for the documents of the example."""
    return {path: texts[0] for path, texts in base.read(ROOT).texts.items()}


@pytest.fixture(scope="module")
def after():
    """What luke makes of them once they have changed."""
    folder = ROOT / Path(PLAN).parent
    documents = {p.name: p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.md"))}
    del documents[Path(PLAN).name]
    return made(documents, ADDED_FIELDS, ADDED_OPERATIONS, OTHER_ENTITIES)


@settings(max_examples=12)
@given(st.integers(min_value=0, max_value=2**32))
def test_no_edit_is_lost(before, after, seed):
    """Each edit is in the result, or between markers; a file that nobody edited is luke's own."""
    yours, edits = edited(before, after, Random(seed), 25)  # noqa: S311 - a seed to run again
    changes = outcome(before, yours, after)
    assert [edit for edit in edits if lost(edit, yours, changes)] == []
    asked = {change.path for change in changes.values() if change.action == "conflict"}
    assert {edit.path for edit in edits if in_conflict(edit, changes)} - {""} <= asked
    for path, text in after.items():
        if yours.get(path) == before.get(path) and changes[path].renamed_from == "":
            assert changes[path].text == text


def test_nothing_of_luke_is_lost_either(before, after):
    """What the documents say anew is in an edited file too."""
    yours = {path: f"{text}\n# mine\n" for path, text in before.items() if path.endswith(".py")}
    changes = outcome(before, {**before, **yours}, after)
    for word in ("nickname", "reviewed_on", "budget_code"):
        places = [path for path in yours if word in after.get(path, "")]
        assert places
        assert [path for path in places if word not in (changes[path].text or "")] == []
