"""`luke diff`: with which plan it compares, what it prints, and its exit code."""

import subprocess

import pytest

from tests.documents import DOCUMENTS

PLAN = "app/design/BACKEND-DEV.md"
ROW = "| destination | string(200) | required | |"


def git(root, *arguments):
    who = ("-c", "user.name=Will", "-c", "user.email=will@example.org")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def designed(tree_of, luke):
    """A project with its plan, in no repository."""
    root = tree_of(DOCUMENTS)
    assert luke("--design").code == 0
    return root


@pytest.fixture
def committed(designed):
    """The same, committed."""
    git(designed, "init", "--quiet", "--initial-branch", "main")
    git(designed, "add", "--all")
    git(designed, "commit", "--quiet", "--message", "Plan")
    return designed


def edit(root, row, becomes):
    plan = root / PLAN
    text = plan.read_text(encoding="utf-8")
    assert text.count(row) == 1
    plan.write_text(text.replace(row, becomes), encoding="utf-8")


NARROW = (ROW, ROW.replace("200", "80"))


def test_nothing_changed(designed, luke):
    """Exit 0, and stdout is empty."""
    said = luke("diff")
    assert (said.code, said.out) == (0, "")
    assert "nothing changed, against what luke wrote last" in said.err


def test_without_git_it_is_what_luke_wrote_last(designed, luke):
    edit(designed, *NARROW)
    said = luke("diff")
    assert said.code == 1
    assert said.out.startswith(
        "~ field     Trip.destination   string(200) -> string(80)   breaking:"
    )
    assert "1 change · 1 breaking · 1 with data to migrate · 0 with data lost" in said.err


def test_in_a_repository_it_is_the_last_commit(committed, luke):
    """What luke wrote since counts as changed, too."""
    edit(committed, *NARROW)
    assert "against HEAD" in luke("diff").err
    git(committed, "commit", "--all", "--quiet", "--message", "Narrow")
    assert luke("diff").code == 0
    assert luke("diff", "--against", "main~1").code == 1


def test_a_change_that_asks_for_nothing(committed, luke):
    """Exit 0: a wider column breaks nobody."""
    edit(committed, ROW, ROW.replace("200", "300"))
    said = luke("diff")
    assert said.code == 0
    assert "migration: widens the column" in said.out


def test_a_revision_without_a_plan(committed, luke):
    """Everything is new, and nothing breaks."""
    git(committed, "rm", "--quiet", "--cached", PLAN)
    git(committed, "commit", "--quiet", "--message", "No plan")
    said = luke("diff", "--against", "HEAD")
    assert said.code == 0
    assert "against HEAD, which has no plan" in said.err
    assert all(line.startswith("+ ") for line in said.out.splitlines())


@pytest.mark.parametrize("revision", ["nowhere", "--help", "HEAD:app", "a\0b"])
def test_no_such_revision(committed, luke, revision):
    """Exit 2, and a revision is never an option of git."""
    said = luke("diff", f"--against={revision}")
    assert (said.code, said.out) == (2, "")
    shown = revision.replace("\0", r"\x00")
    assert f"git knows no revision `{shown}` here" in said.err


def test_a_plan_that_was_broken(committed, luke):
    """The places in a plan that is no longer there are of no use."""
    edit(committed, ROW, ROW.replace("string", "strng"))
    git(committed, "commit", "--all", "--quiet", "--message", "Break")
    edit(committed, ROW.replace("string", "strng"), ROW)
    said = luke("diff")
    assert said.code == 2
    assert "the plan of HEAD cannot be read" in said.err


def test_against_is_for_diff(designed, luke):
    assert luke("status", "--against", "main").code == 2


def test_markdown_for_a_pull_request(committed, luke):
    """A table; what documents say stands in code spans, what matters less is folded."""
    edit(committed, *NARROW)
    edit(committed, "| budget | decimal(10,2) |", "| budget | decimal(12,2) |")
    said = luke("diff", "--format", "markdown")
    assert said.code == 1
    lines = said.out.splitlines()
    assert lines[0].startswith("### luke: 2 changes · 1 breaking")
    row = next(line for line in lines if line.startswith("| changed | field `Trip.destination` |"))
    assert "| `string(200) -> string(80)` | requests are refused that were taken |" in row
    assert "<details><summary>1 more</summary>" in lines
    assert lines[-1] == "exit 1"


def test_json(committed, luke):
    edit(committed, *NARROW)
    said = luke("diff", "--json")
    assert (said.code, said.json["exit_code"]) == (1, 1)
    [change] = said.json["changes"]
    assert (change["sign"], change["kind"], change["name"]) == ("~", "field", "Trip.destination")
    assert change["breaks"] == "requests are refused that were taken"
    assert change["data"] == "needed"
    row = (committed / PLAN).read_text(encoding="utf-8").split("\n").index(NARROW[1]) + 1
    assert [(d["code"], d["file"], d["line"]) for d in said.json["diagnostics"]] == [
        ("LK-B101", PLAN, row),
        ("LK-B102", PLAN, row),
    ]
    assert luke("diff", "--format", "json").out == said.out


def test_a_format_that_there_is_not(designed, luke):
    said = luke("status", "--format", "yaml")
    assert said.code == 2
    assert "one of text, json" in said.err
    assert luke("status", "--format", "markdown", "--json").code == 2
