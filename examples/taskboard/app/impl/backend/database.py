"""The database: what every table has in common, and the two ways to talk to it.

Queries are SQLAlchemy Core on a connection. The classes in `*/model.py` declare the tables; no
unit of work, lazy load or identity map stands between a service and its SQL.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, TypeAdapter
from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Dialect,
    Enum,
    Executable,
    MetaData,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.types import TypeDecorator
from sqlalchemy.util import greenlet_spawn

from backend.errors import NotFoundError
from backend.search import ON_SQLITE
from backend.settings import Settings

Schema = TypeVar("Schema", bound=BaseModel)
Parameters = Mapping[str, Any]


class _SqliteDateTime(TypeDecorator[datetime]):
    """An aware datetime on SQLite, which forgets the zone."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Store UTC."""
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        """Give the zone back."""
        return value and value.replace(tzinfo=UTC)


UTC_DATETIME: Final = DateTime(timezone=True).with_variant(_SqliteDateTime(), "sqlite")
BATCH_ROWS: Final = 500
JSON_VALUE: Final = JSON().with_variant(JSONB(), "postgresql")


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def choice(kind: type[StrEnum]) -> Enum:
    """Return the column type of an enum: text with a check, which migrates both ways."""
    return Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=max(32, *(len(member.value) for member in kind)),
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The base of all tables; constraints have names so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Source(ABC):
    """Something that runs statements and returns their rows as schemas."""

    @abstractmethod
    async def rows(self, statement: Executable, parameters: Parameters) -> list[dict[str, Any]]:
        """Run `statement` and return its rows."""

    async def all(
        self, schema: type[Schema], statement: Executable, parameters: Parameters
    ) -> list[Schema]:
        """Run `statement` and return all that it finds."""
        return list_of(schema).validate_python(await self.rows(statement, parameters))

    async def optional(
        self, schema: type[Schema], statement: Executable, parameters: Parameters
    ) -> Schema | None:
        """Run `statement` and return what it finds, if anything."""
        found = await self.all(schema, statement, parameters)
        return found[0] if found else None

    async def one(
        self, schema: type[Schema], statement: Executable, parameters: Parameters
    ) -> Schema:
        """Run `statement` and return what it finds; nothing found is the answer 404."""
        found = await self.optional(schema, statement, parameters)
        if found is None:
            raise NotFoundError
        return found

    async def need(self, statement: Executable, parameters: Parameters) -> None:
        """Go on only if `statement` finds a row; nothing found is the answer 404."""
        if not await self.rows(statement, parameters):
            raise NotFoundError


class Queries(Source):
    """Runs queries, each on a connection of its own.

    In autocommit: one SELECT sees one snapshot anyway, and BEGIN and ROLLBACK are two round trips.
    In one greenlet: `AsyncConnection` starts one to connect, one to execute and one to close.
    """

    def __init__(self, engine: AsyncEngine, turns: asyncio.Semaphore) -> None:
        self._turns = turns
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT").sync_engine
        self._streams = engine

    async def rows(self, statement: Executable, parameters: Parameters) -> list[dict[str, Any]]:
        """Run a query and return its rows."""
        async with self._turns:
            return await greenlet_spawn(self._rows, statement, parameters)

    def _rows(self, statement: Executable, parameters: Parameters) -> list[dict[str, Any]]:
        with self._engine.connect() as connection:
            return _dicts(connection.execute(statement, parameters))

    async def batches(
        self, statement: Executable, parameters: Parameters
    ) -> AsyncGenerator[list[dict[str, Any]]]:
        """Run a query and yield its rows a batch at a time; all of them are of one moment."""
        # A cursor of the server lives as long as its transaction: this is no autocommit.
        async with self._turns, self._streams.connect() as connection:
            options = {"yield_per": BATCH_ROWS}
            result = await connection.stream(statement, parameters, execution_options=options)
            columns = tuple(result.keys())
            async for rows in result.partitions():
                yield [dict(zip(columns, row, strict=True)) for row in rows]


class Transaction(Source):
    """Runs statements that all happen, or none of them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rows(self, statement: Executable, parameters: Parameters) -> list[dict[str, Any]]:
        """Run a statement and return its rows."""
        return _dicts(await self._connection.execute(statement, parameters))

    async def run(self, statement: Executable, parameters: Parameters) -> int:
        """Run a statement and return how many rows it touched."""
        return (await self._connection.execute(statement, parameters)).rowcount

    async def change(self, statement: Executable, parameters: Parameters) -> None:
        """Run a statement that changes a row; nothing to change is the answer 404."""
        if not await self.run(statement, parameters):
            raise NotFoundError


class Database:
    """The pool of connections."""

    def __init__(self, settings: Settings) -> None:
        if settings.database_url.startswith("sqlite"):
            self.engine = create_async_engine(settings.database_url, hide_parameters=True)
            event.listen(self.engine.sync_engine, "connect", _prepare_sqlite)
        else:
            self.engine = create_async_engine(
                settings.database_url,
                hide_parameters=True,  # an error is logged, and what was to be stored is not
                pool_size=settings.database_pool_size,
                max_overflow=0,
            )
        # The pool gives a connection to whoever comes while another waits, who may wait for ever.
        self._turns = asyncio.Semaphore(settings.database_pool_size)
        self.queries = Queries(self.engine, self._turns)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        """Open a transaction; it is committed at the end of the block."""
        async with self._turns, self.engine.begin() as connection:
            yield Transaction(connection)

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def columns_of(model: type[Base], schema: type[BaseModel]) -> list[InstrumentedAttribute[Any]]:
    """Return the columns that a schema shows, in its order."""
    return [getattr(model, name) for name in schema.model_fields]


def _prepare_sqlite(connection: Any, _: object) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "busy_timeout = 5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    for name, function in ON_SQLITE.items():
        connection.create_function(
            name, function.__code__.co_argcount, function, deterministic=True
        )


def _dicts(result: CursorResult[Any]) -> list[dict[str, Any]]:
    # Pydantic reads a plain dict three times as fast as a Row or its mapping.
    columns = tuple(result.keys())
    return [dict(zip(columns, row, strict=True)) for row in result.all()]


@cache
def list_of(schema: type[Schema]) -> TypeAdapter[list[Schema]]:
    """Return what makes a list of schemas of rows."""
    return TypeAdapter(list[schema])  # type: ignore[valid-type]


async def _queries(request: Request) -> Queries:
    queries: Queries = request.app.state.database.queries
    return queries


async def _transaction(request: Request) -> AsyncGenerator[Transaction]:
    async with request.app.state.database.transaction() as transaction:
        yield transaction


QueriesDep = Annotated[Queries, Depends(_queries)]
# Function scope: committed, and the connection returned, before the answer leaves. A failed commit
# is still an error, and a slow client holds no connection.
TransactionDep = Annotated[Transaction, Depends(_transaction, scope="function")]
