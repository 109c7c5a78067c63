"""`luke diff`: what changed in the plan, for somebody who reviews it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from luke_cli import accepted
from luke_cli.compare.change import Change, Data
from luke_cli.compare.compare import compare
from luke_cli.config import Options
from luke_cli.errors import Exit, PlanError
from luke_cli.gates import ending
from luke_cli.pipeline import followed, plan_text
from luke_cli.plan import parse
from luke_cli.plan.places import place_of, places_of
from luke_cli.project import PLAN
from luke_cli.result import Line, Outcome
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Spec
from luke_cli.workspace import base, git

_HEAD: Final = "HEAD"
_LAST: Final = "what luke wrote last"
_NAMES_MAX: Final = 36
"""Characters that a column of names takes at most."""


def diff(root: Path, options: Options) -> Outcome:
    """Compare the plan with that of a revision, of the last commit, or of luke's last run.

    Raises: UsageError without a plan or for an unknown revision; PlanError; DecisionNeededError.
    """
    text, known = plan_text(root), base.read(root)
    new = followed(parse(text, file=PLAN), text, known)
    old, against = _before(root, options.against, known)
    changes = compare(old, new)
    places = places_of(text)
    found = (one for change in changes for one in _findings(change, places))
    title = f"{_counted(changes)}, against {against}"
    outcome = Outcome(
        title=title,
        answer=tuple(_told(changes)),
        lines=(Line("found", title),),
        plan_changes=changes,
        spec=new,
    )
    return ending(outcome, found, Exit.FINDINGS, accepted.read(root))


def _before(root: Path, revision: str, known: base.Written) -> tuple[Spec, str]:
    """Return the plan to compare with, and what it is called."""
    if revision or git.has_commits(root):
        named = revision or _HEAD
        text = git.text_at(root, named, PLAN)
        if text is not None:
            return _read(text, base.parse(git.text_at(root, named, base.BASE) or ""), named), named
        if revision:
            return Spec(""), f"{named}, which has no plan"
    written = known.texts.get(PLAN, ())
    return (_read(written[0], known, _LAST) if written else Spec("")), _LAST


def _read(text: str, known: base.Written, named: str) -> Spec:
    try:
        return followed(parse(text, file=PLAN), text, known)
    except PlanError as error:
        # Its lines are not those of the plan that is there now.
        raise PlanError(f"the plan of {named} cannot be read", hint=error.message) from error


def _told(changes: Sequence[Change]) -> Iterator[Line]:
    wide = min(max((len(change.name) for change in changes), default=0), _NAMES_MAX)
    for change in changes:
        said = "   ".join(filter(None, (change.said, _meant(change), _source(change))))
        yield Line(f"{change.sign} {change.kind}", f"{change.name:<{wide}}   {said}".rstrip())


def _meant(change: Change) -> str:
    verdict = change.verdict
    parts = (
        f"breaking: {verdict.breaks}" if verdict.breaks else "",
        f"migration: {verdict.migration}" if verdict.migration else "",
    )
    return "; ".join(filter(None, parts))


def _source(change: Change) -> str:
    return f"{change.sources[0].file}:{change.sources[0].line}" if change.sources else ""


def _counted(changes: Sequence[Change]) -> str:
    if not changes:
        return "nothing changed"
    count = len(changes)
    breaking = sum(bool(change.verdict.breaks) for change in changes)
    needed = sum(change.verdict.data is Data.NEEDED for change in changes)
    lost = sum(change.verdict.data is Data.LOST for change in changes)
    return " · ".join(
        (
            f"{count} {'change' if count == 1 else 'changes'}",
            f"{breaking} breaking",
            f"{needed} with data to migrate",
            f"{lost} with data lost",
        )
    )


def _findings(change: Change, places: Mapping[str, int]) -> Iterator[Diagnostic]:
    line = place_of(places, _row(change))
    place = Span(PLAN, line) if line else None
    what = f"{change.sign} {change.kind} {change.name}   {change.said}".rstrip()
    if change.verdict.breaks:
        said = f"{what}: breaking, {change.verdict.breaks}"
        yield Diagnostic("LK-B101", Severity.WARNING, said, place)
    if change.verdict.data in (Data.NEEDED, Data.LOST):
        said = f"{what}: {change.verdict.migration}"
        yield Diagnostic("LK-B102", Severity.WARNING, said, place)


def _row(change: Change) -> str:
    """Return the item of the plan in whose row a change is seen."""
    return change.name.partition(" ")[2] if change.kind == "access" else change.name
