"""luke and git: what is named, what is left alone, and what `--commit` commits."""

import pytest

from tests.documents import DOCUMENTS

PLAN = "app/design/BACKEND-DEV.md"
DESIGN = "app/design/DESIGN.md"


@pytest.fixture
def project(tree_of, git):
    """Documents that are committed, and nothing else."""
    root = tree_of(DOCUMENTS)
    git("add", "--all")
    git("commit", "--quiet", "-m", "documents")
    return root


def told_by_git(said):
    return [line.removeprefix("git     ") for line in said.err.splitlines() if line[:4] == "git "]


def test_one_commit_a_phase(project, git, luke):
    """The message names entities, operations and files; nothing of luke's is left uncommitted."""
    assert told_by_git(luke("--design", "--commit")) == ["committed: Plan the backend of TripDesk"]
    assert told_by_git(luke("--develop", "--commit")) == [
        "committed: Build the backend of TripDesk"
    ]
    assert git("status", "--porcelain") == ""
    assert git("log", "--format=%s").splitlines() == [
        "Build the backend of TripDesk",
        "Plan the backend of TripDesk",
        "documents",
    ]
    first = git("log", "-1", "--skip=1", "--format=%b")
    assert "Entities: added " in first
    assert first.rstrip().endswith("Files: 1 new")
    assert told_by_git(luke("--develop", "--commit")) == ["nothing to commit"]

    design = project / DESIGN
    design.write_text(
        design.read_text().replace("full_name VARCHAR(120)", "full_name VARCHAR(199)")
    )
    git("commit", "--quiet", "--all", "-m", "longer names")
    luke("--design", "--commit")
    luke("--develop", "--commit")
    plan, backend = (git("log", "-1", f"--skip={n}", "--format=%b") for n in (1, 0))
    entity = next(line for line in plan.splitlines() if line.startswith("Entities"))
    assert entity.startswith("Entities: changed ")
    assert "Operations: " not in plan
    assert entity in backend
    assert " updated" in backend


def test_edits_are_named_and_left_alone(project, git, luke):
    """What a person has not committed stays uncommitted, and what is staged stays staged."""
    (project / "app/design/notes.txt").write_text("mine\n")
    (project / "staged.txt").write_text("mine\n")
    git("add", "staged.txt")
    said = luke("--design", "--commit")
    assert told_by_git(said) == [
        "not committed before this run: app/design/notes.txt",
        "committed: Plan the backend of TripDesk",
    ]
    assert git("status", "--porcelain").splitlines() == [
        "A  staged.txt",
        "?? app/design/notes.txt",
    ]


def test_no_commit_of_an_edit_that_is_not_lukes(project, git, luke):
    """A file with an edit that is not committed, and that luke would write, stops the run first."""
    luke("--design", "--commit")
    plan, design = project / PLAN, project / DESIGN
    plan.write_text(plan.read_text() + "\n> [!NOTE]\n> mine\n")
    design.write_text(
        design.read_text().replace("full_name VARCHAR(120)", "full_name VARCHAR(199)")
    )
    edited = plan.read_text()
    said = luke("--design", "--commit")
    assert said.code == 2
    assert f"--commit would commit edits that are not luke's: {PLAN}" in said.err
    assert plan.read_text() == edited


def test_no_commit_behind_a_conflict(project, git, luke):
    """Markers are written, and never committed."""
    luke("--design", "--commit")
    plan, design = project / PLAN, project / DESIGN
    plan.write_text(plan.read_text().replace("string(120)", "string(180)"))
    git("commit", "--quiet", "--all", "-m", "mine")
    design.write_text(
        design.read_text().replace("full_name VARCHAR(120)", "full_name VARCHAR(199)")
    )
    said = luke("--design", "--commit")
    assert said.code == 3
    assert "<<<<<<< yours" in plan.read_text()
    assert git("log", "-1", "--format=%s") == "mine\n"


def test_a_refusing_hook(project, git, luke):
    """The files are written, and luke says what git says."""
    hook = project / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not on a Friday >&2\nexit 1\n")
    hook.chmod(0o755)
    said = luke("--design", "--commit")
    assert said.code == 2
    assert "LK-W107: git does not commit: not on a Friday" in said.err
    assert (project / PLAN).exists()


def test_what_git_would_not_keep(project, luke):
    """A file that `.gitignore` swallows is a finding with the rule; one that it takes back is none."""
    (project / ".gitignore").write_text("*.ini\nDockerfile\n!app/**/Dockerfile\n")
    luke("--design")
    said = luke("--develop")
    assert said.code == 0
    assert (project / "app/impl/Dockerfile").is_file()
    (found,) = (line for line in said.err.splitlines() if "LK-W106" in line)
    assert found.startswith("app/impl/alembic.ini:1:1: warning LK-W106: ")
    assert found.endswith("it is ignored by .gitignore:1: *.ini")


def test_what_a_clone_would_lack(project, git, luke):
    """`luke check` tells it where luke wrote, and in the clone, where the file is missing."""
    (project / ".gitignore").write_text("alembic.ini\n")
    luke("--design", "--commit")
    luke("--develop", "--commit")
    here = luke("check")
    (project / "app/impl/alembic.ini").unlink()
    clone = luke("check")
    for said in (here, clone):
        assert said.code == 1
        (found,) = (line for line in said.err.splitlines() if "LK-W" in line)
        assert found.startswith("app/impl/alembic.ini:1:1: warning LK-W106: ")


def test_without_git(tree_of, luke, monkeypatch, tmp_path):
    """luke works without; only --commit needs it."""
    tree_of(DOCUMENTS)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = luke("--design")
    assert (said.code, told_by_git(said)) == (0, [])
    assert luke("--develop").code == 0
    refused = luke("--design", "--commit")
    assert refused.code == 2
    assert "--commit needs git" in refused.err
