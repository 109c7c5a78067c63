"""What a step of a workflow demands and what it sets."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import last_word, plural, snake
from luke_cli.spec.facts import Fact
from luke_cli.spec.model import Effect, Entity, Field, Spec, Type, TypeName, Visibility
from luke_cli.spec.resolve.lookups import entity_of
from luke_cli.spec.resolve.ownership import account_of, children_of, reference_to
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.step_evidence import states_of
from luke_cli.spec.resolve.steps import BACK, Machine, Verb
from luke_cli.spec.resolve.verbs import JUDGES, agents, noun, participles

_TEXTS: Final = (TypeName.TEXT, TypeName.STRING)
_DEMAND: Final = re.compile(
    r"\b(?:mandatory|required|requires?|must|compulsory|obligatory|needs? (?:a|to))\b",
    re.IGNORECASE,
)

_REMARK: Final = re.compile(
    r"\b(comments?|reasons?|notes?|justifications?|explanations?|remarks?|feedback)\b",
    re.IGNORECASE,
)


def remarks(said: Said, machine: Machine, verb: Verb) -> Iterator[tuple[str, Fact | Line]]:
    """Yield the remarks that a step demands: `Mandatory comments for rejections`."""
    forms = {verb.verb, *participles(verb.verb), noun(verb.verb) or verb.verb}
    forms |= {f"{verb.verb[:-1]}ing"} if verb.verb.endswith("e") else set()
    acts = re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(forms)))})(?:s|es|ing)?\b", re.IGNORECASE
    )
    texts: list[tuple[str, Fact | Line]] = [(r.text, r) for r in said.asked(_REMARK)]
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
    name = last_word(machine.entity.name)
    return (
        name in lower
        or plural(name) in lower
        or not re.search(r"\b(?:when|for|of) (?:a|an|the) \w+", lower)
    )


def kept_as(spec: Spec, entity: Entity, verb: Verb, need: str, adds: list[Field]) -> str:
    """Return the field that keeps what an arrow demands: one that is there, or a new one."""
    if entity.field(need) or need == "not owner" or not need.isidentifier():
        return need
    if _REMARK.fullmatch(need):
        return remark_field(spec, entity, verb, need, adds)
    record = record_of(spec, entity, verb.target)
    if not (record and record.field(need)) and all(field.name != need for field in adds):
        adds.append(_remark(need, entity))
    return need


def remark_field(spec: Spec, entity: Entity, verb: Verb, remark: str, adds: list[Field]) -> str:
    """Return the field that keeps a remark: of the entity, of its record of the step, or a new one."""
    word = remark.removesuffix("s")
    record = record_of(spec, entity, verb.target)
    wanted = (remark, word, f"{word}s", f"{noun(verb.verb)}_{word}", f"{noun(verb.verb)}_{remark}")
    for holder in (entity, record):
        for name in wanted if holder else ():
            if holder and holder.field(name):
                return name
    kept = [f.name for f in entity.fields if f.name.endswith(f"_{word}") and f.type.name in _TEXTS]
    if len(kept) == 1:
        return kept[0]
    name = f"{noun(verb.verb) or verb.verb}_{word}"
    if all(field.name != name for field in adds):
        adds.append(_remark(name, entity))
    return name


def _remark(name: str, entity: Entity) -> Field:
    assumption = f"A-{snake(entity.name).replace('_', '-')}-workflow"
    return Field(name, Type(TypeName.TEXT), visibility=Visibility.READ_ONLY, basis=(assumption,))


def record_of(spec: Spec, entity: Entity, state: str) -> Entity | None:
    """Return the part of an entity that records a step: it has the state, and who took it."""
    account = account_of(spec)
    for part in children_of(spec, entity):
        if account is None or part.trait("file of"):
            continue
        who = reference_to(part, account.name)
        enums = [f for f in part.fields if f.type.name is TypeName.ENUM]
        if who and who.required and any(state in states_of(spec, f) for f in enums):
            return part
    return None


def effects_of(spec: Spec, machine: Machine, verb: Verb) -> Iterator[Effect]:
    """Yield what a step sets: when, by whom, and the record of it."""
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
    target = entity_of(spec, field.type.target)
    if target is None or not target.trait("account"):
        return False
    name = field.name.removesuffix("_id")
    return name in {*(f"{stem}_by" for stem in stems if stem), *agents(verb.verb)}
