"""What an engine made is remembered for the same input, and for no other."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from luke_cli import remembered, revisions
from luke_cli.config import Options
from luke_cli.engines import engine
from luke_cli.engines.values import Run
from luke_cli.plan import parse
from luke_cli.project import PLAN, Found
from luke_cli.workspace import base
from luke_cli.workspace.base import CACHE
from tests.documents import DOCUMENTS

NOWHERE = Run(Path(), Options())
WORKING = engine(NOWHERE)
IDLE = replace(WORKING, designs="no.such.module", develops="no.such.module")
"""An engine that cannot work."""


@pytest.fixture
def files():
    return [Found(path, "", text.encode()) for path, text in sorted(DOCUMENTS.items())]


@pytest.fixture
def designed(tmp_path, files):
    """What the documents mean, remembered below a folder."""
    return kept(tmp_path, remembered.design(tmp_path, WORKING, files))


def kept(root, made):
    """Write what is to be written, and return what was made."""
    value, writes = made
    for path, text in writes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return value


def test_the_same_documents_are_not_read_again(tmp_path, designed, files):
    """What comes back is equal, and there is nothing to write."""
    assert remembered.design(tmp_path, IDLE, files) == (designed, {})


def test_other_documents_are_read(tmp_path, designed, files):
    """A byte more, a document less, another name: the engine has to work."""
    first, *rest = files
    other = (
        rest,
        [Found("OTHER.md", first.owner, first.data), *rest],
        [Found(first.name, first.owner, first.data + b"\n"), *rest],
        [Found(first.name, "architect", first.data), *rest],
    )
    for changed in other:
        with pytest.raises(ModuleNotFoundError):
            remembered.design(tmp_path, IDLE, changed)


def test_another_luke_works_itself(tmp_path, designed, files, monkeypatch):
    """A memory of another release, library or template is none."""
    monkeypatch.setattr(remembered, "_luke", lambda: b"another")
    with pytest.raises(ModuleNotFoundError):
        remembered.design(tmp_path, IDLE, files)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: {},
        lambda _: [],
        lambda _: {"design": []},
        lambda records: {"design": {**records["design"], "plan": "# nothing"}},
        lambda records: {"design": {**records["design"], "documents": [{}]}},
    ],
)
def test_a_damaged_memory_is_none(tmp_path, designed, files, damage):
    """What is no memory of luke's is made anew."""
    path = tmp_path / CACHE
    path.write_text(json.dumps(damage(json.loads(path.read_text()))))
    with pytest.raises(ModuleNotFoundError):
        remembered.design(tmp_path, IDLE, files)
    path.write_text("{")
    with pytest.raises(ModuleNotFoundError):
        remembered.design(tmp_path, IDLE, files)


def test_a_backend_is_remembered_with_what_luke_wrote(developed, tmp_path):
    """Its texts are in the memory of the merge; without them, or for another plan, it is made."""
    text = (tmp_path / PLAN).read_text()
    spec = parse(text)
    made_of = (text, text, "*")
    known = base.read(tmp_path)
    revised = WORKING.revise(spec, revisions.standing(tmp_path, known, known.features))
    made, writes = remembered.develop(tmp_path, IDLE, spec, revised, made_of)
    assert writes == {}
    assert made == WORKING.develop(spec, revised)
    with pytest.raises(ModuleNotFoundError):
        remembered.develop(tmp_path, IDLE, spec, revised, (text + "\n", text, "*"))
    with pytest.raises(ModuleNotFoundError):
        remembered.develop(tmp_path, IDLE, spec, replace(revised, kept={}), made_of)
    memory = tmp_path / "app/.luke/base"
    memory.write_text("".join(memory.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(ModuleNotFoundError):
        remembered.develop(tmp_path, IDLE, spec, revised, made_of)


def test_what_is_remembered_needs_nothing_that_reads(run_python):
    """A second run starts without the rooms that it is spared the work of."""
    loaded = """
import sys, luke_cli.commands
print([m for m in sys.modules if m.startswith(("luke_cli.notations", "luke_cli.spec.resolve"))])
"""
    assert run_python(loaded).stdout == "[]\n"
