"""The status of a success, as a document states it: `202 Accepted`, `responses: {"201": ...}`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from luke_cli.names import kebab
from luke_cli.spec.facts import EndpointFact
from luke_cli.spec.model import Assumption, Decision, Operation, Shape, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.precedence import Choice, choose, decided, decision_id
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.statuses import NO_CONTENT, statuses_of, usual


@dataclass(frozen=True, slots=True)
class _Stated:
    """An operation with its status, and what was decided for that."""

    operation: Operation
    decision: Decision | None = None
    assumption: Assumption | None = None


def with_statuses(said: Said, spec: Spec, drafts: Iterable[Draft]) -> Spec:
    """Return a spec in which operations succeed with the status that documents state."""
    facts = {draft.operation.name: draft.endpoint for draft in drafts}
    stated = [_stated(said, spec, one, facts.get(one.name, ())) for one in spec.operations]
    decisions = (one.decision for one in stated if one.decision)
    assumptions = (one.assumption for one in stated if one.assumption)
    return replace(
        spec,
        operations=tuple(one.operation for one in stated),
        decisions=(*spec.decisions, *decisions),
        assumptions=(*spec.assumptions, *assumptions),
    )


def _stated(said: Said, spec: Spec, one: Operation, facts: Iterable[EndpointFact]) -> _Stated:
    choice = choose(said, facts, lambda fact: str(fact.status or ""))
    if choice is None:
        return _Stated(one)
    decision = decided(said, decision_id(kebab(one.name), "status"), one.name, choice)
    status = int(choice.value)
    if status == usual(one):
        return _Stated(one, decision)
    if status not in statuses_of(one) or (status == NO_CONTENT and _answers(spec, one)):
        return _Stated(one, assumption=_kept(said, one, choice))
    return _Stated(replace(one, status=status), decision)


def _answers(spec: Spec, one: Operation) -> bool:
    contract = spec.contract(one.name)
    return contract is not None and contract.gives != Shape()


def _kept(said: Said, one: Operation, choice: Choice[EndpointFact]) -> Assumption:
    shows = "has a body" if choice.value == str(NO_CONTENT) else "is the answer of its kind"
    return Assumption(
        name=f"A-{kebab(one.name)}-status",
        about=one.name,
        proposal=f"{usual(one)} instead of {choice.value}",
        why=f"what it answers {shows}",
        sources=said.sources(choice.facts),
    )
