"""What luke builds is proved: it passes its own tests on both databases, and nothing is found in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from luke_cli.__main__ import main
from luke_cli.assets import examples
from tests.documents import CLUBHOUSE, DOCUMENTS

WRITTEN = {"tripdesk": DOCUMENTS, "clubhouse": CLUBHOUSE}
PROJECTS = ("taskboard", *WRITTEN)


def built(root: Path, project: str, *words: str) -> Path:
    """Build a project in a folder and return its backend."""
    if project in WRITTEN:
        for path, text in WRITTEN[project].items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    else:
        keep_out = shutil.ignore_patterns("BACKEND-DEV.md")
        shutil.copytree(examples() / project / "app/design", root / "app/design", ignore=keep_out)
    for arguments in (["--design"], ["--develop", *words]):
        assert main(["--quiet", "--root", str(root), *arguments]) == 0
    return root / "app/impl"


@pytest.fixture(scope="module", params=PROJECTS)
def backend(request, tmp_path_factory):
    """The backend of one project; each test copies what it runs."""
    return built(tmp_path_factory.mktemp(request.param), request.param)


def said(backend: Path, *command: str, **environ: str) -> str:
    """Run a module in a backend and return what it says; it has to succeed."""
    environ = {"PYTHONPATH": str(backend), "PYTHONDONTWRITEBYTECODE": "1", **environ}
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=backend,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-2000:]
    return ran.stdout


def test_it_passes_its_tests_on_sqlite(backend):
    """Nothing but Python is needed."""
    assert " passed" in said(backend, "pytest", "-o", "addopts=-p no:cacheprovider")


def test_it_passes_its_tests_on_postgresql(backend, postgres):
    """The same tests, by changing one URL."""
    url = f"postgresql+asyncpg://postgres@{postgres}/luke_test"
    ran = said(backend, "pytest", "-o", "addopts=-p no:cacheprovider", TEST_DATABASE_URL=url)
    assert " passed" in ran


@pytest.mark.parametrize(
    "command",
    ["ruff check --no-cache", "ruff format --check --no-cache", "mypy", "bandit -q -r backend"],
)
def test_nothing_is_found_in_it(backend, command):
    """It is as strict with itself as its own configuration says."""
    said(backend, *command.split())


def test_one_feature_is_a_whole_backend(tmp_path):
    """A feature with all that it needs runs, passes its tests, and has nothing unused."""
    backend = built(tmp_path, "tripdesk", "trip")
    assert " passed" in said(backend, "pytest", "-o", "addopts=-p no:cacheprovider")
    for command in ("ruff check --no-cache", "ruff format --check --no-cache", "mypy"):
        said(backend, *command.split())
