"""Where a project stands: its documents, its plan, its backend, and what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from luke_cli import pipeline, summary
from luke_cli.backend.slices import restrict, unbuilt
from luke_cli.compare.change import Change
from luke_cli.compare.compare import compare
from luke_cli.config import Options
from luke_cli.engines import engine
from luke_cli.engines.values import Run
from luke_cli.errors import Exit
from luke_cli.project import DESIGN, IMPL, PLAN, Project, find
from luke_cli.proof import evidence
from luke_cli.result import Line, Outcome, tried
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Sources, Spec
from luke_cli.workspace import base, tree
from luke_cli.workspace.apply import is_interrupted
from luke_cli.workspace.conflict import has_markers
from luke_cli.workspace.merge import Action

_SHOWN: Final = 8
"""Items of a list that are named."""
_EDITED: Final = (Action.KEPT, Action.MERGED, Action.CONFLICT, Action.ORPHAN)


def status(root: Path, options: Options) -> Outcome:
    """Tell what is there, what is stale and what comes next; writes nothing."""
    work = engine(Run(root, replace(options, check=True)))
    project = find(root)
    planned = tried(lambda: pipeline.design(root, work))
    built = tried(lambda: pipeline.develop(root, work, again=True))
    has_plan = bool(tree.read(root, [PLAN]))
    has_backend = (root / IMPL).is_dir()
    spec = built.spec or planned.spec
    said, is_proved = _evidence(root)
    marked = _marked(root)
    lacking = _not_built(root, built)
    steps = _next(root, planned, built, has_plan=has_plan, is_proved=is_proved)
    answer = (
        Line("project", spec.project if spec else root.resolve().name),
        Line("documents", *_documents(project)),
        Line("plan", _plan(planned, built), _lacks(planned, built))
        if has_plan
        else Line("plan", "not there yet"),
        Line("backend", _backend(built, lacking), (*_named(lacking), *_edited(built)))
        if has_backend
        else Line("backend", "not there yet"),
        *([Line("conflicts", *_listed(marked, "file"))] if marked else ()),
        *_unfinished(spec, built),
        Line("evidence", said if has_backend else "not there yet"),
        Line("next", next(steps)),
    )
    return Outcome(answer=answer, spec=spec, diagnostics=built.diagnostics)


def stale_evidence(root: Path) -> tuple[Diagnostic, ...]:
    """Tell, as a finding, that what was proved is no longer what is there."""
    found = evidence.read(root / IMPL)
    changed = evidence.stale(found, _plan_text(root), root / IMPL) if found else ""
    if not changed:
        return ()
    said = f"the evidence is stale: {changed} changed since `luke verify`"
    place = Span(f"{IMPL}/{evidence.EVIDENCE}", 1)
    return (Diagnostic("LK-V102", Severity.WARNING, said, place, "prove it again: luke verify"),)


def _evidence(root: Path) -> tuple[str, bool]:
    """Return what there is to say of the evidence, and whether it proves what is there."""
    found = evidence.read(root / IMPL)
    if found is None:
        return "none yet; luke verify makes it", False
    if changed := evidence.stale(found, _plan_text(root), root / IMPL):
        return f"stale: {changed} changed since `luke verify`", False
    said = found.summary if found.proved else "the proof failed; luke verify tells where"
    return said, found.proved


def _plan_text(root: Path) -> str:
    text = tree.read(root, [PLAN]).get(PLAN)
    return text if isinstance(text, str) else ""


def _documents(project: Project) -> tuple[str, tuple[str, ...]]:
    missing = ", ".join(author.document for author in project.missing)
    count = len(project.documents)
    return f"{count} there", (f"not there: {missing}",) if missing else ()


def _marked(root: Path) -> list[str]:
    """Return the files in which a conflict is not settled."""
    there = tree.read(root, {*base.read(root).texts, PLAN})
    return [path for path, text in there.items() if isinstance(text, str) and has_markers(text)]


def _plan(planned: Outcome, built: Outcome) -> str:
    if planned.message:
        return f"{PLAN}: {planned.message}"
    actions = {change.action for change in planned.changes}
    count = len(_news(planned, built))
    news = f": {count} {'change' if count == 1 else 'changes'} to come" if count else ""
    is_built_alike = built.spec is not None and not count
    what = "nothing that is built changes" if is_built_alike else "the documents say something else"
    stale = f"stale, {what}{news}"
    edited = ", edited by hand" if actions & set(_EDITED) else ""
    return f"{PLAN}: {stale if planned.would_change else 'up to date'}{edited}"


def _lacks(planned: Outcome, built: Outcome) -> tuple[str, ...]:
    """Return what the documents say and the plan does not, yet."""
    if not planned.would_change:
        return ()
    return _shown([_told(change) for change in _news(planned, built)])


def _told(change: Change) -> str:
    said = f"{change.sign} {change.kind} {change.name}   {change.said}".rstrip()
    return f"{said}{_place(change.sources)}"


def _news(planned: Outcome, built: Outcome) -> Sequence[Change]:
    return compare(built.spec, planned.spec) if built.spec and planned.spec else ()


def _edited(built: Outcome) -> tuple[str, ...]:
    gone = [f"{c.path}   deleted" for c in built.changes if c.action is Action.GONE]
    return _shown([*gone, *(c.path for c in built.changes if c.action in _EDITED)])


def _unfinished(spec: Spec | None, built: Outcome) -> Iterator[Line]:
    """Tell what the plan leaves open: operations without behaviour, requirements without any."""
    if spec is None:
        return
    yield from summary.opened(spec, built.changes, base_path=spec.setting("base_path"))
    asked = [one for one in spec.requirements if not summary.is_covered(one.served_by)]
    if asked:
        said = [f"{one.name}   {one.text}{_place(one.sources)}" for one in asked]
        yield Line("uncovered", *_listed(said, "requirement"))


def _place(sources: Sources) -> str:
    return f"   {DESIGN}/{sources[0].file}:{sources[0].line}" if sources else ""


def _listed(items: Sequence[str], noun: str) -> tuple[str, tuple[str, ...]]:
    return f"{len(items)} {noun}{'' if len(items) == 1 else 's'}", _shown(items)


def _shown(items: Sequence[str]) -> tuple[str, ...]:
    more = len(items) - _SHOWN
    return (*items[:_SHOWN], *([f"and {more} more"] if more > 0 else ()))


def _not_built(root: Path, built: Outcome) -> tuple[str, ...]:
    """Return the features of the plan that the backend does not have yet."""
    asked = base.read(root).features
    if built.spec is None or base.EVERYTHING in asked:
        return ()
    names = unbuilt(built.spec, restrict(built.spec, asked))
    return tuple(name.replace("_", " ") for name in names)


def _named(lacking: Sequence[str]) -> tuple[str, ...]:
    return (f"not built: {', '.join(_shown(lacking))}",) if lacking else ()


def _backend(built: Outcome, lacking: Sequence[str]) -> str:
    if built.message:
        return f"{IMPL}: {built.message}"
    stale = sum(change.writes for change in built.changes)
    edited = sum(change.action in _EDITED for change in built.changes)
    gone = sum(change.action is Action.GONE for change in built.changes)
    still_open = len(summary.open_of(built.spec)) if built.spec else 0
    features = len(built.spec.features) if built.spec else 0
    parts = (
        f"{sum(change.before is not None for change in built.changes)} files",
        f"{stale} stale" if stale else "up to date",
        f"{edited} edited by hand" if edited else "",
        f"{gone} deleted by hand" if gone else "",
        f"{features - len(lacking)} of {features} features" if features else "",
        f"{still_open} open operation{'' if still_open == 1 else 's'}" if still_open else "",
    )
    return f"{IMPL}: " + ", ".join(part for part in parts if part)


def _next(
    root: Path, planned: Outcome, built: Outcome, *, has_plan: bool, is_proved: bool
) -> Iterator[str]:
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
    if built.would_change:
        yield "luke --develop"
    yield "nothing to do" if is_proved or not (root / IMPL).is_dir() else "luke verify"
