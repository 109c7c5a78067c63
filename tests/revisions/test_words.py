"""The index of words of a searched table: PostgreSQL alone has it, and it follows the plan."""

from dataclasses import replace

import sqlalchemy as sa

from luke_cli.backend.generate import revisions_of
from luke_cli.backend.revisions.values import Files
from luke_cli.spec.model import Field, Kind, Operation, Parameter, Spec, Type, TypeName
from luke_cli.spec.normal import normal
from tests.revisions.changes import FIRST
from tests.revisions.databases import (
    files_of,
    postgres_database,
    schema_of_files,
    sqlite_database,
    written,
)


def searching(*fields: str) -> Spec:
    """Return the first plan with a note in each item, and a search in some fields."""
    item = FIRST.entity("Item")
    assert item is not None
    now = replace(item, fields=(*item.fields, Field("note", Type(TypeName.TEXT))))
    rest = tuple(now if one is item else one for one in FIRST.entities)
    listing = Operation("item.list", "GET", "/items", Kind.LIST, ("signed-in",))
    searches = (Parameter("item.list", "q", "search", fields),) if fields else ()
    return normal(replace(FIRST, entities=rest, operations=(listing,), parameters=searches))


def test_the_index_is_read_back():
    spec = searching("title", "note")
    texts = written(revisions_of(spec, Files()))
    assert revisions_of(spec, files_of(texts)).next is None
    items = schema_of_files(texts).table("items")
    assert items is not None
    (index,) = [one for one in items.indexes if one.is_of_words]
    assert (index.name, index.columns) == ("ix_items_title_note_words", ("title", "note"))


def test_another_searched_field_is_another_index():
    texts = written(revisions_of(searching("title"), Files()))
    revised = revisions_of(searching("title", "note"), files_of(texts))
    assert revised.next is not None
    assert revised.diagnostics == ()
    made = "\n".join(revised.next.upgrade)
    gone = 'op.drop_index("ix_items_title_words", table_name="items", if_exists=True)'
    assert revised.next.upgrade.count(gone) == 1
    assert 'sa.text("(words_of(title) || words_of(note))")' in made


def renamed() -> Spec:
    """Return a plan in which a searched field has another name."""
    spec = searching("title", "note")
    item = spec.entity("Item")
    assert item is not None
    fields = (replace(f, name="hint", was="note") if f.name == "note" else f for f in item.fields)
    now = replace(item, fields=tuple(fields))
    searches = (replace(one, fields=("title", "hint")) for one in spec.parameters)
    rest = tuple(now if one is item else one for one in spec.entities)
    return replace(spec, entities=rest, parameters=tuple(searches))


def words(connection: sa.Connection) -> list[str]:
    """Return the indexes of words of a database, as PostgreSQL writes them."""
    said = "SELECT indexdef FROM pg_indexes WHERE indexname LIKE '%words' ORDER BY 1"
    return [row.rpartition(" gin ")[2] for row in connection.scalars(sa.text(said))]


PLANS = (searching(), searching("title"), searching("title", "note"), renamed())
INDEXES = (
    [],
    ["(words_of((title)::text))"],
    ["(((words_of((title)::text) || words_of(note))))"],
    ["(((words_of((title)::text) || words_of(hint))))"],
)


def test_the_index_follows_the_plan_on_postgresql(postgres, tmp_path):
    """There, back and there again; a renamed field keeps being searched."""
    texts: dict[str, str] = {}
    with postgres_database(postgres, tmp_path, "words") as database:
        for spec, indexes in zip(PLANS, INDEXES, strict=True):
            texts |= written(revisions_of(spec, files_of(texts)))
            database.move(texts)
            assert database.run(words) == indexes
        for indexes in INDEXES[-2::-1]:
            database.move(texts, "-1")
            assert database.run(words) == indexes
        database.move(texts)
        database.move(texts, "base")


def test_sqlite_has_no_such_index(tmp_path):
    texts: dict[str, str] = {}
    with sqlite_database(tmp_path) as database:
        for spec in PLANS:
            texts |= written(revisions_of(spec, files_of(texts)))
            database.move(texts)
        names = [name for table in database.described().values() for name in table["indexes"]]
        assert not any("words" in str(name) for name in names)
        database.move(texts, "base")
