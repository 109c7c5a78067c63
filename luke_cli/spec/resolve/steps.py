"""Which verbs move an entity from state to state, and who says so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.spec.facts import (
    Fact,
    PermissionFact,
    RequirementFact,
    ScreenFact,
    WorkflowFact,
)
from luke_cli.spec.model import Entity, Field, Spec, TypeName
from luke_cli.spec.resolve.endpoints import Endpoint
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.path_meaning import Meaning
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.verbs import STATES, is_verb, participles, state_of, verb_of

BACK: Final = frozenset(("withdraw", "recall", "retract", "unsubmit", "reopen", "reset", "revert"))
"""Verbs that lead back to an earlier state, unless a state has their name."""

_STATE_NAMES: Final = ("status", "state", "stage", "phase", "workflow_state", "workflow_status")
_CRUD: Final = frozenset("create read update delete list manage view edit * upload export".split())


@dataclass(slots=True)
class Verb:
    """A verb that moves rows of an entity, with everything that says so."""

    verb: str
    target: str
    facts: list[Fact] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    """As far as documents draw an arrow."""
    roles: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    formal: bool = False
    """More than a story says so."""
    endpoint: tuple[Endpoint, Meaning] | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """The states of an entity, and what moves it."""

    entity: Entity
    field: Field
    states: tuple[str, ...]
    initial: str
    verbs: tuple[Verb, ...]


def machines(
    said: Said,
    spec: Spec,
    names: EntityNames,
    endpoints: Iterable[tuple[Endpoint, Meaning]],
) -> tuple[Machine, ...]:
    """Return the workflow of each entity that has one."""
    steps = [(endpoint, meaning) for endpoint, meaning in endpoints if meaning.step]
    found = []
    for entity in spec.entities:
        state = (
            None if entity.trait("no api") or entity.trait("join") else state_field(spec, entity)
        )
        if state is None:
            continue
        states = states_of(spec, state)
        machine = Machine(entity, state, states, _initial(state, states), ())
        verbs = _verbs(said, spec, names, machine, steps)
        if any(verb.formal for verb in verbs):
            found.append(replace(machine, verbs=tuple(verbs)))
    return tuple(found)


def state_field(spec: Spec, entity: Entity) -> Field | None:
    """Return the field that holds the state of an entity."""
    enums = [
        f for f in entity.fields if f.type.name is TypeName.ENUM and len(states_of(spec, f)) > 1
    ]
    named = [f for name in _STATE_NAMES for f in enums if f.name == name]
    own = f"{snake(entity.name)}_status"
    ending = [f for f in enums if f.name == own] or [
        f for f in enums if f.name.endswith(("_status", "_state"))
    ]
    return next(iter([*named, *(ending if len(ending) == 1 else ())]), None)


def states_of(spec: Spec, state: Field) -> tuple[str, ...]:
    """Return the states in their order."""
    enum = spec.enum(state.type.enum)
    return enum.values if enum else state.type.values


def _initial(state: Field, states: tuple[str, ...]) -> str:
    said = state.default.strip('"')
    return said if said in states else states[0]


def _verbs(
    said: Said,
    spec: Spec,
    names: EntityNames,
    machine: Machine,
    steps: list[tuple[Endpoint, Meaning]],
) -> list[Verb]:
    told = _Told(machine)
    arrows = list(_arrows(said, names, machine))
    for arrow in arrows:
        if arrow.action:
            told.add_arrow(arrow)
    for endpoint, meaning in steps:
        if meaning.entity is machine.entity:
            told.add_endpoint(endpoint, meaning)
    for right in said.of(PermissionFact):
        if right.action not in _CRUD and names.within(right.resource) is machine.entity:
            told.add(right.action, [right], formal=right.allowed)
    told.add_plain_arrows(arrows)
    for word, screen in _buttons(said, spec, names, machine):
        told.add(word, [screen], formal=True)
    for word, story in _stories(said, machine):
        told.add(word, [story], formal=False)
    return _one_each(machine, told.verbs)


@dataclass(slots=True)
class _Told:
    """The verbs of a workflow as far as they are told."""

    machine: Machine
    verbs: dict[str, Verb] = field(default_factory=dict)

    def add(
        self, word: str, facts: Iterable[Fact], *, formal: bool, target: str = ""
    ) -> Verb | None:
        """Add what says that there is a verb; None if it leads nowhere."""
        known = self.verbs.get(word)
        reached = target or (known.target if known else target_of(self.machine, word))
        if not reached or (reached == self.machine.initial and word not in BACK and not target):
            return None
        verb = self.verbs.setdefault(word, Verb(word, reached))
        verb.facts += [fact for fact in facts if fact not in verb.facts]
        verb.formal = verb.formal or formal
        return verb

    def add_endpoint(self, endpoint: Endpoint, meaning: Meaning) -> None:
        """Add the verb of an endpoint."""
        verb = self.add(meaning.verb, endpoint.facts, formal=True)
        if verb:
            verb.endpoint = endpoint, meaning

    def add_plain_arrows(self, arrows: Iterable[WorkflowFact]) -> None:
        """Add the arrows without a word, unless one with a word is the same step."""
        drawn = {(source, verb.target) for verb in self.verbs.values() for source in verb.origins}
        for arrow in arrows:
            if not arrow.action and (snake(arrow.source), snake(arrow.target)) not in drawn:
                self.add_arrow(arrow)

    def add_arrow(self, arrow: WorkflowFact) -> None:
        """Add a step that a document draws."""
        target, source = snake(arrow.target), snake(arrow.source)
        word = _arrow_verb(self.machine, arrow, self.verbs)
        verb = self.add(word, [arrow], formal=True, target=target)
        if verb is not None and verb.target != target:
            verb = self.add(f"{word}_to_{target}", [arrow], formal=True, target=target)
        if verb is None:
            return
        verb.origins += [] if source in verb.origins else [source]
        verb.roles += [role for role in arrow.roles if role not in verb.roles]
        verb.needs += [snake(need) for need in arrow.needs if snake(need) not in verb.needs]


def target_of(machine: Machine, verb: str) -> str:
    """Return the state that a verb leads to, "" if none."""
    reached = state_of(verb, machine.states)
    return reached or (machine.initial if verb in BACK else "")


def _arrows(said: Said, names: EntityNames, machine: Machine) -> Iterator[WorkflowFact]:
    for arrow in said.of(WorkflowFact):
        source, target = snake(arrow.source), snake(arrow.target)
        if target not in machine.states or (source and source not in machine.states):
            continue
        named = names.within(arrow.entity) if arrow.entity else None
        if source and source != target and named in (machine.entity, None):
            yield arrow


def _arrow_verb(machine: Machine, arrow: WorkflowFact, found: dict[str, Verb]) -> str:
    """Return the verb of an arrow: as written, one that leads there, or one made of the state."""
    target = snake(arrow.target)
    words = snake(arrow.action).split("_") if arrow.action else []
    if words and (len(words) == 1 or is_verb(words[0])):
        first = "_".join(words) if len(words) <= 2 and state_of(words[0], ()) else words[0]
        if first[0].isalpha() and len(first) > 1:
            return first
    known = next((verb.verb for verb in found.values() if verb.target == target), "")
    backward = machine.states.index(target) < machine.states.index(snake(arrow.source))
    made = verb_of(target)
    if backward and target == machine.initial and made.startswith("mark_"):
        return "reopen"
    return known or made


def _buttons(
    said: Said, spec: Spec, names: EntityNames, machine: Machine
) -> Iterator[tuple[str, ScreenFact]]:
    for screen in said.of(ScreenFact):
        if screen.kind not in ("action", "bulk"):
            continue
        about = names.within(" ".join(re.findall(r"[A-Za-z]+", screen.screen)))
        if about not in (machine.entity, None):
            continue
        for words in screen.words:
            label = snake(words).split("_")
            nouns = {snake(machine.entity.name), plural(snake(machine.entity.name))}
            short = len(label) <= 3 or "for" in label
            clear = about or nouns & set(label) or _is_alone(spec, machine, label[0])
            if short and label and clear and _leads(machine, label[0]):
                yield label[0], screen


def _is_alone(spec: Spec, machine: Machine, verb: str) -> bool:
    """Tell whether a verb can move rows of one entity only; records of its steps do not count."""
    for entity in spec.entities:
        state = state_field(spec, entity)
        part = entity.trait("part of")
        if (
            entity is machine.entity
            or state is None
            or (part and part.subject == machine.entity.name)
        ):
            continue
        if state_of(verb, states_of(spec, state)):
            return False
    return True


def _leads(machine: Machine, word: str) -> bool:
    return is_verb(word) and bool(target_of(machine, word))


def _stories(said: Said, machine: Machine) -> Iterator[tuple[str, RequirementFact]]:
    """Yield verbs of stories and criteria: `approve/reject expenses with comments`."""
    name = snake(machine.entity.name).split("_")[-1]
    noun = re.compile(rf"\b(?:{name}|{plural(name)})\b", re.IGNORECASE)
    for story in said.of(RequirementFact):
        if not noun.search(story.text):
            continue
        for word in re.findall(r"[a-z]+", (story.goal or story.text).lower()):
            if _leads(machine, word) and word not in STATES.get("process", ()):
                yield word, story


def _one_each(machine: Machine, found: dict[str, Verb]) -> list[Verb]:
    """Fold verbs of one state together where nothing but words tells them apart."""
    kept: dict[str, Verb] = {}
    for verb in sorted(found.values(), key=lambda one: not one.formal):
        same = kept.get(verb.target)
        if (
            same
            and not verb.endpoint
            and not verb.origins
            and (not verb.formal or _alike(same, verb))
        ):
            same.facts += [fact for fact in verb.facts if fact not in same.facts]
            continue
        kept[verb.target if verb.target not in kept else verb.verb] = verb
    order = {state: index for index, state in enumerate(machine.states)}
    return sorted(kept.values(), key=lambda verb: (verb.verb in BACK, order[verb.target]))


def _alike(one: Verb, other: Verb) -> bool:
    return bool(set(participles(one.verb)) & set(participles(other.verb)))
