"""What a proof leaves behind: what ran, on what, and a digest of every file that it was about.

No clock and no path: the same backend proved twice leaves the same bytes.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from luke_cli import __version__
from luke_cli.proof.check import Check

EVIDENCE: Final = "EVIDENCE.json"
SCHEMA: Final = "luke.evidence/1"
_LEFT_OUT: Final = ("__pycache__", "node_modules", ".env", EVIDENCE)
_LEFT_BEHIND: Final = ("uploads",)
"""Folders that a running backend makes beside its own; one below may be a package."""
_ENDINGS: Final = (".pyc", ".db", ".db-shm", ".db-wal", ".egg-info")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was proved."""

    proved: bool
    plan: str
    """Digest of the plan."""
    files: Mapping[str, str]
    """Digests by path below the backend."""
    summary: str


def text_of(plan: str, backend: Path, checks: Sequence[Check], versions: Mapping[str, str]) -> str:
    """Return the evidence as it is written."""
    document = {
        "schema": SCHEMA,
        "luke": __version__,
        "proved": all(check.passed for check in checks),
        "plan": digest_of(plan.encode()),
        "versions": dict(sorted(versions.items())),
        "checks": [_check(check) for check in checks],
        "files": digests_of(backend),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def read(backend: Path) -> Evidence | None:
    """Return the evidence beside a backend; None if there is none that can be read."""
    try:
        document = json.loads((backend / EVIDENCE).read_text(encoding="utf-8"))
        tests = next(one for one in document["checks"] if one["name"] == "tests")
        return Evidence(
            bool(document["proved"]), document["plan"], dict(document["files"]), tests["said"]
        )
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None


def stale(evidence: Evidence, plan: str, backend: Path) -> str:
    """Return what has changed since a proof, in words; "" if nothing has."""
    now = digests_of(backend)
    changed = sorted(
        {path for path in {*now, *evidence.files} if now.get(path) != evidence.files.get(path)}
    )
    if evidence.plan != digest_of(plan.encode()):
        changed.append("the plan")
    more = f" and {len(changed) - 2} more" if len(changed) > 2 else ""
    return f"{', '.join(changed[:2])}{more}" if changed else ""


def digests_of(backend: Path) -> dict[str, str]:
    """Return the digest of every file that a proof is about."""
    return {name: digest_of((backend / name).read_bytes()) for name in files_of(backend)}


def files_of(backend: Path) -> list[str]:
    """Return what a proof is about: the files of a backend, without what running it leaves."""
    found: list[str] = []
    for parent, folders, files in os.walk(backend):
        at = Path(parent)
        left = _LEFT_BEHIND if at == backend else ()
        folders[:] = [n for n in folders if not (_is_left_out(n) or n[0] == "." or n in left)]
        found += [
            (at / name).relative_to(backend).as_posix()
            for name in files
            if not _is_left_out(name) and (at / name).is_file() and not (at / name).is_symlink()
        ]
    return sorted(found)


def _is_left_out(name: str) -> bool:
    return name in _LEFT_OUT or name.endswith(_ENDINGS)


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _check(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "passed": check.passed,
        "said": check.said,
        "counts": dict(sorted(check.counts.items())),
    }
