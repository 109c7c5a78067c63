"""Fields that the documents compare with each other: `> starts_on` of `ends_on`.

A comparison of which the documents do not say whose two fields it means, or that rows cannot keep,
is none: what was a condition of a schema is said, what is a requirement stays a question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.comparisons import Comparison, comparison_trouble, unkept
from luke_cli.spec.facts import Authority, ComparisonFact, FieldFact
from luke_cli.spec.field_spellings import spellings, stems
from luke_cli.spec.model import Decision, Entity, Field, Spec, Visibility
from luke_cli.spec.resolve.comparison_sentences import (
    MIRRORED,
    Compared,
    compared_beside,
    compared_in,
    is_of_requests,
)
from luke_cli.spec.resolve.draft import with_field
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.precedence import choose, decided, decision_id
from luke_cli.spec.resolve.said import Line, Said

_DETERMINER: Final = re.compile(
    r"^(?:(?:the|an?|its|their|his|her|this|that|each|every|any|all|same|date of|day of|value of)\s+)+",
    re.IGNORECASE,
)
_MOMENT: Final = re.compile(
    r"_(?:date|time|day|datetime|timestamp|at|on)$|^date_of_|^(?:date|time)_(?=[a-z])"
)
_OF: Final = re.compile(
    r"(?P<field>.+?)\s+of\s+(?P<entity>.+)|(?P<owner>.+?)['\u2019]s?\s+(?P<own>.+)"
)
_WORDS: Final = re.compile(
    r"\b(?:after|before|than|exceeds?|least|most|precede|follow|above|below|over|under)\b|[<>≥≤]"
)

_Owners = Mapping[str, Sequence[Entity]]
"""Entities by what a field of theirs may be called."""


@dataclass(frozen=True, slots=True)
class ComparedFields:
    """A spec whose fields are compared, the lines that say so, and what nothing keeps."""

    spec: Spec
    told: Mapping[tuple[str, int], Sequence[str]]
    """The fields by file and line, `Entity.field`."""
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Kept:
    """What is kept so far."""

    spec: Spec
    entities: dict[str, Entity]
    """As they are by now, by name."""
    decisions: list[Decision] = field(default_factory=list)
    told: dict[tuple[str, int], list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one place says of two fields of an entity."""

    entity: str
    comparison: Comparison
    fact: ComparisonFact
    """As it is written, with its place."""


def with_comparisons(said: Said, spec: Spec, names: EntityNames) -> ComparedFields:
    """Return a spec that keeps the comparisons that the documents state."""
    facts = said.of(ComparisonFact)
    claims = {id(fact): _formal(names, fact) for fact in facts}
    by_pair: dict[tuple[str, frozenset[str]], list[_Claim]] = {}
    for claim in (*filter(None, claims.values()), *_told(said, spec, names)):
        pair = frozenset((claim.comparison.field, claim.comparison.other))
        by_pair.setdefault((claim.entity, pair), []).append(claim)
    kept = _Kept(spec, {entity.name: entity for entity in spec.entities})
    there = {
        id(claim.fact) for found in by_pair.values() if _keep(said, kept, found) for claim in found
    }
    lost = tuple(_lost(fact) for fact in facts if id(fact) not in there)
    decisions = (*spec.decisions, *kept.decisions)
    spec = replace(spec, entities=tuple(kept.entities.values()), decisions=decisions)
    return ComparedFields(spec, kept.told, lost)


def _lost(fact: ComparisonFact) -> Diagnostic:
    condition = f"{fact.field} {fact.sign} {fact.other}"
    return Diagnostic("LK-N105", Severity.NOTE, unkept(condition), fact.place)


def _formal(names: EntityNames, fact: ComparisonFact) -> _Claim | None:
    entity = names.find(fact.entity)
    return _claim(entity, fact) if entity else None


def _claim(entity: Entity, fact: ComparisonFact) -> _Claim | None:
    """Return a claim of two fields that an entity has; the greater comes first."""
    field, other = field_meant(entity, fact.field), field_meant(entity, fact.other)
    if field is None or other is None or field is other:
        return None
    is_mirrored = fact.sign in ("<", "<=")
    sign = MIRRORED[fact.sign] if is_mirrored else fact.sign
    pair = (other, field) if is_mirrored else (field, other)
    return _Claim(entity.name, Comparison(pair[0].name, sign, pair[1].name), fact)


def _told(said: Said, spec: Spec, names: EntityNames) -> Iterator[_Claim]:
    """Yield what sentences say, and the words beside fields."""
    owners = _owners(spec.entities)
    for line in said.passages:
        if not _WORDS.search(line.text) or any(map(is_of_requests, line.section[-1:])):
            continue
        for sentence in re.split(r"(?<=[.;!?])\s+|\s\|\s", line.text):
            found = compared_in(sentence)
            claim = _meant(owners, names, line, found) if found and found.left else None
            if claim is not None:
                yield claim
    for fact in said.of(FieldFact):
        entity = names.find(fact.entity) if _WORDS.search(fact.comment) else None
        for found in compared_beside(fact.comment) if entity else ():
            meant = _fact(fact, found._replace(left=found.left or fact.name))
            claim = _claim(entity, meant) if entity else None
            if claim is not None:
                yield claim


def _fact(said: Line | FieldFact, found: Compared) -> ComparisonFact:
    authority = said.authority if isinstance(said, FieldFact) else Authority.PROSE
    return ComparisonFact(
        place=said.place,
        authority=authority,
        entity="",
        field=found.left,
        sign=found.sign,
        other=found.right,
    )


def _meant(owners: _Owners, names: EntityNames, line: Line, found: Compared) -> _Claim | None:
    """Return what a sentence says of the fields that it means: those of what it names, or is below."""
    for left in _readings(names, found.left):
        for right in _readings(names, found.right):
            named = {one.name: one for one in (left[0], right[0]) if one}
            if len(named) > 1:
                continue
            fact = _fact(line, found._replace(left=left[1], right=right[1]))
            whose = [*named.values()] or _around(owners, names, line, found, fact)
            claims = [claim for one in whose if (claim := _claim(one, fact))]
            if claims:
                return claims[0]
    return None


def _around(
    owners: _Owners, names: EntityNames, line: Line, found: Compared, fact: ComparisonFact
) -> list[Entity]:
    """Return what a sentence is about that does not say it: what is above it, else what alone fits."""
    above = (*line.section[1:], found.about) if found.about else line.section[1:]
    near = [entity for words in reversed(above) if (entity := names.within(words))]
    if near and _claim(near[0], fact):
        return near[:1]
    having = [
        {one.name: one for word in _spelled(words) for one in owners.get(word, ())}
        for words in (fact.field, fact.other)
    ]
    alone = [one for name, one in having[0].items() if name in having[1] and _claim(one, fact)]
    return alone if len(alone) == 1 else []


def _owners(entities: Iterable[Entity]) -> _Owners:
    """Return the entities by what their fields may be called, so that not all are asked for each word."""
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        prefix = snake(entity.name)
        for name in (one.name for one in entity.fields):
            stem = _stem(entity, name)
            for word in dict.fromkeys((name, stem, f"{prefix.replace('_', '')}{stem}")):
                found.setdefault(word, []).append(entity)
    return found


def _spelled(words: str) -> Iterator[str]:
    """Yield what a field may be called that words name."""
    for one in stems(words):
        yield from (one, *spellings(one))
    yield _bare(snake(words))


def _readings(names: EntityNames, words: str) -> Iterator[tuple[Entity | None, str]]:
    """Yield what words may mean: a field, or one of an entity that they name."""
    text = _DETERMINER.sub("", words.strip("`*\"' "))
    yield None, text
    owner, dot, name = text.partition(".")
    match = _OF.fullmatch(text)
    parts = text.split()
    pairs = [(owner, name)] if dot else []
    if match is not None:
        pairs.append((match["entity"] or match["owner"], match["field"] or match["own"]))
    pairs += [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    for thing, own in pairs:
        entity = names.find(_DETERMINER.sub("", thing))
        if entity is not None:
            yield entity, _DETERMINER.sub("", own)


def field_meant(entity: Entity, words: str) -> Field | None:
    """Return the field of an entity that words name: `end date` is `ends_on`; None if several could be."""
    named = stems(words)
    exact = (entity.field(one) for one in (*named, *(o for n in named for o in spellings(n))))
    found = next((one for one in exact if one), None)
    if found is not None:
        return found
    wanted = _stem(entity, snake(words))
    near = [one for one in entity.fields if wanted and _stem(entity, one.name) == wanted]
    return near[0] if len(near) == 1 else None


def _stem(entity: Entity, name: str) -> str:
    """Return what spellings of a moment have in common: `starts_on`, `start_date`, `stay_start`."""
    return _bare(name.removeprefix(f"{snake(entity.name)}_"))


def _bare(name: str) -> str:
    return singular(_MOMENT.sub("", name)).replace("_", "")


def _keep(said: Said, kept: _Kept, claims: Sequence[_Claim]) -> bool:
    """Write into a field what the most trusted of some claims about it and another says."""
    by_fact = {id(claim.fact): claim for claim in claims}
    choice = choose(
        said, (claim.fact for claim in claims), lambda fact: _text(by_fact[id(fact)].comparison)
    )
    taken = by_fact[id(choice.facts[0])] if choice else None
    entity = kept.entities.get(taken.entity) if taken else None
    if choice is None or taken is None or entity is None or _is_unkept(kept.spec, entity, taken):
        return False
    name, sign, other = taken.comparison
    about = f"{entity.name}.{name}"
    decision = decided(said, decision_id(snake(entity.name), other, name, "order"), about, choice)
    before = entity.field(name)
    if before is not None:
        changed = replace(
            before,
            above=(*before.above, other) if sign == ">" else before.above,
            at_least=(*before.at_least, other) if sign == ">=" else before.at_least,
            sources=tuple(dict.fromkeys((*before.sources, *said.sources(choice.facts)))),
            basis=(*before.basis, decision.name) if decision else before.basis,
        )
        kept.entities[entity.name] = with_field(entity, changed)
        kept.decisions += [decision] if decision else []
    for claim in by_fact.values():
        place = claim.fact.place
        kept.told.setdefault((place.file, place.line), []).append(about)
    return True


def _text(one: Comparison) -> str:
    return f"{one.field} {one.sign} {one.other}"


def _is_unkept(spec: Spec, entity: Entity, claim: _Claim) -> bool:
    """Tell whether rows cannot keep a comparison, or only the system could."""
    both = (entity.field(claim.comparison.field), entity.field(claim.comparison.other))
    closed = (Visibility.READ_ONLY, Visibility.HIDDEN)
    return any(one and one.visibility in closed and not one.role for one in both) or bool(
        comparison_trouble(entity, claim.comparison, spec.transitions)
    )
