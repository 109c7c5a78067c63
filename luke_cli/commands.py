"""What a command line asks for, done in one project, and what it came to said."""

import errno
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from luke_cli import explain
from luke_cli.config import Options, wants_traceback
from luke_cli.console import Console
from luke_cli.errors import Exit, LukeError, UsageError, unexpected
from luke_cli.phase import Asked, NoPhaseError, Phase, detect
from luke_cli.project import DESIGN, locate
from luke_cli.result import Outcome, failed
from luke_cli.verbs import (
    VERBS,
    Verb,
    accepting,
    answer,
    carry_out,
    check,
    compare,
    install,
    prove,
    start,
    trace,
    welcome,
)

_AGENTS: Final = ("", "backend-developer", "backend-dev", "backend", "luke")

_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
_ROOM: Final = "luke needs room in the folder of temporary files as well: make some, or set TMPDIR"

_WORK: Final = {
    Phase.DESIGN: "making the plan",
    Phase.DEVELOP: "making the backend",
    "verify": "proving the backend",
    "mcp": "answering over stdio",
    None: "looking at both phases",
}


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
                return accepting(self.verb, root, self.options)
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
    """Return what there is to say where luke itself is wrong, or has no room to work in."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return failed(LukeError(f"nothing is written: {error.strerror}", hint=_ROOM))
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


def asked(options: Options, here: Path) -> Task:
    """Return what the options ask for.

    Raises: UsageError if that is not clear, or for an option that it does not know.
    """
    _refuse_others(options.agent)
    _refuse_unquoted(options, here)
    task = _verb(options, here)
    if task is None:
        told = _phase(options)
        task = Task(partial(carry_out, told), options, told.phase)
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


def _phase(options: Options) -> Asked:
    """Return the phase that is asked for; raises UsageError."""
    try:
        return detect(options.phases, options.words)
    except NoPhaseError:
        first, _, rest = " ".join(options.words).strip().partition(" ")
        if rest and first.lower() in VERBS:
            raise unexpected(first, rest.strip()) from None
        raise


def _refuse_misplaced(task: Task) -> None:
    """Refuse an option that what is asked for does not know.

    Raises: UsageError.
    """
    options, verb = task.options, task.verb
    designs = verb is check or task.phase is Phase.DESIGN
    if options.against and verb is not compare:
        raise UsageError("`--against` is for `luke diff`")
    if not options.writes and verb in (answer, start):
        raise UsageError("`--check` and `--dry-run` are for the phases and `luke install`")
    if options.commit and task.phase is None:
        raise UsageError("`--commit` is for `luke --design` and `luke --develop`")
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
        return Task(partial(carry_out, told), replace(options, check=True, words=()), told.phase)
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
            return partial(trace, about.strip(), here)
        case "install":
            return partial(install, about.strip().lower())
        case _:
            return None
