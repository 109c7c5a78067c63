"""What stops a pipeline: limits, `--frozen`, and findings that a person has looked at."""

import pytest

from luke_cli.accepted import read, text_with
from luke_cli.source import Diagnostic, Severity, Span
from tests.documents import DESIGN, DOCUMENTS, SECURITY

PLAN = "app/design/BACKEND-DEV.md"
ACCEPTED = "app/.luke/accepted"
CONTRADICTION = "\nAccess tokens live for 20 minutes.\n"


@pytest.fixture
def project(tree_of, luke):
    """A project with a plan, and a contradiction in its documents."""
    root = tree_of(DOCUMENTS | {"app/design/DESIGN.md": DESIGN + CONTRADICTION})
    assert luke("--design").code == 0
    return root


def test_frozen_lets_pass_what_the_plan_holds(project, luke):
    """A field that a document adds is no decision."""
    design = project / "app/design/DESIGN.md"
    text = design.read_text(encoding="utf-8")
    design.write_text(text.replace("destination VARCHAR(200)", "destination VARCHAR(90)"))
    assert luke("--design", "--frozen").code == 0
    assert "string(90)" in (project / PLAN).read_text(encoding="utf-8")


def test_frozen_refuses_to_decide_anything_new(project, luke, files_of):
    """Exit 3, each new decision named, nothing written."""
    security = project / "app/design/SECURITY.md"
    security.write_text(SECURITY.replace("15 minutes, refresh", "25 minutes, refresh"))
    before = files_of(project)
    said = luke("--design", "--frozen")
    assert said.code == 3
    assert "luke would have to decide something new: 1, and --frozen forbids it" in said.err
    assert "error LK-X902: D-access-token-ttl: #access_token_ttl is 20 min or 25 min" in said.err
    assert files_of(project) == before
    assert luke("check", "--frozen").code == 3
    assert luke("--design").code == 0
    assert luke("--design", "--frozen").code == 0


def test_frozen_without_a_plan(tree_of, luke):
    """Nothing was decided yet: the first plan is a person's to look at."""
    root = tree_of(DOCUMENTS)
    assert luke("--design", "--frozen").code == 3
    assert not (root / PLAN).exists()


def test_options_that_do_not_belong_here(project, luke):
    assert luke("--develop", "--frozen").code == 2
    assert luke("status", "--accept", "all").code == 2


def test_a_finding_that_somebody_has_looked_at(project, luke):
    """It is not told again, and no longer counts."""
    assert luke("--design", "--strict").code == 3
    said = luke("--design", "--strict", "--accept", "LK-X901")
    assert said.code == 0
    assert f"accept  {ACCEPTED}   1 finding more" in said.err
    assert luke("--design", "--strict").code == 0
    [line] = (project / ACCEPTED).read_text(encoding="utf-8").splitlines()
    assert line.startswith("LK-X901 ")
    assert line.endswith(
        "app/design/SECURITY.md nobody decided: D-access-token-ttl: #access_token_ttl is"
        " 15 min or 20 min"
    )


def test_it_stays_accepted_when_it_moves_and_comes_back_when_it_changes(project, luke):
    assert luke("--design", "--strict", "--accept", "all").code == 0
    security = project / "app/design/SECURITY.md"
    security.write_text("\n\n" + SECURITY, encoding="utf-8")
    assert luke("--design", "--strict").code == 0
    security.write_text(SECURITY.replace("15 minutes, refresh", "25 minutes, refresh"))
    said = luke("--design", "--strict")
    assert said.code == 3
    assert "20 min or 25 min" in said.err


def test_adopting_luke_where_there_are_findings(project, luke):
    """All that is there is accepted at once; the next run says only how many."""
    assert " LK-" in luke("--design", "--verbose").err
    assert luke("check", "--accept", "all").code == 1  # there is no backend yet
    said = luke("--design", "--verbose")
    assert " LK-" not in said.err
    assert "that somebody has looked at" in said.err


def test_a_finding_by_its_place(project, luke):
    line = (DESIGN + CONTRADICTION).split("\n").index(CONTRADICTION.strip()) + 1
    assert luke("--design", "--accept", f"app/design/DESIGN.md:{line}").code == 0
    assert len((project / ACCEPTED).read_text(encoding="utf-8").splitlines()) == 1


def test_no_such_finding(project, luke):
    """Exit 2, and those that there are."""
    said = luke("--design", "--accept", "LK-Z999")
    assert said.code == 2
    assert "LK-X401" in said.err
    assert not (project / ACCEPTED).exists()


def test_a_breaking_change_that_is_meant(project, luke):
    """The comparison still shows it."""
    plan = project / PLAN
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("| destination | string(200) ", "| destination | string(90) "))
    before = luke("diff")
    assert before.code == 1
    after = luke("diff", "--accept", "all")
    assert (after.code, after.out) == (0, before.out)


def test_the_file_is_joined_line_by_line(tmp_path):
    """Lines of two branches in any order, and markers between them, lose nothing."""
    found = [Diagnostic("LK-X401", Severity.NOTE, f"{n}\nof two", Span("a.md", n)) for n in (1, 2)]
    one, two = text_with(tmp_path, found[:1]), text_with(tmp_path, found[1:])
    (tmp_path / "app/.luke").mkdir(parents=True)
    joined = f"<<<<<<< ours\n{two}=======\n{one}>>>>>>> theirs\n"
    (tmp_path / ACCEPTED).write_text(joined, encoding="utf-8")
    assert read(tmp_path).fingerprints == {one.fingerprint for one in found}


def test_the_file_is_for_union_merges(project):
    attributes = (project / "app/.luke/.gitattributes").read_text(encoding="utf-8")
    assert "accepted merge=union\n" in attributes
