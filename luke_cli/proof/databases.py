"""The schema: migrations up, down and up again, on both databases, and no drift from the models."""

from collections.abc import Iterator
from typing import Final

from luke_cli.proof.bench import Bench
from luke_cli.proof.check import Check, Failure

_STEPS: Final = (
    ("upgrade", "head"),
    ("downgrade", "base"),
    ("upgrade", "head"),
    ("check",),
)


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
    for step in _STEPS:
        ran = bench.run("-m", "alembic", *step, APP_DATABASE_URL=url)
        if ran.code:
            yield Failure(f"alembic {' '.join(step)} on {kind}", ran.last)
            return
