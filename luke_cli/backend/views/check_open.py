"""Derives the tests of operations that are not written yet: what holds of them whoever writes them.

status and form of the answer      what the contract says it gives
a step                             from which states it leads where, and from which nowhere
whose rows                         of a row out of reach it says 404, of a stranger nothing at all
figures                            the same as over the items of the list
a file                             with a header, and no row that the caller does not see
a body                             each member that it needs is asked for
a scenario                         the status and the state that a criterion names
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actor_of, can
from luke_cli.backend.views.bodies import Reader, reference_code, travels
from luke_cli.backend.views.calls import (
    REACHES,
    below_of,
    call_of,
    path_code,
    reaches_of,
    whose_of,
    whose_row,
)
from luke_cli.backend.views.check_scenarios import Scenarios, scenario_checks
from luke_cli.backend.views.check_steps import transition_checks
from luke_cli.backend.views.check_summaries import total_view
from luke_cli.backend.views.checks import TransitionChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.many_checks import TotalView
from luke_cli.backend.views.paths import entity_of, parameters_of
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.shapes import json_types
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.figures import figure_of
from luke_cli.spec.model import WHOLE, Contract, Entity, Kind, Operation, Shape, Spec, TypeName
from luke_cli.spec.parts import Part, parts_of
from luke_cli.spec.statuses import success

_FILES: Final = re.compile(
    r"\b(?:csv|excel|xlsx?|spread-?sheet|file|download|export)", re.IGNORECASE
)
_FIGURES: Final = re.compile(
    r"\b(?:totals?|sums?|number|counts?|how (?:many|much)|amounts?)\b", re.IGNORECASE
)
_WHOSE: Final = re.compile(
    r"\b(?:only|never|not)\b.*\b(?:own|their|team|others?|stranger)", re.IGNORECASE
)


_OF_ALL: Final = (
    "summary",
    "overview",
    "totals",
    "figures",
    "stats",
    "statistics",
    "data",
    "result",
)
"""What holds figures in an answer, and says nothing of which rows they are about."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure of an answer, which is the same as over the items of a list; all Python."""

    place: str
    """Where it stands: `["summary"]["total"]`."""
    total: TotalView


@dataclass(frozen=True, slots=True)
class OpenChecks:
    """The tests of an operation that is not written yet; Python unless said otherwise."""

    verb: str
    """A word."""
    method: str
    caller: str
    public: bool
    """It is called without a token."""
    path: str
    json: str
    """More arguments of the call."""
    success: int
    reason: str
    shape: str
    """What the answer holds, a type for each value; "" if the contract does not say."""
    many: bool
    """It answers with a list."""
    shows: bool
    """It is asked for something, and has to show it."""
    step: TransitionChecks | None
    """The step that it takes; None if it takes none."""
    file: bool
    list_path: str
    """The list of what the caller sees, for the file and the figures; "" if there is none."""
    key: str
    """The member that identifies an item of that list."""
    figures: tuple[FigureView, ...]
    hidden: tuple[str, ...]
    """Keys of strangers, as they would stand in the answer."""
    beyond: tuple[str, ...]
    """Paths of rows that the caller may not see, and of one that is not there."""
    body: tuple[tuple[str, str], ...]
    needed: str
    """A list: members that a body must have."""
    scenarios: Scenarios
    holds_file: str
    """A sentence, not Python, as the next two: which requirements the test holds; "" if none."""
    holds_figures: str
    holds_whose: str


def open_checks(world: World, operation: Operation) -> OpenChecks | None:
    """Return the tests of an operation that is not written yet; None if nobody may call it."""
    public = "public" in operation.permissions
    somebody = Actor(world.roles[0], Reader(world.roles[0], world.tenant_of(world.roles[0])))
    actor = somebody if public else actor_of(world, operation)
    if actor is None:
        return None
    questions = [q for q in world.spec.questions if q.name in operation.basis]
    reason = "; ".join(f"{q.name}: {q.meanwhile}" for q in questions) or "not described"
    body = tuple((m.name, _filled_in(m.code, actor)) for m in call_of(world, operation).body)
    contract = world.spec.contract(operation.name)
    gives = contract.gives if contract else None
    listed = _list_of(world, operation, actor)
    entity = entity_of(world.spec, operation)
    figures = _figures(world, entity, contract) if listed and entity else ()
    is_file = bool(gives and gives.file)
    step = _step(world, operation, _json(body))
    return OpenChecks(
        verb=snake(operation.verb),
        method=literal(operation.method),
        caller=literal(actor.name),
        public=public,
        path=path_code(world, operation, actor.of),
        json=_json(body),
        success=success(operation),
        reason=literal(" ".join(reason.split())),
        shape=_shape(gives) if gives else "",
        many=bool(gives and gives.many),
        shows=operation.method == "GET",
        step=step,
        file=is_file,
        list_path=path_code(world, listed, actor.of) if listed else "",
        key=literal(key_of(entity).name) if entity else "",
        figures=figures,
        hidden=tuple(dict.fromkeys(_hidden(world, operation, actor))),
        beyond=tuple(dict.fromkeys(_beyond(world, operation, actor))),
        body=body,
        needed=_needed(contract, {name for name, _ in body}),
        scenarios=scenario_checks(world, operation, step),
        holds_file=_holds(world, operation, _FILES) if is_file else "",
        holds_figures=_holds(world, operation, _FIGURES) if figures else "",
        holds_whose=_holds(world, operation, _WHOSE),
    )


def tells_members(spec: Spec) -> bool:
    """Tell whether the contract of an open operation names members of its answer."""
    named = {contract.operation for contract in spec.contracts if contract.gives.members}
    return any(one.kind is Kind.CUSTOM and one.name in named for one in spec.operations)


def _step(world: World, operation: Operation, json: str) -> TransitionChecks | None:
    """Return the tests of the step that an operation takes; none where more has to come with it."""
    entity = entity_of(world.spec, operation)
    found = transition_checks(world, entity, operation) if entity else None
    return replace(found, json=json) if found and not found.body else None


def _filled_in(code: str, actor: Actor) -> str:
    return code.replace("{by.person}", actor.name).replace("{by.tenant}", actor.of.tenant)


def _json(body: tuple[tuple[str, str], ...]) -> str:
    members = ", ".join(f"{name}: {code}" for name, code in body)
    return f", json={{{members}}}" if members else ""


def _shape(gives: Shape) -> str:
    found = json_types(parts_of(gives.members)) if gives.members else ""
    return f"[{found}]" if found and gives.many else found


def _needed(contract: Contract | None, sent: set[str]) -> str:
    """Return the members that a body cannot do without; none where a file comes with it."""
    members = contract.takes.members if contract else ()
    if any(member.type.name is TypeName.FILE for member in members):
        return ""
    names = [literal(part.name) for part in parts_of(members) if part.required]
    return f"[{', '.join(names)}]" if names and sent.issuperset(names) else ""


def _list_of(world: World, operation: Operation, actor: Actor) -> Operation | None:
    """Return the list that shows an actor the rows which an operation on all rows is about."""
    lists = world.spec.operations_of(operation.group)
    found = next((o for o in lists if o.kind is Kind.LIST and "{" not in o.path), None)
    if found is None or "{" in operation.path or not can(world, found, actor):
        return None
    reach = reaches_of(world, found).get(actor.name)
    return found if reach == reaches_of(world, operation).get(actor.name) else None


def _figures(world: World, entity: Entity, contract: Contract | None) -> tuple[FigureView, ...]:
    gives = contract.gives if contract else Shape()
    parts = () if gives.many else parts_of(gives.members)
    return tuple(_figures_in(world, entity, parts, ""))


def _figures_in(
    world: World, entity: Entity, parts: Iterable[Part], place: str
) -> Iterator[FigureView]:
    """Yield the figures that are about all rows: `approved.total` is about some of them."""
    for part in parts:
        at = f"{place}[{literal(part.name)}]"
        if part.type is None and not part.many and snake(part.name) in _OF_ALL:
            yield from _figures_in(world, entity, part.parts, at)
        figure = figure_of(world.spec, entity, snake(part.name)) if part.type else None
        if figure and part.type and (figure.field or part.type.name in WHOLE):
            yield FigureView(at, total_view(entity, figure))


def _hidden(world: World, operation: Operation, actor: Actor) -> Iterator[str]:
    """Yield the keys of those beyond the reach of an actor, where no number can be mistaken for one.

    A row that the path names may refer to anybody.
    """
    if "{" in operation.path or key_of(world.account).type.name is not TypeName.UUID:
        return
    reach = reaches_of(world, operation).get(actor.name, REACHES[-1])
    for wider in REACHES[REACHES.index(reach) + 1 :]:
        stranger = whose_row(world, wider, actor.name)
        if stranger and stranger.person != actor.name:
            yield travels(world.account, reference_code(world, world.account, stranger))


def _beyond(world: World, operation: Operation, actor: Actor) -> Iterator[str]:
    parameters = parameters_of(world.spec, operation)
    last = parameters[-1] if parameters else None
    if last is None or last.entity is None:
        return
    reach = reaches_of(world, below_of(world, operation) or operation).get(actor.name, REACHES[-1])
    for wider in REACHES[REACHES.index(reach) + 1 :]:
        stranger = whose_row(world, wider, actor.name)
        if stranger and wider in whose_of(world, operation):
            yield path_code(world, operation, stranger)
    there = "{" + reference_code(world, last.entity, actor.of, quote="'") + "}"
    nothing = "{" + row_key(last.entity, "'nothing'") + "}"
    path = path_code(world, operation, actor.of)
    if path.count(there) == 1:
        yield path.replace(there, nothing)


def _holds(world: World, operation: Operation, told: re.Pattern[str]) -> str:
    served = (r for r in world.spec.requirements if operation.name in r.served_by)
    names = [r.name for r in served if told.search(r.text)]
    return f"Holds {', '.join(names)}." if names else ""
