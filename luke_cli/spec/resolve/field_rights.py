"""Fields that only some roles see or set: the claims of the documents, and what is taken of them.

Who inherits from a role sees what it sees. Whoever alone sets a field sees it, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.facts import FieldRightFact
from luke_cli.spec.field_rights import comes_in, comes_with_the_row, may_be_kept, setters
from luke_cli.spec.heirs import with_heirs
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Entity,
    Field,
    Kind,
    Question,
    Side,
    Source,
    Spec,
    Visibility,
)
from luke_cli.spec.resolve.draft import with_field
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.said import SECURITY, Said

_ASPECTS: Final = {"read": "readers", "write": "writers"}
_OPEN: Final = (Visibility.BOTH, Visibility.IMMUTABLE, Visibility.READ_ONLY)


@dataclass(slots=True)
class KeptFields:
    """A spec whose fields have rights of their own, and the lines that say so."""

    spec: Spec
    told: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    """The fields by file and line, `Entity.field`."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one line says of who alone has a right."""

    roles: frozenset[str]
    fact: FieldRightFact


def with_field_rights(said: Said, spec: Spec, names: EntityNames) -> KeptFields:
    """Return a spec that keeps fields to the roles that the documents name."""
    kept = KeptFields(spec)
    for (owner, name), facts in _by_field(said, names).items():
        entity = kept.spec.entity(owner)
        before = entity.field(name) if entity else None
        if entity is not None and before is not None and may_be_kept(before):
            _keep(said, kept, entity, before, facts)
    return kept


def _by_field(said: Said, names: EntityNames) -> dict[tuple[str, str], list[FieldRightFact]]:
    found: dict[tuple[str, str], list[FieldRightFact]] = {}
    for fact in said.of(FieldRightFact):
        entity = names.find(fact.entity)
        names_of = (fact.field, f"{fact.field}_id")
        meant = next((f for one in names_of if entity and (f := entity.field(one))), None)
        if entity is not None and meant is not None:
            found.setdefault((entity.name, meant.name), []).append(fact)
    return found


def _keep(
    said: Said, kept: KeptFields, entity: Entity, before: Field, facts: Sequence[FieldRightFact]
) -> None:
    """Write into a field who sees and sets it, with what had to be decided or assumed."""
    rights: dict[str, tuple[str, ...] | None] = {}
    for access in _ASPECTS:
        mine = said.trusted((one for one in facts if one.access == access), SECURITY)
        rights[access] = _taken(said, kept, f"{entity.name}.{before.name}", mine)
    readers, writers = rights["read"], rights["write"] if comes_in(before) else None
    if readers and writers:
        closed = any(fact.allowed and fact.access == "write" for fact in facts)
        readers = _ordered(kept.spec, {*readers, *writers}) if closed else readers
        writers = _ordered(kept.spec, {*writers} & {*readers})
    changed = replace(
        before,
        readers=readers or (),
        writers=writers or () if writers != readers else (),
        visibility=_visibility(before, writers),
        sources=(*before.sources, *said.sources(facts)),
    )
    if changed == replace(before, sources=changed.sources) or before.visibility not in _OPEN:
        return
    for fact in facts:
        told = kept.told.setdefault((fact.place.file, fact.place.line), [])
        told.append(f"{entity.name}.{before.name}")
    assumed = _given_anyway(kept.spec, entity, changed)
    if assumed is not None:
        changed = replace(changed, basis=(*changed.basis, assumed.name))
    entities = (
        with_field(one, changed) if one.name == entity.name else one for one in kept.spec.entities
    )
    assumptions = (*kept.spec.assumptions, *([assumed] if assumed else []))
    kept.spec = replace(kept.spec, entities=tuple(entities), assumptions=assumptions)


def _visibility(before: Field, writers: tuple[str, ...] | None) -> Visibility:
    """Return what comes in and goes out of a field that nobody sets, or somebody."""
    nobody = writers == () and before.visibility in (Visibility.BOTH, Visibility.IMMUTABLE)
    return Visibility.READ_ONLY if nobody and not comes_with_the_row(before) else before.visibility


def _taken(
    said: Said, kept: KeptFields, about: str, facts: Sequence[FieldRightFact]
) -> tuple[str, ...] | None:
    """Return the only roles with a right; None is all of them, nobody has none."""
    claims = [claim for fact in facts if (claim := _claim(kept, about, fact)) is not None]
    if not claims:
        return None
    every = frozenset(role.name for role in kept.spec.roles)
    closed = [claim for claim in claims if claim.fact.allowed]
    taken = closed[0].roles if closed else every
    against = [claim for claim in closed if claim.roles != taken]
    for claim in claims:
        if not claim.fact.allowed:
            # A denial holds beside a list that says the same; against one, less is given.
            against += [one for one in closed[:1] if not one.roles <= claim.roles]
            taken &= claim.roles
    if against:
        sides = [one for one in claims if one not in against]
        aspect = _ASPECTS[claims[0].fact.access]
        _decide(said, kept, f"{about}-{aspect}", about, (taken, sides), against)
    return None if taken == every else _ordered(kept.spec, taken)


def _claim(kept: KeptFields, about: str, fact: FieldRightFact) -> _Claim | None:
    """Return the roles that a claim leaves a right to; None if it names nobody that is known."""
    roles = [role.name for role in kept.spec.roles]
    named = [known(roles, name) for name in fact.roles]
    if not all(named):
        lost = next(name for name, meant in zip(fact.roles, named, strict=True) if not meant)
        _ask(kept, about, lost, fact)
    meant = {role for found in named for role in found}
    if not meant and fact.roles:
        return None
    if fact.allowed:
        return _Claim(frozenset(with_heirs(kept.spec, meant)), fact)
    return _Claim(frozenset(roles) - meant, fact)


def _ordered(spec: Spec, roles: set[str] | frozenset[str]) -> tuple[str, ...]:
    return tuple(role.name for role in spec.roles if role.name in roles)


def _decide(
    said: Said,
    kept: KeptFields,
    name: str,
    about: str,
    taken: tuple[frozenset[str], Sequence[_Claim]],
    against: Sequence[_Claim],
) -> None:
    roles, claims = taken
    decision = Decision(
        name=f"D-{kebab(name.replace('.', '-'))}",
        about=about,
        taken=Side(_listed(kept.spec, roles), said.sources(claim.fact for claim in claims)),
        aside=tuple(
            Side(_listed(kept.spec, one.roles), said.sources([one.fact])) for one in against
        ),
        why="the more trusted claim decides, and what a document denies is denied",
    )
    kept.spec = replace(kept.spec, decisions=(*kept.spec.decisions, decision))


def _listed(spec: Spec, roles: frozenset[str]) -> str:
    return ", ".join(_ordered(spec, roles)) or "nobody"


def _ask(kept: KeptFields, about: str, lost: str, fact: FieldRightFact) -> None:
    place = fact.place
    question = Question(
        name=f"Q-{kebab(about.replace('.', '-'))}-rights",
        about=about,
        meanwhile=f"Who is `{lost}`, who alone may {fact.access} the field? Nobody that the plan"
        " has as a role: only the roles that are named with them do.",
        ask="security engineer",
        sources=(Source(place.file, place.line, place.end_line),),
    )
    kept.spec = replace(kept.spec, questions=(*kept.spec.questions, question))


def _given_anyway(spec: Spec, entity: Entity, changed: Field) -> Assumption | None:
    """Say that a value without which there is no row comes from whoever makes that."""
    if not setters(changed) or not comes_with_the_row(changed):
        return None
    group = spec.operations_of(snake(entity.name))
    rights = {name for one in group if one.kind is Kind.CREATE for name in one.permissions}
    makers = {role for p in spec.permissions if p.name in rights for role, _ in p.scopes}
    makers |= {role.name for role in spec.roles if "signed-in" in rights}
    others = _ordered(spec, makers - {*setters(changed)})
    if not others or changed.visibility is Visibility.READ_ONLY:
        return None
    return Assumption(
        name=f"A-{kebab(entity.name)}-{kebab(changed.name)}-made",
        about=f"{entity.name}.{changed.name}",
        proposal=f"{' and '.join(others)} may give it with a new row, and not change it",
        why="no row is made without it",
        sources=changed.sources[:1],
    )
