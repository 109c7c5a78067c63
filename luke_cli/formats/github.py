"""Workflow commands of GitHub: each finding becomes an annotation at its line.

    ::warning file=app/design/DESIGN.md,line=449,col=5,title=LK-R201::expenses.category_id refers ...

Source: docs.github.com, "Workflow commands for GitHub Actions"; escapes as in actions/toolkit.
"""

from collections.abc import Sequence
from typing import Final

from luke_cli.result import Part, all_findings
from luke_cli.source import Diagnostic, Severity

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(parts: Sequence[Part]) -> str:
    """Return an annotation a line."""
    return "".join(f"{_command(found)}\n" for part in parts for found in all_findings(part))


def _command(found: Diagnostic) -> str:
    place = found.place
    properties = {"title": found.code}
    if place is not None:
        at = {"file": place.file, "line": str(place.line), "col": str(place.column)}
        last = {"endLine": str(place.end_line)} if place.end_line > place.line else {}
        properties = at | last | properties
    said = ",".join(f"{key}={value.translate(_IN_PROPERTY)}" for key, value in properties.items())
    text = "\n".join(filter(None, (found.message, found.hint)))
    return f"::{_LEVELS[found.severity]} {said}::{text.translate(_IN_DATA)}"
