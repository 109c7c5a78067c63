"""`luke init` and `luke doctor`: from an empty folder to a project that can be designed."""

import pytest

PLAN = "app/design/BACKEND-DEV.md"
NAMED = ["DESIGN.md", "MOBILE-UI.md", "PRD.md", "SECURITY.md", "WEB-UI.md"]


@pytest.mark.parametrize("asked", [[], ["--empty"]], ids=["example", "empty"])
def test_init_makes_documents_that_luke_reads(tmp_path, luke, files_of, asked):
    """The five of a complete project, and no plan; the design phase takes them at once."""
    said = luke("init", *asked)
    assert (said.code, said.out) == (0, "")
    assert sorted(files_of(tmp_path)) == [f"app/design/{name}" for name in NAMED]
    designed = luke("--design")
    assert designed.code == 0, designed.err
    assert "not there" not in designed.err


def test_hints_are_no_documents(tmp_path, luke):
    """What an empty document shows as an example is not read."""
    luke("init", "--empty")
    spec = luke("--design", "--json").json["spec"]
    assert spec["requirements"] == []
    assert not {"Trip", "MyTrip"} & {entity["name"] for entity in spec["entities"]}


def test_init_changes_no_document(tmp_path, luke, files_of):
    luke("init", "--empty")
    before = files_of(tmp_path)
    assert luke("init").code == 2
    assert files_of(tmp_path) == before


def test_empty_is_for_init(luke):
    assert luke("status", "--empty").code == 2


def said(ran) -> dict[str, str]:
    return {line.split()[0]: line.split()[1] for line in ran.out.splitlines()}


def test_doctor_in_an_empty_folder(tmp_path, luke):
    """What both phases need and is not there: exit 1, and what to do."""
    ran = luke("doctor")
    assert ran.code == 1
    assert said(ran) | {"postgresql": "", "valkey": ""} == {
        "python": "ok",
        "git": "ok",
        "postgresql": "",
        "valkey": "",
        "project": "missing",
        "documents": "missing",
        "plan": "absent",
        "base": "ok",
        "pending": "ok",
    }
    assert "luke init" in ran.out


def test_doctor_in_a_project(developed, luke):
    ran = luke("doctor")
    assert ran.code == 0
    assert said(ran)["plan"] == "ok"
    facts = {fact["word"]: fact["text"] for fact in luke("doctor", "--json").json["facts"]}
    assert facts["base"].startswith("ok       app/.luke/base, ")


def test_doctor_finds_what_is_broken(developed, luke, monkeypatch):
    """A memory that cannot be read, a run that was interrupted, no git."""
    (developed / "app/.luke/base").write_text("<<<<<<< what\n", encoding="utf-8")
    (developed / "app/.luke/pending").mkdir()
    monkeypatch.setenv("PATH", "")
    ran = luke("doctor")
    assert ran.code == 1
    found = said(ran)
    assert [found[name] for name in ("git", "base", "pending")] == ["missing"] * 3
