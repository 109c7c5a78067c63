"""Rows that never take something at the same time: who says so of which fields.

A sentence of which the documents do not say what it shares, or from when to when, stays a question.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from luke_cli.names import kebab, last_word, singular, snake
from luke_cli.spec.comparisons import Comparison, comparison_trouble, comparisons_of
from luke_cli.spec.model import (
    Assumption,
    Condition,
    Entity,
    Field,
    Index,
    Question,
    Sources,
    Spec,
    TypeName,
)
from luke_cli.spec.overlaps import HALF_OPEN, OVERLAPS, WHOLE, overlap_trouble
from luke_cli.spec.resolve.draft import with_field
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.overlap_sentences import (
    WORDS,
    Apart,
    Freed,
    apart_in,
    freed_in,
    words_of_states,
)
from luke_cli.spec.resolve.period_names import is_end, is_start
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.unbuilt import unbuilt_named

_SUBJECT: Final = "overlaps"
_STEM: Final = 4
"""Letters that an act and its rows have in common: `booked` is what bookings do."""
_OFF: Final = frozenset(
    "cancelled canceled rejected declined denied refused withdrawn expired void voided".split()
)
"""States in which a row has given up what it would have taken."""
_FREE_WORDS: Final = frozenset(
    "count counted block matter overlap ignored excluded may can release releases free frees".split()
)


@dataclass(frozen=True, slots=True)
class KeptApart:
    """A spec whose rows keep apart, and the lines that say so."""

    spec: Spec
    told: Mapping[tuple[str, int], Sequence[str]]
    """The fields by file and line, `Entity.field`."""


class _Period(NamedTuple):
    """When a row takes time."""

    start: Field
    end: Field
    day: str
    """The day that times of day are of; "" if they say it."""


@dataclass(slots=True)
class _Claim:
    """What some lines say of an entity and a field that its rows share."""

    entity: Entity
    shared: Field
    period: _Period
    only: tuple[str, ...] = ()
    """The states in which a row takes time, as far as it is said."""
    free: list[str] = field(default_factory=list)
    """States in which it takes none."""
    lines: list[Line] = field(default_factory=list)


def with_overlaps(said: Said, spec: Spec, names: EntityNames) -> KeptApart:
    """Return a spec that keeps rows apart as the documents state it."""
    spec = _with_stated(spec)
    found: dict[tuple[str, str], _Claim] = {}
    lost: list[Line] = []
    for line, sentence in said.sentences(WORDS):
        apart = apart_in(sentence)
        claims = list(_meant(spec, names, apart)) if apart else []
        if apart and not claims and _is_stored(names, apart):
            lost.append(line)
        for claim in claims:
            known = found.setdefault((claim.entity.name, claim.shared.name), claim)
            known.only = known.only or claim.only
            known.lines.append(line)
            freed = freed_in(apart.free) if apart else None
            known.free += _states_of(spec, claim.entity, freed) if freed else ()
    told: dict[tuple[str, int], list[str]] = {}
    for claim in found.values():
        claim.free += _said_free(said, spec, claim)
        spec = _kept(said, spec, claim)
        for line in claim.lines:
            about = f"{claim.entity.name}.{claim.period.end.name}"
            told.setdefault((line.place.file, line.place.line), []).append(about)
    questions = (_question(said.sources(lost)),) if lost else ()
    return KeptApart(replace(spec, questions=(*spec.questions, *questions)), told)


def _with_stated(spec: Spec) -> Spec:
    """Return a spec with those constraints of a schema that rows can keep; the others are asked for."""
    for index in spec.indexes:
        entity = spec.entity(index.entity) if index.kind in OVERLAPS else None
        if entity is None:
            continue
        start, end = (entity.field(name) for name, _ in index.columns[-2:])
        if overlap_trouble(spec, index) or start is None or end is None:
            rest = tuple(one for one in spec.indexes if one is not index)
            questions = (*spec.questions, _question(index.sources))
            spec = replace(spec, indexes=rest, questions=questions)
        else:
            spec = _ordered(spec, entity.name, start, end, index.sources)
    return spec


def _is_stored(names: EntityNames, apart: Apart) -> bool:
    """Tell whether a sentence is about rows that there are, and not about anything else."""
    words = apart.rows or apart.shared
    return bool(names.find(words) or names.find(words.rpartition(" ")[2]))


def _meant(spec: Spec, names: EntityNames, apart: Apart) -> Iterator[_Claim]:
    """Yield what a sentence means: at most one claim."""
    entity, only = _rows(spec, names, apart.rows)
    if apart.rows:
        found = [one for one in (_claim(names, entity, apart.shared),) if one] if entity else []
    else:
        every = (_claim(names, one, apart.shared) for one in spec.entities)
        found = [one for one in every if one]
        act = apart.act[:_STEM]
        done = [one for one in found if last_word(one.entity.name).startswith(act)]
        found = done if len(done) == 1 else found
    if len(found) == 1:
        yield replace(found[0], only=only)


def _rows(spec: Spec, names: EntityNames, words: str) -> tuple[Entity | None, tuple[str, ...]]:
    """Return the entity that words mean, and the only states of it that they name."""
    whole = names.find(words) if words else None
    if whole is not None:
        return whole, ()
    kind, _, noun = words.rpartition(" ")
    entity = names.find(noun) if noun else None
    if entity is None or not kind:
        return entity, ()
    only = _known(spec, entity, kind)
    return (entity, only) if only else (None, ())


def _claim(names: EntityNames, entity: Entity, shared: str) -> _Claim | None:
    of = _shared(names, entity, shared)
    period = _period(entity)
    return _Claim(entity, of, period) if of and period else None


def _shared(names: EntityNames, entity: Entity, words: str) -> Field | None:
    """Return the reference that words name: by its name, else by what alone it points at."""
    name = singular(snake(words))
    refs = [f for f in entity.fields if f.type.name is TypeName.REF and not f.computed]
    named = next((f for f in refs if f.name in (name, f"{name}_id")), None)
    target = names.find(words)
    pointing = [f for f in refs if target and f.type.target == target.name]
    return named or (pointing[0] if len(pointing) == 1 else None)


def _period(entity: Entity) -> _Period | None:
    """Return from when to when a row takes time; None if that is not plain."""
    own = [f for f in entity.fields if not (f.computed or f.role or f.encrypted)]
    for kind in (TypeName.DATETIME, TypeName.DATE, TypeName.TIME):
        fields = [f for f in own if f.type.name is kind]
        starts = [f for f in fields if is_start(f.name)]
        ends = [f for f in fields if is_end(f.name)]
        days = [f.name for f in own if f.type.name is TypeName.DATE]
        if len(starts) != 1 or len(ends) != 1 or starts == ends:
            continue
        if kind is not TypeName.TIME:
            return _Period(starts[0], ends[0], "")
        return _Period(starts[0], ends[0], days[0]) if len(days) == 1 else None
    return None


def _state(spec: Spec, entity: Entity) -> Field | None:
    """Return the field that holds the state of a row."""
    moved = (entity.field(step.field) for step in spec.transitions if step.entity == entity.name)
    return next((f for f in moved if f), entity.field("status") or entity.field("state"))


def _values(spec: Spec, state: Field | None) -> tuple[str, ...]:
    enum = spec.enum(state.type.enum) if state else None
    return enum.values if enum else ()


def _known(spec: Spec, entity: Entity, words: str) -> tuple[str, ...]:
    """Return the states that a list of words names; () if one of the words is none."""
    values = _values(spec, _state(spec, entity))
    named = tuple(snake(one) for one in words_of_states(words))
    return named if named and set(named) <= set(values) else ()


def _states_of(spec: Spec, entity: Entity, freed: Freed) -> tuple[str, ...]:
    return _known(spec, entity, freed.states) or _known(
        spec, entity, f"{freed.states} {freed.of}".strip()
    )


def _said_free(said: Said, spec: Spec, claim: _Claim) -> Iterator[str]:
    """Yield the states of which other sentences say that such rows take no time."""
    things = (snake(claim.entity.name).replace("_", " "), last_word(claim.entity.name))
    for line, sentence in said.sentences(_FREE_WORDS):
        freed = freed_in(sentence)
        if freed is None:
            continue
        is_beside = freed.of in ("ones", "") and line in claim.lines
        if is_beside or singular(snake(freed.of)).replace("_", " ") in things:
            states = _states_of(spec, claim.entity, freed)
            yield from states
            claim.lines += [line] if states and line not in claim.lines else []


def _kept(said: Said, spec: Spec, claim: _Claim) -> Spec:
    """Write into a spec what a claim says, and what it leaves to be assumed."""
    state = _state(spec, claim.entity)
    where, assumed = _where(said, spec, claim, state)
    start, end = claim.period.start, claim.period.end
    day = (claim.period.day,) if claim.period.day else ()
    columns = (claim.shared.name, *day, start.name, end.name)
    shared = claim.shared.name.removesuffix("_id")
    index = Index(
        name=f"{claim.entity.table}_{shared}_apart",
        entity=claim.entity.name,
        columns=tuple((name, False) for name in columns),
        kind=WHOLE if end.type.name is TypeName.DATE else HALF_OPEN,
        where=where,
        sources=said.sources(claim.lines),
        basis=tuple(one.name for one in assumed),
    )
    if any(one.columns == index.columns and one.kind in OVERLAPS for one in spec.indexes):
        return spec
    if overlap_trouble(spec, index):
        return replace(spec, questions=(*spec.questions, _question(index.sources)))
    spec = replace(
        spec,
        indexes=(*spec.indexes, index),
        assumptions=(*spec.assumptions, *assumed),
    )
    return _ordered(spec, claim.entity.name, start, end, index.sources)


def _where(
    said: Said, spec: Spec, claim: _Claim, state: Field | None
) -> tuple[tuple[Condition, ...], tuple[Assumption, ...]]:
    """Return which rows take time, and what nobody says of that."""
    values = _values(spec, state)
    if state is None or not values:
        return (), ()
    free = {one for one in values if claim.only and one not in claim.only} | set(claim.free)
    assumed = () if free else tuple(one for one in values if one in _OFF)
    out = [one for one in values if one in free or one in assumed]
    where = tuple(Condition(state.name, "<>", one) for one in out)
    if not assumed:
        return where, ()
    told = " and ".join(f"`{one}`" for one in assumed)
    thing = kebab(snake(claim.entity.name))
    return where, (
        Assumption(
            name=f"A-{thing}-{kebab(claim.shared.name.removesuffix('_id'))}-free",
            about=f"{claim.entity.name}.{state.name}",
            proposal=f"rows that are {told} take no time",
            why="no document says which rows are in the way of others",
            sources=said.sources(claim.lines),
        ),
    )


def _ordered(spec: Spec, name: str, start: Field, end: Field, sources: Sources) -> Spec:
    """Say that a time ends after it has begun, if nobody does."""
    entity = spec.entity(name)
    field_ = entity.field(end.name) if entity else None
    if entity is None or field_ is None:
        return spec
    pairs = {frozenset((one.field, one.other)) for one in comparisons_of(entity)}
    sign = ">=" if end.type.name is TypeName.DATE else ">"
    comparison = Comparison(end.name, sign, start.name)
    if frozenset((start.name, end.name)) in pairs or comparison_trouble(
        entity, comparison, spec.transitions
    ):
        return spec
    assumption = Assumption(
        name=f"A-{kebab(snake(entity.name))}-{kebab(end.name)}-order",
        about=f"{entity.name}.{end.name}",
        proposal=f"`{end.name}` {sign} `{start.name}`",
        why="what ends before it begins takes no time",
        sources=sources,
    )
    basis = (*(one for one in field_.basis if one != "default"), assumption.name)
    above = (*field_.above, *([start.name] if sign == ">" else []))
    least = (*field_.at_least, *([start.name] if sign == ">=" else []))
    changed = with_field(entity, replace(field_, above=above, at_least=least, basis=basis))
    entities = tuple(changed if one is entity else one for one in spec.entities)
    return replace(spec, entities=entities, assumptions=(*spec.assumptions, assumption))


def _question(sources: Sources) -> Question:
    subject = unbuilt_named(_SUBJECT)
    return Question(
        name=f"Q-{subject.name}",
        about="",
        meanwhile=subject.question,
        ask=subject.ask,
        sources=sources,
    )
