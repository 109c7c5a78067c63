"""`luke status`: what is there, what is stale, what a person changed, and what comes next."""

import shutil

from tests.documents import DESIGN

PLAN = "app/design/BACKEND-DEV.md"


def said(luke) -> dict[str, list[str]]:
    """Return the lines of the answer by their word; details go with it."""
    found: dict[str, list[str]] = {}
    for line in luke("status").out.splitlines():
        word, text = line[:12].strip(), line[12:].rstrip()
        found.setdefault(word or list(found)[-1], []).append(text)
    return found


def test_a_finished_project(developed, luke):
    """Nothing is stale; what is open and what nobody serves is named with its place."""
    lines = said(luke)
    assert lines["documents"] == ["3 there", "not there: WEB-UI.md, MOBILE-UI.md"]
    assert lines["plan"] == [f"{PLAN}: up to date"]
    assert "up to date, 6 of 6 features, 1 open operation" in lines["backend"][0]
    assert lines["open"][0] == "1 operation answers 501 until written:"
    assert lines["open"][1].startswith("POST /api/v1/trips/export")
    assert "conflicts" not in lines
    assert lines["next"] == ["luke verify"]


def test_documents_that_say_something_else(developed, luke):
    """By content, not by time: each change with the line that says so."""
    path = developed / "app/design/DESIGN.md"
    path.touch()
    assert said(luke)["plan"] == [f"{PLAN}: up to date"]
    path.write_text(DESIGN.replace("destination VARCHAR(200)", "destination VARCHAR(300)"))
    line = DESIGN.split("\n").index("    destination VARCHAR(200) NOT NULL,") + 1
    lines = said(luke)
    assert lines["plan"] == [
        f"{PLAN}: stale, the documents say something else: 1 change to come",
        f"~ field Trip.destination   string(200) -> string(300)   app/design/DESIGN.md:{line}",
    ]
    assert lines["next"] == ["luke --design"]


def test_a_document_whose_lines_have_moved(developed, luke):
    """The plan names other lines, and nothing else: the documents say what they said."""
    path = developed / "app/design/DESIGN.md"
    path.write_text(f"\n\n{DESIGN}", encoding="utf-8")
    assert said(luke)["plan"] == [f"{PLAN}: stale, nothing that is built changes"]


def test_a_plan_that_is_newer_than_the_backend(developed, luke):
    plan = developed / PLAN
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("| destination | string(200) ", "| destination | string(240) "))
    lines = said(luke)
    assert lines["plan"] == [f"{PLAN}: up to date, edited by hand"]
    assert " stale" in lines["backend"][0]
    assert lines["next"] == ["luke --develop"]


def test_a_backend_of_one_feature(developed, luke):
    """What nobody has asked for yet is not stale: only the whole phase makes it."""
    for made in ("impl", ".luke"):
        shutil.rmtree(developed / f"app/{made}")
    assert luke("implement", "trip", "category", "management").code == 0
    assert luke("check").code == 0
    first, *more = said(luke)["backend"]
    assert "up to date, 2 of 6 features" in first
    assert more == ["not built: trip approval, trip submission, user management, trip management"]
    assert luke("--develop", "--check").code == 1


def test_a_backend_that_was_deleted_and_is_begun_anew_with_a_feature(developed, luke):
    """There are no rows to be lost: nothing is asked, and the first revision has its tables only."""
    shutil.rmtree(developed / "app/impl")
    assert luke("implement", "trip", "category", "management").code == 0
    (first,) = (developed / "app/impl/migrations/versions").glob("*.py")
    assert '"trip_categories"' in first.read_text(encoding="utf-8")
    assert '"trips"' not in first.read_text(encoding="utf-8")
    assert luke("--develop").code == 0
    assert luke("--develop", "--check").code == 0


def test_files_that_a_person_edited(developed, luke):
    """They are named, at most eight of them."""
    main = developed / "app/impl/backend/main.py"
    main.write_text(main.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    lines = said(luke)
    assert "1 edited by hand" in lines["backend"][0]
    assert lines["backend"][1:] == ["app/impl/backend/main.py"]
    for path in sorted((developed / "app/impl/tests").glob("*.py"))[:9]:
        path.write_text(path.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    assert said(luke)["backend"][9] == "and 2 more"


def test_files_that_a_person_deleted(developed, luke):
    """They stay deleted, which nobody would guess from a number of files."""
    shutil.rmtree(developed / "app/impl/deploy")
    (developed / "app/impl/Dockerfile").unlink()
    first, *more = said(luke)["backend"]
    assert f", {len(more)} deleted by hand, " in first
    assert more[0] == "app/impl/Dockerfile   deleted"


def test_conflicts_that_are_not_settled(developed, luke):
    main = developed / "app/impl/backend/main.py"
    main.write_text("<<<<<<< yours\n1\n=======\n2\n>>>>>>> luke writes now\n", encoding="utf-8")
    lines = said(luke)
    assert lines["conflicts"] == ["1 file", "app/impl/backend/main.py"]
    assert lines["next"] == ["settle them, then run this again"]


def test_requirements_that_nothing_serves(developed, luke):
    plan = developed / PLAN
    text = plan.read_text(encoding="utf-8")
    row = next(line for line in text.split("\n") if "| trip.create |" in line and "story" in line)
    plan.write_text(text.replace(row, row.replace("| trip.create |", "| open |")), "utf-8")
    lines = said(luke)
    assert lines["uncovered"][0] == "1 requirement"
    assert lines["uncovered"][1].endswith("   app/design/PRD.md:13")
