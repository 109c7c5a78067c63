"""The schema: migrations up, down and up again, on both databases, and no drift from the models."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.proof.bench import Bench
from luke_cli.proof.check import Check, Failure

_STEPS: Final = ("upgrade head", "downgrade base", "upgrade head", "check")
_MOVES: Final = """
import sys
from alembic.config import main
for step in sys.argv[1:]:
    print("step:", step, flush=True)
    main(step.split(), prog="alembic")
"""
"""One program for all steps: to load the backend takes longer than to move its tables."""
_BEGUN: Final = re.compile(r"^step: (.+)$", re.MULTILINE)


def urls(bench: Bench) -> dict[str, str]:
    """Return the address of a database of each kind that the proof may fill."""
    return {
        "SQLite": f"sqlite+aiosqlite:///{bench.scratch / 'proof.db'}",
        "PostgreSQL": f"postgresql+asyncpg://postgres@{bench.postgres}/postgres",
    }


def migrations(bench: Bench) -> Check:
    """Run alembic on an empty database of each kind."""
    failures = tuple(one for kind, url in urls(bench).items() for one in _moved(bench, kind, url))
    said = "up, down, up without drift on SQLite and PostgreSQL"
    count = sum(1 for _ in (bench.folder / "migrations" / "versions").glob("*.py"))
    return Check("migrations", "failed" if failures else said, {"revisions": count}, failures)


def _moved(bench: Bench, kind: str, url: str) -> Iterator[Failure]:
    ran = bench.run("-c", _MOVES, *_STEPS, APP_DATABASE_URL=url)
    if ran.code:
        step = next(reversed(_BEGUN.findall(ran.said)), "")
        yield Failure(f"alembic {step} on {kind}", ran.last)
