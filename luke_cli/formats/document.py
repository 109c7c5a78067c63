"""One JSON document: schemas `luke.result/1` and, of several projects, `luke.results/1`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from luke_cli.compare.change import Change
from luke_cli.errors import strongest
from luke_cli.result import Part, all_findings
from luke_cli.source import Diagnostic
from luke_cli.spec.export import to_json
from luke_cli.usage import NOTHING

SCHEMA: Final = "luke.result/1"
OF_SEVERAL: Final = "luke.results/1"


def document(parts: Sequence[Part]) -> str:
    """Return everything that a run has to say, as JSON."""
    match parts:
        case [Part(name="") as only]:
            said = as_data(only)
        case _:
            said = _results(parts)
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _results(parts: Sequence[Part]) -> dict[str, Any]:
    code = strongest(part.outcome.exit_code for part in parts)
    return {
        "schema": OF_SEVERAL,
        "status": code.name.lower(),
        "exit_code": int(code),
        "projects": [{"root": part.name, **as_data(part._replace(name=""))} for part in parts],
        "usage": asdict(sum((part.outcome.usage for part in parts), NOTHING)),
    }


def as_data(part: Part) -> dict[str, Any]:
    """Return everything that a run of one project has to say, as plain values."""
    outcome = part.outcome
    return {
        "schema": SCHEMA,
        "phase": outcome.phase.value if outcome.phase else None,
        "status": outcome.exit_code.name.lower(),
        "exit_code": int(outcome.exit_code),
        "facts": [*map(asdict, outcome.lines), *map(asdict, outcome.answer)],
        "diagnostics": [*map(_diagnostic, all_findings(part))],
        "files": [{"path": c.path, "action": c.action.value} for c in outcome.changes],
        "changes": [*map(_change, outcome.plan_changes)],
        "spec": to_json(outcome.spec) if outcome.spec else None,
        "usage": {"engine": outcome.engine, **asdict(outcome.usage)},
    }


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    place = found.place
    return {
        "severity": found.severity.value,
        "code": found.code,
        "message": found.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "hint": found.hint or None,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "sign": change.sign.value,
        "kind": change.kind,
        "name": change.name,
        "said": change.said,
        "breaks": change.verdict.breaks or None,
        "migration": change.verdict.migration or None,
        "data": change.verdict.data.value or None,
        "sources": [{"file": source.file, "line": source.line} for source in change.sources],
    }
