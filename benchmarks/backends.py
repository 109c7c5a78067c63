"""Backends that are measured: made of documents, and served as they are delivered."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx2

from luke_cli.proof.servers import free_port

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/taskboard/app/design"
PASSWORD = "Correct horse battery staple 1!"  # noqa: S105
SECRETS = {
    "APP_JWT_SECRET": "for a measurement alone, 32 bytes or more",
    "APP_MFA_KEY": "of a measurement alone, 32 bytes or more",
    "APP_PASSWORD": PASSWORD,
}
"""What a deployment has to say, and the password of everybody in the seed."""


class Serving(NamedTuple):
    """A running backend with its seed."""

    url: str
    process: int
    """Its id."""
    names: list[str]
    """What those of the seed sign in with: one for each role."""


def documents() -> Path:
    """Return the folder of documents that somebody names, else that of the example."""
    return Path(os.environ.get("DOCUMENTS", EXAMPLE))


def built(folder: Path, design: Path) -> Path:
    """Make the backend of a folder of documents in a folder for the project; return it."""
    shutil.copytree(design, folder / "app/design")
    (folder / "app/design/BACKEND-DEV.md").unlink(missing_ok=True)
    for phase in ("--design", "--develop"):
        command = [sys.executable, "-m", "luke_cli", "--quiet", "--root", str(folder), phase]
        subprocess.run(command, cwd=ROOT, check=True)
    return folder / "app/impl"


@contextmanager
def serving(backend: Path, database: str, settings: Mapping[str, str]) -> Iterator[Serving]:
    """Migrate and seed a database, and serve a backend on it."""
    port = free_port()
    url = f"postgresql+asyncpg://postgres@{database}/postgres"
    environ = os.environ | SECRETS | {"APP_DATABASE_URL": url} | dict(settings)
    python = [sys.executable, "-m"]
    subprocess.run([*python, "alembic", "upgrade", "head"], cwd=backend, env=environ, check=True)
    seeded = subprocess.run(
        [*python, "backend.commands", "seed"],
        cwd=backend,
        env=environ,
        check=True,
        capture_output=True,
        text=True,
    )
    command = [*python, "uvicorn", "--factory", "backend.main:create_app", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--log-level", "warning"], cwd=backend, env=environ, stdout=subprocess.DEVNULL
    ) as server:
        address = f"http://127.0.0.1:{port}"
        with httpx2.Client(transport=httpx2.HTTPTransport(retries=8)) as client:
            client.get(f"{address}/openapi.json").raise_for_status()
        try:
            yield Serving(address, server.pid, seeded.stdout.splitlines())
        finally:
            server.terminate()
