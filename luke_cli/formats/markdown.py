"""Markdown for a comment on a pull request or the summary of a job.

What documents say stands in code spans: it mentions nobody and opens nothing.
"""

from collections.abc import Sequence

from luke_cli.compare.change import Change, Sign
from luke_cli.plan.show import grid
from luke_cli.plan.text import code
from luke_cli.result import Line, Part, all_findings, tally
from luke_cli.source import Diagnostic

_SIGNS = {Sign.ADDED: "added", Sign.REMOVED: "removed", Sign.CHANGED: "changed"}


def markdown(parts: Sequence[Part]) -> str:
    """Return what a run found: its answer, the changes of the plan, the findings; of each project."""
    match parts:
        case [Part(name="")]:
            total = ""
        case _:
            total = f"\n**luke** {_code(tally(parts))}\n"
    return "\n".join(map(_project, parts)) + total


def _project(part: Part) -> str:
    outcome = part.outcome
    findings = () if outcome.plan_changes else all_findings(part)
    named = f"### luke {_code(part.name)}".rstrip()
    blocks = (
        f"{named}: {outcome.title}" if outcome.title else named,
        _changes(outcome.plan_changes),
        "" if outcome.plan_changes else "\n".join(map(_line, outcome.answer)),
        _findings(findings),
        f"exit {outcome.exit_code.value}",
    )
    return "\n\n".join(filter(None, blocks)) + "\n"


def _line(line: Line) -> str:
    more = "".join(f"\n  - {_code(detail)}" for detail in line.details)
    return f"- **{line.word.strip()}** {_code(line.text)}".rstrip() + more


def _changes(changes: Sequence[Change]) -> str:
    first = [change for change in changes if change.matters]
    others = [change for change in changes if not change.matters]
    more = f"<details><summary>{len(others)} more</summary>\n\n{_rows(others)}\n\n</details>"
    return "\n\n".join(filter(None, (_rows(first), more if first and others else _rows(others))))


def _rows(changes: Sequence[Change]) -> str:
    header = ("", "What", "Change", "Clients", "Data", "Said in")
    return grid(header, map(_row, changes)) if changes else ""


def _row(change: Change) -> Sequence[str]:
    source = f"{change.sources[0].file}:{change.sources[0].line}" if change.sources else ""
    said = (f"{change.kind} {_code(change.name)}", _code(change.said))
    return (_SIGNS[change.sign], *said, change.verdict.breaks, change.verdict.migration, source)


def _findings(found: Sequence[Diagnostic]) -> str:
    header = ("Severity", "Code", "Where", "Finding")
    return grid(header, map(_finding, found)) if found else ""


def _finding(found: Diagnostic) -> Sequence[str]:
    where = _code(f"{found.place.file}:{found.place.line}") if found.place else ""
    return found.severity.value, found.code, where, _code(found.message)


def _code(text: str) -> str:
    return code(" ".join(text.split())) if text.strip() else ""
