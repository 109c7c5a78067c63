"""Where a project stands: its documents, its plan, its backend, and what comes next."""

from collections.abc import Callable, Iterator
from pathlib import Path

from luke_cli import pipeline, summary
from luke_cli.config import Options
from luke_cli.engines import engine
from luke_cli.errors import Exit, LukeError
from luke_cli.project import IMPL, PLAN, Project, find
from luke_cli.result import Line, Outcome, failed
from luke_cli.workspace import tree
from luke_cli.workspace.apply import is_interrupted
from luke_cli.workspace.merge import Action

_EDITED = (Action.KEPT, Action.MERGED, Action.CONFLICT, Action.ORPHAN)


def status(root: Path, options: Options) -> Outcome:
    """Tell what is there, what is stale and what comes next; writes nothing."""
    work = engine(options.engine)
    project = find(root)
    planned = _tried(lambda: pipeline.design(root, work))
    built = _tried(lambda: pipeline.develop(root, work))
    has_plan = bool(tree.read(root, [PLAN]))
    has_backend = (root / IMPL).is_dir()
    spec = built.spec or planned.spec
    answer = (
        Line("project", spec.project if spec else root.resolve().name),
        Line("documents", *_documents(project)),
        Line("plan", _plan(planned) if has_plan else "not there yet"),
        Line("backend", _backend(built) if has_backend else "not there yet"),
        Line("next", next(_next(root, planned, built, has_plan))),
    )
    return Outcome(answer=answer, spec=spec, diagnostics=built.diagnostics)


def _tried(phase: Callable[[], Outcome]) -> Outcome:
    try:
        return phase()
    except LukeError as error:
        return failed(error)


def _documents(project: Project) -> tuple[str, tuple[str, ...]]:
    missing = ", ".join(author.document for author in project.missing)
    count = len(project.documents)
    return f"{count} there", (f"not there: {missing}",) if missing else ()


def _plan(planned: Outcome) -> str:
    if planned.message:
        return f"{PLAN}: {planned.message}"
    actions = {change.action for change in planned.changes}
    stale = "stale, the documents say something else" if planned.would_change else "up to date"
    return f"{PLAN}: {stale}" + (", edited by hand" if actions & set(_EDITED) else "")


def _backend(built: Outcome) -> str:
    if built.message:
        return f"{IMPL}: {built.message}"
    stale = sum(change.writes for change in built.changes)
    edited = sum(change.action in _EDITED for change in built.changes)
    still_open = len(summary.open_of(built.spec)) if built.spec else 0
    parts = (
        f"{sum(change.before is not None for change in built.changes)} files",
        f"{stale} stale" if stale else "up to date",
        f"{edited} edited by hand" if edited else "",
        f"{still_open} open operations" if still_open else "",
    )
    return f"{IMPL}: " + ", ".join(part for part in parts if part)


def _next(root: Path, planned: Outcome, built: Outcome, has_plan: bool) -> Iterator[str]:
    if is_interrupted(root):
        yield "luke --design    an earlier run was interrupted; this one heals it"
    for outcome in (planned, built) if has_plan else (planned,):
        if outcome.exit_code is Exit.DECIDE:
            yield outcome.hint or "settle the conflicts"
        elif outcome.message:
            yield outcome.hint or outcome.message
    if planned.would_change:
        yield "luke --design"
    if built.diagnostics and built.message:
        yield f"mend {PLAN}"
    yield "luke --develop" if built.would_change else "nothing to do"
