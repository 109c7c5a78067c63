"""What a person has said in the decision tables, carried into every later plan.

`accepted` in State, another value in Taken, a text in Answer, or another value in the row that a
decision is about: it holds by the id of the row, whatever the documents say by then.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from luke_cli.plan.link import check
from luke_cli.plan.taken import value_of, with_value
from luke_cli.spec.model import Assumption, Decision, Question, Side, Spec, State

Row = TypeVar("Row", Decision, Assumption, Question)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, by the id of the row."""

    decisions: Mapping[str, Decision]
    assumptions: Mapping[str, Assumption]
    questions: Mapping[str, Question]


def answers_of(yours: Spec, before: Spec) -> Answers:
    """Return what a person has said: `yours` is the plan as it stands, `before` as luke wrote it."""
    known = {one.name: one for one in before.decisions}
    decisions = (_answered(one, known.get(one.name), yours, before) for one in yours.decisions)
    return Answers(
        {one.name: one for one in decisions if one.state is not State.OPEN},
        {one.name: one for one in yours.assumptions if one.state is not State.OPEN},
        {one.name: one for one in yours.questions if one.answer},
    )


def with_answers(spec: Spec, answers: Answers) -> tuple[Spec, tuple[Decision, ...]]:
    """Return a plan in which the answers hold, and the decisions that need other rows edited."""
    lost: list[Decision] = []
    decisions: list[Decision] = []
    for decision in spec.decisions:
        answer = answers.decisions.get(decision.name)
        if answer is None:
            decisions.append(decision)
            continue
        decided = _decided(decision, answer)
        decisions.append(decided)
        if answer.taken.value != decision.taken.value:
            changed = with_value(spec, decided, answer.taken.value)
            if changed is None or any(check(changed)):
                lost.append(decided)
            else:
                spec = changed
    spec = replace(
        spec,
        decisions=tuple(decisions),
        assumptions=tuple(_agreed(one, answers.assumptions) for one in spec.assumptions),
        questions=tuple(_replied(one, answers.questions) for one in spec.questions),
    )
    return spec, tuple(lost)


def with_rows(before: Spec, yours: Spec) -> Spec:
    """Return what luke wrote with the decision tables as they stand now.

    A merge then finds no edit in them: they are written anew, with the answers.
    """
    return replace(
        before,
        decisions=tuple(_same(before.decisions, yours.decisions)),
        assumptions=tuple(_same(before.assumptions, yours.assumptions)),
        questions=tuple(_same(before.questions, yours.questions)),
    )


def _same(before: Iterable[Row], yours: Iterable[Row]) -> Iterator[Row]:
    now = {one.name: one for one in yours}
    return (now.get(one.name, one) for one in before)


def _answered(decision: Decision, known: Decision | None, yours: Spec, before: Spec) -> Decision:
    """Return a decision with the value that a person has given it, in Taken or in its row."""
    if known is None:
        return decision
    if decision.taken.value != known.taken.value:
        return replace(decision, state=_settled(decision.state))
    value = value_of(yours, decision)
    if value and value != value_of(before, known):
        return replace(decision, taken=Side(value), state=_settled(decision.state))
    return decision


def _settled(state: State) -> State:
    return State.OVERRIDDEN if state in (State.OPEN, State.BLOCKING) else state


def _decided(decision: Decision, answer: Decision) -> Decision:
    """Return a decision as the documents have it now, with the answer taken."""
    value = answer.taken.value
    sides = (decision.taken, *decision.aside)
    taken = next((side for side in sides if side.value == value), Side(value))
    aside = tuple(side for side in sides if side.value != value)
    return replace(decision, taken=taken, aside=aside, state=answer.state)


def _agreed(assumption: Assumption, answers: Mapping[str, Assumption]) -> Assumption:
    """Return an assumption that was agreed to, as long as it proposes the same."""
    answer = answers.get(assumption.name)
    same = answer is not None and answer.proposal == assumption.proposal
    return replace(assumption, state=answer.state) if answer and same else assumption


def _replied(question: Question, answers: Mapping[str, Question]) -> Question:
    answer = answers.get(question.name)
    return replace(question, answer=answer.answer) if answer else question
