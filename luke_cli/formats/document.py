"""One JSON document: schema `luke.result/1` of the README."""

import json
from dataclasses import asdict
from typing import Any, Final

from luke_cli.compare.change import Change
from luke_cli.result import Outcome, all_findings
from luke_cli.source import Diagnostic
from luke_cli.spec.export import to_json

SCHEMA: Final = "luke.result/1"


def document(outcome: Outcome) -> str:
    """Return everything that a run has to say, as JSON."""
    return json.dumps(as_data(outcome), indent=2, ensure_ascii=False) + "\n"


def as_data(outcome: Outcome) -> dict[str, Any]:
    """Return everything that a run has to say, as plain values."""
    return {
        "schema": SCHEMA,
        "phase": outcome.phase.value if outcome.phase else None,
        "status": outcome.exit_code.name.lower(),
        "exit_code": int(outcome.exit_code),
        "facts": [*map(asdict, outcome.lines), *map(asdict, outcome.answer)],
        "diagnostics": [*map(_diagnostic, all_findings(outcome))],
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
