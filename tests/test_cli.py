"""The command line: what a person types, what they see, and the exit code."""

import errno
import json
import os

import pytest

from luke_cli import __version__
from tests.documents import DESIGN, DOCUMENTS

PLAN = "app/design/BACKEND-DEV.md"
SEEN = "Luke - Backend Developer in {} PHASE"


@pytest.fixture
def project(tree_of):
    """A folder with three of the five documents."""
    return tree_of(DOCUMENTS)


@pytest.fixture
def designed(project, luke):
    """A project with its plan."""
    assert luke("--design").code == 0
    return project


@pytest.fixture
def developed(designed, luke):
    """A project with its plan and its backend."""
    assert luke("--develop").code == 0
    return designed


def test_version(luke):
    """The version is on stdout."""
    for flag in ("--version", "-V"):
        assert (luke(flag).code, luke(flag).out) == (0, f"luke {__version__}\n")


def test_help_shows_every_way_to_ask(luke):
    """Help is on stdout and shows examples."""
    said = luke("--help")
    assert said.code == 0
    for words in ("luke --design", "--implement", "--code", "--build", "[DESIGN PHASE]", "status"):
        assert words in said.out


def test_design_says_who_what_and_where(project, luke):
    """A design names the phase, the documents, those that are missing, and what it wrote."""
    said = luke("--design")
    assert (said.code, said.out) == (0, "")
    lines = said.err.splitlines()
    assert lines[0].startswith(SEEN.format("DESIGN"))
    assert "after architect and security-engineer, before qa-tester" in lines[0]
    read = next(line for line in lines if line.startswith("read"))
    assert f"DESIGN.md {DESIGN.count(chr(10))} lines" in read
    assert "not there: WEB-UI.md (Amy, web designer), MOBILE-UI.md (Jennifer, mobile" in said.err
    assert f"wrote   {PLAN}   new, " in said.err
    assert (project / PLAN).read_text(encoding="utf-8").startswith("# TripDesk")


def test_the_same_documents_change_nothing(developed, luke, files_of):
    """A second run of either phase writes no byte."""
    before = {path: path.stat().st_mtime_ns for path in developed.rglob("*")}
    assert luke("--design").code == 0
    assert luke("--develop").code == 0
    assert {path: path.stat().st_mtime_ns for path in developed.rglob("*")} == before
    assert luke("--design", "--check").code == 0
    assert luke("--develop", "--check").code == 0
    assert luke("check").code == 0


def test_check_tells_and_writes_nothing(project, luke, files_of):
    """Something would change: exit 1, the path on stdout, no file written."""
    said = luke("--design", "--check")
    assert (said.code, said.out) == (1, f"{PLAN}\tnew\n")
    assert files_of(project) == dict(DOCUMENTS)
    assert not (project / "app/.luke").exists()


def test_dry_run_shows_a_diff_and_writes_nothing(project, luke, files_of):
    """The diff is on stdout and can be applied."""
    said = luke("--design", "--dry-run")
    assert said.code == 0
    assert said.out.startswith(f"--- /dev/null\n+++ b/{PLAN}\n@@ ")
    assert files_of(project) == dict(DOCUMENTS)


def test_develop_makes_the_backend(developed):
    """The plan becomes a backend below app/impl."""
    assert (developed / "app/impl/pyproject.toml").is_file()
    assert (developed / "app/impl/backend/main.py").is_file()


def test_develop_lists_what_is_open(designed, luke):
    """What cannot be derived answers 501 and is listed."""
    said = luke("--develop")
    assert "answers 501 until written:" in said.err
    assert "/trips/export" in said.err


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        (["[DESIGN PHASE] Plan the TripDesk backend"], "DESIGN"),
        (["design", "the", "backend"], "DESIGN"),
        (["--design", "--agent", "backend-developer", "plan it"], "DESIGN"),
        (["[DEVELOP PHASE]"], "DEVELOP"),
        (["--implement"], "DEVELOP"),
        (["--code"], "DEVELOP"),
        (["--build"], "DEVELOP"),
    ],
)
def test_the_phase_is_told_from_words(designed, luke, words, phase):
    """Flags, tags and words all work."""
    said = luke(*words)
    assert said.code == 0
    assert said.err.startswith(SEEN.format(phase))


@pytest.mark.parametrize("words", [["--design", "--develop"], ["make", "it"], ["--dry-run"]])
def test_an_unclear_phase(project, luke, words, files_of):
    """Two phases or none: exit 2, both ways to say it, nothing written."""
    said = luke(*words)
    assert (said.code, said.out) == (2, "")
    assert "luke --design" in said.err
    assert "luke --develop" in said.err
    assert files_of(project) == dict(DOCUMENTS)


def test_one_feature(designed, luke, files_of):
    """A prompt makes the feature that it names; the whole plan later deletes nothing of it."""
    said = luke("--develop", "Implement user authentication")
    assert said.code == 0
    some = files_of(designed / "app/impl")
    assert luke("--develop").code == 0
    assert set(some) <= set(files_of(designed / "app/impl"))


def test_a_feature_after_the_whole_deletes_nothing(developed, luke, files_of):
    """What is there stays there."""
    before = files_of(developed)
    assert luke("--develop", "Implement user authentication").code == 0
    assert files_of(developed) == before


def test_a_prompt_that_matches_nothing(designed, luke):
    """The features of the plan are listed: exit 2, nothing written."""
    said = luke("--develop", "Implement the quantum teleporter")
    assert said.code == 2
    assert "no feature of the plan matches" in said.err
    assert not (designed / "app/impl").exists()


def test_no_document(tree_of, luke):
    """Exit 2, and what to create."""
    tree_of({"README.md": "x"})
    said = luke("--design")
    assert said.code == 2
    assert "there is no document in app/design" in said.err
    assert "PRD.md (Will, product owner)" in said.err


def test_no_plan(project, luke):
    """Exit 2, and the command that makes it."""
    said = luke("--develop")
    assert said.code == 2
    assert "luke --design" in said.err


def test_a_broken_cell_is_shown(designed, luke):
    """A plan that cannot be read is an error with line, column and a caret."""
    plan = designed / PLAN
    lines = plan.read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith("| destination | "))
    lines[number] = lines[number].replace("string(200)", "strng(200)")
    plan.write_text("\n".join(lines), encoding="utf-8")
    said = luke("--develop")
    column = lines[number].index("strng") + 1
    assert said.code == 2
    assert f"{PLAN}:{number + 1}:{column}: error LK-P" in said.err
    assert lines[number][:60] in said.err
    caret = next(line for line in said.err.splitlines() if line.endswith("^"))
    assert caret.index("^") - caret.index("|") - 2 == column - 1


def test_edits_and_notes_survive(designed, luke):
    """A person's cell, row and note are there after the documents have changed."""
    plan = designed / PLAN
    text = plan.read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if line.startswith("| destination | "))
    edited = text.replace(row, row.replace("string(200)", "string(80)"), 1)
    plan.write_text(edited + "\n> [!NOTE]\n> Ask Will about visas.\n", encoding="utf-8")
    design = designed / "app/design/DESIGN.md"
    design.write_text(DESIGN.replace("full_name VARCHAR(120)", "full_name VARCHAR(100)"))
    said = luke("--design")
    after = plan.read_text(encoding="utf-8")
    assert said.code == 0, said.err
    assert row.replace("string(200)", "string(80)") in after
    assert "> Ask Will about visas." in after
    assert "string(100)" in after


def test_an_edited_backend_is_merged(developed, luke):
    """What a person adds to a file stays; the same lines changed by both are marked."""
    main = developed / "app/impl/backend/main.py"
    main.write_text(main.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    assert luke("--develop").code == 0
    assert main.read_text(encoding="utf-8").endswith("\n# mine\n")
    assert luke("--develop", "--check").code == 0


def test_a_conflict_is_marked_and_named(developed, luke):
    """Both changed the same line: markers, exit 3, and no run on top of them."""
    readme = developed / "app/impl/README.md"
    title = readme.read_text(encoding="utf-8").split("\n")[0]
    readme.write_text(readme.read_text(encoding="utf-8").replace(title, "# Mine"), "utf-8")
    plan = developed / PLAN
    plan.write_text(plan.read_text(encoding="utf-8").replace("TripDesk", "TripTable"), "utf-8")
    said = luke("--develop")
    assert said.code == 3
    assert "app/impl/README.md:1:1: error LK-W101" in said.err
    assert "# Mine" in readme.read_text(encoding="utf-8")
    again = luke("--develop")
    assert again.code == 3
    assert "conflict markers are still in app/impl/README.md" in again.err


def test_a_deleted_file_stays_deleted(developed, luke):
    """luke does not bring back what a person removed."""
    (developed / "app/impl/Dockerfile").unlink()
    assert luke("--develop").code == 0
    assert not (developed / "app/impl/Dockerfile").exists()


def test_json(project, luke):
    """One document on stdout, with the spec."""
    said = luke("--design", "--json")
    result = said.json
    assert list(result) == [
        "schema",
        "phase",
        "status",
        "exit_code",
        "facts",
        "diagnostics",
        "files",
        "changes",
        "spec",
        "usage",
    ]
    assert (result["schema"], result["phase"]) == ("luke.result/1", "design")
    assert (result["status"], result["exit_code"]) == ("clean", 0)
    assert result["files"] == [{"path": PLAN, "action": "new"}]
    assert result["spec"]["schema"] == "luke.spec/1"
    trip = next(e for e in result["spec"]["entities"] if e["name"] == "Trip")
    line = DESIGN.split("\n").index("CREATE TABLE trips (") + 1
    assert {"file": "DESIGN.md", "line": line} in trip["sources"]
    assert str(project) not in said.out


@pytest.mark.parametrize("arguments", [["--design"], ["--foo"], ["--design", "--develop"]])
def test_json_of_an_error(tmp_path, luke, arguments):
    """An error is a document too, with the same exit code."""
    said = luke("--json", *arguments)
    assert (said.code, said.json["exit_code"], said.json["status"]) == (2, 2, "usage")
    assert said.json["diagnostics"][0]["severity"] == "error"


def test_quiet(project, luke):
    """Nothing is said where nothing is wrong."""
    said = luke("--quiet", "--design")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_other_agents_are_not_luke(project, luke):
    """luke does not do another's work."""
    said = luke("--design", "--agent", "qa-tester")
    assert said.code == 2
    assert "backend-developer" in said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--design --engine gpt", "there is no engine `gpt`"),
        ("--design --model claude-opus-5-5", "asks no model"),
        ("--design --engine anthropic --model claude-sonet-5-5", "did you mean claude-sonnet-5-5"),
        ("--design --engine anthropic --effort huge", "there is no effort `huge`"),
        ("--design --engine anthropic --max-usd much", "--max-usd `much` is no number"),
        ("--design --engine anthropic --max-turns 1.5", "--max-turns `1.5` is no whole number"),
        ("--design --engine anthropic --replay nowhere", "--replay nowhere is no folder"),
    ],
)
def test_engines_that_cannot_work_so(project, luke, words, said):
    """What an engine cannot do is said before it begins."""
    ran = luke(*words.split())
    assert ran.code == 2
    assert said in ran.err


def test_root(project, luke, monkeypatch, tmp_path):
    """The project is the given one, or the nearest folder upwards with app/design."""
    below = project / "app/impl/deep"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    said = luke("--design")
    assert said.code == 0
    assert "wrote   app/design/BACKEND-DEV.md   new" in said.err
    monkeypatch.chdir("/")
    assert luke("--design", "--check", "--root", str(project)).code == 0
    missing = luke("--design", "--root", str(tmp_path / "nowhere"))
    assert (missing.code, "is no folder" in missing.err) == (2, True)


def test_where_a_project_stands(project, luke):
    """`luke` and `luke status` tell what comes next, and write nothing."""
    said = luke()
    assert said.out.startswith("Luke        Backend Developer")
    assert "next        luke --design\n" in said.out
    luke("--design")
    assert "next        luke --develop\n" in luke("status").out
    luke("--develop")
    done = luke("status")
    assert "next        luke verify\n" in done.out
    assert done.code == 0


def test_a_bug_is_one_paragraph(project, luke, monkeypatch):
    """Whatever breaks inside is exit 7, with no traceback unless asked for."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("luke_cli.pipeline.find", broken)
    said = luke("--design")
    assert said.code == 7
    assert "Traceback" not in said.err
    assert "luke has a bug" in said.err
    assert "Traceback" in luke("--design", "--verbose").err


def test_a_full_disk_is_no_bug(project, luke, monkeypatch):
    """Where luke keeps no file of the project there may be no room either: exit 2, and a cure."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("luke_cli.pipeline.find", full)
    said = luke("--design")
    assert said.code == 2
    assert "error: nothing is written: No space left on device\n" in said.err
    assert "TMPDIR" in said.err


SAME_BYTES = """
import json, sys
from pathlib import Path
from luke_cli.__main__ import main
root = Path(sys.argv[1])
for path, text in json.loads(sys.argv[2]).items():
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
assert main(["--root", str(root), "--json", "--design"]) == 0
assert main(["--root", str(root), "--json", "--develop"]) == 0
"""


def test_the_same_bytes(tmp_path, run_python, files_of):
    """Documents alone decide: not the hash seed, not the folder."""
    ran = {}
    for seed in ("1", "77"):
        root = tmp_path / f"project-{seed}"
        done = run_python(SAME_BYTES, str(root), json.dumps(DOCUMENTS), PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        ran[seed] = (done.stdout, files_of(root), (root / "app/.luke/base").read_text())
    assert ran["1"] == ran["77"]


def test_version_needs_no_library(run_python):
    """The version is told before anything heavy is loaded; help before the rooms of the work."""
    script = "import sys; from luke_cli.__main__ import main; main(sys.argv[1:]); "
    loaded = "print([m for m in sys.modules if m in ('typer', 'rich', 'luke_cli.pipeline')])"
    assert run_python(script + loaded, "--version").stdout.endswith("\n[]\n")
    assert run_python(script + loaded, "--help").stdout.endswith("\n['typer']\n")


def test_a_plan_is_read_without_what_reads_documents(run_python):
    """A verb that looks at no document does not load the half of luke that makes sense of them."""
    loaded = "print([m for m in sys.modules if m.startswith('luke_cli.spec.resolve')])"
    assert run_python(f"import sys, luke_cli.commands; {loaded}").stdout == "[]\n"


def test_explain_says_what_a_finding_means_and_how_to_cure_it(luke):
    """A code is explained in any spelling; without one all are listed."""
    said = luke("explain", "LK-X103")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == [
        "LK-X103",
        "means",
        "why",
        "example",
        "cure",
    ]
    assert luke("explain", "x103").out == said.out
    assert "LK-D115" in luke("explain").out


def test_explain_names_what_is_near_a_code_that_there_is_not(luke):
    said = luke("explain", "LK-X110")
    assert said.code == 2
    assert "near it: LK-X109" in said.err
