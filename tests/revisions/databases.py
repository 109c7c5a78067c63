"""Databases that revisions are run on, and what is in them then."""

import asyncio
import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from luke_cli.backend.revisions.history import history_of
from luke_cli.backend.revisions.values import Files, Revised
from luke_cli.backend.schema.conditions import bound_of, values_of
from luke_cli.backend.schema.kinds import Family, sort_of
from luke_cli.backend.schema.values import Column, Kind, Schema, Table
from luke_cli.templating import render

ENVIRONMENT = """
from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, render_as_batch=connection.dialect.name == "sqlite"
)
with context.begin_transaction():
    context.run_migrations()
"""
Rows = dict[str, list[dict[str, Any]]]


def written(revised: Revised) -> dict[str, str]:
    """Return the revisions as files, the next one included."""
    kept = dict(revised.kept)
    if revised.next is not None:
        template = "impl/migrations/versions/_revision_.py.j2"
        kept[revised.next.path] = render(template, revision=revised.next)
    return kept


def files_of(texts: Mapping[str, str]) -> Files:
    """Return revisions that stand as luke wrote them."""
    return Files(dict(texts), {path: (text,) for path, text in texts.items()})


def schema_of_files(texts: Mapping[str, str]) -> Schema:
    history = history_of(files_of(texts))
    assert history.troubles == ()
    return history.schema


@dataclass(frozen=True)
class Database:
    """A database of its own."""

    url: str
    folder: Path

    def run(self, work: Callable[[sa.Connection], Any]) -> Any:
        """Do something within a transaction."""
        if self.url.startswith("sqlite"):
            engine = sa.create_engine(self.url, poolclass=sa.NullPool)
            with engine.begin() as connection:
                return work(connection)

        async def go() -> Any:
            engine = create_async_engine(self.url, poolclass=NullPool)
            try:
                async with engine.begin() as connection:
                    return await connection.run_sync(work)
            finally:
                await engine.dispose()

        return asyncio.run(go())

    def move(self, texts: Mapping[str, str], to: str = "head") -> None:
        """Bring the database to a revision, with Alembic: `head`, `base`, `-1`."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "versions").mkdir(parents=True)
        (self.folder / "env.py").write_text(ENVIRONMENT, encoding="utf-8")
        for path, text in texts.items():
            (self.folder / "versions" / Path(path).name).write_text(text, encoding="utf-8")
        config = Config()
        config.set_main_option("script_location", str(self.folder))
        config.set_main_option("path_separator", "os")
        step = command.downgrade if to == "base" or to.startswith("-") else command.upgrade

        def go(connection: sa.Connection) -> None:
            config.attributes["connection"] = connection
            step(config, to)
            if connection.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                assert broken == []

        self.run(go)

    def clear(self) -> None:
        """Drop everything that is in it."""

        def go(connection: sa.Connection) -> None:
            known = sa.MetaData()
            known.reflect(connection)
            known.drop_all(connection)

        self.run(go)

    def described(self) -> dict[str, Any]:
        """Return the schema, as the database tells it."""
        return self.run(_described)

    def rows(self) -> Rows:
        """Return every row of every table."""
        return self.run(_rows)

    def insert(self, schema: Schema, nth: int) -> None:
        """Put a row into every table; rows of other numbers have other values."""

        def go(connection: sa.Connection) -> None:
            for table in _in_order(schema):
                connection.execute(_core(table).insert().values(_row(schema, table, nth)))

        self.run(go)


@contextmanager
def sqlite_database(folder: Path) -> Iterator[Database]:
    """Open an empty file."""
    path = folder / "rows.db"
    path.unlink(missing_ok=True)
    yield Database(f"sqlite:///{path}", folder / "revisions")
    path.unlink(missing_ok=True)


@contextmanager
def postgres_database(address: str, folder: Path, name: str = "revised") -> Iterator[Database]:
    """Open an empty database on a server."""
    server = Database(f"postgresql+asyncpg://postgres@{address}/postgres", folder)

    def run(statement: str) -> None:
        async def go() -> None:
            engine = create_async_engine(
                server.url, isolation_level="AUTOCOMMIT", poolclass=NullPool
            )
            async with engine.connect() as connection:
                await connection.execute(sa.text(statement))
            await engine.dispose()

        asyncio.run(go())

    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run(f"CREATE DATABASE {name}")
    yield Database(f"postgresql+asyncpg://postgres@{address}/{name}", folder / "revisions")
    run(f"DROP DATABASE {name} WITH (FORCE)")


def _described(connection: sa.Connection) -> dict[str, Any]:
    inspector = sa.inspect(connection)
    names = [name for name in inspector.get_table_names() if name != "alembic_version"]
    found = {}
    for name in sorted(names):
        columns = {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)}
        keys = inspector.get_foreign_keys(name)
        checks = inspector.get_check_constraints(name)
        uniques = inspector.get_unique_constraints(name)
        found[name] = {
            "columns": columns,
            "key": _key(connection, name),
            "foreign": sorted(
                (
                    k["name"],
                    k["constrained_columns"],
                    k["referred_table"],
                    k["referred_columns"],
                    k["options"].get("ondelete"),
                )
                for k in keys
            ),
            "checks": sorted((c["name"], c["sqltext"]) for c in checks),
            "uniques": sorted((u["name"], u["column_names"]) for u in uniques),
            "indexes": _indexes(connection, name),
        }
    return found


def _indexes(connection: sa.Connection, table: str) -> list[str]:
    if connection.dialect.name == "sqlite":
        asked = (
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name = :name"
        )
    else:
        asked = "SELECT indexdef FROM pg_indexes WHERE tablename = :name"
    found = connection.execute(sa.text(asked), {"name": table}).scalars()
    return sorted(sql.replace('"', "") for sql in found)


def _key(connection: sa.Connection, table: str) -> list[str]:
    """Return the columns of a primary key behind its name; SQLite has no use for that."""
    key = sa.inspect(connection).get_pk_constraint(table)
    name = "" if connection.dialect.name == "sqlite" else key["name"]
    return [name, *key["constrained_columns"]]


def _rows(connection: sa.Connection) -> Rows:
    names = sa.inspect(connection).get_table_names()
    return {
        name: [dict(r) for r in connection.execute(_all_of(name)).mappings()]
        for name in names
        if name != "alembic_version"
    }


def _in_order(schema: Schema) -> list[Table]:
    """Return the tables, those first that others point at."""
    ordered: list[Table] = []
    waiting = list(schema.tables)
    while waiting:
        names = {table.name for table in waiting}
        free = [t for t in waiting if not {c.target for c in t.constraints} & (names - {t.name})]
        ordered += free
        waiting = [table for table in waiting if table not in free]
    return ordered


def _all_of(table: str) -> sa.Select[Any]:
    return sa.select(sa.text("*")).select_from(sa.table(table))


def _core(table: Table) -> sa.TableClause:
    known = {"sa": sa, "postgresql": postgresql}
    columns = (sa.column(c.name, eval(c.type, known)) for c in table.columns)  # noqa: S307
    return sa.table(table.name, *columns)


def _row(schema: Schema, table: Table, nth: int) -> dict[str, Any]:
    return {column.name: _value(schema, table, column, nth) for column in table.columns}


def _value(schema: Schema, table: Table, column: Column, nth: int) -> Any:
    mine = [one for one in table.constraints if column.name in one.columns]
    for key in (one for one in mine if one.kind is Kind.FOREIGN):
        target = schema.table(key.target)
        column_there = target and target.column(key.keys[0])
        if target is None or target is table or column_there is None:
            return None
        return _value(schema, target, column_there, nth)
    checks = [one.condition for one in mine if one.kind is Kind.CHECK]
    for values in filter(None, map(values_of, checks)):
        return values[nth % len(values)]
    sort = sort_of(column.type)
    if sort.family in (Family.WHOLE, Family.DECIMAL, Family.FLOAT):
        return _number([b for c in checks if (b := bound_of(c))], nth, sort.family)
    return _plain(sort.family, sort.size, nth)


def _number(bounds: list[Any], nth: int, family: Family) -> Any:
    low = max((b for sign, b in bounds if sign[0] == ">"), default=None)
    high = min((b for sign, b in bounds if sign[0] == "<"), default=None)
    if low is not None and high is not None:
        value = low + 1 if nth % 2 else high - 1
    elif high is not None:
        value = high - 1 - nth
    else:
        value = (low or 0) + 1 + nth
    return float(value) if family is Family.FLOAT else int(value)


def _plain(family: Family, size: int, nth: int) -> Any:
    day = dt.date(2024, 1, 1) + dt.timedelta(days=nth)
    moment = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC) + dt.timedelta(days=nth)
    text = f"{nth} words of a text that is quite long, so that shorter columns cut it off"
    return {
        Family.TEXT: text[:size] if size else text,
        Family.BOOLEAN: nth % 2 == 1,
        Family.DATE: day,
        Family.TIME: dt.time(nth % 24, 30),
        Family.MOMENT: moment,
        Family.SPAN: dt.timedelta(minutes=nth),
        Family.UUID: UUID(int=nth + 1),
        Family.JSON: {"nth": nth},
        Family.BYTES: b"bytes %d" % nth,
    }[family]
