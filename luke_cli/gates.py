"""What a run may leave open before a pipeline stops, and what a person has already looked at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.accepted import Accepted
from luke_cli.errors import Exit, strongest
from luke_cli.project import DESIGN
from luke_cli.result import Line, Outcome
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Assumption, Decision, Question, Spec, State

_UNSETTLED: Final = (State.OPEN, State.BLOCKING)
_SHOWN: Final = 8
"""Names that a hint lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a plan may leave open."""

    strict: bool = False
    """No contradiction may be undecided."""
    assumptions: int | None = None
    """So many assumptions may be not accepted; None is any number."""
    accepted: Accepted = field(default_factory=Accepted)


def limited(outcome: Outcome, limits: Limits) -> Outcome:
    """Return the outcome of a design phase, with findings where it leaves too much open."""
    spec = outcome.spec
    if spec is None:
        return outcome
    open_ = [one for one in spec.decisions if one.state in _UNSETTLED] if limits.strict else []
    guessed = [one.name for one in spec.assumptions if one.state in _UNSETTLED]
    if limits.assumptions is not None and len(guessed) > limits.assumptions:
        said = f"{len(guessed)} assumptions are not accepted, {limits.assumptions} are allowed"
        too_many = Diagnostic("LK-R901", Severity.ERROR, said, None, _named(guessed))
        outcome = ending(outcome, [too_many], Exit.FINDINGS, limits.accepted)
    return ending(outcome, map(_undecided, open_), Exit.DECIDE, limits.accepted)


def ending(outcome: Outcome, found: Iterable[Diagnostic], code: Exit, known: Accepted) -> Outcome:
    """Return an outcome that ends with a code if one of some findings is not accepted."""
    left = known.left(found)
    return replace(
        outcome,
        exit_code=strongest((outcome.exit_code, code)) if left else outcome.exit_code,
        diagnostics=(*outcome.diagnostics, *left),
    )


def looked_at(outcome: Outcome, known: Accepted) -> Outcome:
    """Return an outcome without the findings that are accepted; what stops a run cannot be."""
    if outcome.message:
        return outcome
    left = set(known.left(outcome.diagnostics))
    kept = [one for one in outcome.diagnostics if one.severity is Severity.ERROR or one in left]
    count = len(outcome.diagnostics) - len(kept)
    if not count:
        return outcome
    said = f"{count} {'finding' if count == 1 else 'findings'} that somebody has looked at"
    lines = _before_next(outcome.lines, Line("accept", said))
    return replace(outcome, diagnostics=tuple(kept), lines=lines)


def frozen(outcome: Outcome, before: Spec) -> Outcome:
    """Return the outcome of a design phase, refused if it decides what the plan does not hold yet."""
    spec = outcome.spec
    if spec is None:
        return outcome
    known = {*_choices(before)}
    new = [choice for choice in _choices(spec) if choice not in known]
    if not new:
        return outcome
    return replace(
        outcome,
        exit_code=Exit.DECIDE,
        message=f"luke would have to decide something new: {len(new)}, and --frozen forbids it",
        hint="look at it first: luke --design",
        diagnostics=tuple(Diagnostic("LK-X902", Severity.ERROR, said) for said in new),
        changes=(),
        writes={},
        lines=tuple(line for line in outcome.lines if line.word not in ("wrote", "next")),
    )


def _choices(spec: Spec) -> Iterator[str]:
    """Yield what luke has chosen, in words that change when the choice does."""
    yield from map(_said_of_decision, spec.decisions)
    yield from map(_said_of_assumption, spec.assumptions)
    yield from map(_said_of_question, spec.questions)


def _said_of_decision(one: Decision) -> str:
    sides = sorted({side.value for side in (one.taken, *one.aside)})
    return f"{one.name}: {one.about} is {' or '.join(sides)}"


def _said_of_assumption(one: Assumption) -> str:
    return f"{one.name}: {one.about}, {one.proposal}"


def _said_of_question(one: Question) -> str:
    return f"{one.name}: {one.about}, {one.meanwhile}"


def _undecided(one: Decision) -> Diagnostic:
    sources = one.taken.sources
    place = Span(f"{DESIGN}/{sources[0].file}", sources[0].line) if sources else None
    said = f"nobody decided: {_said_of_decision(one)}"
    return Diagnostic("LK-X901", Severity.ERROR, said, place, f"see {one.name} in the plan")


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}: see section 14 of the plan"


def _before_next(lines: Sequence[Line], line: Line) -> tuple[Line, ...]:
    first = [one for one in lines if one.word != "next"]
    return (*first, line, *(one for one in lines if one.word == "next"))
