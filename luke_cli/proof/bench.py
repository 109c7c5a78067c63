"""Where a proof works: a copy of the backend, an environment, and a PostgreSQL.

Nothing of the person who runs it is seen by what runs: no `.env`, no variable but a few.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from luke_cli.proof.environment import Environment
from luke_cli.proof.evidence import files_of
from luke_cli.proof.programs import Programs
from luke_cli.proof.servers import postgres, valkey

_KEPT: Final = ("LANG", "LC_ALL", "TMPDIR", "PATH", "PYTEST_XDIST_AUTO_NUM_WORKERS")
_SECRET: Final = "of a proof only, at least 32 bytes long"  # noqa: S105
_LONGEST_S: Final = 1800


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program came to."""

    code: int
    said: str
    """Both of its outputs."""

    @property
    def last(self) -> str:
        """The end of what it said, for a person."""
        return "\n".join(self.said.strip().splitlines()[-12:])


@dataclass(frozen=True, slots=True)
class Bench:
    """What a check may work with."""

    folder: Path
    """A copy of the backend."""
    scratch: Path
    environment: Environment
    postgres: str
    """`host:port`."""
    valkey: str
    """`host:port`; "" if the machine has none."""
    programs: Programs = field(default_factory=Programs)

    def run(self, *arguments: str, **environ: str) -> Ran:
        """Run the python of the environment in the copy: `run("-m", "mypy")`."""
        command = [str(self.environment.python), *arguments]
        with self.programs.start(
            command,
            cwd=self.folder,
            env=self.environ(**environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            try:
                said, _ = process.communicate(timeout=_LONGEST_S)
            except subprocess.TimeoutExpired:
                return Ran(-1, f"{' '.join(arguments[:2])} did not end within {_LONGEST_S} s")
        return Ran(process.returncode, said)

    def environ(self, **more: str) -> Mapping[str, str]:
        """Return the variables that a program of the proof sees."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return {
            **kept,
            "HOME": str(self.scratch),
            "PYTHONPATH": str(self.folder),
            "APP_JWT_SECRET": _SECRET,
            "APP_MFA_KEY": _SECRET,
            **more,
        }


@contextmanager
def bench(backend: Path, environment: Environment) -> Iterator[Bench]:
    """Set up a bench for a backend; all of it is gone afterwards."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="luke-proof-")))
        folder = scratch / "impl"
        for name in files_of(backend):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(backend / name, folder / name)
        database, cache = (
            stack.enter_context(start(environment.site)) for start in (postgres, valkey)
        )
        yield Bench(folder, scratch, environment, database, cache)
