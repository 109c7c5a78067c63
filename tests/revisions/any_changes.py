"""A plan that changes again and again, and a database with rows that follows it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError

from luke_cli.backend.generate import revisions_of
from luke_cli.backend.revisions.read import read
from luke_cli.backend.revisions.values import Files
from luke_cli.backend.schema.steps import RenameTable
from luke_cli.backend.schema.values import Column, Constraint, Schema, Table
from luke_cli.spec.model import Spec
from tests.revisions.changes import FIRST, Change, agreed, text
from tests.revisions.databases import Database, Rows, schema_of_files, written


def play(changes: Sequence[Change], database: Database, fresh: Database) -> int:
    """Follow the changes of a plan in a database with rows; return how many there were to follow.

    After each: what is migrated is what a new database would be, no row is lost, every value stays
    whose column stays, and the way back leads to what was there.
    """
    spec, texts = FIRST, written(revisions_of(FIRST, Files()))
    database.move(texts)
    moved = 0
    for number, change in enumerate(changes):
        wanted = change.do(spec)
        revised = agreed(wanted, texts) if wanted else None
        if wanted is None or revised is None or revised.next is None:
            continue
        before = schema_of_files(texts)
        database.insert(before, 2 * number)
        database.insert(before, 2 * number + 1)
        there, described = database.rows(), database.described()
        now = written(revised)
        try:
            database.move(now)
        except IntegrityError:
            # Two rows have what is to be unique now: nothing has changed.
            assert any(one.code == "LK-S108" for one in revised.diagnostics)
            _alike(database.described(), described)
            assert _same(database.rows(), there)
            continue
        after = schema_of_files(now)
        renamed = names(now, texts)
        gone = {t.name for t in before.tables if not after.table(renamed.get(t.name, t.name))}
        _nothing_lost(there, database.rows(), before, after, renamed)
        wholly = _fresh(fresh, wanted)
        _alike(database.described(), wholly)
        database.move(now, "-1")
        _alike(database.described(), described)
        assert _as_many(there, database.rows(), gone)
        database.move(now)
        _alike(database.described(), wholly)
        spec, texts, moved = wanted, now, moved + 1
    database.move(texts, "base")
    assert database.described() == {}
    return moved


def _alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Hold two schemas to be the same, or show what they do not have in common."""
    unlike = [
        (table, what, mine, theirs)
        for table in sorted(one.keys() | other.keys())
        for what in ("columns", "key", "foreign", "checks", "uniques", "indexes")
        if (mine := one.get(table, {}).get(what)) != (theirs := other.get(table, {}).get(what))
    ]
    assert unlike == [], unlike


def _as_many(before: Rows, after: Rows, gone: set[str]) -> bool:
    """Tell whether every table has its rows but those that were gone meanwhile."""
    counted = {table: 0 if table in gone else len(rows) for table, rows in before.items()}
    return counted == {table: len(rows) for table, rows in after.items()}


def names(now: dict[str, str], before: dict[str, str]) -> dict[str, str]:
    """Return the new names of tables by the old ones, of the last revision."""
    (path,) = now.keys() - before.keys()
    steps = [s for s in _steps(now[path]) if isinstance(s, RenameTable)]
    return {step.table: step.name for step in steps}


def _steps(revision: str) -> Sequence[Any]:
    found = read(revision)
    return found.steps if found else ()


def _same(one: Rows, other: Rows) -> bool:
    return text(one) == text(other)


def _nothing_lost(
    before: Rows, after: Rows, old: Schema, new: Schema, renamed: dict[str, str]
) -> None:
    for table in old.tables:
        now = new.table(renamed.get(table.name, table.name))
        if now is None:
            continue
        assert len(before[table.name]) == len(after[now.name])
        kept = [
            c.name for c in table.columns if c in now.columns and _rules(table, c) == _rules(now, c)
        ]
        assert _values(before[table.name], kept) == _values(after[now.name], kept), table.name


def _rules(table: Table, column: Column) -> set[Constraint]:
    return {one for one in table.constraints if one.columns == (column.name,) and one.condition}


def _values(rows: list[dict[str, Any]], columns: list[str]) -> list[str]:
    return sorted(text({name: row[name] for name in columns}) for row in rows)


def _fresh(database: Database, spec: Spec) -> dict[str, Any]:
    """Return the schema of a database that knows nothing but this plan."""
    texts = written(revisions_of(spec, Files()))
    database.clear()
    database.move(texts)
    return database.described()
