"""What has to hold of a row before it is changed: guards of steps, and states that let a change through."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import last_word, snake
from luke_cli.spec.facts import Fact, WorkflowFact
from luke_cli.spec.model import (
    Entity,
    Guard,
    Kind,
    Operation,
    Permission,
    Precondition,
    Question,
    Spec,
)
from luke_cli.spec.resolve.guard_sentences import Act, act_of, cell_guards, told_guards, words_of
from luke_cli.spec.resolve.notices import notice_guards
from luke_cli.spec.resolve.ownership import widest
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.state_bound import CHANGE_WORDS, Bounds
from luke_cli.spec.resolve.steps import Machine
from luke_cli.spec.resolve.transitions import Step, Workflow
from luke_cli.spec.resolve.unbuilt import unbuilt_named

_QUESTION: Final = "guards"
_FEWEST_WORDS: Final = 2


@dataclass(slots=True)
class _Found:
    """What is asked of a row before one operation, and where it is said."""

    guards: list[Guard] = field(default_factory=list)
    said: list[Fact | Line] = field(default_factory=list)

    def add(self, guards: Iterable[Guard], said: Fact | Line) -> None:
        new = [guard for guard in guards if guard not in self.guards]
        self.guards += new
        self.said.append(said)


def with_preconditions(said: Said, spec: Spec, workflows: Iterable[Workflow]) -> Spec:
    """Return a spec with what has to hold of rows before they are changed."""
    known = tuple(workflows)
    found: dict[str, _Found] = {}
    acts = list(_acts(spec, known))
    lost = [fact for one in acts for fact in _of_cells(spec, *one, found)]
    for operation, act, _ in acts:
        for line, sentence in said.sentences(words_of(act.verb)):
            guards = _asked(spec, operation, told_guards(spec, act, sentence))
            if guards:
                found.setdefault(operation, _Found()).add(guards, line)
    _of_states(said, spec, known, found)
    for operation, guard, lines in notice_guards(said, spec):
        for one in lines:
            found.setdefault(operation, _Found()).add([guard], one)
    rows = tuple(
        Precondition(o.name, tuple(found[o.name].guards), said.sources(found[o.name].said))
        for o in spec.operations
        if o.name in found
    )
    questions = (_question(said, lost),) if lost else ()
    permissions = tuple(_with_freed(spec, one, rows) for one in spec.permissions)
    return replace(
        spec,
        preconditions=rows,
        permissions=permissions,
        questions=(*spec.questions, *questions),
    )


def _with_freed(spec: Spec, right: Permission, rows: Iterable[Precondition]) -> Permission:
    """Give a right to those of whom it is said that they alone may, where a condition does not hold.

    `Trips over 5,000 EUR can only be approved by an admin`: an admin may approve trips.
    """
    asking = {one.name for one in spec.operations if right.name in one.permissions}
    freed = {g.role: row for row in rows if row.operation in asking for g in row.guards if g.role}
    missing = {role: row for role, row in freed.items() if role not in dict(right.scopes)}
    if not missing:
        return right
    held = dict(right.scopes) | dict.fromkeys(missing, widest(spec))
    scopes = tuple((one.name, held[one.name]) for one in spec.roles if one.name in held)
    sources = (place for row in missing.values() for place in row.sources)
    return replace(right, scopes=scopes, sources=tuple(dict.fromkeys((*right.sources, *sources))))


def _acts(spec: Spec, workflows: Iterable[Workflow]) -> Iterator[tuple[str, Act, Step]]:
    """Yield each step with the operation that takes it."""
    found = (step for workflow in workflows for step in workflow.steps)
    steps = [step for step in found if not (step.open or step.verb.timed)]
    count = Counter(step.verb.verb for step in steps)
    rows = {
        (row.entity, row.origins, row.target): row.operation
        for row in spec.transitions
        if row.due is None
    }
    for step in steps:
        entity = spec.entity(step.machine.entity.name)
        operation = rows.get((step.machine.entity.name, step.origins, step.verb.target))
        if entity is not None and operation is not None:
            alone = count[step.verb.verb] == 1
            yield operation, act_of(entity, step.verb.verb, alone=alone), step


def _asked(spec: Spec, operation: str, guards: Iterable[Guard]) -> list[Guard]:
    """Return the guards that are not about what comes with the request."""
    step = spec.transition(operation)
    return [guard for guard in guards if step is None or guard.of not in step.needs]


def _of_cells(
    spec: Spec, operation: str, act: Act, step: Step, found: dict[str, _Found]
) -> Iterator[Fact]:
    """Take the conditions in the rows of a table of steps; yield those that are not understood."""
    for fact in step.verb.facts:
        if not isinstance(fact, WorkflowFact):
            continue
        for condition in fact.conditions:
            guards = cell_guards(spec, act.entity, condition)
            if guards:
                found.setdefault(operation, _Found()).add(guards, fact)
            elif len(condition.split()) >= _FEWEST_WORDS:
                yield fact


def _of_states(
    said: Said, spec: Spec, workflows: Iterable[Workflow], found: dict[str, _Found]
) -> None:
    """Take the sentences that say in which states a row may be edited or deleted."""
    told = said.sentences(CHANGE_WORDS)
    for workflow in workflows if told else ():
        machine = workflow.machine
        near = [one for one in told if _names(machine, one[1].lower())]
        if not near:
            continue
        steps = [(o, step.verb.target) for step in workflow.steps for o in step.origins]
        forms = Bounds(machine.entity, machine.states, steps, machine.initial)
        state = machine.field.name
        for line, sentence in near:
            bound = forms.told(sentence)
            for one in _changing(spec, machine.entity, bound.kinds if bound else ()):
                before = found.setdefault(one.name, _Found())
                _narrow(before, Guard(state, "in", ", ".join(bound.states if bound else ())), line)


def _names(machine: Machine, text: str) -> bool:
    """Tell whether a text may name the thing or one of its states."""
    thing = last_word(machine.entity.name)
    return thing in text or any(state.replace("_", " ") in text for state in machine.states)


def _changing(spec: Spec, entity: Entity, kinds: Iterable[Kind]) -> Iterator[Operation]:
    wanted = tuple(kinds)
    yield from (o for o in spec.operations_of(snake(entity.name)) if o.kind in wanted)


def _narrow(found: _Found, guard: Guard, line: Line) -> None:
    """Add a list of states: of two sentences, what both let through."""
    before = next((g for g in found.guards if (g.of, g.sign) == (guard.of, guard.sign)), None)
    if before is None:
        found.add([guard], line)
        return
    both = [one for one in guard.value.split(", ") if one in before.value.split(", ")]
    if both:
        found.guards[found.guards.index(before)] = replace(guard, value=", ".join(both))
        found.said.append(line)


def _question(said: Said, lost: list[Fact]) -> Question:
    subject = unbuilt_named(_QUESTION)
    return Question(
        name=f"Q-{subject.name}",
        about=snake(lost[0].entity) if isinstance(lost[0], WorkflowFact) else "",
        meanwhile=subject.question,
        ask=subject.ask,
        sources=said.sources(lost),
    )
