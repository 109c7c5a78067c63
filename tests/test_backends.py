"""What luke builds is proved: `luke verify` holds for each project, and tells where it does not."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from luke_cli.__main__ import main
from luke_cli.assets import examples
from tests.documents import NOTES, PROJECTS

SMALL = "notes"
PROCESSES = "PYTEST_XDIST_AUTO_NUM_WORKERS"


def built(root: Path, project: str, *words: str, said: str = "") -> Path:
    """Build a project in a folder, perhaps with more said in its design, and return its backend."""
    written = {**PROJECTS, SMALL: NOTES}.get(project, {})
    if written:
        for path, text in written.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    else:
        keep_out = shutil.ignore_patterns("BACKEND-DEV.md")
        shutil.copytree(examples() / project / "app/design", root / "app/design", ignore=keep_out)
    with (root / "app/design/DESIGN.md").open("a", encoding="utf-8") as design:
        design.write(said)
    for arguments in (["--design"], ["--develop", *words]):
        assert main(["--quiet", "--root", str(root), *arguments]) == 0
    return root / "app/impl"


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Proofs run in the environment of these tests, which has all that a backend needs.

    In one process, where these tests have a worker for each core: the others are busy.
    """
    monkeypatch.setenv("LUKE_PYTHON", sys.executable)
    if "PYTEST_XDIST_WORKER" in os.environ:
        monkeypatch.setenv(PROCESSES, "0")


@pytest.mark.parametrize("project", ["taskboard", *PROJECTS])
def test_the_proof_of_a_project_holds(project, tmp_path, capfd):
    """Nothing is found in it, and it passes its tests on both databases."""
    backend = built(tmp_path, project)
    assert main(["verify", "--root", str(tmp_path)]) == 0, capfd.readouterr()
    evidence = json.loads((backend / "EVIDENCE.json").read_text(encoding="utf-8"))
    counts = {check["name"]: check["counts"] for check in evidence["checks"]}
    assert counts["tests"]["passed_sqlite"] == counts["tests"]["passed_postgresql"] > 100
    covered = [counts["tests"][f"coverage_{kind}_percent"] for kind in ("lines", "branches")]
    assert min(covered) >= 95, covered
    assert counts["matrix"]["cells"] >= 50
    assert evidence["files"].keys() >= {"backend/main.py", "tests/test_access.py"}
    assert str(tmp_path) not in json.dumps(evidence)


def test_one_feature_is_a_whole_backend(tmp_path, luke, monkeypatch):
    """A feature with all that it needs is proved, twice with the same evidence; an edit ends it.

    In two processes and in one: how many there are says nothing of the backend.
    """
    monkeypatch.setenv(PROCESSES, "2")
    backend = built(tmp_path, SMALL, "note")
    assert "luke verify" in luke("status").out
    first = luke("verify")
    assert first.code == 0, first
    assert re.findall(r"^(\w+) +ok ", first.out, re.MULTILINE) == [
        *("lint", "types", "security", "migrations", "contract", "tests", "matrix"),
    ]
    written = (backend / "EVIDENCE.json").read_bytes()
    monkeypatch.setenv(PROCESSES, "0")
    assert luke("verify").code == 0
    assert (backend / "EVIDENCE.json").read_bytes() == written
    assert "LK-V102" not in luke("check").err
    with (backend / "backend/main.py").open("a", encoding="utf-8") as file:
        file.write("# a person was here\n")
    assert "stale: backend/main.py changed since `luke verify`" in luke("status").out
    stale = luke("check")
    assert (stale.code, "LK-V102" in stale.err) == (1, True)


def test_a_backend_that_breaks_the_plan_is_not_proved(tmp_path, luke):
    """Each broken promise is told with the line of the plan that it breaks."""
    backend = built(tmp_path, SMALL, "note")
    edit(backend / "backend/scopes.py", "owner == caller", "owner != caller")
    edit(backend / "backend/notes/routes.py", r"@router\.get\(", "@router.head(")
    edit(backend / "backend/notes/model.py", r"\Z", "\nlate: int = 'text'\n")
    ran = luke("verify")
    assert ran.code == 6
    failed = re.findall(r"^(\w+) +failed", ran.out, re.MULTILINE)
    assert failed == ["lint", "types", "contract", "tests"]
    assert re.search(r"app/impl/backend/notes/model\.py:\d+:1: error LK-V101: mypy: ", ran.err)
    plan = (tmp_path / "app/design/BACKEND-DEV.md").read_text(encoding="utf-8").splitlines()
    told = re.findall(r"BACKEND-DEV\.md:(\d+):1: .*\n.*\n.*\n +it proves (\w+)\.", ran.err)
    assert told
    for line, group in told:
        assert plan[int(line) - 1].startswith(f"| {group}.")
    assert json.loads((backend / "EVIDENCE.json").read_text(encoding="utf-8"))["proved"] is False
    assert "the proof failed" in luke("status").out


def edit(path: Path, pattern: str, text: str) -> None:
    """Change the first thing in a file that a pattern finds."""
    changed, count = re.subn(pattern, text, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, path
    path.write_text(changed, encoding="utf-8")
