"""What luke can be asked for: the two phases, and verbs that only look."""

import importlib
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from luke_cli import __version__, accepted, explain, pipeline, repository
from luke_cli.accepted import Accepted
from luke_cli.config import TEXT, Options, wants_traceback
from luke_cli.console import Console
from luke_cli.engines import Engine, engine
from luke_cli.engines.values import Run
from luke_cli.errors import Exit, LukeError, UsageError
from luke_cli.gates import Limits, ending, frozen, limited, looked_at
from luke_cli.phase import Asked, Phase, detect
from luke_cli.project import DESIGN, locate
from luke_cli.result import Line, Outcome, checked, failed, together
from luke_cli.status import stale_evidence, status
from luke_cli.workspace import apply

_AGENTS: Final = ("", "backend-developer", "backend-dev", "backend", "luke")

_WORK: Final = {
    Phase.DESIGN: "making the plan",
    Phase.DEVELOP: "making the backend",
    "verify": "proving the backend",
    "mcp": "answering over stdio",
    None: "looking at both phases",
}

_UNCHANGED: Final = {
    False: "nothing would change",
    True: "nothing would change before the model is asked",
}

Verb = Callable[[Path, Options], Outcome]


@dataclass(frozen=True, slots=True)
class Task:
    """What a command line asks to be done in a project."""

    verb: Verb
    options: Options
    phase: Phase | None = None

    @property
    def work(self) -> str:
        """What somebody who waits for it is told."""
        named = "verify" if self.verb is prove else "mcp" if self.verb is answer else self.phase
        return _WORK[named]

    def done(self, root: Path) -> Outcome:
        """Do it; what ends it is an outcome, too."""
        try:
            if self.options.accept:
                return _accepting(self.verb, root, self.options)
            return self.verb(root, self.options)
        except LukeError as error:
            return failed(error, phase=self.phase)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is ours and ends here
            return bug(error, self.options)


def run(options: Options) -> int:
    """Do what the options ask for in one project and return the exit code."""
    return ended(options, partial(_run, options))


def ended(options: Options, work: Callable[[Console], Exit]) -> Exit:
    """Return the exit code of some work that speaks; what breaks in it is said."""
    here = Path.cwd()
    console = Console(options, here, here)
    try:
        return work(console)
    except BrokenPipeError:
        # Whoever read our answer has enough of it; Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except LukeError as error:
        outcome = failed(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is ours and ends here
        outcome = bug(error, options)
    console.show(outcome)
    return outcome.exit_code


def bug(error: Exception, options: Options) -> Outcome:
    """Return what there is to say where luke itself is wrong."""
    told = f"{type(error).__name__}: {error}".split("\n", 1)[0][:200]
    hint = "run it again with --verbose to see where, and report that together with the document"
    if wants_traceback(options.verbose):
        hint = "".join(traceback.format_exception(error))
    message = f"luke has a bug, nothing is written ({told})"
    return Outcome(exit_code=Exit.BUG, message=message, hint=hint)


def refuse(options: Options, error: LukeError) -> int:
    """Say that the command line cannot be understood."""
    here = Path.cwd()
    Console(options, here, here).show(failed(error))
    return error.exit_code


def check(root: Path, options: Options) -> Outcome:
    """Tell whether either phase would change something, and whether proof and code still hold."""
    work, known = engine(Run(root, replace(options, check=True))), accepted.read(root)
    outcomes = [_only_looked(checked(_designed(root, work, options, known)))]
    if outcomes[0].exit_code is Exit.CLEAN:
        outcomes.append(_only_looked(checked(pipeline.develop(root, work))))
        found = stale_evidence(root)
        if outcomes[1].exit_code is Exit.CLEAN:
            found += _room("drift.drift").drift(root)
        outcomes.append(ending(Outcome(), found, Exit.FINDINGS, known))
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


VERBS: Final[Mapping[str, Verb]] = {
    "status": status,
    "check": check,
    "diff": compare,
    "doctor": examine,
    "init": start,
    "mcp": answer,
    "verify": prove,
}


def asked(options: Options, here: Path) -> Task:
    """Return what the options ask for.

    Raises: UsageError if that is not clear, or for an option that it does not know.
    """
    _refuse_others(options.agent)
    _refuse_unquoted(options, here)
    task = _verb(options, here)
    if task is None:
        told = detect(options.phases, options.words)
        task = Task(partial(_phase, told), options, told.phase)
    _refuse_misplaced(task)
    return task


def _run(options: Options, console: Console) -> Exit:
    task = asked(options, console.here)
    console = replace(console, root=locate(next(map(Path, options.roots), None), console.here))
    if task.phase:
        console.introduce(task.phase)
    with console.working(task.work):
        outcome = task.done(console.root)
    console.show(outcome)
    return outcome.exit_code


def _refuse_others(agent: str) -> None:
    if agent.lower() not in _AGENTS:
        raise UsageError(
            f"luke is the backend-developer, `--agent {agent}` is somebody else",
            hint="leave it out, or say --agent backend-developer",
        )


def _refuse_unquoted(options: Options, here: Path) -> None:
    """Refuse projects among the words: a shell has made them of a pattern that was not quoted."""
    for word in options.words if options.roots else ():
        if os.path.isdir(here / word / DESIGN):  # noqa: PTH112 - pathlib's raises for a long text
            raise UsageError(
                f"`{word}` is a project, not a word of what is to be done",
                hint="quote a pattern: --root 'services/*'",
            )


def _refuse_misplaced(task: Task) -> None:
    """Refuse an option that what is asked for does not know.

    Raises: UsageError.
    """
    options, verb = task.options, task.verb
    designs = verb is check or task.phase is Phase.DESIGN
    if options.against and verb is not compare:
        raise UsageError("`--against` is for `luke diff`")
    if options.empty and verb is not start:
        raise UsageError("`--empty` is for `luke init`")
    if options.frozen and not designs:
        raise UsageError("`--frozen` is for `luke --design` and `luke check`")
    if options.prose and not (designs and options.engine == "anthropic"):
        raise UsageError("`--prose` is for `luke --design --engine anthropic`")
    if options.accept and not (designs or verb is compare):
        raise UsageError("`--accept` is for `luke --design`, `luke check` and `luke diff`")


def _verb(options: Options, here: Path) -> Task | None:
    """Return the verb that is asked for, if it is no phase."""
    said = " ".join(options.words).strip()
    words = said.lower()
    verb = _verb_of(said, options, here)
    if verb is not None:
        return Task(verb, options)
    if words == "check" and options.phases:
        told = detect(options.phases, ())
        return Task(partial(_phase, told), replace(options, check=True, words=()), told.phase)
    if options.phases:
        return None
    if not words and not options.dry_run:
        return Task(check if options.check else welcome, options)
    return Task(VERBS[words], options) if words in VERBS else None


def _verb_of(said: str, options: Options, here: Path) -> Verb | None:
    """Return the verb that is asked for with what it is about: a code, a place, a program."""
    code = explain.asked(said)
    if code is not None:
        return lambda _root, _options: explain.explain(code)
    verb, _, about = said.partition(" ")
    match "" if options.phases else verb.lower():
        case "why" if about:
            return lambda root, _options: _room("trace.why").why(root, here, about.strip())
        case "install":
            return partial(install, about.strip().lower())
        case _:
            return None


def _phase(told: Asked, root: Path, options: Options) -> Outcome:
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


def _accepting(verb: Verb, root: Path, options: Options) -> Outcome:
    """Run a verb, and record some of what it finds as looked at; they are not told again."""
    outcome = verb(root, replace(options, dry_run=True))
    if outcome.message:
        return outcome
    some = accepted.chosen(outcome.diagnostics, options.accept)
    apply.apply(root, {accepted.ACCEPTED: accepted.text_with(root, some)})
    done = verb(root, replace(options, accept=""))
    said = f"{accepted.ACCEPTED}   {len(some)} {'finding' if len(some) == 1 else 'findings'} more"
    return replace(done, lines=(*done.lines, Line("accept", said)))


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
    count = sum(change.writes for change in outcome.changes)
    said = f"{count} would change, nothing is written" if count else _UNCHANGED[outcome.unasked]
    lines = tuple(line for line in outcome.lines if line.word not in ("wrote", "next"))
    return replace(outcome, lines=(*lines, Line("check", said)), only_looked=True)


def _room(name: str) -> Any:
    """Return a room that only one verb needs; looking at documents does without what is in it."""
    return importlib.import_module(f"luke_cli.{name}")
