"""From claims to entities: each thing with its fields, typed and linked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import Authority, EnumFact, FieldFact, RoleFact
from luke_cli.spec.model import Decision, Entity, Field, TypeName
from luke_cli.spec.resolve.enums import Enums, Lists, listed, lists_of
from luke_cli.spec.resolve.fields import is_list, merge_claims
from luke_cli.spec.resolve.references import (
    KEYS,
    assumed_name,
    reference_field,
    target_of,
    undefined,
)
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing, Things

_OF_LISTS: Final = ("-required", "-default")
_NAMES: Final = frozenset("name title full_name first_name last_name label subject".split())


@dataclass(frozen=True, slots=True)
class Found:
    """What turned up while entities were made."""

    enums: Enums = field(default_factory=Enums)
    decisions: list[Decision] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    missing: dict[str, list[FieldFact]] = field(default_factory=dict)
    """Claims by the key of a thing that they refer to, and that is never defined."""
    persons: frozenset[str] = frozenset()
    """The roles of those who sign in: `notary_id` refers to an account."""


def entities_of(said: Said, things: Things) -> tuple[tuple[Entity, ...], Found]:
    """Return an entity for each thing, in their order, and what turned up."""
    found = Found(persons=frozenset(_persons(said)))
    lists = lists_of(said, things)
    entities = tuple(_entity(said, things, lists, one, found) for one in things.by_key.values())
    return entities, found


def _persons(said: Said) -> Iterator[str]:
    """Yield the roles that documents list, as the names of references spell them."""
    for role in said.of(RoleFact):
        yield singular(snake(role.name))
    listed = [(one.name, one.values) for one in said.of(EnumFact)]
    listed += [(one.name, one.values) for one in said.of(FieldFact)]
    for name, values in listed:
        if snake(name).endswith("role"):
            yield from (singular(snake(value)) for value in values)


def _entity(said: Said, things: Things, lists: Lists, thing: Thing, found: Found) -> Entity:
    made: dict[str, Field] = {}
    silent = _is_silent(thing)
    for name, claims in thing.fields.items():
        if _is_left_out(things, thing, name, claims):
            found.diagnostics.extend(_uncomputed(claims))
            continue
        every = _with_expansions(things, thing, name, claims)
        one = _field(said, things, lists, thing, name, every, found)
        made.setdefault(one.name, _named(one) if silent and name in _NAMES else one)
    return Entity(thing.name, thing.table, (), tuple(made.values()), said.sources(thing.facts))


def _is_silent(thing: Thing) -> bool:
    """Tell whether nobody says of any value of a thing whether it may be missing."""
    return all(
        fact.required is None or fact.key or fact.target or fact.ruled
        for claims in thing.fields.values()
        for fact in claims
    )


def _named(field: Field) -> Field:
    """Ask for the name of a row: a form that could be sent empty is no form."""
    if field.type.name not in (TypeName.STRING, TypeName.TEXT) or field.default:
        return field
    return replace(field, required=True, basis=field.basis or ("default",))


def _is_left_out(things: Things, thing: Thing, name: str, claims: Sequence[FieldFact]) -> bool:
    """Tell whether a field is no column: lists of rows, expanded references, search vectors."""
    if _computed(claims):
        return True
    if is_list(claims) and _lists_rows(things, name, claims):
        return True
    column = thing.fields.get(f"{name}_id")
    if column is None or all(fact.many for fact in column):
        return False
    return bool(target_of(thing, name, claims, things) or _is_object(claims))


def _computed(claims: Sequence[FieldFact]) -> list[FieldFact]:
    return [fact for fact in claims if fact.generated and fact.expression]


def _uncomputed(claims: Sequence[FieldFact]) -> list[Diagnostic]:
    """Say that a column is left out; one of the words of others is what a search has anyway."""
    told = (fact for fact in _computed(claims)[:1] if "tsvector" not in fact.type_text.lower())
    return [
        Diagnostic(
            "LK-R205",
            Severity.WARNING,
            f"{fact.entity}.{fact.name} is computed from other columns: {fact.expression[:120]}",
            fact.place,
            hint="it is left out, answers do not have it: clients compute it, or write it by hand",
        )
        for fact in told
    ]


def _lists_rows(things: Things, name: str, claims: Iterable[FieldFact]) -> bool:
    """Tell whether a list holds rows of another thing rather than values."""
    typed = [fact for fact in claims if fact.type]
    if any(f.target or (f.type and f.type.name is TypeName.REF) for f in claims):
        return True
    if not typed:
        formal = (Authority.SCHEMA, Authority.LIST)
        rows = any(things.find(fact.type_text) for fact in claims if fact.type_text)
        return (
            rows
            or things.find(name) is not None
            or not any(fact.authority in formal for fact in claims)
        )
    return False


def _is_object(claims: Iterable[FieldFact]) -> bool:
    return any(f.type is None or f.type.name in (TypeName.REF, TypeName.JSON) for f in claims)


def _with_expansions(
    things: Things, thing: Thing, name: str, claims: tuple[FieldFact, ...]
) -> tuple[FieldFact, ...]:
    """Add the claims of `category` to those of `category_id`: they say the same."""
    stem = name.removesuffix("_id")
    more = thing.fields.get(stem, ()) if stem != name else ()
    if more and not is_list(more) and _is_left_out(things, thing, stem, more):
        return (*claims, *more)
    return claims


def _field(
    said: Said,
    things: Things,
    lists: Lists,
    thing: Thing,
    name: str,
    claims: tuple[FieldFact, ...],
    found: Found,
) -> Field:
    merged = merge_claims(said, thing.name, name, claims)
    target = "" if is_list(claims) else target_of(thing, name, claims, things)
    if not target and name.endswith("_id") and name.removesuffix("_id") in found.persons:
        target = "" if merged.field.type.name not in KEYS else things.account
    if target not in things.by_key and not is_list(claims):
        enumerated = listed(said, lists, thing, claims, merged.field, found.enums)
        if enumerated is not None:
            # Of a closed list, its type and lengths are other words for its values.
            kept = [one for one in merged.decisions if one.name.endswith(_OF_LISTS)]
            found.decisions.extend(kept)
            return replace(
                enumerated, basis=(*enumerated.basis, *(decision.name for decision in kept))
            )
    found.decisions.extend(merged.decisions)
    if not target:
        return merged.field
    if target not in things.by_key:
        _miss(name, target, claims, found)
    known = things.by_key.get(target)
    return reference_field(merged.field, known.name if known else assumed_name(target), claims)


def _miss(name: str, target: str, claims: tuple[FieldFact, ...], found: Found) -> None:
    first = target not in found.missing
    found.missing.setdefault(target, []).extend(claims)
    formal = [fact for fact in claims if fact.target]
    if formal and first:
        found.diagnostics.append(undefined(name, target, formal[0]))
