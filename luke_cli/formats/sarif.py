"""SARIF 2.1.0: findings for code scanning, at lines of the design documents.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from luke_cli import __version__
from luke_cli.codes import meaning
from luke_cli.errors import strongest
from luke_cli.result import Part, all_findings
from luke_cli.source import Diagnostic, Span

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_VERSION: Final = "2.1.0"
_ROOT: Final = "%SRCROOT%"


def sarif(parts: Sequence[Part]) -> str:
    """Return a log with one run; every code that was found is a rule.

    One of all projects: code scanning takes one run of a tool from a file.
    """
    found = [one for part in parts for one in all_findings(part)]
    codes = sorted({one.code for one in found})
    run = {
        "tool": {"driver": _driver(codes)},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            # What was found is no failure of the tool.
            {
                "executionSuccessful": not any(part.outcome.message for part in parts),
                "exitCode": int(strongest(part.outcome.exit_code for part in parts)),
            }
        ],
        "results": [_result(one, codes.index(one.code)) for one in found],
    }
    log = {"$schema": SCHEMA, "version": _VERSION, "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _driver(codes: Sequence[str]) -> dict[str, Any]:
    return {"name": "luke", "version": __version__, "rules": [_rule(code) for code in codes]}


def _rule(code: str) -> dict[str, Any]:
    known = meaning(code)
    if known is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": f"{known.meaning} {known.why}"},
        "help": {"text": known.cure},
    }


def _result(found: Diagnostic, rule: int) -> dict[str, Any]:
    result = {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity.value,
        "message": {"text": "\n".join(filter(None, (found.message, found.hint)))},
        "partialFingerprints": {"luke/v1": found.fingerprint},
    }
    return result | ({"locations": [_location(found.place)]} if found.place else {})


def _location(place: Span) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    if place.end_line > place.line:
        region["endLine"] = place.end_line
    artifact = {"uri": quote(place.file), "uriBaseId": _ROOT}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
