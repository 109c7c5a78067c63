"""Plans that change at random, and databases with rows that follow them.

.venv/bin/python benchmarks/revisions.py [SEQUENCES [SEED]]

After each change: the migrated schema is that of a new database, no row is lost, every value stays
whose column stays, and the way back leads to what was there. On SQLite and on PostgreSQL.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from luke_cli.proof.servers import postgres
from tests.revisions.any_changes import play
from tests.revisions.changes import Change, changes
from tests.revisions.databases import Database, postgres_database, sqlite_database

Open = Callable[[Path, str], AbstractContextManager[Database]]


def measured(open_: Open, sequences: int, number: int) -> tuple[int, int, int]:
    """Return how many sequences were played, their changes, and the revisions that came of them."""
    counted = [0, 0, 0]

    @seed(number)
    @settings(
        max_examples=sequences,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(changes(), min_size=4, max_size=10))
    def go(drawn: list[Change]) -> None:
        with (
            tempfile.TemporaryDirectory() as one,
            tempfile.TemporaryDirectory() as other,
            open_(Path(one), "revised") as database,
            open_(Path(other), "fresh") as fresh,
        ):
            revisions = play(drawn, database, fresh)
        for index, more in enumerate((1, len(drawn), revisions)):
            counted[index] += more

    go()
    return counted[0], counted[1], counted[2]


def _file(folder: Path, _: str) -> AbstractContextManager[Database]:
    return sqlite_database(folder)


def main() -> int:
    sequences, number = (int(one) for one in (*sys.argv[1:], *("50", "1")[len(sys.argv) - 1 :]))
    with postgres() as address:
        databases = {"SQLite": _file, "PostgreSQL": partial(postgres_database, address)}
        for name, open_ in databases.items():
            start = time.process_time()
            played, tried, revisions = measured(open_, sequences, number)
            seconds = time.process_time() - start
            print(
                f"{name:12}{played} sequences, {tried} changes, {revisions} revisions "
                f"there, back and there again: nothing lost   ({seconds:.0f} s of CPU)"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
