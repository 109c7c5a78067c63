"""Several projects in one call: each in a process of its own, one result of all."""

from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from luke_cli.commands import Task, asked, ended
from luke_cli.config import Options
from luke_cli.console import Console
from luke_cli.errors import Exit, UsageError, strongest
from luke_cli.project import locate_all
from luke_cli.result import Outcome, Part
from luke_cli.workers import cores, each

_OF_ONE: Final = {
    "luke explain": "what a finding means is the same in every project",
    "luke init": "a project is begun alone",
    "luke mcp": "a server answers for one project",
    "luke why": "a place is in one project",
    "--accept": "what is accepted a person has looked at, in one project",
    "--commit": "git makes one commit at a time",
}
"""What several projects at once have no use for, and why."""


class Job(NamedTuple):
    """What a process is to do; all of it can be sent there."""

    root: Path
    here: Path
    options: Options


def run(options: Options) -> int:
    """Do what the options ask for in each project and return the strongest exit code."""
    return ended(options, partial(_run, options))


def _run(options: Options, console: Console) -> Exit:
    here = console.here
    task = asked(options, here)
    _refuse_of_one(task)
    jobs = jobs_of(options, here)
    if task.phase:
        console.introduce(task.phase)
    count = options.jobs or cores()
    with (
        console.working(f"{task.work}, {len(jobs)} projects"),
        closing(each(_done, [*jobs.values()], jobs=count)) as outcomes,
    ):
        parts = [Part(outcome or _DIED, name) for name, outcome in zip(jobs, outcomes, strict=True)]
    console.show_all(parts)
    return strongest(part.outcome.exit_code for part in parts)


_DIED: Final = Outcome(
    exit_code=Exit.BUG,
    message="the process that worked on this project died",
    hint="out of memory? --jobs 1 works on one project at a time; "
    "what was half written is put right by the next run",
)


def _refuse_of_one(task: Task) -> None:
    """Refuse what makes no sense in several projects at once; raises UsageError."""
    options = task.options
    first, *_ = " ".join(options.words).lower().split() or [""]
    asked_for = {
        f"luke {first}": task.phase is None,
        "--accept": bool(options.accept),
        "--commit": options.commit,
    }
    for what, why in _OF_ONE.items():
        if asked_for.get(what):
            said = f"`{what}` is not for several projects: {why}"
            raise UsageError(said, hint="name one: --root DIR")
    if options.shard and not options.roots:
        raise UsageError(
            "`--shard` is a part of several projects, none is named",
            hint="--root 'services/*' --shard 1/2",
        )


def jobs_of(options: Options, here: Path) -> dict[str, Job]:
    """Return what is to be done in each project that is this machine's, by its path from here.

    Limits of a model are shared by all projects, those of the other machines included.
    """
    roots = locate_all(options.roots, here)
    mine = roots[options.shard.number - 1 :: options.shard.of] if options.shard else roots
    console = Console(options, here, here)
    return {
        (name := console.shown(str(root))): Job(root, here, _of_project(options, name, len(roots)))
        for root in mine
    }


def _of_project(options: Options, name: str, sharers: int) -> Options:
    """Return the options for one of several projects."""
    model = options.model
    if options.engine == Options().engine:
        return options
    return replace(
        options,
        model=replace(
            model,
            sharers=sharers,
            record=_below(model.record, name),
            replay=_below(model.replay, name),
        ),
    )


def _below(folder: Path | None, name: str) -> Path | None:
    """Return where the exchanges of a project are kept, so that two never write one file."""
    return folder and folder.joinpath(
        *("up" if part == ".." else part for part in Path(name).parts)
    )


def _done(job: Job) -> Outcome:
    """Do what is asked for in one project; of what comes of it, return what is told."""
    outcome = asked(job.options, job.here).done(job.root)
    return replace(outcome, writes={}, seen={})
