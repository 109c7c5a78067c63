"""The proof before anything runs: its environment, what it is about, what is stale."""

import json
import os
import sys

import pytest

from luke_cli.errors import UsageError
from luke_cli.proof import evidence
from luke_cli.proof.check import Check, Failure
from luke_cli.proof.environment import environment_for
from luke_cli.proof.evidence import files_of

PROJECT = '[project]\nname = "empty"\ndependencies = []\n'


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of its own, and neither uv nor an environment that is given."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("LUKE_PYTHON", raising=False)
    monkeypatch.setenv("PATH", os.defpath)
    return tmp_path / "cache"


def test_an_environment_is_made_once(tree_of, cache, monkeypatch):
    """What needs the same has the same environment."""
    monkeypatch.setattr("luke_cli.proof.environment.postgres_folder", lambda: cache)
    backend = tree_of({"pyproject.toml": PROJECT})
    made = environment_for(backend)
    assert made.python.is_relative_to(cache)
    (made.cache / "seen").touch()
    assert environment_for(backend) == made
    assert (made.cache / "seen").exists()


def test_half_an_environment_is_made_again(tree_of, cache, monkeypatch):
    """One that an interrupted run left behind is no environment."""
    monkeypatch.setattr("luke_cli.proof.environment.postgres_folder", lambda: cache)
    backend = tree_of({"pyproject.toml": PROJECT})
    made = environment_for(backend)
    (made.cache / "ready").unlink()
    (made.cache / "seen").touch()
    assert environment_for(backend) == made
    assert not (made.cache / "seen").exists()


def test_an_environment_may_be_given(tree_of, monkeypatch):
    """A pipeline that has one needs no other."""
    monkeypatch.setenv("LUKE_PYTHON", sys.executable)
    assert environment_for(tree_of({})).python.samefile(sys.executable)


def test_a_given_environment_has_to_run(tree_of, monkeypatch):
    monkeypatch.setenv("LUKE_PYTHON", "no-such-python")
    with pytest.raises(UsageError, match="no-such-python is no python that runs"):
        environment_for(tree_of({}))


@pytest.mark.parametrize(
    "text", ["", "[project]\n", "dependencies = [", "[project]\ndependencies = 3"]
)
def test_a_backend_has_to_say_what_it_needs(tree_of, cache, text):
    with pytest.raises(UsageError, match="does not say what it needs") as raised:
        environment_for(tree_of({"pyproject.toml": text}))
    assert "luke --develop" in raised.value.hint


def test_what_running_leaves_is_not_proved(tree_of):
    """Secrets, caches and databases are nobody's evidence."""
    backend = tree_of(
        {
            "backend/main.py": "",
            ".env.example": "",
            ".env": "",
            "app.db": "",
            "uploads/1": "",
            "backend/uploads/model.py": "",
            "EVIDENCE.json": "",
            ".venv/bin/python": "",
            "backend/__pycache__/main.pyc": "",
        }
    )
    (backend / "link.py").symlink_to(backend / "backend/main.py")
    assert files_of(backend) == [".env.example", "backend/main.py", "backend/uploads/model.py"]


def test_evidence_knows_what_has_changed(tree_of):
    """It is of these files and this plan, and says nothing of any other."""
    backend = tree_of({"a.py": "1", "b.py": "2", "c.py": "3"})
    checks = [Check("lint", "0 findings"), Check("tests", "12 passed")]
    text = evidence.text_of("the plan", backend, checks, {"python": "3.11"})
    (backend / "EVIDENCE.json").write_text(text, encoding="utf-8")
    found = evidence.read(backend)
    assert found is not None
    assert (found.proved, found.summary) == (True, "12 passed")
    assert evidence.stale(found, "the plan", backend) == ""
    assert evidence.stale(found, "another plan", backend) == "the plan"
    (backend / "a.py").unlink()
    (backend / "b.py").write_text("changed", encoding="utf-8")
    (backend / "d.py").write_text("new", encoding="utf-8")
    assert evidence.stale(found, "the plan", backend) == "a.py, b.py and 1 more"


def test_a_failed_check_proves_nothing(tree_of):
    backend = tree_of({"a.py": "1"})
    checks = [Check("tests", "1 failed", failures=(Failure("tests/test_a.py::test", "no"),))]
    document = json.loads(evidence.text_of("", backend, checks, {}))
    assert (document["proved"], document["checks"][0]["passed"]) == (False, False)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"checks": []}', "<<<<<<<", '{"checks": [{"name": 1}]}']
)
def test_evidence_that_cannot_be_read_is_none(tree_of, text):
    assert evidence.read(tree_of({"EVIDENCE.json": text})) is None
