"""A project over several runs: its plan is edited, its revisions follow one another."""

from pathlib import Path

import pytest

from luke_cli.backend.generate import revisions_of
from luke_cli.backend.revisions.values import Files
from luke_cli.plan import parse, render
from luke_cli.revisions import findings
from tests.revisions import databases
from tests.revisions.changes import FIRST

PLAN = "app/design/BACKEND-DEV.md"
VERSIONS = "app/impl/migrations/versions"
NAME = "| name | string(40) | | |"
BEFORE = databases.written(revisions_of(FIRST, Files()))


@pytest.fixture
def project(tmp_path: Path, luke) -> Path:
    (tmp_path / "app/design").mkdir(parents=True)
    (tmp_path / PLAN).write_text(render(FIRST), encoding="utf-8")
    assert luke("--develop").code == 0
    return tmp_path


def edit(project: Path, before: str, after: str) -> None:
    text = (project / PLAN).read_text(encoding="utf-8")
    assert text.count(before) == 1
    (project / PLAN).write_text(text.replace(before, after), encoding="utf-8")


def versions(project: Path) -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted((project / VERSIONS).iterdir())}


def test_a_changed_plan_is_one_more_revision(project, luke):
    """The earlier one stays, a person's edit in it too; a second run has nothing to do."""
    first = project / VERSIONS / "0001_initial.py"
    first.write_text(first.read_text() + "# seen by us\n")
    edit(project, NAME, f"{NAME}\n| color | string(7) | | |")
    ran = luke("--develop")
    assert (ran.code, ran.err.count("LK-S")) == (0, 0)
    there = versions(project)
    assert list(there) == ["0001_initial.py", "0002_add_tags_color.py"]
    assert there["0001_initial.py"].endswith("# seen by us\n")
    assert luke("--develop", "--check").code == 0
    assert luke("--develop").code == 0
    assert versions(project) == there


def test_a_loss_is_not_written_before_it_is_accepted(project, luke, files_of):
    """The hint is the row to write; with it, the next run drops the column."""
    edit(project, f"{NAME}\n", "")
    before = files_of(project)
    ran = luke("--develop")
    assert ran.code == 3
    assert "LK-S101" in ran.err
    assert files_of(project) == before
    row = next(line for line in ran.err.splitlines() if "| A-0002-drop-tags-name |" in line)
    header = "| Assumption | About | Proposal | Why | State |\n|---|---|---|---|---|\n"
    plan = project / PLAN
    plan.write_text(f"{plan.read_text()}\n### Agreed\n{header}{row.strip()}\n", encoding="utf-8")
    assert luke("--develop").code == 0
    assert list(versions(project)) == ["0001_initial.py", "0002_drop_tags_name.py"]
    assert luke("--develop", "--check").code == 0


POINTED = {
    "LK-S101": (f"{NAME}\n", "", "| Tag |"),
    "LK-S102": (NAME, f"{NAME}\n| rank | integer | required | |", "| rank |"),
    "LK-S103": (NAME, "| label | string(40) | | |", "| label |"),
    "LK-S108": (NAME, "| name | string(40) | unique | |", "| name |"),
}


@pytest.mark.parametrize(("code", "edited"), POINTED.items(), ids=POINTED)
def test_a_finding_points_at_its_row(code, edited):
    """What has no row any more at that of its entity."""
    before, after, row = edited
    text = render(FIRST)
    assert text.count(before) == 1
    plan = text.replace(before, after)
    spec = parse(plan, file=PLAN)
    revised = revisions_of(spec, databases.files_of(BEFORE))
    (found,) = findings(revised, spec, plan)
    assert found.place is not None
    assert (found.code, found.place.file) == (code, PLAN)
    assert plan.splitlines()[found.place.line - 1].startswith(row)


def test_a_revision_that_follows_none_is_told_at_its_file(project, luke):
    """Nothing is written, and what to do stands below."""
    lost = project / VERSIONS / "ffff_mine.py"
    lost.write_text('revision = "ffff"\ndown_revision = "nope"\n', encoding="utf-8")
    ran = luke("--develop")
    assert ran.code == 3
    assert (
        f"{VERSIONS}/ffff_mine.py:1:1: error LK-S105: it follows nope, which is not there\n"
        "    delete the one that no database has seen, or set its down_revision to the one it follows\n"
    ) in ran.err
    assert "luke explain LK-S105" in ran.err


def test_a_rename_in_the_plan_is_one_in_model_and_database(project, luke):
    edit(project, NAME, "| label was name | string(40) | | |")
    assert luke("--develop").code == 0
    assert 'new_column_name="label"' in versions(project)["0002_rename_tags_name_to_label.py"]
    assert "label: Mapped[str | None]" in (project / "app/impl/backend/tags/model.py").read_text()
    assert luke("--develop", "--check").code == 0


def test_a_lost_backend_comes_back_with_its_revisions(project, luke):
    """Databases are at the last of them."""
    edit(project, NAME, f"{NAME}\n| color | string(7) | | |")
    assert luke("--develop").code == 0
    there = versions(project)
    for path in sorted((project / "app/impl").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert luke("--develop").code == 0
    assert versions(project) == there


DESIGN = """
CREATE TYPE user_role AS ENUM ('admin', 'member');
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(254) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role user_role NOT NULL DEFAULT 'member'
);
CREATE TABLE tags (
    id UUID PRIMARY KEY,
    name VARCHAR(40) NOT NULL UNIQUE,
    color CHAR(7)
);
"""


def test_the_design_phase_asks_in_the_plan(tmp_path, luke):
    """A document loses a field: its row in the plan goes, and one comes that waits for a person."""
    document = tmp_path / "app/design/DESIGN.md"
    document.parent.mkdir(parents=True)
    document.write_text(f"# Tags\n\n```sql{DESIGN}```\n", encoding="utf-8")
    assert (luke("--design").code, luke("--develop").code) == (0, 0)
    document.write_text(document.read_text().replace(",\n    color CHAR(7)", ""), encoding="utf-8")
    assert luke("--design").code == 0
    plan = tmp_path / PLAN
    (row,) = [
        line for line in plan.read_text().splitlines() if "| A-0002-drop-tags-color |" in line
    ]
    assert row.endswith("| blocking |")
    assert luke("--develop").code == 3
    edit(tmp_path, row, row.replace("blocking", "accepted"))
    assert luke("--design").code == 0
    assert row.replace("blocking", "accepted") in plan.read_text()
    assert luke("--develop").code == 0
    assert list(versions(tmp_path)) == ["0001_initial.py", "0002_drop_tags_color.py"]
    # Who agreed is told as long as the revision stands, and asks for nothing any more.
    assert luke("check").code == 0
    assert f"{PLAN}: up to date\n" in luke("status").out
    (tmp_path / VERSIONS / "0002_drop_tags_color.py").unlink()
    assert luke("--design").code == 0
    assert "\n| A-0002" not in plan.read_text()
