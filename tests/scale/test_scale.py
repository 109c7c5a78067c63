"""Three processes of a backend that share a PostgreSQL and a Valkey hold what one would."""

import asyncio
import itertools
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
from typing import Any, Final
from uuid import UUID

import asyncpg
import httpx2
import pytest

from luke_cli.proof.servers import free_port, valkey, valkey_program
from tests.scale.balancer import Upstream, balanced
from tests.test_backends import built

CACHE_S = 0.5
PASSWORD = "correct horse battery"  # noqa: S105
PROCESSES = 3
ELSEWHERE = UUID(int=1)
MOVE = "UPDATE users SET team_id = $1 WHERE email = 'member@start.example'"
SAID = """
Each POST takes an `Idempotency-Key`. Projects are cached for 10 minutes.
"""


@pytest.fixture(scope="module")
def backend(tmp_path_factory) -> Path:
    return built(tmp_path_factory.mktemp("scale"), "taskboard", said=SAID)


_NUMBER: Final = itertools.count(1)


def environment(database_url: str, cache: str = "") -> dict[str, str]:
    return os.environ | {
        "APP_DATABASE_URL": database_url,
        "APP_REDIS_URL": f"redis://{cache}/0" if cache else "",
        "APP_JWT_SECRET": "for tests alone, 32 bytes or more",
        "APP_PASSWORD": PASSWORD,
        "APP_PRINCIPAL_CACHE_SECONDS": str(CACHE_S),
        "APP_ARGON2_MEMORY_KIB": "32",
        "APP_ARGON2_PASSES": "1",
    }


def made_database(address: str, name: str) -> str:
    """Make an empty database; a worker that was handed tests of this file twice makes it twice."""
    name = f"{name}_{next(_NUMBER)}"

    async def make() -> None:
        connection = await asyncpg.connect(f"postgresql://postgres@{address}/postgres")
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    asyncio.run(make())
    return f"postgresql+asyncpg://postgres@{address}/{name}"


def sql(environ: dict[str, str], statement: str, *values: object) -> Any:
    """Return the value that a statement finds."""

    async def ask() -> Any:
        connection = await asyncpg.connect(address_of(environ))
        try:
            return await connection.fetchval(statement, *values)
        finally:
            await connection.close()

    return asyncio.run(ask())


def address_of(environ: dict[str, str]) -> str:
    return environ["APP_DATABASE_URL"].replace("+asyncpg", "")


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
    environ: dict[str, str]
    """What all of them are started with."""

    def ask(self, number: int, path: str, token: str = "", **how: Any) -> httpx2.Response:
        """Send a request to a process, from an address of this machine; POST if not said."""
        method = how.pop("method", "POST")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= how.pop("headers", {})
        headers |= {"Idempotency-Key": how.pop("key")} if "key" in how else {}
        url = f"{self.urls[number]}/api/v1{path}"
        address = how.pop("address", "127.0.0.1")
        with httpx2.Client(transport=httpx2.HTTPTransport(local_address=address)) as client:
            return client.request(method, url, headers=headers, timeout=20, **how)

    def log_in(self, number: int, role: str, *, address: str) -> httpx2.Response:
        """Sign in as who was seeded for a role; each address has its own rate."""
        credentials = {"email": f"{role}@start.example", "password": PASSWORD}
        return self.ask(number, "/auth/login", json=credentials, address=address)

    @property
    def upstreams(self) -> list[Upstream]:
        return list(zip(self.processes, self.urls, strict=True))

    def rows(self, title: str) -> int:
        """Count the tasks of a title, in the database."""
        return sql(self.environ, "SELECT count(*) FROM tasks WHERE title = $1", title)

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
        processes, urls = zip(*started, strict=True)
        yield Site([*processes], [*urls], environ)


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


def named(site: Site, token: str, project: str) -> list[tuple[str, str | None]]:
    """Return the name of a project and its ETag, as each process knows them."""
    asked = [site.ask(n, f"/projects/{project}", token, method="GET") for n in range(PROCESSES)]
    return [(answer.json()["name"], answer.headers.get("ETag")) for answer in asked]


def test_what_one_changes_no_other_goes_on_telling(site):
    """Each has kept the answer of one for minutes, and tells what another has changed at once."""
    token = site.log_in(0, "lead", address="127.0.0.10").json()["access_token"]
    made = site.ask(0, "/projects", token, json={"name": "Kept"}).json()["id"]
    for turn in range(6):
        before = named(site, token, made)
        assert len(set(before)) == 1
        changed = site.ask(
            turn % PROCESSES,
            f"/projects/{made}",
            token,
            method="PATCH",
            json={"name": f"Turn {turn}"},
            headers={"If-Match": before[0][1] or ""},
        )
        assert changed.status_code == 200, changed.text
        assert {name for name, _ in named(site, token, made)} == {f"Turn {turn}"}
    sql(site.environ, "UPDATE projects SET name = 'Unseen' WHERE id::text = $1", made)
    assert {name for name, _ in named(site, token, made)} == {"Turn 5"}


def test_what_is_kept_of_one_nobody_else_is_told(site):
    """Whoever is in no team of theirs does not get the answer of who may read, by any process."""
    home = sql(site.environ, "SELECT team_id FROM users WHERE email = 'member@start.example'")
    made = "INSERT INTO teams (id, name, created_at) VALUES ($1, 'Others', now())"
    sql(site.environ, made, ELSEWHERE)
    sql(site.environ, MOVE, ELSEWHERE)
    lead = site.log_in(0, "lead", address="127.0.0.11").json()["access_token"]
    member = site.log_in(1, "member", address="127.0.0.11").json()["access_token"]
    made = site.ask(0, "/projects", lead, json={"name": "Secret"}).json()["id"]
    assert len(named(site, lead, made)) == PROCESSES
    told = [site.ask(n, f"/projects/{made}", member, method="GET") for n in range(PROCESSES)]
    assert [answer.status_code for answer in told] == [404] * PROCESSES
    sql(site.environ, MOVE, home)


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


def test_a_key_shown_to_two_at_once_is_used_once(site):
    """One of the processes makes the task; the other waits for it and gives its answer."""
    token = site.log_in(0, "lead", address="127.0.0.7").json()["access_token"]
    body = task_of(site, token, "Twins")

    def create(number: int) -> httpx2.Response:
        return site.ask(number, "/tasks", token, json=body, key="twins")

    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(create, (0, 1, 2)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert site.rows("Twins") == 1


@contextmanager
def one_more(backend: Path, site: Site) -> Iterator[Upstream]:
    """Start a process that may die."""
    with served(backend, site.environ) as (process, url):
        wait_for(url)
        yield process, url


def through(url: str, token: str, body: dict[str, Any], key: str) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    return httpx2.post(f"{url}/api/v1/tasks", json=body, headers=headers, timeout=30)


def test_what_a_process_did_before_it_was_killed_is_not_done_again(backend, site):
    """It dies between its commit and its answer; the next one has the answer, and not a task more."""
    token = site.log_in(0, "lead", address="127.0.0.8").json()["access_token"]
    body = task_of(site, token, "Done and killed")
    with (
        one_more(backend, site) as victim,
        balanced([victim, *site.upstreams], lost=[victim[0]]) as url,
    ):
        answer = through(url, token, body, "done")
    assert victim[0].returncode == -signal.SIGKILL
    assert (answer.status_code, answer.headers["Idempotency-Replayed"]) == (201, "true")
    assert site.rows("Done and killed") == 1
    assert (
        sql(site.environ, "SELECT id::text FROM tasks WHERE title = $1", body["title"])
        == (answer.json()["id"])
    )


def test_what_a_process_had_not_done_when_it_was_killed_is_done_by_the_next(backend, site):
    """It dies within its transaction, and lets go of the key."""
    token = site.log_in(0, "lead", address="127.0.0.9").json()["access_token"]
    body = task_of(site, token, "Killed at work")
    with (
        one_more(backend, site) as victim,
        balanced([victim, *site.upstreams]) as url,
        ThreadPoolExecutor() as pool,
    ):
        with held(site.environ, body["project_id"]):
            sent = pool.submit(through, url, token, body, "at-work")
            wait_until_held_up(site.environ, 1)
            victim[0].send_signal(signal.SIGKILL)
            wait_until_held_up(site.environ, 2)
        answer = sent.result()
    assert answer.status_code == 201, answer.text
    assert "Idempotency-Replayed" not in answer.headers
    assert site.rows("Killed at work") == 1


@contextmanager
def held(environ: dict[str, str], project: str) -> Iterator[None]:
    """Let nobody add to a project meanwhile."""
    release, is_held = Event(), Event()

    async def hold() -> None:
        connection = await asyncpg.connect(address_of(environ))
        async with connection.transaction():
            await connection.execute("SELECT FROM projects WHERE id = $1 FOR UPDATE", project)
            is_held.set()
            await asyncio.to_thread(release.wait)
        await connection.close()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(asyncio.run, hold())
        try:
            assert is_held.wait(20)
            yield
        finally:
            release.set()
            holding.result()


def wait_until_held_up(environ: dict[str, str], count: int) -> None:
    """Wait until so many transactions wait for another one."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    deadline_s = time.monotonic() + 20
    while sql(environ, waiting) < count:
        assert time.monotonic() < deadline_s, "nobody waits"
        time.sleep(0.05)


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
