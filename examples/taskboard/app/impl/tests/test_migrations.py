"""The schema: migrations lead to the models, there and back."""

from collections.abc import Callable

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from backend.models import metadata
from tests.databases import Databases, engine_of, migrate


def _comparable(connection: Connection) -> Callable[..., bool]:
    # SQLite does not tell which column of an index descends: PostgreSQL does.
    skipped = "index" if connection.dialect.name == "sqlite" else ""
    return lambda _object, _name, kind, *_: kind != skipped


def _differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "include_object": _comparable(connection)}
    context = MigrationContext.configure(connection, opts=options)
    differences: list[object] = compare_metadata(context, metadata)
    return differences


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
