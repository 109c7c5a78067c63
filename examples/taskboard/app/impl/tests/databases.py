"""Databases for tests: one is migrated and settled once, every test works on a copy of it.

SQLite by default. `TEST_DATABASE_URL=postgresql+asyncpg://user@host:port/name_test` uses a server;
only databases whose names end in `_test` are ever made, changed or dropped.
"""

import os
import shutil
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import takewhile
from pathlib import Path
from typing import Protocol

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

_CONFIG = Path(__file__).parents[1] / "alembic.ini"


class Databases(Protocol):
    """Somewhere to make databases."""

    @property
    def template(self) -> str:
        """The URL of the database that all others are copies of."""

    def copy(self, name: str, *, of: str = "template") -> AbstractAsyncContextManager[str]:
        """Open a copy of the template, or of another copy of it; it is gone afterwards."""


class SqliteDatabases:
    """Databases that are files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.template = self._url("template")

    def _url(self, name: str) -> str:
        return f"sqlite+aiosqlite:///{self._folder / name}.db"

    @asynccontextmanager
    async def copy(self, name: str, *, of: str = "template") -> AsyncGenerator[str]:
        """Copy the file."""
        path = self._folder / f"{name}.db"
        shutil.copyfile(self._folder / f"{of}.db", path)
        yield self._url(name)
        path.unlink()


class PostgresDatabases:
    """Databases on one server, copied with CREATE DATABASE ... TEMPLATE."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._prefix = (url.database or "").removesuffix("_test")
        self._server = create_async_engine(
            self._address("postgres"), isolation_level="AUTOCOMMIT", pool_size=1
        )
        self.template = self._address(self._name("template"))

    def _name(self, name: str) -> str:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        return f"{self._prefix}_{worker}_{name}_test"

    def _address(self, database: str) -> str:
        return self._url.set(database=database).render_as_string(hide_password=False)

    @asynccontextmanager
    async def copy(self, name: str, *, of: str = "template") -> AsyncGenerator[str]:
        """Copy it on the server."""
        await self.create(self._name(name), of=self._name(of))
        yield self._address(self._name(name))
        await self.drop(self._name(name))

    @asynccontextmanager
    async def opened(self) -> AsyncGenerator["PostgresDatabases"]:
        """Make an empty template; it is gone afterwards."""
        await self.create(self._name("template"), of="template0")
        yield self
        await self.drop(self._name("template"))
        await self._server.dispose()

    async def create(self, name: str, *, of: str) -> None:
        """Make a database; one that a broken run left behind is replaced."""
        await self._run(_dropped(name), f'CREATE DATABASE "{name}" TEMPLATE "{of}"')

    async def drop(self, name: str) -> None:
        """Drop a database of these tests."""
        await self._run(_dropped(name))

    async def _run(self, *statements: str) -> None:
        async with self._server.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))


def _dropped(name: str) -> str:
    if not name.endswith("_test"):
        raise ValueError(f"{name} does not end in _test")
    return f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'


@asynccontextmanager
async def open_databases(folder: Path) -> AsyncGenerator[Databases]:
    """Open what the environment asks for; the template is still empty."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if not given:
        yield SqliteDatabases(folder)
        return
    url = make_url(given)
    if url.drivername != "postgresql+asyncpg" or not (url.database or "").endswith("_test"):
        raise ValueError("TEST_DATABASE_URL must be postgresql+asyncpg://... and end in _test")
    async with PostgresDatabases(url).opened() as databases:
        yield databases


def migrate(connection: Connection, revision: str = "head") -> None:
    """Move a database to a revision: `head`, `base`, or `-1` and `+1` from where it is."""
    config = Config(_CONFIG)
    config.attributes["connection"] = connection
    is_back = revision == "base" or revision.startswith("-")
    (command.downgrade if is_back else command.upgrade)(config, revision)


def steps_back() -> int:
    """Return how many revisions go back one at a time: down to where two branches were joined."""
    script = ScriptDirectory.from_config(Config(_CONFIG))
    return len(list(takewhile(lambda one: not one.is_merge_point, script.walk_revisions())))


def engine_of(url: str) -> AsyncEngine:
    """Return an engine that keeps no connection open."""
    return create_async_engine(url, poolclass=NullPool)
