"""Workflows: from which states each verb leads where, what it needs and what it sets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.spec.facts import Fact, RequirementFact
from luke_cli.spec.model import (
    Assumption,
    Basis,
    Effect,
    Entity,
    Field,
    Question,
    Spec,
    Transition,
    Type,
    TypeName,
    Visibility,
)
from luke_cli.spec.resolve.ownership import is_owned, parent_of, reference_to
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.steps import BACK, Machine, Verb, states_of
from luke_cli.spec.resolve.verbs import (
    DECLINING,
    NEGATIVE,
    agents,
    noun,
    participles,
    verb_of,
)

JUDGES: Final = frozenset(
    "approve reject deny decline endorse ratify verify authorize authorise confirm".split()
)
_AFTER_LAST: Final = frozenset("archived refunded retired overdue expired".split())
_AFTER_FIRST: Final = frozenset(
    "suspended paused on_hold blocked inactive disabled hidden flagged returned disputed "
    "unpublished revoked terminated no_show banned".split()
)
_SEPARATION: Final = re.compile(
    r"(?:segregation|separation) of dut(?:y|ies)|four[- ]eyes|\bno self[- ]approv"
    r"|self[- ]approval (?:is )?(?:not|never|forbidden|prohibited|prevent|block)"
    r"|(?:prevent|prohibit|forbid|block)\w* self[- ]approv"
    r"|(?:can ?not|can't|must not|may not|never|not allowed to|unable to) "
    r"(?:approve|verify|review|confirm|authorize|reject)\w*(?:/\w+)? (?:their|his|her|his or her|your|its|one's|the) own",
    re.IGNORECASE,
)
_DEMAND: Final = re.compile(
    r"\b(?:mandatory|required|requires?|must|compulsory|obligatory|needs? (?:a|to))\b",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(
    r"\b(comments?|reasons?|notes?|justifications?|explanations?|remarks?|feedback)\b",
    re.IGNORECASE,
)
_RESUBMIT: Final = re.compile(r"\bre-?submi(?:t|ssion)", re.IGNORECASE)
_WAITING: Final = ("submitted", "pending", "in_review", "under_review", "requested", "open")


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
    return Workflow(
        machine=machine,
        steps=(*steps, *opened),
        assumptions=tuple(assumptions),
        questions=tuple(_question(said, machine, state, unreached) for state in unreached),
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
        sources=said.sources(step.facts),
        basis=step.basis,
    )


def _step(
    said: Said, spec: Spec, machine: Machine, verb: Verb, assumption: str, adds: list[Field]
) -> Step:
    facts: list[Fact | Line] = list(verb.facts)
    needs = list(verb.needs)
    if verb.verb in JUDGES and is_owned(spec, machine.entity):
        duties = said.mentions(_SEPARATION)
        if duties:
            needs.insert(0, "not owner")
            facts += duties[:1]
    for remark, fact in _remarks(said, machine, verb):
        field = _remark_field(spec, machine.entity, verb, remark, adds)
        if field not in needs:
            needs.append(field)
            facts.append(fact)
    return Step(
        machine=machine,
        verb=verb,
        origins=_origins(said, machine, verb),
        needs=tuple(need for need in needs if need == "not owner" or need.isidentifier()),
        effects=tuple(_effects(spec, machine, verb)),
        facts=tuple(facts),
        basis=() if verb.origins else (assumption,),
    )


def _origins(said: Said, machine: Machine, verb: Verb) -> tuple[str, ...]:
    found = verb.origins or list(_guessed(said, machine, verb))
    ordered = [state for state in machine.states if state in found and state != verb.target]
    return tuple(ordered) or tuple(s for s in machine.states if s != verb.target)[:1]


def _guessed(said: Said, machine: Machine, verb: Verb) -> Iterator[str]:
    """Yield where a step starts, by the order of the states."""
    target = verb.target
    way = [state for state in machine.states if state not in NEGATIVE]
    if verb.verb in BACK:
        later = way[way.index(target) + 1 :] if target in way else way[1:]
        yield from (
            later[:1] if verb.verb in ("withdraw", "recall", "retract", "unsubmit") else later[-1:]
        )
    elif target in DECLINING:
        yield _waiting(machine, way)
    elif target in _AFTER_LAST:
        yield from way[-1:]
    elif target in _AFTER_FIRST:
        yield from way[1:] or way
    elif target in NEGATIVE:
        yield from way[:-1] or way
    elif target in way and way.index(target):
        yield way[way.index(target) - 1]
        if way.index(target) == 1 and said.mentions(_RESUBMIT):
            yield from (state for state in machine.states if state in DECLINING)
    else:
        yield from way[1:2]


def _waiting(machine: Machine, way: list[str]) -> str:
    """Return the state in which a row waits for a verdict."""
    verdicts = [verb.target for verb in machine.verbs if verb.verb in JUDGES and verb.target in way]
    if verdicts and way.index(verdicts[0]):
        return way[way.index(verdicts[0]) - 1]
    return next(
        (state for state in reversed(way) if state in _WAITING), (way or [machine.initial])[0]
    )


def _remarks(said: Said, machine: Machine, verb: Verb) -> Iterator[tuple[str, Fact | Line]]:
    """Yield the remarks that a step demands: `Mandatory comments for rejections`."""
    forms = {verb.verb, *participles(verb.verb), noun(verb.verb) or verb.verb}
    forms |= {f"{verb.verb[:-1]}ing"} if verb.verb.endswith("e") else set()
    acts = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})(?:s|es|ing)?\b", re.IGNORECASE
    )
    texts: list[tuple[str, Fact | Line]] = [(r.text, r) for r in said.of(RequirementFact)]
    texts += [(line.text, line) for line in said.mentions(_REMARK)]
    for text, fact in texts:
        remark = _REMARK.search(text)
        demanded = any(
            acts.search(part) and _DEMAND.search(part) for part in re.split(r"[,;.]", text)
        )
        if remark and demanded and len(text) < 160 and _fits(machine, text):
            yield snake(remark[1]), fact


def _fits(machine: Machine, text: str) -> bool:
    """Tell whether a sentence may be about this entity: it names it, or nothing in particular."""
    lower = text.lower()
    name = snake(machine.entity.name).rpartition("_")[2]
    return (
        name in lower
        or plural(name) in lower
        or not re.search(r"\b(?:when|for|of) (?:a|an|the) \w+", lower)
    )


def _remark_field(spec: Spec, entity: Entity, verb: Verb, remark: str, adds: list[Field]) -> str:
    """Return the field that keeps a remark: of the entity, of its record of the step, or a new one."""
    word = remark.removesuffix("s")
    record = record_of(spec, entity, verb.target)
    wanted = (remark, word, f"{word}s", f"{noun(verb.verb)}_{word}", f"{noun(verb.verb)}_{remark}")
    for holder in (entity, record):
        for name in wanted if holder else ():
            if holder and holder.field(name):
                return name
    name = f"{noun(verb.verb) or verb.verb}_{word}"
    if all(field.name != name for field in adds):
        adds.append(_remark(name, entity))
    return name


def _remark(name: str, entity: Entity) -> Field:
    assumption = f"A-{snake(entity.name).replace('_', '-')}-workflow"
    return Field(name, Type(TypeName.TEXT), visibility=Visibility.READ_ONLY, basis=(assumption,))


def record_of(spec: Spec, entity: Entity, state: str) -> Entity | None:
    """Return the part of an entity that records a step: it has the state, and who took it."""
    account = next((e.name for e in spec.entities if e.trait("account")), "")
    for part in spec.entities:
        if parent_of(spec, part) is not entity or not account or part.trait("file of"):
            continue
        who = reference_to(part, account)
        enums = [f for f in part.fields if f.type.name is TypeName.ENUM]
        if who and who.required and any(state in states_of(spec, f) for f in enums):
            return part
    return None


def _effects(spec: Spec, machine: Machine, verb: Verb) -> Iterator[Effect]:
    entity, target = machine.entity, verb.target
    if verb.verb in BACK:
        return
    stems = dict.fromkeys((target, verb.verb, noun(verb.verb), *participles(verb.verb)))
    for field in entity.fields:
        if field.role is not None or field.required or field.computed:
            continue
        moments = (TypeName.DATETIME, TypeName.DATE)
        if field.type.name in moments and _is_moment(field.name, [s for s in stems if s]):
            yield Effect(field.name, "now()" if field.type.name is TypeName.DATETIME else "today()")
        elif field.type.name is TypeName.REF and _is_actor(spec, field, verb, stems):
            yield Effect(field.name, "me")
    record = record_of(spec, entity, target)
    if record and verb.verb in JUDGES | {"review", "sign"}:
        yield Effect(writes_entity=record.name, writes_value=target)


def _is_moment(name: str, stems: Iterable[str]) -> bool:
    return any(
        name in (f"{s}_at", f"{s}_on", f"{s}_date", f"date_{s}", f"{s}_time", f"{s}_timestamp")
        for s in stems
    )


def _is_actor(spec: Spec, field: Field, verb: Verb, stems: Iterable[str]) -> bool:
    target = spec.entity(field.type.target)
    if target is None or not target.trait("account"):
        return False
    name = field.name.removesuffix("_id")
    return name in {*(f"{stem}_by" for stem in stems if stem), *agents(verb.verb)}


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


def _question(said: Said, machine: Machine, state: str, unreached: list[str]) -> Question:
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
        meanwhile=f"How does {article} {thing} become {state.replace('_', ' ')}, and by whom? {meanwhile}",
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
