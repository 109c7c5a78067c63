"""Workflows: from which states each verb leads where, what it needs and what it sets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.due import due_text
from luke_cli.spec.facts import Fact, WorkflowFact
from luke_cli.spec.model import (
    Assumption,
    Basis,
    Effect,
    Entity,
    Field,
    Question,
    Spec,
    Transition,
)
from luke_cli.spec.resolve.guard_sentences import act_of, words_of
from luke_cli.spec.resolve.ownership import is_owned
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.step_effects import effects_of, kept_as, remark_field, remarks
from luke_cli.spec.resolve.step_origins import origins_of
from luke_cli.spec.resolve.steps import Machine, Verb
from luke_cli.spec.resolve.timed_steps import Timed
from luke_cli.spec.resolve.told_effects import merged, sentence_effects, told_effects
from luke_cli.spec.resolve.verbs import (
    JUDGES,
    NEGATIVE,
    noun,
    verb_of,
)

_SEPARATION: Final = re.compile(
    r"(?:segregation|separation) of dut(?:y|ies)|four[- ]eyes|\bno self[- ]approv"
    r"|self[- ]approval (?:is )?(?:not|never|forbidden|prohibited|prevent|block)"
    r"|(?:prevent|prohibit|forbid|block)\w* self[- ]approv"
    r"|(?:can ?not|can't|must not|may not|never|not allowed to|unable to|nobody|no one) "
    r"(?:may |can )?(?:approve|accept|verify|review|confirm|authorize|reject)\w*(?:/\w+)? "
    r"(?:\w+ ){0,3}(?:their|his|her|his or her|your|its|one's|the) own",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One transition, before it has an operation."""

    machine: Machine
    verb: Verb
    origins: tuple[str, ...]
    needs: tuple[str, ...]
    effects: tuple[Effect, ...]
    facts: tuple[Fact | Line, ...]
    basis: Basis
    open: bool = False
    """Nobody says how: the operation is custom."""


@dataclass(frozen=True, slots=True)
class Workflow:
    """The steps of one entity, and what they leave open."""

    machine: Machine
    steps: tuple[Step, ...]
    assumptions: tuple[Assumption, ...]
    questions: tuple[Question, ...]
    adds: tuple[Field, ...]
    """Fields that a step needs and the entity lacks."""


def workflow_of(said: Said, spec: Spec, machine: Machine) -> Workflow:
    """Complete the workflow of an entity."""
    entity = machine.entity
    guessed = [verb for verb in machine.verbs if not verb.origins]
    name = f"A-{snake(entity.name).replace('_', '-')}-workflow"
    adds: list[Field] = []
    steps = [_step(said, spec, machine, verb, name, adds) for verb in machine.verbs]
    unreached = _unreached(machine)
    opened = [
        _open_step(said, machine, state) for state in unreached if _is_named(said, entity, state)
    ]
    assumptions = [_assumption(said, machine, steps, name)] if guessed else []
    assumptions += [one for verb in machine.verbs for one in _counted(said, machine, verb)]
    return Workflow(
        machine=machine,
        steps=(*steps, *opened),
        assumptions=tuple(assumptions),
        questions=(
            *(_question(said, machine, state) for state in unreached),
            *(_undated(said, machine, one) for one in machine.undated),
        ),
        adds=tuple(adds),
    )


def transition_of(said: Said, step: Step, operation: str) -> Transition:
    """Return the row of the plan for a step."""
    return Transition(
        operation=operation,
        entity=step.machine.entity.name,
        field=step.machine.field.name,
        origins=step.origins,
        target=step.verb.target,
        needs=step.needs,
        effects=step.effects,
        due=step.verb.timed.due if step.verb.timed else None,
        sources=said.sources(step.facts),
        basis=step.basis,
    )


def _step(
    said: Said, spec: Spec, machine: Machine, verb: Verb, assumption: str, adds: list[Field]
) -> Step:
    if verb.timed:
        return _time_step(said, spec, machine, verb, assumption)
    facts: list[Fact | Line] = list(verb.facts)
    needs = [kept_as(spec, machine.entity, verb, need, adds) for need in verb.needs]
    if verb.verb in JUDGES and is_owned(spec, machine.entity):
        duties = said.mentions(_SEPARATION)
        if duties:
            needs.insert(0, "not owner")
            facts += duties[:1]
    for remark, fact in remarks(said, machine, verb):
        field = remark_field(spec, machine.entity, verb, remark, adds)
        if field not in needs:
            needs.append(field)
            facts.append(fact)
    told = dict(_told(said, spec, machine, verb))
    facts += [fact for fact in told.values() if fact not in facts]
    return Step(
        machine=machine,
        verb=verb,
        origins=origins_of(said, machine, verb),
        needs=tuple(need for need in needs if need == "not owner" or need.isidentifier()),
        effects=tuple(merged(told, effects_of(spec, machine, verb))),
        facts=tuple(facts),
        basis=() if verb.origins else (assumption,),
    )


def _time_step(said: Said, spec: Spec, machine: Machine, verb: Verb, assumption: str) -> Step:
    """Return a step that time takes: it brings nothing, and nobody is written down."""
    effects = merged(dict(_told(said, spec, machine, verb)), effects_of(spec, machine, verb))
    counted = tuple(one.name for one in _counted(said, machine, verb))
    return Step(
        machine=machine,
        verb=verb,
        origins=origins_of(said, machine, verb),
        needs=(),
        effects=tuple(one for one in effects if one.field and one.value != "me"),
        facts=verb.timed.said if verb.timed else (),
        basis=(*(() if verb.origins else (assumption,)), *counted),
    )


def _counted(said: Said, machine: Machine, verb: Verb) -> Iterator[Assumption]:
    """Yield what is assumed of a step that time takes: where it starts, and from when time counts."""
    timed = verb.timed
    if timed is None or timed.due is None or (timed.origins and not timed.assumed):
        return
    thing = kebab(snake(machine.entity.name))
    lack = [
        *(["in which state a row is then"] if not timed.origins else []),
        *(["from when the time is counted"] if timed.assumed else []),
    ]
    yield Assumption(
        name=f"A-{thing}-{kebab(verb.verb)}-due",
        about=f"{machine.entity.name}.{machine.field.name}",
        proposal=f"{due_text(timed.due)}{', from ' if verb.origins else ''}{' or '.join(verb.origins)}",
        why=f"no document says {' and '.join(lack)}",
        sources=said.sources(timed.said),
    )


def _undated(said: Said, machine: Machine, timed: Timed) -> Question:
    """Ask when something happens that happens by itself."""
    thing = snake(machine.entity.name).replace("_", " ")
    article = "an" if thing[0] in "aeiou" else "a"
    state = timed.target.replace("_", " ")
    verb = next((one.verb for one in machine.verbs if one.target == timed.target), "")
    meanwhile = (
        f" `{snake(machine.entity.name)}.{verb}` is a step that callers take." if verb else ""
    )
    return Question(
        name=f"{question_name(machine.entity, timed.target)}-when",
        about=f"{machine.entity.name}.{machine.field.name}",
        meanwhile=f"How long after what does {article} {thing} become {state} by itself?{meanwhile}",
        ask="product owner",
        sources=said.sources(timed.said),
    )


def _told(
    said: Said, spec: Spec, machine: Machine, verb: Verb
) -> Iterator[tuple[Effect, Fact | Line]]:
    """Yield what is said outright that a step sets: in its row, or in a sentence."""
    state = machine.field.name
    for fact in verb.facts:
        for text in fact.effects if isinstance(fact, WorkflowFact) else ():
            yield from ((one, fact) for one in told_effects(spec, machine.entity, text, state))
    near = said.sentences(words_of(verb.verb))
    if near:
        act = act_of(machine.entity, verb.verb)
        for line, sentence in near:
            yield from ((one, line) for one in sentence_effects(spec, act, sentence, state))


def _unreached(machine: Machine) -> list[str]:
    reached = {verb.target for verb in machine.verbs} | {machine.initial}
    return [state for state in machine.states if state not in reached]


def _is_named(said: Said, entity: Entity, state: str) -> bool:
    """Tell whether the documents name the act that leads to a state."""
    verb = verb_of(state)
    word = noun(verb)
    if verb.startswith("mark_") or not word:
        return False
    if any(field.name.startswith(f"{word}_") for field in entity.fields):
        return True
    act = re.compile(rf"\b(?:process|make|issue|trigger)\w* {word}s?\b", re.IGNORECASE)
    return bool(said.mentions(act))


def _open_step(said: Said, machine: Machine, state: str) -> Step:
    way = [one for one in machine.states if one not in NEGATIVE]
    before = way[: way.index(state)][-1:] if state in way else way[-1:]
    word = noun(verb_of(state))
    named = said.mentions(re.compile(rf"\b{word}s?\b", re.IGNORECASE))
    return Step(
        machine=machine,
        verb=Verb(verb_of(state), state),
        origins=tuple(before) or (machine.initial,),
        needs=(),
        effects=(),
        facts=named[:1],
        basis=(question_name(machine.entity, state),),
        open=True,
    )


def question_name(entity: Entity, state: str) -> str:
    """Return the id of the question how an entity comes into a state."""
    return f"Q-{snake(entity.name)}-{state}".replace("_", "-")


def _question(said: Said, machine: Machine, state: str) -> Question:
    thing = snake(machine.entity.name).replace("_", " ")
    article = "an" if thing[0] in "aeiou" else "a"
    named = _is_named(said, machine.entity, state)
    group, verb = snake(machine.entity.name), verb_of(state)
    meanwhile = f"`{group}.{verb}` answers 501." if named else "Nothing leads there."
    words = re.compile(rf"\b{re.escape(state.replace('_', ' '))}\b", re.IGNORECASE)
    places = (*machine.field.sources[:1], *said.sources(said.mentions(words)[:2]))
    return Question(
        name=question_name(machine.entity, state),
        about=f"{machine.entity.name}.{machine.field.name}",
        meanwhile=f"How does {article} {thing} become {state.replace('_', ' ')}, and by whom? "
        f"{meanwhile}",
        ask="product owner",
        sources=tuple(dict.fromkeys(places)),
    )


def _assumption(said: Said, machine: Machine, steps: list[Step], name: str) -> Assumption:
    guessed = [step for step in steps if not step.verb.origins]
    told = "; ".join(f"{step.verb.verb} from {' or '.join(step.origins)}" for step in guessed)
    return Assumption(
        name=name,
        about=f"{machine.entity.name}.{machine.field.name}",
        proposal=told.replace("_", " "),
        why="the steps are named, the states that they start from are not",
        sources=said.sources(fact for step in guessed for fact in step.facts[:1]),
    )
