"""What can be done: the endpoints of the documents, the steps of workflows, and what completes them."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import kebab, plural, snake
from luke_cli.spec.facts import Fact, PermissionFact
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Kind,
    Operation,
    Side,
    Spec,
    Transition,
)
from luke_cli.spec.resolve.auth_operations import with_auth
from luke_cli.spec.resolve.auth_paths import auth_meaning
from luke_cli.spec.resolve.bulk import with_bulk
from luke_cli.spec.resolve.client_calls import called_otherwise
from luke_cli.spec.resolve.completion import complete
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoint_conflicts import (
    Conflict,
    decision_of,
    reconciled,
    spelled_otherwise,
)
from luke_cli.spec.resolve.endpoints import Endpoint, Endpoints, endpoint_key
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.exports import with_exports
from luke_cli.spec.resolve.inbox import with_marks
from luke_cli.spec.resolve.narrowed_lists import with_narrowed
from luke_cli.spec.resolve.operation_order import distinct, ordered
from luke_cli.spec.resolve.ownership import account_of, reference_to
from luke_cli.spec.resolve.path_meaning import Meaning, collection, meaning_of
from luke_cli.spec.resolve.recovery import built
from luke_cli.spec.resolve.restores import with_restores
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.sessions import session_assumptions
from luke_cli.spec.resolve.steps import BACK, machines
from luke_cli.spec.resolve.summaries import with_summaries
from luke_cli.spec.resolve.topics import asked_for, with_question
from luke_cli.spec.resolve.transitions import Step, Workflow, transition_of, workflow_of

_ACTIONS: Final = {
    Kind.LIST: "read",
    Kind.READ: "read",
    Kind.DOWNLOAD: "read",
    Kind.CREATE: "create",
    Kind.UPDATE: "update",
    Kind.DELETE: "delete",
    Kind.UPLOAD: "upload",
    Kind.ATTACH: "update",
    Kind.DETACH: "update",
}


@dataclass(frozen=True, slots=True)
class Operations:
    """Operations whose rights are still open, and what they decided."""

    drafts: tuple[Draft, ...]
    transitions: tuple[Transition, ...]
    workflows: tuple[Workflow, ...]
    decisions: tuple[Decision, ...]
    assumptions: tuple[Assumption, ...]


def resolve_operations(
    said: Said, spec: Spec, names: EntityNames, endpoints: Endpoints
) -> Operations:
    """Find every operation."""
    agreed, conflicts = reconciled(said, endpoints.all)
    agreed, calls = called_otherwise(said, agreed)
    read = [(one, auth_meaning(spec, one) or meaning_of(spec, names, one)) for one in agreed]
    read.sort(key=lambda pair: -pair[0].authority)
    workflows = tuple(
        workflow_of(said, spec, machine) for machine in machines(said, spec, names, read)
    )
    steps = [step for workflow in workflows for step in workflow.steps]
    decisions = [one for workflow in workflows for one in workflow.machine.decisions]
    assumptions: list[Assumption] = []
    drafts = _drafts(said, read, steps, decisions, assumptions)
    decisions += _of_methods(said, drafts, (*conflicts, *calls))
    decisions += _of_spellings(said, drafts, {decision.name for decision in decisions})
    transitions = _with_steps(said, drafts, steps)
    by_name = {draft.operation.name: draft for draft in drafts}
    for draft in (*asked_for(said, spec, names, by_name),):
        by_name.setdefault(draft.operation.name, built(account_of(spec), draft))
    stepped = replace(spec, transitions=transitions)
    for draft in (
        *complete(said, stepped, names, by_name.values()),
        *with_auth(said, spec, by_name.values()),
    ):
        by_name.setdefault(draft.operation.name, draft)
    found, exported = with_exports(said, names, tuple(distinct(by_name.values())))
    found, several = with_bulk(said, with_marks(spec, found))
    found, summed = with_summaries(said, spec, with_narrowed(said, spec, found))
    found = with_restores(said, found)
    return Operations(
        drafts=ordered(spec, found),
        transitions=transitions,
        workflows=workflows,
        decisions=tuple(decisions),
        assumptions=(*assumptions, *exported, *several, *summed, *session_assumptions(found)),
    )


def _of_methods(
    said: Said, drafts: Iterable[Draft], conflicts: Iterable[Conflict]
) -> Iterator[Decision]:
    names = {(d.operation.method, d.operation.path): d.operation.name for d in drafts}
    for conflict in conflicts:
        name = names.get((conflict.taken.method, conflict.taken.path))
        if name:
            yield decision_of(said, conflict, name)


def _of_spellings(said: Said, drafts: Iterable[Draft], taken: Container[str]) -> Iterator[Decision]:
    for draft in drafts:
        decision = spelled_otherwise(said, draft.operation, draft.endpoint)
        if decision is not None and decision.name not in taken:
            yield decision


def _drafts(
    said: Said,
    read: Iterable[tuple[Endpoint, Meaning]],
    steps: list[Step],
    decisions: list[Decision],
    assumptions: list[Assumption],
) -> list[Draft]:
    verbs = {id(step.verb.endpoint[0]): step for step in steps if step.verb.endpoint}
    drafts: dict[str, Draft] = {}
    for endpoint, meaning in read:
        step = verbs.get(id(endpoint))
        kind = Kind.TRANSITION if step else meaning.kind
        draft = _draft(said, endpoint, replace(meaning, kind=kind))
        first = drafts.get(draft.operation.name)
        if first is not None:
            twin = _twin(first, draft, endpoint, decisions)
            if twin is None:
                continue
            draft = twin
        while draft.operation.name in drafts:
            draft = _renamed(draft, f"{draft.operation.name}_2")
        drafts[draft.operation.name] = _placed(draft, assumptions)
    return list(drafts.values())


def _draft(said: Said, endpoint: Endpoint, meaning: Meaning) -> Draft:
    operation = Operation(
        name=f"{meaning.group}.{meaning.verb}",
        method=endpoint.method,
        path=endpoint.path,
        kind=meaning.kind,
        permissions=(),
        sources=said.sources(endpoint.facts),
    )
    action = _ACTIONS.get(meaning.kind, meaning.verb)
    if meaning.kind is Kind.CUSTOM and not meaning.step:
        action = _custom_action(endpoint.method, meaning)
    if meaning.verb in BACK:
        action = _back(said, meaning.verb, endpoint.roles)
    draft = Draft(
        operation=operation,
        entity=meaning.entity,
        resource=meaning.group,
        action=action,
        parent=meaning.parent,
        endpoint=endpoint.facts,
        roles=endpoint.roles,
        scopes=endpoint.scopes,
        permission=endpoint.permission,
        public=endpoint.public,
    )
    return with_question(draft) if meaning.kind is Kind.CUSTOM else draft


def _custom_action(method: str, meaning: Meaning) -> str:
    for word in ("export", "import", "approve", "reject"):
        if word in meaning.verb:
            return word
    return {"GET": "read", "DELETE": "delete"}.get(
        method, "update" if meaning.entity else meaning.verb
    )


def _twin(
    first: Draft, second: Draft, endpoint: Endpoint, decisions: list[Decision]
) -> Draft | None:
    """Return a second endpoint under a name of its own; None if it is the first in other words."""
    kind, one, two = second.operation.kind, first.operation, second.operation
    below = snake(second.parent.name) if second.parent else ""
    if kind is Kind.AUTH or (kind in (Kind.CREATE, Kind.UPLOAD) and _weaker(first, endpoint)):
        decisions.append(_path_decision(first, second))
        return None
    if kind is Kind.UPDATE and one.path == two.path:
        return _renamed(second, f"{two.group}.{'patch' if two.method == 'PATCH' else 'replace'}")
    suffix = f"of_{below}" if below else ""
    if not suffix:
        others = set(_words(one.path))
        suffix = "_".join(word for word in _words(two.path) if word not in others) or "again"
    return _renamed(second, f"{two.name}_{suffix}")


def _words(path: str) -> list[str]:
    return [snake(part) for part in path.split("/") if part and not part.startswith("{")]


def _weaker(first: Draft, endpoint: Endpoint) -> bool:
    best = max(
        (0 if fact.tested_only else int(fact.authority) for fact in first.endpoint), default=0
    )
    return endpoint.authority < best


def _path_decision(first: Draft, second: Draft) -> Decision:
    one, two = first.operation, second.operation
    return Decision(
        name=f"D-{one.name.replace('.', '-').replace('_', '-')}-path",
        about=one.name,
        taken=Side(f"{one.method} {one.path}", one.sources),
        aside=(Side(f"{two.method} {two.path}", two.sources),),
        why="the more formal notation first; both would do the same",
    )


def _placed(draft: Draft, assumptions: list[Assumption]) -> Draft:
    """Put an upload below the row that it belongs to, if its path has no place for that."""
    entity, one = draft.entity, draft.operation
    if one.kind is not Kind.UPLOAD or entity is None or "{" in one.path:
        return draft
    trait = entity.trait("file of")
    parent = trait.subject if trait else ""
    field = reference_to(entity, parent)
    if not parent or field is None:
        return draft
    name = f"A-{kebab(one.name.replace('.', '-'))}-path"
    path = f"/{kebab(plural(snake(parent)))}/{{{snake(parent)}_id}}/{collection(entity)}"
    assumptions.append(
        Assumption(
            name=name,
            about=one.name,
            proposal=f"POST {path} instead of {one.method} {one.path}",
            why=f"a file belongs to {parent}, and the path that is named has no place for it",
            sources=one.sources,
        )
    )
    return replace(draft, operation=replace(one, method="POST", path=path, basis=(name,)))


def _renamed(draft: Draft, name: str) -> Draft:
    return replace(draft, operation=replace(draft.operation, name=name))


def _with_steps(said: Said, drafts: list[Draft], steps: list[Step]) -> tuple[Transition, ...]:
    """Add an operation for each step that has none, and return the rows of the workflow."""
    by_endpoint = {(d.operation.method, d.operation.path): d.operation.name for d in drafts}
    names = {draft.operation.name for draft in drafts}
    paths = _row_paths(drafts)
    taken = {endpoint_key(d.operation.method, d.operation.path) for d in drafts}
    rows = []
    for step in steps:
        if step.verb.timed:
            name = f"{snake(step.machine.entity.name)}.{step.verb.verb}"
            rows += [] if name in names else [transition_of(said, step, name)]
            continue
        endpoint = step.verb.endpoint
        name = by_endpoint.get((endpoint[0].method, endpoint[0].path), "") if endpoint else ""
        if not name:
            draft = _step_draft(said, step, paths)
            name = draft.operation.name
            if name in names:
                continue
            names.add(name)
            draft = _apart(draft, step, taken)
            taken.add(endpoint_key(draft.operation.method, draft.operation.path))
            drafts.append(draft)
        rows.append(transition_of(said, step, name))
    return tuple(rows)


def _apart(draft: Draft, step: Step, taken: Container[tuple[str, str]]) -> Draft:
    """Give a step a path of its own where `POST /loans/{id}/invoice` makes an Invoice."""
    path = draft.operation.path
    if endpoint_key("POST", path) not in taken:
        return draft
    own = f"{path.rpartition('/')[0]}/mark-{step.verb.target.replace('_', '-')}"
    return replace(draft, operation=replace(draft.operation, path=own))


def _row_paths(drafts: Iterable[Draft]) -> dict[str, str]:
    """Return the path of a row of each entity, as the documents have it."""
    kinds = (Kind.READ, Kind.UPDATE, Kind.DELETE)
    return {
        draft.entity.name: draft.operation.path
        for draft in drafts
        if draft.entity and draft.operation.kind in kinds and draft.operation.path.count("{") == 1
    }


def _step_draft(said: Said, step: Step, paths: dict[str, str]) -> Draft:
    entity, verb = step.machine.entity, step.verb.verb
    group = snake(entity.name)
    path = paths.get(entity.name, f"/{collection(entity)}/{{id}}")
    kind = Kind.CUSTOM if step.open else Kind.TRANSITION
    operation = Operation(
        name=f"{group}.{verb}",
        method="POST",
        path=f"{path}/{verb.replace('_', '-')}",
        kind=kind,
        permissions=(),
        sources=said.sources(step.facts),
        basis=step.basis if step.open else ("default",),
    )
    facts: tuple[Fact, ...] = tuple(step.verb.facts)
    return Draft(
        operation=operation,
        entity=entity,
        resource=group,
        action=_back(said, verb) if verb in BACK else verb,
        roles=tuple(step.verb.roles),
        facts=facts,
    )


def _back(said: Said, verb: str, roles: tuple[str, ...] = ()) -> str:
    """Return the right that a step back needs: its own where a document says who has it, else to submit."""
    named = any(snake(fact.action) == verb for fact in said.of(PermissionFact))
    return verb if named or roles else "submit"
