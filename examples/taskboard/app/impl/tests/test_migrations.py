"""The schema: migrations lead to the models, there and back."""

from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, select, table

from backend.models import metadata
from tests.databases import Databases, engine_of, migrate, steps_back

# Of SQLite, which has no index of words.
pytestmark = pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified")


def _comparable(connection: Connection) -> Callable[..., bool]:
    # SQLite does not tell which column of an index descends: PostgreSQL does.
    skipped = "index" if connection.dialect.name == "sqlite" else ""
    return lambda _object, _name, kind, *_: kind != skipped


def _differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "include_object": _comparable(connection)}
    context = MigrationContext.configure(connection, opts=options)
    differences: list[object] = compare_metadata(context, metadata)
    return differences


def _rows(connection: Connection) -> dict[str, int]:
    """Count the rows of every table."""
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in _tables(connection)
        if name != "alembic_version"
    }


def _tables(connection: Connection) -> list[str]:
    return sorted(inspect(connection).get_table_names())


async def test_migrations_lead_to_the_models(databases: Databases) -> None:
    async with databases.copy("migrated") as url:
        engine = engine_of(url)
        async with engine.begin() as connection:
            assert await connection.run_sync(_differences) == []
        await engine.dispose()


async def test_migrations_go_back_and_forth(databases: Databases) -> None:
    async with databases.copy("migrated") as url:
        engine = engine_of(url)
        async with engine.begin() as connection:
            before = await connection.run_sync(_tables)
            await connection.run_sync(migrate, "base")
            assert await connection.run_sync(_tables) == ["alembic_version"]
            await connection.run_sync(migrate)
            assert await connection.run_sync(_tables) == before
            assert await connection.run_sync(_differences) == []
        await engine.dispose()


async def test_each_revision_keeps_the_rows(databases: Databases) -> None:
    async with databases.copy("migrated") as url:
        engine = engine_of(url)
        async with engine.begin() as connection:
            for _ in range(steps_back()):
                there = await connection.run_sync(_rows)
                await connection.run_sync(migrate, "-1")
                earlier = await connection.run_sync(_rows)
                assert all(earlier[name] == there[name] for name in there.keys() & earlier)
                await connection.run_sync(migrate, "+1")
                later = await connection.run_sync(_rows)
                assert all(later[name] == earlier[name] for name in earlier.keys() & later)
                await connection.run_sync(migrate, "-1")
        await engine.dispose()
