"""Which verbs move an entity from state to state, and who says so."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Fact, RequirementFact, WorkflowFact
from luke_cli.spec.model import Decision, Entity, Field, Spec
from luke_cli.spec.resolve.actors import people_of, without_actor
from luke_cli.spec.resolve.endpoints import Endpoint
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.path_meaning import Meaning
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.step_conflicts import settled
from luke_cli.spec.resolve.step_evidence import Evidence, evidence_of, state_field, states_of
from luke_cli.spec.resolve.timed_steps import Timed, starts_of, timed_steps
from luke_cli.spec.resolve.verbs import STATES, is_verb, participles, state_of, verb_of

BACK: Final = frozenset(("withdraw", "recall", "retract", "unsubmit", "reopen", "reset", "revert"))
"""Verbs that lead back to an earlier state, unless a state has their name."""

_CRUD: Final = frozenset("create read update delete list manage view edit * upload export".split())

_SENTENCE: Final = 3
"""Words of a label that is a sentence, at least: `accepts the offer`."""
_MARKS: Final = frozenset("mark set move flag put change".split())
"""What a label says of a state: `mark as no-show`."""


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
    timed: Timed | None = None
    """Given if time takes it, and nobody else."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The states of an entity, and what moves it."""

    entity: Entity
    field: Field
    states: tuple[str, ...]
    initial: str
    verbs: tuple[Verb, ...]
    decisions: tuple[Decision, ...] = ()
    """On steps that the documents do not agree about."""
    undated: tuple[Timed, ...] = ()
    """What happens by itself, and nobody says when."""


def machines(
    said: Said,
    spec: Spec,
    names: EntityNames,
    endpoints: Iterable[tuple[Endpoint, Meaning]],
) -> tuple[Machine, ...]:
    """Return the workflow of each entity that has one."""
    evidence = evidence_of(said, spec, names, endpoints)
    roles = tuple(role.name for role in spec.roles)
    found = []
    for entity in spec.entities:
        state = None
        if not (entity.trait("no api") or entity.trait("join")):
            state = state_field(spec, entity, evidence.arrows[entity.name])
        if state is None:
            continue
        states = states_of(spec, state)
        machine = Machine(entity, state, states, _initial(state, states), ())
        arrows, decisions = settled(
            said, entity, state, _arrows(evidence, machine), evidence.denials[entity.name]
        )
        timed = timed_steps(said, entity, states, arrows)
        drawn = _without_timed(arrows, timed)
        verbs = _verbs(evidence, machine, drawn, roles, people_of(spec, entity))
        verbs = _with_timed(machine, verbs, timed)
        if any(verb.formal for verb in verbs):
            undated = tuple(one for one in timed if one.due is None)
            found.append(replace(machine, verbs=tuple(verbs), decisions=decisions, undated=undated))
    return tuple(found)


def _without_timed(arrows: Iterable[WorkflowFact], timed: Iterable[Timed]) -> list[WorkflowFact]:
    """Return the arrows that somebody takes."""
    taken = {id(arrow) for one in timed if one.due for arrow in one.arrows}
    return [arrow for arrow in arrows if id(arrow) not in taken]


def _with_timed(machine: Machine, verbs: list[Verb], timed: Iterable[Timed]) -> list[Verb]:
    """Return the verbs with those of time, instead of what is only told of the same states."""
    dated = [one for one in timed if one.due]
    reached = {one.target for one in dated}
    found = [verb for verb in verbs if verb.formal or verb.target not in reached]
    for one in dated:
        origins = one.origins or starts_of(machine.entity, machine.states, machine.initial, one)
        for verb in found:
            if verb.target == one.target and not verb.origins:
                verb.origins += origins
        word = verb_of(one.target)
        if any(verb.verb == word for verb in found):
            word = "_".join((word, *origins[:1]))
        facts = [fact for fact in one.said if isinstance(fact, Fact)]
        if all(verb.verb != word for verb in found):
            found.append(Verb(word, one.target, facts, list(origins), formal=True, timed=one))
    return found


def _initial(state: Field, states: tuple[str, ...]) -> str:
    said = state.default.strip('"')
    return said if said in states else states[0]


def _arrows(evidence: Evidence, machine: Machine) -> list[WorkflowFact]:
    """Return the arrows between states of an entity, those that name no entity last."""
    told = (*evidence.arrows[machine.entity.name], *evidence.arrows[""])
    return [arrow for arrow in told if _fits(machine, arrow)]


def _verbs(
    evidence: Evidence,
    machine: Machine,
    drawn: Iterable[WorkflowFact],
    roles: tuple[str, ...],
    people: Collection[str],
) -> list[Verb]:
    name = machine.entity.name
    called = frozenset(meaning.verb for _, meaning in evidence.endpoints[name])
    told = _Told(machine, called)
    arrows = [without_actor(arrow, roles, people, called) for arrow in drawn]
    for arrow in arrows:
        if arrow.action:
            told.add_arrow(arrow)
    for endpoint, meaning in evidence.endpoints[name]:
        told.add_endpoint(endpoint, meaning)
    for right in evidence.rights[name]:
        if right.action not in _CRUD:
            told.add(right.action, [right], formal=right.allowed)
    told.add_plain_arrows(arrows)
    for word, screen in evidence.buttons[name]:
        if _leads(machine, word):
            told.add(word, [screen], formal=True)
    for story in evidence.stories[name]:
        told.add_story(story)
    return _one_each(machine, told.verbs)


def _fits(machine: Machine, arrow: WorkflowFact) -> bool:
    """Tell whether an arrow leads from a state of an entity to another."""
    source, target = snake(arrow.source), snake(arrow.target)
    return source in machine.states and target in machine.states and source != target


@dataclass(slots=True)
class _Told:
    """The verbs of a workflow as far as they are told."""

    machine: Machine
    called: frozenset[str]
    """The verbs that endpoints have."""
    verbs: dict[str, Verb] = field(default_factory=dict)

    def add(
        self, word: str, facts: Iterable[Fact], *, formal: bool, target: str = ""
    ) -> Verb | None:
        """Add what says that there is a verb; None if it leads nowhere."""
        known = self.verbs.get(word)
        reached = target or (known.target if known else target_of(self.machine, word))
        back = word in BACK or target or known
        if not reached or (reached == self.machine.initial and not back):
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

    def add_story(self, story: RequirementFact) -> None:
        """Add the verbs of a story: `approve/reject expenses with comments`."""
        for word in re.findall(r"[a-z]+", (story.goal or story.text).lower()):
            if _leads(self.machine, word) and word not in STATES["process"]:
                self.add(word, [story], formal=False)

    def add_plain_arrows(self, arrows: Iterable[WorkflowFact]) -> None:
        """Add the arrows without a word, unless one with a word is the same step."""
        drawn = {(source, verb.target) for verb in self.verbs.values() for source in verb.origins}
        for arrow in arrows:
            if not arrow.action and (snake(arrow.source), snake(arrow.target)) not in drawn:
                self.add_arrow(arrow)

    def add_arrow(self, arrow: WorkflowFact) -> None:
        """Add a step that a document draws."""
        target, source = snake(arrow.target), snake(arrow.source)
        word = self._called(arrow) or _arrow_verb(self.machine, arrow, self.verbs)
        verb = self.add(word, [arrow], formal=True, target=target)
        if verb is not None and verb.target != target:
            verb = self.add(f"{word}_to_{target}", [arrow], formal=True, target=target)
        if verb is None:
            return
        verb.origins += [] if source in verb.origins else [source]
        verb.roles += [role for role in arrow.roles if role not in verb.roles]
        verb.needs += [snake(need) for need in arrow.needs if snake(need) not in verb.needs]

    def _called(self, arrow: WorkflowFact) -> str:
        """Return the verb of an endpoint that takes a step: as said, named in a sentence, or leading there."""
        said, target = snake(arrow.action), snake(arrow.target)
        if said in self.called:
            return said
        words = said.split("_")
        if len(words) < _SENTENCE:
            return ""
        named = (bare for word in words if (bare := _bare(word)) in self.called)
        fitting = (word for word in named if target_of(self.machine, word) in ("", target))
        leading = (word for word in sorted(self.called) if target_of(self.machine, word) == target)
        return next(fitting, "") or next(leading, "")


def target_of(machine: Machine, verb: str) -> str:
    """Return the state that a verb leads to, "" if none."""
    reached = state_of(verb, machine.states)
    return reached or (machine.initial if verb in BACK else "")


def _arrow_verb(machine: Machine, arrow: WorkflowFact, found: dict[str, Verb]) -> str:
    """Return the verb of an arrow: as written, one that leads there, or one made of the state."""
    target = snake(arrow.target)
    words = snake(arrow.action).split("_") if arrow.action else []
    words[:1] = map(_bare, words[:1])
    # `mark as no-show` says where a step leads to, and not what it is called.
    if words and words[0] not in _MARKS and (len(words) == 1 or is_verb(words[0])):
        first = "_".join(words) if len(words) <= 2 and state_of(words[0], ()) else words[0]
        if first[:1].isalpha() and len(first) > 1:
            return first
    known = next((verb.verb for verb in found.values() if verb.target == target), "")
    backward = machine.states.index(target) < machine.states.index(snake(arrow.source))
    made = verb_of(target)
    if backward and target == machine.initial and made.startswith("mark_"):
        return "reopen"
    return known or made


def _bare(word: str) -> str:
    """Return `approve` for `approves`, as a label has it: `manager approves`."""
    if is_verb(word):
        return word
    return next((s for s in (word[:-1], word[:-2]) if word.endswith("s") and is_verb(s)), word)


def _leads(machine: Machine, word: str) -> bool:
    return is_verb(word) and bool(target_of(machine, word))


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
        if same and verb.endpoint and not verb.origins and not same.endpoint:
            _take_over(verb, same)
            kept[verb.target] = verb
            continue
        kept[verb.target if verb.target not in kept else f"{verb.target} by {verb.verb}"] = verb
    order = {state: index for index, state in enumerate(machine.states)}
    return sorted(kept.values(), key=lambda verb: (verb.verb in BACK, order[verb.target]))


def _take_over(verb: Verb, drawn: Verb) -> None:
    """Let the step of an endpoint be the one that is drawn to its state under another word."""
    verb.origins += drawn.origins
    verb.facts += [fact for fact in drawn.facts if fact not in verb.facts]
    verb.roles += [role for role in drawn.roles if role not in verb.roles]
    verb.needs += [need for need in drawn.needs if need not in verb.needs]


def _alike(one: Verb, other: Verb) -> bool:
    return bool(set(participles(one.verb)) & set(participles(other.verb)))
