"""What is committed beside the documents of each example is what luke makes of them."""

import shutil
from pathlib import Path

import pytest

from luke_cli.__main__ import main
from luke_cli.assets import examples

APPS = sorted(examples().glob("*/app"))


def made(app: Path) -> dict[str, bytes]:
    """Read the plan and the backend, without what running the backend leaves behind."""
    left = {"__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".venv"}
    paths = [app / "design/BACKEND-DEV.md", *(app / "impl").rglob("*")]
    return {
        path.relative_to(app).as_posix(): path.read_bytes()
        for path in sorted(paths)
        if path.is_file() and not left & set(path.parts)
    }


def test_there_is_an_example():
    """The examples are found."""
    assert APPS


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.parent.name)
def test_goldens(app, tmp_path):
    """The same documents give the same bytes; after a change that is meant: `make golden`."""
    documents = shutil.ignore_patterns("BACKEND-DEV.md")
    shutil.copytree(app / "design", tmp_path / "app/design", ignore=documents)
    for phase in ("--design", "--develop"):
        assert main(["--quiet", "--root", str(tmp_path), phase]) == 0
    fresh, golden = made(tmp_path / "app"), made(app)
    assert list(fresh) == list(golden)
    assert [path for path in fresh if fresh[path] != golden[path]] == []
