"""Whatever a team does to its plan, the database follows, there and back, and no row is lost."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.revisions.any_changes import play
from tests.revisions.changes import changes
from tests.revisions.databases import postgres_database, sqlite_database


@settings(max_examples=4)
@given(st.lists(changes(), min_size=3, max_size=6))
def test_any_changes_on_sqlite(drawn):
    with (
        TemporaryDirectory() as one,
        TemporaryDirectory() as other,
        sqlite_database(Path(one)) as database,
        sqlite_database(Path(other)) as fresh,
    ):
        play(drawn, database, fresh)


@settings(max_examples=2)
@given(st.lists(changes(), min_size=3, max_size=5))
def test_any_changes_on_postgresql(postgres, drawn):
    with (
        TemporaryDirectory() as one,
        TemporaryDirectory() as other,
        postgres_database(postgres, Path(one)) as database,
        postgres_database(postgres, Path(other), "fresh") as fresh,
    ):
        play(drawn, database, fresh)
