"""`luke verify`: the proof of the backend as a table, and each failure with its line of the plan."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from luke_cli import pipeline
from luke_cli.errors import Exit
from luke_cli.plan.places import place_of, places_of
from luke_cli.project import IMPL, PLAN
from luke_cli.proof.check import Check, Failure
from luke_cli.proof.evidence import EVIDENCE
from luke_cli.proof.prove import prove
from luke_cli.proof.subjects import section_of
from luke_cli.result import Line, Outcome
from luke_cli.source import Diagnostic, Severity, Span

_WROTE: Final = f"{IMPL}/{EVIDENCE}"
_TOLD: Final = re.compile(r"(?P<file>[\w./-]+):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<said>.+)")
"""What ruff, mypy and bandit say of a line."""


def verify(root: Path) -> Outcome:
    """Prove the backend; the evidence is to be written whether the proof holds or not.

    Raises: UsageError without a plan, a backend or an environment; PlanError; DecisionNeededError.
    """
    spec, plan = pipeline.built(root)
    proof = prove(root / IMPL, spec, plan)
    places = places_of(plan)
    failures = [failure for check in proof.checks for failure in check.failures]
    then = "luke status" if proof.passed else "mend what failed, then    luke verify"
    return Outcome(
        exit_code=Exit.CLEAN if proof.passed else Exit.UNPROVEN,
        answer=tuple(map(_line, proof.checks)),
        lines=(Line("wrote", _WROTE), Line("next", then)),
        diagnostics=tuple(_found(places, failure) for failure in failures),
        texts={PLAN: plan},
        writes={_WROTE: proof.evidence},
        spec=spec,
    )


def _line(check: Check) -> Line:
    return Line(check.name, f"{'ok' if check.passed else 'failed':<8}{check.said}")


def _found(places: Mapping[str, int], failure: Failure) -> Diagnostic:
    first, _, rest = failure.said.partition("\n")
    told = _TOLD.fullmatch(first)
    if told is not None:
        there = Span(f"{IMPL}/{told['file']}", int(told["line"]), int(told["column"] or 1))
        return Diagnostic("LK-V101", Severity.ERROR, f"{failure.what}: {told['said']}", there)
    line = place_of(places, failure.about) if failure.about else 0
    what = f"{IMPL}/{failure.what}" if failure.what.startswith("tests/") else failure.what
    hints = (*_hints(failure), *filter(None, rest.split("\n")))
    place = Span(PLAN, line) if line else None
    return Diagnostic("LK-V101", Severity.ERROR, f"{what}: {first}", place, "\n".join(hints))


def _hints(failure: Failure) -> Iterator[str]:
    section = section_of(failure.what)
    if failure.about:
        yield f"it proves {failure.about}"
    elif section:
        yield f"it proves section {section}"
