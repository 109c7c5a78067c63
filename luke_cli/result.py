"""What a run came to: facts, findings, and what is to be written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from luke_cli.compare.change import Change as PlanChange
from luke_cli.errors import Exit, LukeError, strongest
from luke_cli.phase import Phase
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Spec
from luke_cli.usage import NOTHING, Usage
from luke_cli.workspace.disk import AGENTS
from luke_cli.workspace.merge import Change, NotText

_SHOWN: Final = 8
"""Projects that a line lists."""


@dataclass(frozen=True, slots=True)
class Line:
    """A fact of a run: one of the words that every verb uses, what there is to say, and details."""

    word: str
    """read, found, decide, model, plan, make, merge, open, wrote, check, git or next."""
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything that a phase or verb has to say; nothing is written yet."""

    phase: Phase | None = None
    title: str = ""
    """What was found, in a few words."""
    exit_code: Exit = Exit.CLEAN
    message: str = ""
    """Why the run cannot go on; "" if it did."""
    hint: str = ""
    answer: tuple[Line, ...] = ()
    """What a verb that only tells has to tell, for stdout."""
    only_looked: bool = False
    """The changes are the answer, they are not written."""
    lines: tuple[Line, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """Their files are relative to the project root."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Texts that diagnostics quote, by path."""
    changes: tuple[Change, ...] = ()
    plan_changes: tuple[PlanChange, ...] = ()
    """What a comparison of two plans found; the answer tells of each, findings included."""
    writes: Mapping[str, str | None] = field(default_factory=dict)
    """What is to be written, luke's own records included."""
    seen: Mapping[str, str | NotText | None] = field(default_factory=dict)
    """What was there where it is to be written; None is no file."""
    spec: Spec | None = None
    engine: str = "template"
    usage: Usage = NOTHING
    """What was asked of a model."""
    unasked: bool = False
    """A model was not asked what it would have to be asked."""

    @property
    def would_change(self) -> bool:
        """Tell whether a file of the project differs, or may differ, from what luke makes."""
        return self.unasked or any(change.writes for change in self.changes)


class Part(NamedTuple):
    """What one of the projects of a call came to."""

    outcome: Outcome
    name: str = ""
    """Its path from where luke was started; "" where the call has one project and no list."""


def failed(error: LukeError, *, phase: Phase | None = None) -> Outcome:
    """Return what a run that cannot go on has to say."""
    return Outcome(
        phase=phase,
        exit_code=error.exit_code,
        message=error.message,
        hint=error.hint,
        diagnostics=error.diagnostics,
        usage=error.usage,
    )


def tried(phase: Callable[[], Outcome]) -> Outcome:
    """Return what a phase comes to; why it cannot go on is an outcome, too."""
    try:
        return phase()
    except LukeError as error:
        return failed(error)


def checked(outcome: Outcome) -> Outcome:
    """Return the outcome of a run that only looks: findings where something would change."""
    stale = outcome.exit_code is Exit.CLEAN and outcome.would_change
    return replace(outcome, exit_code=Exit.FINDINGS) if stale else outcome


def placed(outcome: Outcome, folder: str) -> Outcome:
    """Return an outcome whose findings, changes and texts have places relative to another folder.

    `folder` is the path from there to the root of the project, "" if it is that.
    """
    if not folder:
        return outcome
    moved = (
        replace(one, place=replace(one.place, file=f"{folder}/{one.place.file}"))
        if one.place
        else one
        for one in outcome.diagnostics
    )
    changes = (replace(one, path=f"{folder}/{one.path}") for one in outcome.changes)
    texts = {f"{folder}/{path}": text for path, text in outcome.texts.items()}
    return replace(outcome, diagnostics=tuple(moved), changes=tuple(changes), texts=texts)


def together(outcomes: Sequence[Outcome]) -> Outcome:
    """Return several outcomes as one, with the exit code of the worst; what two find is told once."""
    last = outcomes[-1]
    return Outcome(
        exit_code=strongest(outcome.exit_code for outcome in outcomes),
        message=next((outcome.message for outcome in outcomes if outcome.message), ""),
        hint=next((outcome.hint for outcome in outcomes if outcome.hint), ""),
        lines=tuple(line for outcome in outcomes for line in outcome.lines),
        diagnostics=tuple(dict.fromkeys(one for out in outcomes for one in out.diagnostics)),
        texts={path: text for outcome in outcomes for path, text in outcome.texts.items()},
        changes=tuple(change for outcome in outcomes for change in outcome.changes),
        only_looked=all(outcome.only_looked for outcome in outcomes),
        spec=last.spec or outcomes[0].spec,
        engine=last.engine,
        usage=sum((outcome.usage for outcome in outcomes), NOTHING),
    )


def tally(parts: Sequence[Part]) -> str:
    """Return how many projects there are and how each ended that is not clean, in a line."""
    ends = {code: [one.name for one in parts if one.outcome.exit_code is code] for code in Exit}
    said = [f"{len(parts)} {'project' if len(parts) == 1 else 'projects'}"]
    for code, names in ends.items():
        listed = f" ({_listed(names)})" if code else ""
        said += [f"{len(names)} {code.name.lower()}{listed}"] if names else []
    return " \N{MIDDLE DOT} ".join(said)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def all_findings(part: Part) -> tuple[Diagnostic, ...]:
    """Return the findings of a run: why it cannot go on and what would change are some, too."""
    outcome = part.outcome
    found = list(outcome.diagnostics)
    if outcome.message:
        said = f"{part.name}: {outcome.message}" if part.name else outcome.message
        reason = Diagnostic("LK-C101", Severity.ERROR, said, None, outcome.hint)
        found.insert(0, reason)
    if outcome.only_looked:
        found += (_stale(change) for change in outcome.changes if change.writes)
    return tuple(found)


def _stale(change: Change) -> Diagnostic:
    said = f"luke makes something else of this file: {change.action.value}"
    is_installed = f"{AGENTS}/" in change.path
    hint = "luke install" if is_installed else "luke --design, luke --develop"
    return Diagnostic("LK-W108", Severity.WARNING, said, Span(change.path, 1), hint)
