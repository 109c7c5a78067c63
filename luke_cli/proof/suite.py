"""The backend's own tests on both databases, and whether they ask every cell of the access matrix."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from luke_cli.proof.bench import Bench, Ran
from luke_cli.proof.check import Check, Failure
from luke_cli.spec.model import Spec

_CELL: Final = re.compile(r"test_reach\[(?P<operation>[\w.]+)-(?P<role>\w+)-")
_SIDE_BY_SIDE: Final = ("-n", "logical", "--maxprocesses", "8")
"""As many processes as cores; `PYTEST_XDIST_AUTO_NUM_WORKERS` may say another number."""
_SHOWN: Final = 20
"""Failing tests that are told one by one."""
_WIDE: Final = 120
_EVERYBODY: Final = frozenset(("public", "signed-in"))
_AUTH: Final = "auth"


@dataclass(frozen=True, slots=True)
class Case:
    """One test."""

    name: str
    """As pytest names it: `tests/test_users.py::test_create_needs[email]`."""
    outcome: str
    """passed, failed, skipped or open: expected to fail until somebody writes the operation."""
    said: str = ""


def tests(bench: Bench, spec: Spec) -> tuple[Check, Check]:
    """Run the tests on SQLite and on PostgreSQL, where they are measured, both with a Valkey.

    The driver of SQLite has a thread for each connection. Threads that end while their calls are
    traced can stop Python 3.11 for good; that of PostgreSQL has none.
    """
    covered = bench.scratch / "coverage.json"
    url = f"postgresql+asyncpg://postgres@{bench.postgres}/luke_test"
    measure = ("--cov", f"--cov-report=json:{covered}", "--cov-fail-under=0")
    counting = {"TEST_REDIS_URL": f"redis://{bench.valkey}/0"} if bench.valkey else {}
    on = {
        "SQLite": ((), counting),
        "PostgreSQL": (measure, {"TEST_DATABASE_URL": url, **counting}),
    }
    failed: dict[tuple[str, str], list[str]] = {}
    said: list[str] = []
    counts: dict[str, int] = {}
    cases: list[Case] = []
    for kind, (options, environ) in on.items():
        cases, ran = _run(bench, kind, options, environ)
        passed = sum(case.outcome == "passed" for case in cases)
        for failure in _failures(cases, ran):
            failed.setdefault((failure.what, failure.said), []).append(kind)
        said.append(f"{passed:,} passed on {kind}")
        counts[f"passed_{kind.lower()}"] = passed
    counts["open"] = sum(case.outcome == "open" for case in cases)
    lines, branches = _coverage(covered)
    said.append(f"coverage {lines} % of lines, {branches} % of branches")
    counts |= {"coverage_lines_percent": lines, "coverage_branches_percent": branches}
    failures = tuple(
        Failure(what, f"{told} (on {' and '.join(kinds)})")
        for (what, told), kinds in failed.items()
    )
    return Check("tests", ", ".join(said), counts, failures), _matrix(spec, cases)


def _run(
    bench: Bench, kind: str, options: Sequence[str], environ: dict[str, str]
) -> tuple[list[Case], Ran]:
    report = bench.scratch / f"{kind}.xml"
    asked = (*_SIDE_BY_SIDE, f"--junitxml={report}", *options)
    ran = bench.run("-m", "pytest", "-o", "addopts=-p no:cacheprovider", *asked, **environ)
    return list(_cases(report)) if report.exists() else [], ran


def _cases(report: Path) -> Iterator[Case]:
    # The report is of the pytest that was just run here.
    for found in ET.parse(report).iter("testcase"):  # noqa: S314
        module = found.get("classname", "").replace(".", "/")
        name = f"{module}.py::{found.get('name', '')}" if module else found.get("name", "")
        outcome, said = "passed", ""
        for child in found:
            if child.tag in ("failure", "error"):
                outcome, said = "failed", child.get("message", "")
            elif child.tag == "skipped":
                outcome = "open" if child.get("type") == "pytest.xfail" else "skipped"
        yield Case(name, outcome, _told(said))


def _told(message: str) -> str:
    """Return what did not hold, in a line: the comparison rather than what it was explained with."""
    lines = message.strip().splitlines() or [""]
    compared = next((line for line in lines if line.startswith("assert ")), lines[0])
    return compared[:_WIDE] + ("…" if len(compared) > _WIDE else "")


def _failures(cases: Sequence[Case], ran: Ran) -> Iterator[Failure]:
    failed = [case for case in cases if case.outcome == "failed"]
    for case in failed[:_SHOWN]:
        yield Failure(case.name, case.said)
    if len(failed) > _SHOWN:
        yield Failure("pytest", f"{len(failed) - _SHOWN} more tests fail")
    if not failed and (ran.code or not cases):
        yield Failure("pytest", ran.last)


def _coverage(path: Path) -> tuple[int, int]:
    """Return how much of the backend its tests ran, in percent of lines and of branches."""
    if not path.exists():
        return 0, 0
    total = json.loads(path.read_text(encoding="utf-8"))["totals"]
    return (
        _percent(total["covered_lines"], total["num_statements"]),
        _percent(total["covered_branches"], total["num_branches"]),
    )


def _percent(part: int, whole: int) -> int:
    return int(100 * part / whole) if whole else 100


def _matrix(spec: Spec, cases: Sequence[Case]) -> Check:
    """Tell whether each right of the plan was called by each role."""
    found = [(m["operation"], m["role"]) for case in cases if (m := _CELL.search(case.name))]
    roles = sorted({role for _, role in found})
    asked = set(found)
    missing = [
        operation.name
        for operation in spec.operations
        if operation.group != _AUTH
        and not _EVERYBODY & set(operation.permissions)
        and not (roles and asked >= {(operation.name, role) for role in roles})
    ]
    said = f"{len(found)} cells of {len({o for o, _ in found})} operations and {len(roles)} roles"
    failures = tuple(Failure("access matrix", "is not proved", name) for name in missing)
    return Check("matrix", said, {"cells": len(found), "roles": len(roles)}, failures)
