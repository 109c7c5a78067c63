"""Where a project is, and which documents it has."""

import os
from pathlib import Path

import pytest

from luke_cli.errors import UsageError
from luke_cli.project import MAX_BYTES, find, locate, locate_all

ROLES = {
    "PRD.md": "product owner",
    "DESIGN.md": "architect",
    "SECURITY.md": "security engineer",
    "WEB-UI.md": "web designer",
    "MOBILE-UI.md": "mobile designer",
    "QA-TESTING.md": "qa-tester",
}


def names(root: Path) -> list[str]:
    return [document.name for document in find(root).documents]


def left_out(root: Path) -> list[tuple[str, str]]:
    return [(found.code, found.place.file) for found in find(root).diagnostics]


def test_documents_in_reading_order(tree_of):
    """The named ones first, then the others by name; the plan and foreign files are not read."""
    others = ["a/notes.md", "api/openapi.yaml", "db/schema.sql", "zebra.prisma"]
    ignored = ["BACKEND-DEV.md", "data.json", "logo.svg", ".hidden.md", ".git/x.md"]
    root = tree_of({f"app/design/{name}": "x" for name in (*others, *reversed(ROLES), *ignored)})
    assert names(root) == [*ROLES, *others]
    assert left_out(root) == []


def test_owners_are_known(tree_of):
    """Each named document has an owner, whatever its case; others have none."""
    root = tree_of({f"app/design/{name}": "x" for name in (*ROLES, "other.md")})
    owners = {document.name: document.owner for document in find(root).documents}
    assert owners == {**ROLES, "other.md": ""}
    assert find(root).missing == ()


def test_missing_documents(tree_of):
    """The five that are not there are named with their authors."""
    root = tree_of({"app/design/prd.md": "x", "app/design/DESIGN.md": "x"})
    assert names(root) == ["prd.md", "DESIGN.md"]
    assert [(a.document, a.person) for a in find(root).missing] == [
        ("SECURITY.md", "Sarah"),
        ("WEB-UI.md", "Amy"),
        ("MOBILE-UI.md", "Jennifer"),
    ]


def test_no_design_folder(tmp_path):
    """A project without documents has none."""
    assert names(tmp_path) == []


def test_what_is_left_out(tree_of, tmp_path):
    """Folders, links out of the project, pipes and data files are findings, not documents."""
    root = tree_of({"app/design/PRD.md": "x", "app/design/folder.md/inner.md": "y"})
    design = root / "app/design"
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("secret", encoding="utf-8")
    (design / "link.md").symlink_to(outside)
    (design / "broken.md").symlink_to(design / "nowhere.md")
    (design / "same.md").symlink_to(design / "PRD.md")
    (design / "bäd`name.md").write_text("x", encoding="utf-8")
    os.mkfifo(design / "pipe.md")
    with (design / "huge.md").open("wb") as huge:
        huge.truncate(MAX_BYTES + 1)
    assert names(root) == ["PRD.md", "folder.md/inner.md", "same.md"]
    assert left_out(root) == [
        ("LK-D104", "broken.md"),
        ("LK-D105", "bäd`name.md"),
        ("LK-D101", "folder.md"),
        ("LK-D103", "huge.md"),
        ("LK-D102", "link.md"),
        ("LK-D104", "pipe.md"),
    ]


def test_a_design_folder_elsewhere(tree_of, tmp_path):
    """A design folder that is a link out of the project is not read."""
    elsewhere = tree_of({"elsewhere/PRD.md": "x", "project/app/x": ""}) / "elsewhere"
    (tmp_path / "project/app/design").symlink_to(elsewhere)
    assert names(tmp_path / "project") == []
    assert left_out(tmp_path / "project") == [("LK-D102", "PRD.md")]


def test_the_root(tree_of, tmp_path):
    """Given, else upwards to a folder with app/design, else where one stands."""
    root = tree_of({"a/app/design/PRD.md": "x", "a/b/c/x": "", "d/x": ""})
    assert locate(None, root / "a/b/c") == root / "a"
    assert locate(None, root / "d") == root / "d"
    assert locate(root / "d", root / "a") == root / "d"
    for name in ("nowhere", "long" * 999):
        with pytest.raises(UsageError, match="is no folder"):
            locate(root / name, root)
        with pytest.raises(UsageError, match="is no folder"):
            locate_all([name], root)
