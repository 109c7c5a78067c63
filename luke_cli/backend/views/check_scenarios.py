"""Derives the tests that criteria in the form of a scenario ask of an open operation.

Given a draft claim, when the chief pays it, then the status code is 409

A scenario that says more than a state, a caller and a status is left to who writes the operation:
its words stand in the first test, as data.
"""

import textwrap
from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal, prose
from luke_cli.backend.views.actors import actors_of
from luke_cli.backend.views.bodies import model_of, reference_code
from luke_cli.backend.views.calls import path_code
from luke_cli.backend.views.checks import TransitionChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.paths import entity_of, parameters_of
from luke_cli.backend.views.ready import first_state, step_ready
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Operation
from luke_cli.spec.scenarios import Scenario, certain, clauses, scenario_of
from luke_cli.spec.statuses import success

_WIDE: Final = 88
"""Characters of a line of a docstring."""


_REFUSED: Final = 400
"""The first status that is no success."""


@dataclass(frozen=True, slots=True)
class ScenarioChecks:
    """The test of a scenario; Python unless said otherwise."""

    name: str
    """A word."""
    holds: str
    """A sentence, not Python: which requirement it is about."""
    says: tuple[str, ...]
    """Its words, line by line, not Python."""
    caller: str
    path: str
    given: str
    """A statement: the row is in the state before; "" if nothing is said of it."""
    answered: str
    """What holds of the answer."""
    row: str
    """A condition of the row whose state is looked at; "" if of none."""
    state: str
    """The column of it."""
    after: str


@dataclass(frozen=True, slots=True)
class Scenarios:
    """What the criteria of an operation ask of it."""

    tested: tuple[ScenarioChecks, ...]
    rest: tuple[str, ...]
    """Lines of a docstring: the criteria of which no test can be made, not Python."""


def scenario_checks(world: World, operation: Operation, step: TransitionChecks | None) -> Scenarios:
    """Return the tests of the scenarios of an operation; `step` are those of a step that it takes."""
    entity = entity_of(world.spec, operation)
    tested, rest = list[ScenarioChecks](), list[str]()
    for name, text in clauses(world.spec, operation):
        case = _case(world, entity, operation, (name, text), step) if entity else None
        if case:
            tested.append(case)
        else:
            rest += textwrap.wrap(f"{name}: {prose(text)}", _WIDE)
    return Scenarios(tuple(tested), tuple(rest))


def _case(
    world: World,
    entity: Entity,
    operation: Operation,
    said: tuple[str, str],
    step: TransitionChecks | None,
) -> ScenarioChecks | None:
    name, text = said
    found = scenario_of(world.spec, entity, operation, text)
    if found is None or not certain(world.spec, operation, found):
        return None
    actors = actors_of(world, operation)
    actor = next((one for one in actors if found.role in ("", one.name)), None)
    on_rows = any(p.entity is entity for p in parameters_of(world.spec, operation)[-1:])
    moves = world.spec.transition(operation.name) is not None
    if actor is None or (found.field and not on_rows) or (moves and step is None):
        return None
    if not moves and _refuses_first(world, entity, found):
        return None
    model, field = model_of(entity), found.field
    row = f"{model}.{key_of(entity).name} == {reference_code(world, entity, actor.of)}"
    values = f"{field}={literal(found.before)}"
    if ready := step_ready(world, entity, operation):
        values += f", {ready}"
    given = f"update({model}).where({row}).values({values})" if found.before else ""
    return ScenarioChecks(
        name=snake(name),
        holds=f"Holds {name}." if found.whole else f"In part {name}.",
        says=tuple(textwrap.wrap(prose(text), _WIDE)),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        given=given or (step.given if step else ""),
        answered=_answered(operation, found),
        row=row if found.after else "",
        state=f"{model}.{field}" if found.after else "",
        after=literal(found.after),
    )


def _refuses_first(world: World, entity: Entity, found: Scenario) -> bool:
    """Tell whether the rows of the world are refused as they are: other tests call with these."""
    field = entity.field(found.field) if found.before else None
    refused = found.status >= _REFUSED or (not found.status and found.after == found.before)
    return refused and field is not None and first_state(world, entity, field) == found.before


def _answered(operation: Operation, found: Scenario) -> str:
    if not found.status and found.after == found.before:
        return "answer.is_client_error"
    return f"answer.status_code == {found.status or success(operation)}"
