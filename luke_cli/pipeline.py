"""The two phases, as values: what there is to say and what is to be written.

    app/design/*.md  --find, design, render, merge-->  BACKEND-DEV.md
    BACKEND-DEV.md   --parse, select, develop, merge----->   app/impl/

Nothing is written here: the caller applies an outcome, shows its diff, or only looks at it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from luke_cli import remembered, revisions, summary
from luke_cli.backend.slices import features_of, restrict
from luke_cli.docs import markdown
from luke_cli.engines import Engine
from luke_cli.engines.values import Designed
from luke_cli.errors import DecisionNeededError, Exit, PlanError, UsageError
from luke_cli.files import FileTree
from luke_cli.merging import Merged, merge_into, refuse_marked, with_written
from luke_cli.phase import Phase
from luke_cli.plan import parse, render
from luke_cli.plan.answers import answers_of, with_answers, with_rows
from luke_cli.plan.front import with_front_of
from luke_cli.plan.prose import (
    holding,
    known_of,
    section,
    section_of,
    sentences_of,
    with_section,
)
from luke_cli.project import DESIGN, IMPL, PLAN, Found, find
from luke_cli.result import Line, Outcome
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Assumption, Decision, Spec, State
from luke_cli.workspace import base, tree
from luke_cli.workspace.merge import Action, Change, NotText


def design(root: Path, engine: Engine) -> Outcome:
    """Make the plan of what the documents say.

    Raises: UsageError without documents, DecisionNeededError on top of conflict markers.
    """
    project = find(root)
    if not project.documents:
        raise UsageError(
            f"there is no document in {DESIGN}",
            hint=f"create at least one of {summary.to_create()}",
            diagnostics=_below_design(project.diagnostics),
        )
    refuse_marked({f"{DESIGN}/{found.name}": found.data for found in project.documents})
    designed, memory = remembered.design(root, engine, project.documents)
    known = base.read(root)
    held = _held(root, known, designed.spec)
    said = _prose(designed, known, held.spec, project.documents)
    new = with_section(render(held.spec), said)
    merged = merge_into(root, PLAN, {PLAN: new}, held=held.before)
    spec, broken = _as_edited(held.spec, merged.changes)
    asks = () if broken else _asks(root, known, engine, spec, held.agreed)
    if asks:
        asked = replace(held.spec, assumptions=(*held.spec.assumptions, *asks))
        new = with_section(render(asked), said)
        merged = merge_into(root, PLAN, {PLAN: new}, held=held.before)
        spec, broken = _as_edited(asked, merged.changes)
    found = (*project.diagnostics, *designed.diagnostics)
    unfinished = broken or designed.unanswered
    return Outcome(
        phase=Phase.DESIGN,
        exit_code=Exit.FINDINGS if unfinished and not merged.exit_code else merged.exit_code,
        lines=(
            summary.read(project, designed.documents),
            summary.found(spec),
            summary.decide(spec),
            *summary.asked(designed.told),
            *(Line("wrote", summary.one(change)) for change in merged.changes),
            Line("next", "luke --develop    to build it"),
        ),
        diagnostics=(
            *sorted(_below_design(found), key=_order),
            *broken,
            *held.diagnostics,
            *merged.diagnostics,
        ),
        texts=_texts(merged.changes),
        changes=merged.changes,
        writes={**merged.writes, **memory},
        seen=merged.seen,
        spec=spec,
        usage=designed.usage,
        unasked=designed.unasked,
        engine=engine.name,
    )


def develop(root: Path, engine: Engine, prompt: str = "", *, again: bool = False) -> Outcome:
    """Make the backend of the plan, or of the features that the prompt names.

    `again` makes what was built before and no more; where nothing was, the whole.
    Raises: UsageError without a plan or for a prompt that names no feature; DecisionNeededError.
    """
    text = plan_text(root)
    try:
        spec = parse(text, file=PLAN)
    except PlanError as error:
        return _unreadable(error, text)
    _refuse_blocked(spec)
    known = base.read(root)
    spec = followed(spec, text, known)
    asked = features_of(spec, prompt)
    before = known.features if _is_there(root, known) else frozenset[str]()
    features = before if again and before else _to_build(before, asked)
    part = _part(spec, features)
    revised = engine.revise(part, revisions.standing(root, known, features))
    revisions.refuse_blocked(revised, spec, text)
    made_of = (text, *known.texts.get(PLAN, ()), *sorted(features))
    new, memory = remembered.develop(root, engine, part, revised, made_of)
    merged = merge_into(root, IMPL, new, features)
    merged, written = with_written(merged, part, engine, (root, IMPL))
    return Outcome(
        phase=Phase.DEVELOP,
        exit_code=Exit.FINDINGS if written.unanswered else merged.exit_code,
        lines=tuple(_told(part, asked, merged, written.told)),
        diagnostics=(
            *revisions.findings(revised, spec, text),
            *merged.diagnostics,
            *written.diagnostics,
        ),
        texts=_texts(merged.changes),
        changes=merged.changes,
        writes={**merged.writes, **memory},
        seen=merged.seen,
        spec=spec,
        usage=written.usage,
        unasked=written.unasked,
        engine=engine.name,
    )


def built(root: Path) -> tuple[Spec, str]:
    """Return the part of the plan that is built, and the text of the plan.

    Raises: UsageError without a plan; PlanError if it cannot be read; DecisionNeededError.
    """
    text, known = plan_text(root), base.read(root)
    spec = followed(parse(text, file=PLAN), text, known)
    return _built_part(spec, known), text


def planned(root: Path) -> Spec:
    """Return what the plan says as it stands; nothing if there is none.

    Raises: PlanError if it cannot be read; DecisionNeededError.
    """
    text = tree.read(root, [PLAN]).get(PLAN)
    return parse(text, file=PLAN) if isinstance(text, str) else Spec("")


def as_answered(root: Path) -> Spec:
    """Return what the plan says, its rows following what was answered since luke wrote it.

    Raises: UsageError without a plan; PlanError if it cannot be read; DecisionNeededError.
    """
    text = plan_text(root)
    return followed(parse(text, file=PLAN), text, base.read(root))


def plan_text(root: Path) -> str:
    """Return the plan as it stands.

    Raises: UsageError if there is none; DecisionNeededError if it has conflict markers.
    """
    text = tree.read(root, [PLAN]).get(PLAN)
    if text is None:
        raise UsageError(f"there is no plan: {PLAN}", hint="make it with: luke --design")
    if isinstance(text, NotText):
        raise UsageError(f"{PLAN} is {text.what}", hint="move it away, then: luke --design")
    return text


@dataclass(frozen=True, slots=True)
class _Held:
    """A new plan in which the answers of the old one hold."""

    spec: Spec
    before: FileTree
    """What luke wrote last, its decision tables as they stand now."""
    agreed: tuple[Assumption, ...] = ()
    """What a person has accepted."""
    diagnostics: tuple[Diagnostic, ...] = ()


def _held(root: Path, known: base.Written, spec: Spec) -> _Held:
    """Carry what a person has answered in the plan into a new one."""
    text = tree.read(root, [PLAN]).get(PLAN)
    if not isinstance(text, str):
        return _Held(spec, {})
    written = known.texts.get(PLAN, ())
    # Where two branches were joined nobody knows which text was edited.
    last = written[0] if len(written) == 1 else text
    try:
        yours = parse(text, file=PLAN)
        before = yours if text == last else parse(last, file=PLAN)
    except (PlanError, DecisionNeededError):
        return _Held(spec, {})
    answered, lost = with_answers(spec, answers_of(yours, before))
    said = section_of(last)
    is_ours = before is not yours and with_section(render(before), said) == last
    # What needs a person was said before the answers, which take it away.
    rows = with_front_of(with_section(render(with_rows(before, yours)), said), last)
    agreed = tuple(one for one in yours.assumptions if one.state is State.ACCEPTED)
    return _Held(answered, {PLAN: rows} if is_ours else {}, agreed, tuple(map(_not_carried, lost)))


def _prose(designed: Designed, known: base.Written, spec: Spec, documents: Sequence[Found]) -> str:
    """Return what a model says of a plan, now or before, as a section; only what still holds."""
    said = designed.prose
    if said is None:
        written = known.texts.get(PLAN, ())
        said = sentences_of(section_of(written[0])) if len(written) == 1 else ()
    texts = (markdown.decode(found.data, found.name)[0] for found in documents)
    return section(holding(said, known_of(spec, texts))) if any(said) else ""


def _asks(
    root: Path, known: base.Written, engine: Engine, spec: Spec, agreed: tuple[Assumption, ...]
) -> tuple[Assumption, ...]:
    """Return what the next revision asks, as rows that the plan does not have yet."""
    files = revisions.standing(root, known, known.features)
    if not files.there:
        return ()
    there = {one.name for one in spec.assumptions}
    more = (one for one in agreed if one.name not in there)
    asked = replace(spec, assumptions=(*spec.assumptions, *more))
    try:
        asks = engine.revise(_built_part(asked, known), files).asks
    except UsageError:
        # The plan cannot be built yet, which the other phase tells.
        return ()
    return tuple(one for one in asks if one.name not in there)


def followed(spec: Spec, text: str, known: base.Written) -> Spec:
    """Return a plan as it stands, its rows following what was answered since luke wrote it."""
    written = known.texts.get(PLAN, ())
    if len(written) != 1 or written[0] == text:
        return spec
    try:
        before = parse(written[0], file=PLAN)
    except (PlanError, DecisionNeededError):
        return spec
    asked = replace(spec, decisions=before.decisions)
    return with_answers(asked, answers_of(spec, before))[0]


def _not_carried(decision: Decision) -> Diagnostic:
    return Diagnostic(
        "LK-P115",
        Severity.WARNING,
        f"{decision.name}: `{decision.taken.value}` is taken, and no row follows by itself",
        Span(PLAN, 1),
        f"edit the rows about {decision.about}",
    )


def _refuse_blocked(spec: Spec) -> None:
    blocking = [
        *(f"{d.name}   about {d.about}" for d in spec.decisions if d.state is State.BLOCKING),
        *(f"{a.name}   about {a.about}" for a in spec.assumptions if a.state is State.BLOCKING),
    ]
    if blocking:
        named = "\n".join(blocking)
        raise DecisionNeededError(
            f"a person must decide first: {PLAN} has {len(blocking)} blocking",
            hint=f"{named}\nwrite `accepted` in State, or edit the row it is about",
        )


def _as_edited(spec: Spec, changes: Sequence[Change]) -> tuple[Spec, tuple[Diagnostic, ...]]:
    """Return the spec with what a person has edited in the plan."""
    edited = [c for c in changes if c.action in (Action.KEPT, Action.MERGED)]
    if not edited:
        return spec, ()
    try:
        return parse(edited[0].text or "", file=PLAN), ()
    except PlanError as error:
        return spec, error.diagnostics


def _part(spec: Spec, features: frozenset[str]) -> Spec:
    return spec if base.EVERYTHING in features else restrict(spec, sorted(features))


def _built_part(spec: Spec, known: base.Written) -> Spec:
    """Return the part of a plan that was built; before there is any, the whole."""
    return _part(spec, known.features or frozenset({base.EVERYTHING}))


def _is_there(root: Path, known: base.Written) -> bool:
    return any(tree.read(root, [path]) for path in known.below(IMPL))


def _to_build(before: frozenset[str], asked: Sequence[str]) -> frozenset[str]:
    """Add what is asked for to what was built before; nothing asked for is everything."""
    everything = not asked or base.EVERYTHING in before
    return frozenset({base.EVERYTHING}) if everything else before | set(asked)


def _told(part: Spec, asked: Sequence[str], merged: Merged, written: str) -> Iterable[Line]:
    yield summary.plan(part, asked)
    yield summary.made(merged.changes)
    yield summary.merged(merged.changes)
    yield from summary.asked(written)
    yield from summary.opened(part, merged.changes, base_path=part.setting("base_path"))
    yield summary.wrote(merged.changes, IMPL)
    settle = "settle the conflicts, then    " if merged.exit_code else ""
    yield Line("next", f"{settle}cd {IMPL} and see README.md")


def _unreadable(error: PlanError, text: str) -> Outcome:
    return Outcome(
        phase=Phase.DEVELOP,
        exit_code=error.exit_code,
        message=error.message,
        hint=error.hint,
        diagnostics=error.diagnostics,
        texts={PLAN: text},
    )


def _below_design(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics whose files are relative to the project root."""
    return tuple(
        replace(item, place=replace(item.place, file=f"{DESIGN}/{item.place.file}"))
        if item.place
        else item
        for item in found
    )


def _order(found: Diagnostic) -> tuple[str, int, int, str]:
    return found.order


def _texts(changes: Sequence[Change]) -> dict[str, str]:
    return {change.path: change.text for change in changes if change.text is not None}
