"""Steps that one document draws and another denies, or adds: `a ready order goes back to the lab`.

A drawing is the arrows of a diagram, a table or a list of the most trusted document that has one. Words
of another document that add a step between two of its states contradict it: what is drawn is taken. A
step into a state that the drawing does not have is taken from the words.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, Fact, NoStepFact, WorkflowFact
from luke_cli.spec.model import Decision, Entity, Field, Side
from luke_cli.spec.resolve.precedence import decision_id, reason
from luke_cli.spec.resolve.said import Said

Pair = tuple[str, str]
_FEWEST: Final = 2
_FEWEST_TOLD: Final = 3
"""Steps that make a drawing of arrows in running text."""


def settled(
    said: Said,
    entity: Entity,
    field: Field,
    arrows: Sequence[WorkflowFact],
    denials: Iterable[NoStepFact],
) -> tuple[tuple[WorkflowFact, ...], tuple[Decision, ...]]:
    """Return the arrows without those that contradict the drawing, and a decision for each step."""
    drawn = _drawing(said, arrows)
    if not drawn:
        return tuple(arrows), ()
    against = [one for one in denials if one.place.file == drawn[0].place.file]
    added: dict[Pair, list[WorkflowFact]] = {}
    for arrow in arrows:
        if arrow.place.file != drawn[0].place.file and _adds(drawn, arrow):
            added.setdefault(_pair(arrow), []).append(arrow)
    decisions = [
        _decision(said, entity, field, pair, _beside(drawn, against, pair), facts, is_step=True)
        for pair, facts in added.items()
    ]
    decisions += _denied(said, entity, field, drawn, denials)
    kept = tuple(arrow for arrow in arrows if arrow not in added.get(_pair(arrow), ()))
    return kept, tuple(decisions)


def _pair(arrow: WorkflowFact) -> Pair:
    return snake(arrow.source), snake(arrow.target)


def _drawing(said: Said, arrows: Sequence[WorkflowFact]) -> list[WorkflowFact]:
    """Return the arrows of the place that draws most of them, in the most formal notation."""
    places: dict[tuple[str, tuple[str, ...]], list[WorkflowFact]] = {}
    for one in said.trusted(arrow for arrow in arrows if arrow.source):
        places.setdefault((one.place.file, one.section), []).append(one)
    drawn = [
        found
        for found in places.values()
        if len({*map(_pair, found)}) >= (_FEWEST if _is_formal(found) else _FEWEST_TOLD)
    ]
    return max(drawn, key=lambda found: (_is_formal(found), len({*map(_pair, found)})), default=[])


def _is_formal(arrows: Iterable[WorkflowFact]) -> bool:
    return all(arrow.authority >= Authority.LIST for arrow in arrows)


def _adds(drawn: Iterable[WorkflowFact], arrow: WorkflowFact) -> bool:
    """Tell whether an arrow is none of a drawing that has both of its states."""
    pairs = {_pair(one) for one in drawn}
    states = {state for pair in pairs for state in pair}
    pair = _pair(arrow)
    return bool(pair[0]) and pair not in pairs and states.issuperset(pair)


def _beside(drawn: Iterable[WorkflowFact], denials: Iterable[NoStepFact], pair: Pair) -> list[Fact]:
    """Return what the drawing has of both states, and the words beside it that deny the step."""
    source, target = pair
    near = [one for one in drawn if source in _pair(one) or _pair(one)[1] == target]
    said = [one for one in denials if one.source == source and one.target in ("", target)]
    return [*said, *near]


def _denied(
    said: Said,
    entity: Entity,
    field: Field,
    drawn: Sequence[WorkflowFact],
    denials: Iterable[NoStepFact],
) -> Iterator[Decision]:
    """Yield a decision for each drawn step that another document denies."""
    for denial in denials:
        denied = [
            one
            for one in drawn
            if _pair(one)[0] == denial.source and denial.target in ("", _pair(one)[1])
        ]
        if denied and denial.place.file != drawn[0].place.file:
            pair = _pair(denied[0])
            yield _decision(said, entity, field, pair, denied, [denial], is_step=False)


def _decision(
    said: Said,
    entity: Entity,
    field: Field,
    pair: Pair,
    taken: Sequence[Fact],
    aside: Sequence[Fact],
    *,
    is_step: bool,
) -> Decision:
    source, target = pair
    step, no_step = f"{source} -> {target}", f"no step {source} -> {target}"
    return Decision(
        name=decision_id(snake(entity.name), field.name, source, "to", target, "step"),
        about=f"{entity.name}.{field.name}",
        taken=Side(no_step if is_step else step, said.sources(taken)),
        aside=(Side(step if is_step else no_step, said.sources(aside)),),
        why=reason(said, taken[0], aside[:1]),
    )
