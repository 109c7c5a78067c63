"""What is found without running the backend: by ruff, mypy and bandit, as its own settings say."""

import json
import re
from collections.abc import Iterable
from typing import Final

from luke_cli.proof.bench import Bench, Ran
from luke_cli.proof.check import Check, Failure
from luke_cli.proof.environment import alone

_FINDING: Final = re.compile(r"^[\w./-]+\.\w+:\d+(?::\d+)?: ")
_UNFORMATTED: Final = re.compile(r"^Would reformat: (.+)$")
_CHECKED: Final = re.compile(r"(\d+) source files?")


def lint(bench: Bench) -> Check:
    """Run `ruff check` and `ruff format --check`."""
    checked = bench.run("-m", "ruff", "check", "--no-cache", "--output-format", "concise")
    formatted = bench.run("-m", "ruff", "format", "--no-cache", "--check")
    found = [line for line in checked.said.splitlines() if _FINDING.match(line)]
    found += [
        f"{match[1]}: is not formatted"
        for line in formatted.said.splitlines()
        if (match := _UNFORMATTED.match(line))
    ]
    count = sum(1 for path in bench.folder.rglob("*.py"))
    return _check("lint", "ruff", found, (checked, formatted), count)


def types(bench: Bench) -> Check:
    """Run mypy, one proof after the other: they share what it remembers of the libraries."""
    remembered = bench.environment.cache / "types"
    with alone(remembered):
        ran = bench.run("-m", "mypy", "--cache-dir", str(remembered))
    found = [line for line in ran.said.splitlines() if _FINDING.match(line) and ": error: " in line]
    counted = _CHECKED.search(ran.said)
    return _check("types", "mypy", found, (ran,), int(counted[1]) if counted else 0)


def security(bench: Bench) -> Check:
    """Run bandit."""
    report = bench.scratch / "bandit.json"
    asked = ("-q", "-r", "backend", "--format", "json", "--output", str(report))
    ran = bench.run("-m", "bandit", *asked)
    told = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    found = [
        f"{one['filename'].removeprefix('./')}:{one['line_number']}: {one['issue_text']}"
        for one in told.get("results", ())
    ]
    count = sum(1 for name in told.get("metrics", ()) if name != "_totals")
    return _check("security", "bandit", found, (ran,), count)


def _check(name: str, tool: str, found: list[str], runs: Iterable[Ran], files: int) -> Check:
    failures = [Failure(tool, line) for line in found]
    if not failures:
        failures = [Failure(tool, ran.last) for ran in runs if ran.code]
    said = f"{len(found)} findings in {files} files"
    return Check(name, said, {"findings": len(found), "files": files}, tuple(failures))
