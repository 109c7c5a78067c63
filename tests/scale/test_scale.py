"""Three processes of a backend that share a PostgreSQL and a Valkey hold what one would."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

import asyncpg
import httpx2
import pytest

from luke_cli.proof.servers import free_port, valkey, valkey_program
from tests.test_backends import built

CACHE_S = 0.5
PASSWORD = "correct horse battery"  # noqa: S105
PROCESSES = 3


@pytest.fixture(scope="module")
def backend(tmp_path_factory) -> Path:
    return built(tmp_path_factory.mktemp("scale"), "taskboard")


def environment(database_url: str, cache: str = "") -> dict[str, str]:
    return os.environ | {
        "APP_DATABASE_URL": database_url,
        "APP_REDIS_URL": f"redis://{cache}/0" if cache else "",
        "APP_JWT_SECRET": "s" * 40,
        "APP_PASSWORD": PASSWORD,
        "APP_PRINCIPAL_CACHE_SECONDS": str(CACHE_S),
        "APP_ARGON2_MEMORY_KIB": "32",
        "APP_ARGON2_PASSES": "1",
    }


def made_database(address: str, name: str) -> str:
    async def make() -> None:
        connection = await asyncpg.connect(f"postgresql://postgres@{address}/postgres")
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    asyncio.run(make())
    return f"postgresql+asyncpg://postgres@{address}/{name}"


def migrated_at_once(backend: Path, environ: dict[str, str]) -> list[tuple[int, str]]:
    """Start as many migrations as processes; return how each ended and what it said."""
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    pipes: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    running = [
        subprocess.Popen(command, cwd=backend, env=environ, **pipes) for _ in range(PROCESSES)
    ]
    said = [process.communicate(timeout=60)[1] for process in running]
    return [(process.returncode, text) for process, text in zip(running, said, strict=True)]


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_migrations_started_at_once_run_once(kind, backend, postgres, tmp_path):
    """Whoever comes second waits, and finds nothing left to do."""
    if kind == "postgresql":
        url = made_database(postgres, "migrated")
    else:
        url = f"sqlite+aiosqlite:///{tmp_path}/migrated.db"
    assert migrated_at_once(backend, environment(url)) == [(0, "")] * PROCESSES


@dataclass(frozen=True)
class Site:
    """The processes, and their addresses."""

    processes: list["subprocess.Popen[bytes]"]
    urls: list[str]

    def ask(self, number: int, path: str, token: str = "", **how: Any) -> httpx2.Response:
        """Send a request to a process, from an address of this machine; POST if not said."""
        method = how.pop("method", "POST")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"{self.urls[number]}/api/v1{path}"
        address = how.pop("address", "127.0.0.1")
        with httpx2.Client(transport=httpx2.HTTPTransport(local_address=address)) as client:
            return client.request(method, url, headers=headers, timeout=20, **how)

    def log_in(self, number: int, role: str, *, address: str) -> httpx2.Response:
        """Sign in as who was seeded for a role; each address has its own rate."""
        credentials = {"email": f"{role}@start.example", "password": PASSWORD}
        return self.ask(number, "/auth/login", json=credentials, address=address)

    def me(self, number: int, token: str) -> int:
        return self.ask(number, "/auth/me", token, method="GET").status_code


@contextmanager
def served(backend: Path, environ: dict[str, str]) -> Iterator[tuple[Any, str]]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "backend.main:create_app", "--factory"]
    with subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "warning"],
        cwd=backend,
        env=environ,
        stdout=subprocess.DEVNULL,
    ) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def wait_for(url: str) -> None:
    deadline_s = time.monotonic() + 30
    while time.monotonic() < deadline_s:
        with suppress(httpx2.TransportError):
            if httpx2.get(f"{url}/health/ready").status_code == 200:
                return
        time.sleep(0.1)
    raise LookupError(f"{url} does not get ready")


@pytest.fixture(scope="module")
def site(backend, postgres) -> Iterator[Site]:
    if valkey_program() is None:
        pytest.skip("no Valkey on this machine")
    with ExitStack() as stack:
        cache = stack.enter_context(valkey())
        environ = environment(made_database(postgres, "scaled"), cache)
        for words in (["alembic", "upgrade", "head"], ["backend.commands", "seed"]):
            command = [sys.executable, "-m", *words]
            subprocess.run(command, cwd=backend, env=environ, check=True, stdout=subprocess.DEVNULL)
        started = [stack.enter_context(served(backend, environ)) for _ in range(PROCESSES)]
        for _, url in started:
            wait_for(url)
        yield Site([process for process, _ in started], [url for _, url in started])


def test_a_refresh_token_is_good_once_among_all(site):
    """The next process takes the next token; the old one shown to a third ends the login."""
    first = site.log_in(0, "member", address="127.0.0.2").json()
    traded = site.ask(1, "/auth/refresh", json={"refresh_token": first["refresh_token"]})
    assert traded.status_code == 200, traded.text
    second = traded.json()
    assert [site.me(n, second["access_token"]) for n in range(PROCESSES)] == [200] * PROCESSES
    old, new = first["refresh_token"], second["refresh_token"]
    assert site.ask(2, "/auth/refresh", json={"refresh_token": old}).status_code == 401
    assert site.ask(0, "/auth/refresh", json={"refresh_token": new}).status_code == 401
    time.sleep(CACHE_S)
    assert [site.me(n, second["access_token"]) for n in range(PROCESSES)] == [401] * PROCESSES


def test_a_refresh_token_shown_to_all_at_once_is_traded_once(site):
    """One of the processes gives the next pair, whatever the moment."""
    token = site.log_in(0, "member", address="127.0.0.2").json()["refresh_token"]

    def trade(number: int) -> int:
        return site.ask(number, "/auth/refresh", json={"refresh_token": token}).status_code

    with ThreadPoolExecutor() as pool:
        assert sorted(pool.map(trade, range(PROCESSES))) == [200, 401, 401]


def test_a_login_that_ends_ends_in_all(site):
    """Logged out in one: the others notice within the seconds that they may remember."""
    token = site.log_in(0, "member", address="127.0.0.2").json()["access_token"]
    assert [site.me(n, token) for n in range(PROCESSES)] == [200] * PROCESSES
    assert site.ask(1, "/auth/logout", token).status_code == 204
    assert site.me(1, token) == 401
    time.sleep(CACHE_S)
    assert [site.me(n, token) for n in range(PROCESSES)] == [401] * PROCESSES


def test_a_rate_counts_the_requests_of_all(site):
    """Five logins a minute from an address, wherever they arrive; another address may."""
    codes = [site.log_in(n % 3, "lead", address="127.0.0.3").status_code for n in range(8)]
    assert codes == [200] * 5 + [429] * 3
    assert site.log_in(0, "lead", address="127.0.0.4").status_code == 200


def task_of(site: Site, token: str, title: str) -> dict[str, Any]:
    """Return the body of a task in a project of its own."""
    project = site.ask(0, "/projects", token, json={"name": title})
    assert project.status_code == 201, project.text
    return {"project_id": project.json()["id"], "title": title}


def test_a_step_taken_twice_at_once_is_taken_once(site):
    """Two processes, one task: one takes the step, the other is told of the conflict."""
    token = site.log_in(0, "lead", address="127.0.0.5").json()["access_token"]
    body = task_of(site, token, "Race")
    for _ in range(5):
        task = site.ask(0, "/tasks", token, json=body).json()["id"]

        def start(number: int, task: str = task) -> int:
            return site.ask(number, f"/tasks/{task}/start", token).status_code

        with ThreadPoolExecutor() as pool:
            assert sorted(pool.map(start, (1, 2))) == [200, 409]


def test_a_process_that_is_killed_loses_nothing_that_it_promised(site):
    """Each 201 before the kill is there for the others; they go on serving."""
    token = site.log_in(0, "lead", address="127.0.0.6").json()["access_token"]
    body = task_of(site, token, "Killed")
    enough, promised, cut = Event(), [], []

    def create(_: int) -> None:
        for _ in range(15):
            try:
                answer = site.ask(2, "/tasks", token, json=body)
            except httpx2.TransportError as error:
                cut.append(error)
                return
            promised.append(answer.json()["id"])
            if len(promised) >= 10:
                enough.set()

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(create, number) for number in range(4)]
        assert enough.wait(20)
        site.processes[2].send_signal(signal.SIGKILL)
    for future in done:
        future.result()
    assert cut, "the kill met no request"
    found = [site.ask(1, f"/tasks/{key}", token, method="GET").status_code for key in promised]
    assert found == [200] * len(promised)
    assert site.ask(0, "/tasks", token, json=body).status_code == 201
