"""What many tests need: a folder of texts, the command line, a real PostgreSQL."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from luke_cli.__main__ import main
from luke_cli.proof.servers import postgres as started_postgres
from tests.documents import DOCUMENTS

Tree = Mapping[str, str]

# How fast an example is made says how busy the machine is, nothing of the code.
settings.register_profile(
    "any machine",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the proofs, minutes each: workers share evenly what is short and comes last."""
    items.sort(key=lambda item: item.path.name != "test_backends.py")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Return `host:port` of a PostgreSQL that lives as long as the tests."""
    with started_postgres() as address:
        yield address


@pytest.fixture
def tree_of(tmp_path: Path) -> Callable[[Tree], Path]:
    """Return a function that writes texts by path and returns their folder."""

    def write(texts: Tree) -> Path:
        for path, text in texts.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        return tmp_path

    return write


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that runs git in the folder of the test; luke has the same environment.

    It is a repository with nobody's settings.
    """
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.setenv(f"GIT_{who}_{what}", "somebody")

    def run(*arguments: str, code: int | None = 0) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done.stdout

    run("init", "--quiet", "--initial-branch=main")
    return run


@pytest.fixture(scope="session")
def _tripdesk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the plan and the backend of `DOCUMENTS` once."""
    root = tmp_path_factory.mktemp("tripdesk")
    for path, text in DOCUMENTS.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    for phase in ("--design", "--develop"):
        assert main(["--quiet", "--root", str(root), phase]) == 0
    return root


@pytest.fixture
def developed(_tripdesk: Path, tmp_path: Path) -> Path:
    """Return a project with its plan and its backend, to be edited."""
    shutil.copytree(_tripdesk, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def files_of() -> Callable[[Path], dict[str, str]]:
    """Return a function that reads the texts of a folder, without luke's own records."""

    def read(root: Path) -> dict[str, str]:
        return {
            path.relative_to(root).as_posix(): path.read_bytes().decode()
            for path in sorted(root.rglob("*"))
            if path.is_file() and ".luke" not in path.parts
        }

    return read


@pytest.fixture
def run_python() -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Return a function that runs a script in a process of its own."""

    def run(script: str, *arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-c", script, *arguments],
            env=os.environ | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@dataclass(frozen=True)
class Ran:
    """What a run of luke said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)


@pytest.fixture
def luke(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Return a function that runs the command line in the folder of the test."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Ran:
        capfd.readouterr()
        code = main(arguments)
        said = capfd.readouterr()
        return Ran(int(code), said.out, said.err)

    return run
