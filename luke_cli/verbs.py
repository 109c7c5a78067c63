"""What luke does in a project: the two phases, and verbs that mostly look."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from luke_cli import __version__, accepted, pipeline, repository
from luke_cli.accepted import Accepted
from luke_cli.config import TEXT, Options
from luke_cli.engines import Engine, engine
from luke_cli.engines.values import Run
from luke_cli.errors import Exit, UsageError
from luke_cli.gates import Limits, ending, frozen, limited, looked_at
from luke_cli.phase import Asked, Phase
from luke_cli.project import PLAN
from luke_cli.result import Line, Outcome, checked, together, tried
from luke_cli.status import stale_evidence, status
from luke_cli.workspace import apply, tree

_UNCHANGED: Final = {
    False: "nothing would change",
    True: "nothing would change before the model is asked",
}

Verb = Callable[[Path, Options], Outcome]


def check(root: Path, options: Options) -> Outcome:
    """Tell whether either phase would change something, and whether proof and code still hold.

    Whether the documents are newer or not, the backend is compared with the plan as it stands.
    """
    work, known = engine(Run(root, replace(options, check=True))), accepted.read(root)
    outcomes = [_only_looked(checked(_designed(root, work, options, known)))]
    if tree.read(root, [PLAN]):
        built = tried(lambda: pipeline.develop(root, work, again=True))
        found = (
            *stale_evidence(root),
            *repository.swallowed(root, built),
            *_room("drift.drift").drift(root, built),
        )
        # What a plan that is to be made anew cannot be built for is not known before it is made.
        if not built.message or outcomes[0].exit_code is Exit.CLEAN:
            outcomes.append(_only_looked(checked(built)))
        outcomes.append(ending(Outcome(only_looked=True), found, Exit.FINDINGS, known))
    return looked_at(together(outcomes), known)


def prove(root: Path, options: Options) -> Outcome:
    """Prove the backend and leave the evidence beside it."""
    outcome: Outcome = _room("verify").verify(root)
    if options.writes:
        apply.apply(root, outcome.writes)
    return outcome


def welcome(root: Path, options: Options) -> Outcome:
    """Say who luke is and where the project stands."""
    outcome = status(root, options)
    who = Line("Luke", f"Backend Developer, {__version__}: a compiler for design documents")
    return replace(outcome, answer=(who, *outcome.answer))


def compare(root: Path, options: Options) -> Outcome:
    """Tell what changed in the plan."""
    outcome: Outcome = _room("diff").diff(root, options)
    return outcome


def start(root: Path, options: Options) -> Outcome:
    """Make the documents of a new project."""
    outcome: Outcome = _room("init").init(root, empty=options.empty)
    apply.apply(root, outcome.writes)
    return outcome


def examine(root: Path, _: Options) -> Outcome:
    """Tell whether what luke needs is there."""
    outcome: Outcome = _room("doctor").doctor(root)
    return outcome


def trace(place: str, here: Path, root: Path, _: Options) -> Outcome:
    """Tell what came of a line, or where a line came from; `place` is as said in `here`."""
    outcome: Outcome = _room("trace.why").why(root, here, place)
    return outcome


def install(program: str, root: Path, options: Options) -> Outcome:
    """Make luke a member of a team of agents that another program runs."""
    outcome: Outcome = _room("team.install").install(root, program)
    if options.writes:
        apply.apply(root, outcome.writes, outcome.seen)
        return outcome
    return _only_looked(checked(outcome)) if options.check else outcome


def answer(root: Path, options: Options) -> Outcome:
    """Answer what another program asks over stdio, until it ends.

    Raises: UsageError without the package that speaks the protocol.
    """
    if options.format != TEXT:
        raise UsageError("stdout of `luke mcp` is the protocol", hint="leave the format out")
    try:
        room = _room("team.mcp")
    except ModuleNotFoundError as error:
        said = "`luke mcp` needs the package mcp, an extra of luke"
        raise UsageError(said, hint="pip install 'luke-backend[mcp]'") from error
    room.serve(root, VERBS)
    return Outcome()


def carry_out(told: Asked, root: Path, options: Options) -> Outcome:
    """Run a phase, and write what it made unless it is only looked at."""
    work = engine(Run(root, options))
    healed = apply.recover(root) if options.writes else ""
    known = accepted.read(root)
    if told.phase is Phase.DESIGN:
        outcome = _designed(root, work, options, known)
    else:
        outcome = pipeline.develop(root, work, told.prompt)
    outcome = looked_at(outcome, known)
    if healed:
        outcome = replace(outcome, lines=(Line("read", healed), *outcome.lines))
    if options.writes:
        return _written(root, options, repository.told(root, outcome))
    return _only_looked(checked(outcome) if options.check else outcome)


def accepting(verb: Verb, root: Path, options: Options) -> Outcome:
    """Run a verb, and record some of what it finds as looked at; they are not told again."""
    outcome = verb(root, replace(options, dry_run=True))
    if outcome.message:
        return outcome
    some = accepted.chosen(outcome.diagnostics, options.accept)
    apply.apply(root, {accepted.ACCEPTED: accepted.text_with(root, some)})
    done = verb(root, replace(options, accept=""))
    said = f"{accepted.ACCEPTED}   {len(some)} {'finding' if len(some) == 1 else 'findings'} more"
    return replace(done, lines=(*done.lines, Line("accept", said)))


VERBS: Final[Mapping[str, Verb]] = {
    "status": status,
    "check": check,
    "diff": compare,
    "doctor": examine,
    "init": start,
    "mcp": answer,
    "verify": prove,
}


def _written(root: Path, options: Options, outcome: Outcome) -> Outcome:
    """Write what a phase made; prove and commit it if that is asked for and nothing is wrong."""
    if options.commit:
        repository.refuse_edited(root, outcome)
    apply.apply(root, outcome.writes, outcome.seen)
    if options.verify and outcome.phase is Phase.DEVELOP and not outcome.exit_code:
        outcome = _proved(outcome, prove(root, options))
    return (
        repository.committed(root, outcome) if options.commit and not outcome.exit_code else outcome
    )


def _designed(root: Path, work: Engine, options: Options, known: Accepted) -> Outcome:
    """Run the design phase within what it may leave open and may decide."""
    outcome = pipeline.design(root, work)
    if options.frozen:
        outcome = frozen(outcome, pipeline.planned(root))
    limits = Limits(strict=options.strict, assumptions=options.max_assumptions, accepted=known)
    return limited(outcome, limits)


def _proved(outcome: Outcome, proof: Outcome) -> Outcome:
    """Return the outcome of a phase with that of the proof behind it."""
    lines = tuple(line for line in outcome.lines if line.word != "next")
    return replace(
        outcome,
        exit_code=proof.exit_code,
        answer=proof.answer,
        lines=(*lines, *proof.lines),
        diagnostics=(*outcome.diagnostics, *proof.diagnostics),
        texts={**outcome.texts, **proof.texts},
        writes={**outcome.writes, **proof.writes},
    )


def _only_looked(outcome: Outcome) -> Outcome:
    """Say what would change instead of what was written."""
    if outcome.message:
        return replace(outcome, only_looked=True)
    count = sum(change.writes for change in outcome.changes)
    said = f"{count} would change, nothing is written" if count else _UNCHANGED[outcome.unasked]
    lines = tuple(line for line in outcome.lines if line.word not in ("wrote", "next"))
    return replace(outcome, lines=(*lines, Line("check", said)), only_looked=True)


def _room(name: str) -> Any:
    """Return a room that only one verb needs; looking at documents does without what is in it."""
    return importlib.import_module(f"luke_cli.{name}")
