"""The proof: every check of a backend, in an environment and on servers of its own.

Lint, types and security tell what is found without running it; migrations, contract and tests what
is found by running it on SQLite and PostgreSQL.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from luke_cli.errors import UsageError
from luke_cli.proof.bench import Bench, bench
from luke_cli.proof.check import Check, Failure
from luke_cli.proof.contract import contract
from luke_cli.proof.databases import migrations
from luke_cli.proof.environment import environment_for
from luke_cli.proof.evidence import text_of
from luke_cli.proof.subjects import Subjects
from luke_cli.proof.suite import tests
from luke_cli.proof.tools import lint, security, types
from luke_cli.spec.model import Spec

_LOOKED: Final[tuple[Callable[[Bench], Check], ...]] = (lint, types, security)
_VERSIONS: Final = """
import json, platform, re, sqlite3, tomllib
from importlib.metadata import version
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
names = [re.match(r"[\\w.-]+", one)[0].lower() for one in project["dependencies"]]
found = {name: version(name) for name in names}
print(json.dumps(found | {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}))
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof came to."""

    checks: tuple[Check, ...]
    evidence: str
    """The text of `EVIDENCE.json`."""

    @property
    def passed(self) -> bool:
        """Tell whether everything holds."""
        return all(check.passed for check in self.checks)


def prove(backend: Path, spec: Spec, plan: str) -> Proof:
    """Prove that a backend does what its plan says.

    Raises: UsageError without a backend, an environment or a PostgreSQL.
    """
    if not (backend / "pyproject.toml").is_file():
        raise UsageError("there is no backend to prove", hint="make it with: luke --develop")
    environment = environment_for(backend)
    try:
        with bench(backend, environment) as found:
            subjects = Subjects(spec)
            checks = tuple(_about(check, subjects) for check in _checks(found, spec))
            versions = _versions(found)
    except LookupError as error:
        raise UsageError(str(error)) from error
    return Proof(checks, text_of(plan, backend, checks, versions))


def _versions(found: Bench) -> Mapping[str, str]:
    """Return what ran, by name.

    Raises: LookupError where the environment lacks what the backend depends on.
    """
    ran = found.run("-c", _VERSIONS)
    if ran.code:
        lacking = ran.said.strip().rpartition("\n")[2]
        raise LookupError(f"the environment does not have what the backend needs: {lacking}")
    versions: Mapping[str, str] = json.loads(ran.said)
    return versions


def _checks(found: Bench, spec: Spec) -> Sequence[Check]:
    with ThreadPoolExecutor(max_workers=2) as workers:
        looked = workers.submit(lambda: [check(found) for check in _LOOKED])
        ran = workers.submit(
            lambda: [migrations(found), contract(found, spec), *tests(found, spec)]
        )
        try:
            return (*looked.result(), *ran.result())
        except BaseException:
            # Else the workers would be waited for until all has run.
            found.programs.end()
            raise


def _about(check: Check, subjects: Subjects) -> Check:
    """Say of each failure which item of the plan it is about."""
    failures = (_named(failure, subjects) for failure in check.failures)
    return replace(check, failures=tuple(failures))


def _named(failure: Failure, subjects: Subjects) -> Failure:
    return failure if failure.about else replace(failure, about=subjects.of(failure.what))
