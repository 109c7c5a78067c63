"""One application a run, on a copy of the settled database: a new copy after a test that wrote."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import ColumnElement, Executable, event, insert, select

from backend.main import create_app, equip
from backend.security import Security
from backend.settings import Settings
from tests import world
from tests.databases import Databases, engine_of, migrate, open_databases

SETTINGS = Settings(
    jwt_secret="only for tests, at least 32 bytes long",
    argon2_memory_kib=32,
    argon2_passes=1,
    principal_cache_seconds=0,
    log_requests=False,
    database_pool_size=4,
    rate_limits=False,
)
Login = Callable[[str], AsyncClient]


class Stage:
    """The application, and the copy of the database that it works on."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self.app = create_app(SETTINGS)
        self._databases = databases
        self._folder = folder
        self._settings = SETTINGS.model_copy(update={"upload_folder": str(folder)})
        self._copy = AsyncExitStack()
        self._written = True

    async def set_up(self) -> FastAPI:
        """Give the application a settled database."""
        if self._written:
            await self.clear()
            url = await self._copy.enter_async_context(self._databases.copy("copy"))
            equip(self.app, self._settings.model_copy(update={"database_url": url}))
            engine = self.app.state.database.engine.sync_engine
            event.listen(engine, "before_cursor_execute", self._watch)
            self._copy.push_async_callback(self.app.state.database.close)
            for path in map(self._folder.joinpath, world.files()):
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(b"a file of the world")
            self._written = False
        return self.app

    async def clear(self) -> None:
        """Drop the copy."""
        await self._copy.aclose()

    def _watch(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self._written = self._written or not statement.startswith("SELECT")


async def fetch(app: FastAPI, statement: Executable) -> list[tuple[Any, ...]]:
    """Look into the database behind the back of the application."""
    async with app.state.database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(statement)]


@contextmanager
def statements(app: FastAPI) -> Iterator[list[str]]:
    """Gather what is asked of the database meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    engine = app.state.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


async def execute(app: FastAPI, statement: Executable) -> None:
    """Change the database behind the back of the application."""
    async with app.state.database.engine.begin() as connection:
        await connection.execute(statement)


async def copy_row(
    app: FastAPI, model: type[Any], row: ColumnElement[bool], values: Mapping[str, object]
) -> None:
    """Add a row that is like another one but for some values."""
    columns = model.__table__.columns
    (found,) = await fetch(app, select(columns).where(row))
    copied = dict(zip(columns.keys(), found, strict=True))
    await execute(app, insert(model).values({**copied, **values}))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
async def databases(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Databases]:
    """Open a settled template, and a copy of what it was before: `empty` has tables alone."""
    async with open_databases(tmp_path_factory.mktemp("databases")) as databases:
        engine = engine_of(databases.template)
        async with engine.begin() as connection:
            await connection.run_sync(migrate)
        async with databases.copy("empty"):
            password_hash = await Security(SETTINGS).hash_password(world.PASSWORD)
            async with engine.begin() as connection:
                await world.settle(connection, password_hash)
            await engine.dispose()
            yield databases


@pytest.fixture(scope="session")
async def stage(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Stage]:
    stage = Stage(databases, tmp_path_factory.mktemp("uploads"))
    yield stage
    await stage.clear()


@pytest.fixture
async def app(stage: Stage) -> FastAPI:
    return await stage.set_up()


@pytest.fixture
def remembered(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Remember principals, as a deployment does: what this process ends is noticed at once."""
    principals = app.state.principals
    monkeypatch.setattr(principals, "_seconds", 60.0)
    yield
    principals.clear()


@asynccontextmanager
async def client_of(app: FastAPI) -> AsyncGenerator[AsyncClient]:
    """Open a client without a token."""
    async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
        yield client


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """Return a client without a token."""
    async with client_of(app) as client:
        yield client


@pytest.fixture
async def as_(app: FastAPI) -> AsyncIterator[Login]:
    """Return clients by the name of the caller: `as_("member")`."""
    async with AsyncExitStack() as clients:
        opened = {name: await clients.enter_async_context(client_of(app)) for name in world.PEOPLE}

        def login(name: str) -> AsyncClient:
            token = app.state.security.sign(world.key(f"login of {name}"))
            opened[name].headers["Authorization"] = f"Bearer {token}"
            return opened[name]

        yield login
