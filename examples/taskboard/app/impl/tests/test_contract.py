"""Whatever anybody sends: each answer is one that the description of the API declares."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from uvicorn import Config, Server

from backend.main import create_app
from tests import world
from tests.conftest import SETTINGS
from tests.databases import Databases

CONFIG = schemathesis.Config.from_path(Path(__file__).parents[1] / "schemathesis.toml")
CONFIG.projects.default.phases.coverage.enabled = (
    False  # it takes minutes; `schemathesis run` does it
)
ROLES = ["member", "lead", "admin"]
CONTRACT = schemathesis.openapi.from_dict(create_app(SETTINGS).openapi(), config=CONFIG)
# To count lines makes chance three times as slow, and it reaches none that no other test does.
pytestmark = pytest.mark.no_cover


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Run a server in a thread and give its URL."""
    server = Server(Config(app, port=0, log_level="critical"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
async def app(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[FastAPI]:
    async with databases.copy("contract") as url:
        folder = str(tmp_path_factory.mktemp("uploads"))
        yield create_app(SETTINGS.model_copy(update={"database_url": url, "upload_folder": folder}))


@pytest.fixture(scope="module")
def url(app: FastAPI) -> Iterator[str]:
    with serving(app) as url:
        yield url


@pytest.mark.usefixtures("anyio_backend")
@CONTRACT.parametrize()
@settings(
    max_examples=3,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_declared(case: schemathesis.Case[Any], app: FastAPI, url: str) -> None:
    """Not signed in, and signed in with each role."""
    case.call_and_validate(base_url=url)
    for role in ROLES:
        token = app.state.security.sign(world.key(f"login of {role}"))
        case.call_and_validate(base_url=url, headers={"Authorization": f"Bearer {token}"})
