"""Many callers at once on a running backend: what they get, how long it takes, what it uses.

    make load                                      the example
    DOCUMENTS=app/design make load                 other documents
    CALLERS=200 DURATION_S=60 make load            so many connections, so long

Uvicorn with one process, PostgreSQL and Valkey run as in the tests. Each caller has an account and an
address of its own, signs in with a password that is hashed as in a deployment, and reads, creates,
changes and moves rows, as its role may. First with the rate limits of the plan, then without, so
that the backend has to do all that is asked. It fails (exit code 1) if any answer is an error but a
declared 429 or one of two callers who want the same row, if memory grows between the middle and the
end, or if there are more connections to the database than the pool has.
"""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx2
from backends import Serving, built, documents, serving
from traffic import KINDS, Api, Call, Rows

from luke_cli.proof.servers import postgres, valkey

CALLERS = int(os.environ.get("CALLERS", "200"))
DURATION_S = float(os.environ.get("DURATION_S", "60"))
POOL = 10
SETTINGS = {
    "APP_DATABASE_POOL_SIZE": str(POOL),
    "APP_MFA_ENFORCED": "false",
    "APP_LOG_REQUESTS": "false",
}
AT_ONCE = 8
"""How many sign in at the same time before all of them call."""
RACES = {404, 409, 412}
"""What one of two callers gets who want the same row."""
FLAT = 1.05
"""What memory may be at the end, as a multiple of what it was in the middle."""


@dataclass
class Measured:
    """What was seen while the callers called."""

    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    """What must not be, and how often it was."""
    times_s: list[float] = field(default_factory=list)
    """Of the answers that are no refusals by a rate limit."""
    memory_mib: list[float] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)

    def note(self, call: str, answer: httpx2.Response, took_s: float) -> None:
        status = answer.status_code
        self.statuses[status] += 1
        if status != 429:
            self.times_s.append(took_s)
        if status == 429 and "Retry-After" in answer.headers:
            return
        if not (status < 400 or status in RACES):
            self.errors[f"{call}: {status} {answer.text[:200]}"] += 1

    def growth(self) -> float:
        """Return the memory of the last fifth as a multiple of that in the middle.

        The least of each counts: a password that is being hashed takes much, for a moment.
        """
        fifth = max(1, len(self.memory_mib) // 5)
        middle = self.memory_mib[2 * fifth : 3 * fifth] or self.memory_mib
        return min(self.memory_mib[-fifth:]) / min(middle)

    def faults(self) -> Iterator[str]:
        """Yield what is wrong."""
        for told, count in self.errors.most_common(10):
            yield f"{count} x {told}"
        if self.growth() > FLAT:
            yield f"memory grows: {self.growth():.2f} of what it was in the middle"
        if max(self.connections, default=0) > POOL:
            yield f"{max(self.connections)} connections, the pool has {POOL}"

    def told(self) -> Iterator[str]:
        """Yield the figures."""
        counts = ", ".join(f"{count} x {status}" for status, count in sorted(self.statuses.items()))
        yield f"{self.statuses.total()} requests in {DURATION_S:.0f} s: {counts}"
        if len(self.times_s) > 1:
            cuts = statistics.quantiles(self.times_s, n=100)
            yield "p50 {:.0f} ms, p95 {:.0f} ms, p99 {:.0f} ms".format(
                *(cuts[percent - 1] * 1_000 for percent in (50, 95, 99))
            )
        memory = self.memory_mib
        yield (
            f"memory {memory[0]:.0f} MiB at the start, {memory[len(memory) // 2]:.0f} in the middle, "
            f"{memory[-1]:.0f} at the end"
        )
        yield f"connections to the database: at most {max(self.connections)}, the pool has {POOL}"


class Caller:
    """Somebody with an account, an address and a connection."""

    def __init__(self, api: Api, url: str, name: str, number: int, rows: Rows) -> None:
        self._api = api
        self._name = name
        self._rows = rows
        self.role = name.partition("-")[0]
        address = f"10.1.{number // 250}.{number % 250 + 1}"
        self._client = httpx2.AsyncClient(
            base_url=url, headers={"X-Forwarded-For": address}, timeout=60
        )

    async def login(self) -> httpx2.Response:
        """Sign in; what is sent from now on says so."""
        body = self._api.credentials(self._name)
        answer = await self._client.post(self._api.login, json=body)
        if answer.is_success:
            token = answer.json()["access_token"]
            self._client.headers["Authorization"] = f"Bearer {token}"
        return answer

    async def send(self, call: Call) -> httpx2.Response | None:
        """Send one request; None if there is no row that it could be about."""
        path = call.path
        if "{" in path:
            key = self._rows.key(call)
            if key is None:
                return None
            first, _, rest = path.partition("/{")
            path = f"{first}/{key}{rest.partition('}')[2]}"
        headers = {}
        if call.is_versioned:
            found = await self._client.get(path)
            headers["If-Match"] = found.headers.get("ETag", '"0"')
        answer = await self._client.request(
            call.method,
            path,
            params={name: self._api.value(of, name, self._rows) for name, of in call.query},
            json=call.body and self._api.value(call.body, "", self._rows),
            headers=headers,
        )
        if answer.is_success and answer.content and "json" in answer.headers["Content-Type"]:
            self._rows.note(call, answer.json())
        return answer

    async def close(self) -> None:
        await self._client.aclose()


async def rehearsed(caller: Caller, api: Api) -> dict[str, list[Call]]:
    """Return what works as a role, by kind: each operation is tried, what others need first."""
    works: dict[str, dict[str, Call]] = {kind: {} for kind in KINDS}
    for _ in range(4):
        for kind, known in works.items():
            for call in (one for one in api.calls if one.kind == kind):
                answer = await caller.send(call)
                if answer is not None and answer.is_success:
                    known[str(call)] = call
    return {kind: list(known.values()) for kind, known in works.items() if known}


async def calling(
    caller: Caller, mix: dict[str, list[Call]], until_s: float, seen: Measured
) -> None:
    """Send one request after the other; sign in again now and then."""
    kinds = list(mix)
    weights = [KINDS[kind] for kind in kinds]
    while time.monotonic() < until_s:
        is_login = random.random() < 0.002  # noqa: S311
        (kind,) = random.choices(kinds, weights)  # noqa: S311
        call = random.choice(mix[kind])  # noqa: S311
        began_s = time.monotonic()
        try:
            answer = await (caller.login() if is_login else caller.send(call))
        except httpx2.HTTPError as error:
            seen.errors[f"{call}: {error!r}"] += 1
            continue
        if answer is not None:
            seen.note("login" if is_login else str(call), answer, time.monotonic() - began_s)
            if answer.status_code == 429:
                await asyncio.sleep(0.5)
        else:
            await asyncio.sleep(0)


async def watching(process: int, database: asyncpg.Connection, seen: Measured) -> None:
    """Note the memory and the connections twice a second."""
    while True:
        seen.memory_mib.append(memory_mib(process))
        count = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
        seen.connections.append(await database.fetchval(f"{count} and pid <> pg_backend_pid()"))
        await asyncio.sleep(0.5)


def memory_mib(process: int) -> float:
    """Return what a process holds of the memory of the machine."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if "VmRSS" in line)) / 1024


async def accounts(database: asyncpg.Connection, api: Api, names: list[str]) -> list[str]:
    """Make as many accounts as there are callers, like those of the seed; return their names."""
    column = api.login_name
    table = await database.fetchval(
        "select min(one.table_name) from information_schema.columns one"
        " join information_schema.columns other using (table_name)"
        " where one.column_name = 'password_hash' and other.column_name = $1",
        column,
    )
    serial = await database.fetchval("select pg_get_serial_sequence($1, 'id')", table)
    key = f"nextval('{serial}')" if serial else "gen_random_uuid()"
    each = -(-CALLERS // len(names))
    await database.execute(  # every name is one of the schema
        f"insert into {table} select (jsonb_populate_record(old, jsonb_build_object("  # noqa: S608
        f"'id', {key}, '{column}', replace(old.{column}, '@', '-' || n || '@')))).*"
        f" from {table} old, generate_series(1, {each}) n"
    )
    made = [name.replace("@", f"-{number}@") for number in range(1, each + 1) for name in names]
    return made[:CALLERS]


async def measured(server: Serving, database: str) -> Measured:
    """Let all callers sign in, rehearse and call."""
    async with httpx2.AsyncClient() as client:
        api = Api((await client.get(f"{server.url}/openapi.json")).json())
    connection = await asyncpg.connect(f"postgresql://postgres@{database}/postgres")
    names = await accounts(connection, api, server.names)
    rows = Rows()
    callers = [Caller(api, server.url, name, at, rows) for at, name in enumerate(names)]
    seen = Measured()
    watch = asyncio.create_task(watching(server.process, connection, seen))
    turns = asyncio.Semaphore(AT_ONCE)

    async def login(caller: Caller) -> None:
        async with turns:
            (await caller.login()).raise_for_status()

    await asyncio.gather(*map(login, callers))
    mixes = {}
    for caller in callers:
        if caller.role not in mixes:
            mixes[caller.role] = await rehearsed(caller, api)
    called = {str(call) for mix in mixes.values() for calls in mix.values() for call in calls}
    never = [str(call) for call in api.calls if str(call) not in called]
    print(f"  {len(called)} operations are called; no role could: {', '.join(never) or '-'}")
    seen.memory_mib.clear()
    until_s = time.monotonic() + DURATION_S
    await asyncio.gather(*(calling(one, mixes[one.role], until_s, seen) for one in callers))
    watch.cancel()
    with suppress(asyncio.CancelledError):
        await watch
    for caller in callers:
        await caller.close()
    await connection.close()
    return seen


def main() -> int:
    faults = 0
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        backend = built(scratch / "project", documents())
        windows = stack.enter_context(valkey())
        for limits in ("true", "false"):
            print(f"{CALLERS} callers, rate limits: {limits}", flush=True)
            more = {"APP_RATE_LIMITS": limits, "APP_REDIS_URL": f"redis://{windows}/0"}
            with postgres() as database, serving(backend, database, SETTINGS | more) as server:
                seen = asyncio.run(measured(server, database))
            for line in seen.told():
                print(f"  {line}")
            for line in seen.faults():
                faults += 1
                print(f"  fails: {line}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
