"""JUnit XML, as pipelines read it: a project is a suite, its run is a test, and so is each finding.

An error and a file that would change fail; warnings and notes are skipped with what they say, so
that a report is red exactly where the exit code is not 0.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from luke_cli.result import Outcome, Part, all_findings
from luke_cli.source import Diagnostic, Severity

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for, however it is written."""


class _Suite(NamedTuple):
    """A project, and how many of its tests there are and fail."""

    lines: Sequence[str]
    tests: int
    failures: int


def junit(parts: Sequence[Part]) -> str:
    """Return a suite a project; no times, so that the same run gives the same bytes."""
    suites = [*map(_suite, parts)]
    tests = sum(suite.tests for suite in suites)
    failures = sum(suite.failures for suite in suites)
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="luke" tests="{tests}" failures="{failures}">',
        *(line for suite in suites for line in suite.lines),
        "</testsuites>",
    )
    return "\n".join(lines) + "\n"


def _suite(part: Part) -> _Suite:
    outcome, found = part.outcome, all_findings(part)
    tests = len(found) + 1
    failures = sum(_fails(one, outcome) for one in found) + bool(outcome.exit_code)
    skipped = tests - failures - (not outcome.exit_code)
    counts = f'tests="{tests}" failures="{failures}" errors="0" skipped="{skipped}"'
    lines = (
        f"<testsuite name={_attribute(part.name or 'luke')} {counts}>",
        *_run(outcome),
        *(_case(one, outcome) for one in found),
        "</testsuite>",
    )
    return _Suite(lines, tests, failures)


def _run(outcome: Outcome) -> Iterator[str]:
    name = '<testcase classname="luke" name="run"'
    if not outcome.exit_code:
        yield f"{name}/>"
        return
    said = f"exit {outcome.exit_code.value}: {outcome.exit_code.name.lower()}"
    yield f"{name}><failure message={_attribute(said)}/></testcase>"


def _case(found: Diagnostic, outcome: Outcome) -> str:
    place = found.place
    where = f"{place.file}:{place.line}:{place.column}" if place else ""
    name = _attribute(f"{found.code} {found.message}".split("\n")[0])
    classname = _attribute(place.file if place else "luke")
    message = _attribute(f"{found.severity.value} {found.code}")
    head = f"<testcase classname={classname} name={name}>"
    if not _fails(found, outcome):
        return f"{head}<skipped message={_attribute(found.message)}/></testcase>"
    text = "\n".join(filter(None, (where, found.message, found.hint)))
    return f"{head}<failure message={message}>{escape(_legal(text))}</failure></testcase>"


def _fails(found: Diagnostic, outcome: Outcome) -> bool:
    """Tell whether a finding is among the reasons of an exit code that is not 0."""
    if not outcome.exit_code or found.severity is Severity.NOTE:
        return False
    is_reason = found.code == "LK-W108" or bool(outcome.plan_changes)
    return found.severity is Severity.ERROR or is_reason


def _attribute(text: str) -> str:
    return quoteattr(_legal(text))


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
