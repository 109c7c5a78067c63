"""Steps that a table or a drawing gives to somebody whom another document keeps from them.

| open | voided | void | clerk, manager |   against   bill:void is the manager's (the table of rights)
"""

from collections.abc import Iterator

from luke_cli.names import kebab, snake
from luke_cli.spec.facts import WorkflowFact
from luke_cli.spec.model import Decision, Permission, Side, Spec, Transition
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.said import SECURITY, Said


def against_steps(said: Said, spec: Spec) -> tuple[Decision, ...]:
    """Return a decision for each right of which a step of another document names more roles.

    A step that names fewer need not name all.
    """
    rights = {right.name: right for right in spec.permissions}
    operations = {one.name: one for one in spec.operations}
    told = {one.about for one in spec.decisions}
    found: dict[str, Decision] = {}
    for step in spec.transitions:
        operation = operations.get(step.operation)
        for name in operation.permissions if operation else ():
            right = rights.get(name)
            if right is not None and right.sources and name not in told:
                for decision in _against(said, spec, right, step):
                    found.setdefault(decision.name, decision)
    return tuple(found.values())


def _against(said: Said, spec: Spec, right: Permission, step: Transition) -> Iterator[Decision]:
    roles = [role.name for role in spec.roles]
    held = [role for role, _ in right.scopes]
    files = {place.file for place in right.sources}
    for fact in _facts(said, step):
        named = [one for name in fact.roles for one in known(roles, name)]
        if set(named) <= set(held) or fact.place.file in files:
            continue
        resource, _, action = right.name.partition(":")
        by_security = any(said.owners.get(file) == SECURITY for file in files)
        yield Decision(
            name=f"D-{kebab(resource)}-{kebab(action)}-step-roles",
            about=right.name,
            taken=Side(", ".join(held), right.sources),
            aside=(Side(", ".join(named), said.sources([fact])),),
            why="the security document decides rights"
            if by_security
            else "a list of rights comes before the steps of a workflow",
        )


def _facts(said: Said, step: Transition) -> Iterator[WorkflowFact]:
    """Yield the claims of a step that say who takes it."""
    places = {(place.file, place.line) for place in step.sources}
    for fact in said.of(WorkflowFact):
        is_here = (fact.place.file, fact.place.line) in places
        if is_here and fact.roles and snake(fact.target) == step.target:
            yield fact
