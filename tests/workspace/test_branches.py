"""Two branches of a project, made and merged with git itself: luke's memory heals with the next run."""

import pytest

PLAN = "app/design/BACKEND-DEV.md"
DESIGN = "app/design/DESIGN.md"
NAMES = {"full_name VARCHAR(120)": "full_name VARCHAR(130)"}
LONGER = {"full_name VARCHAR(120)": "full_name VARCHAR(140)"}
VERSIONS = "app/impl/migrations/versions"
PLACES = {"destination VARCHAR(200)": "destination VARCHAR(250)"}


def apart_from_revisions(files):
    """Return files without the history of the schema."""
    own = "impl/migrations/versions/"
    return {path: text for path, text in files.items() if not path.startswith(own)}


@pytest.fixture
def both(luke):
    """Return a function that runs both phases."""

    def run(code=0):
        for phase in ("--design", "--develop"):
            said = luke(phase)
            assert said.code == code, said.err

    return run


def edited(root, path, changes):
    text = (root / path).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def project(developed, git):
    """A project with its plan and backend on the branch `main`."""
    git("add", "--all")
    git("commit", "--quiet", "-m", "main")
    return developed


def branch(git, root, both, name, changes):
    git("checkout", "--quiet", "-b", name, "main")
    edited(root, DESIGN, changes)
    both()
    git("add", "--all")
    git("commit", "--quiet", "-m", name)


def test_branches_heal_to_what_their_documents_say(project, git, both, luke, files_of):
    """After a merge of two branches, a run makes what a fresh project of these documents has.

    Of the two revisions of the schema neither is lost: a third one joins them.
    """
    branch(git, project, both, "one", NAMES)
    branch(git, project, both, "two", PLACES)
    git("merge", "--quiet", "one", "-m", "both", code=None)
    assert "<<<<<<<" not in (project / DESIGN).read_text()
    assert "<<<<<<<" not in (project / "app/.luke/base").read_text()
    both()
    healed = apart_from_revisions(files_of(project / "app"))
    assert luke("check").code == 0
    assert [path.name[:4] for path in sorted((project / VERSIONS).glob("*.py"))] == [
        *("0001", "0002", "0002", "0003")
    ]
    for path in [PLAN, *(f"app/impl/{p}" for p in files_of(project / "app/impl"))]:
        (project / path).unlink()
    (project / "app/.luke/base").unlink()
    both()
    assert apart_from_revisions(files_of(project / "app")) == healed


def test_an_edit_of_each_branch_survives(project, git, both, luke):
    """What a person did on either branch is there after the merge and the run behind it."""
    module = "app/impl/backend/main.py"
    branch(git, project, both, "one", NAMES)
    edited(project, module, {'"""The application': '"""Mine of one. The application'})
    git("commit", "--quiet", "--all", "-m", "edit of one")
    branch(git, project, both, "two", PLACES)
    (project / module).write_text((project / module).read_text() + "\n\nMINE_OF_TWO = 2\n")
    git("commit", "--quiet", "--all", "-m", "edit of two")
    git("merge", "--quiet", "one", "-m", "both", code=None)
    both()
    text = (project / module).read_text()
    assert "Mine of one" in text
    assert "MINE_OF_TWO = 2" in text
    assert luke("check").code == 0


def test_branches_that_git_cannot_join(project, git, both, luke):
    """Where git leaves markers in what luke wrote, settling the documents is enough."""
    branch(git, project, both, "one", NAMES)
    branch(git, project, both, "two", LONGER)
    git("merge", "--quiet", "one", code=1)
    git("checkout", "--quiet", "--ours", DESIGN)
    assert "<<<<<<<" in (project / PLAN).read_text()
    both()
    assert "string(140)" in (project / PLAN).read_text()
    assert luke("check").code == 0


def test_a_fresh_clone_merges_as_well(project, git, both, luke, tmp_path):
    """The memory comes with the clone: an edit and a change of the documents are joined there."""
    git("clone", "--quiet", ".", "clone")
    clone = tmp_path / "clone"
    module = "app/impl/backend/main.py"
    for root in (project, clone):
        (root / module).write_text((root / module).read_text() + "\n\nMINE = 1\n")
        edited(root, DESIGN, NAMES)
        for phase in ("--design", "--develop"):
            assert luke("--root", str(root), phase).code == 0
    for path in (module, PLAN, "app/.luke/base"):
        assert (clone / path).read_bytes() == (project / path).read_bytes()


def test_a_document_in_the_midst_of_a_merge_is_no_document(developed, luke, files_of):
    """Half of each side would be read; nothing is written before it is settled."""
    path = developed / "app/design/PRD.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"<<<<<<< HEAD\n{text}=======\n# Other\n>>>>>>> theirs\n", encoding="utf-8")
    before = files_of(developed)
    said = luke("--design")
    assert said.code == 3
    assert "conflict markers are still in app/design/PRD.md" in said.err
    assert files_of(developed) == before
