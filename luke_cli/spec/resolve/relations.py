"""Relations that are said without a column, as claims about the column that each one needs.

users ||--o{ invoices          Loan belongs to Member          Book many-to-many Tag
POST /articles/{slug}/comments
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.source import Span
from luke_cli.spec.facts import Authority, EndpointFact, EntityFact, FieldFact, RelationFact
from luke_cli.spec.model import Assumption, TypeName
from luke_cli.spec.resolve.claims import free
from luke_cli.spec.resolve.references import PERSONS
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing, Things, index
from luke_cli.spec.safe_names import safe_entity, safe_field, safe_table

NESTED: Final = re.compile(r"(?:^|/)([^/{}]+)/\{[^/{}]+\}/([^/{}]+)/?$")
_ACCOUNTS: Final = ("user", "account", "member", "person")
"""Who a `teacher_id` may refer to."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A row of `child` belongs to one of `parent`."""

    child: str
    parent: str
    fact: RelationFact
    unique: bool = False


def with_relations(said: Said, things: Things) -> Things:
    """Return things whose fields say what relations say."""
    new: dict[str, dict[str, list[FieldFact]]] = {}
    for link in _links(said, things):
        child = things.by_key.get(link.child)
        if child is not None and (claim := _claim(link, child, things)):
            new.setdefault(child.key, {}).setdefault(claim.name, []).append(claim)
    changed = [_with(said, thing, new.get(thing.key, {})) for thing in things.by_key.values()]
    known = index(changed, things.aliases, things.account)
    joins = tuple(_joins(said, known))
    return index((*changed, *joins), things.aliases, things.account) if joins else known


def _with(said: Said, thing: Thing, claims: Mapping[str, Iterable[FieldFact]]) -> Thing:
    if not claims:
        return thing
    fields = dict(thing.fields)
    for name, more in claims.items():
        every = said.trusted((*fields.get(name, ()), *more))
        fields[name] = tuple(sorted(every, key=lambda fact: -fact.authority))
    return replace(thing, fields=fields)


def _links(said: Said, things: Things) -> Iterator[_Link]:
    for fact in said.of(RelationFact):
        entity, target = things.key(fact.entity), things.key(fact.target)
        if fact.kind == "one-to-many":
            yield _Link(target, entity, fact)
        elif fact.kind == "many-to-one":
            yield _Link(entity, target, fact)
        elif fact.kind == "one-to-one":
            held = _holds(things, entity, target) and not _holds(things, target, entity)
            child, parent = (entity, target) if held else (target, entity)
            yield _Link(child, parent, fact, unique=True)


def _holds(things: Things, child: str, parent: str) -> bool:
    thing = things.by_key.get(child)
    return bool(thing and references(thing, parent, things))


def references(thing: Thing, target: str, things: Things) -> list[str]:
    """Return the fields of a thing that refer to another, by what is said or by their names."""
    found = []
    for name, claims in thing.fields.items():
        if all(fact.many for fact in claims):
            continue
        said = {things.key(fact.target) for fact in claims if fact.target}
        stem = name.removesuffix("_id")
        meant = things.meant(stem) or (target if target in _ACCOUNTS and stem in PERSONS else "")
        named = stem != name and thing.key != target and meant == target
        if target in said or (named and not said):
            found.append(name)
    return found


def _claim(link: _Link, child: Thing, things: Things) -> FieldFact | None:
    """Return what a relation says about the column of the child; None if nothing is sure."""
    known = link.parent in things.by_key
    if not known and link.fact.authority is not Authority.SCHEMA:
        return None
    there = references(child, link.parent, things)
    named = safe_field(link.fact.field)
    if named and (named in child.fields or named.endswith("_id")):
        name = named
    elif len(there) == 1:
        name = there[0]
    elif there or link.parent == link.child or _is_said_otherwise(child, link.parent, things):
        return None
    else:
        name = safe_field(f"{link.parent}_id")
    return FieldFact(
        place=link.fact.place,
        authority=link.fact.authority,
        section=link.fact.section,
        entity=child.key,
        name=name,
        required=link.fact.required,
        unique=True if link.unique else None,
        target=link.parent,
    )


def _is_said_otherwise(child: Thing, parent: str, things: Things) -> bool:
    """Tell whether a field already names the parent, as a list of words does: `role` for roles."""
    return any(
        fact.type.name not in (TypeName.REF, TypeName.JSON)
        if fact.type is not None
        else bool(fact.type_text) and things.find(fact.type_text) is None
        for fact in child.fields.get(parent, ())
    )


def _joins(said: Said, things: Things) -> Iterator[Thing]:
    """Yield a table for each many-to-many relation that has none."""
    entities = {thing.name for thing in things.by_key.values()}
    tables = {thing.table for thing in things.by_key.values()}
    pairs = _pairs(things)
    for fact in (*said.of(RelationFact), *_lists(said)):
        sides = things.find(fact.entity), things.find(fact.target)
        one, other = sides
        if fact.kind != "many-to-many" or one is None or other is None or one is other:
            continue
        pair = frozenset((one.key, other.key))
        key = snake(f"{one.key}_{other.key}")
        if pair in pairs or key in things.by_key:
            continue
        pairs.add(pair)
        name = free(safe_entity(key), "Record", entities)
        table = free(safe_table(plural(key)), "_rows", tables)
        yield _join(key, name, table, fact, (one.key, other.key))


def _lists(said: Said) -> Iterator[RelationFact]:
    """Yield the relations that a class says in a field: `crops = ManyToManyField("Crop")`."""
    for fact in said.of(FieldFact):
        if fact.many and fact.target and "ManyToMany" in fact.type_text:
            yield RelationFact(
                place=fact.place,
                authority=fact.authority,
                section=fact.section,
                entity=fact.entity,
                target=fact.target,
                kind="many-to-many",
            )


def _pairs(things: Things) -> set[frozenset[str]]:
    """Return the pairs of things that a third one already joins."""
    pairs: set[frozenset[str]] = set()
    for thing in things.by_key.values():
        targets = {
            things.key(fact.target) if fact.target else things.meant(name.removesuffix("_id"))
            for name, claims in thing.fields.items()
            for fact in claims
            if fact.target or name.endswith("_id")
        }
        near = sorted(targets & things.by_key.keys() - {thing.key})
        if len(near) <= 4:
            pairs |= {frozenset((a, b)) for a in near for b in near if a < b}
    return pairs


def _join(key: str, name: str, table: str, fact: RelationFact, sides: tuple[str, str]) -> Thing:
    where = {"place": fact.place, "authority": fact.authority, "section": fact.section}
    named = {side: safe_field(f"{side}_id") for side in sides}
    columns = {
        name: (FieldFact(entity=key, name=name, required=True, target=side, **where),)  # type: ignore[arg-type]
        for side, name in named.items()
    }
    return Thing(key, name, table, (EntityFact(name=name, **where),), columns)  # type: ignore[arg-type]


def with_parents(said: Said, things: Things) -> tuple[Things, tuple[Assumption, ...]]:
    """Give what is created below something, and that no schema defines, a reference to it."""
    new: dict[str, dict[str, list[FieldFact]]] = {}
    assumptions: dict[str, Assumption] = {}
    pairs = _pairs(things)
    for fact in said.of(EndpointFact):
        found = NESTED.search(fact.path) if fact.method == "POST" else None
        parent, child = (things.find(found[1]), things.find(found[2])) if found else (None, None)
        if not parent or not child or parent is child or child.formal or child.key in new:
            continue
        if _is_related(things, child, parent) or frozenset((child.key, parent.key)) in pairs:
            continue
        name = safe_field(f"{parent.key}_id")
        claim = _nested(fact, child, parent, name)
        new.setdefault(child.key, {}).setdefault(name, []).append(claim)
        assumed = _assumed(said, claim, child, parent)
        assumptions.setdefault(assumed.name, assumed)
    changed = (_with(said, thing, new.get(thing.key, {})) for thing in things.by_key.values())
    return index(changed, things.aliases, things.account), tuple(assumptions.values())


def _is_related(things: Things, child: Thing, parent: Thing) -> bool:
    return bool(references(child, parent.key, things) or references(parent, child.key, things))


def _nested(fact: EndpointFact, child: Thing, parent: Thing, name: str) -> FieldFact:
    return FieldFact(
        place=Span(fact.place.file, fact.place.line),
        authority=fact.authority,
        section=fact.section,
        entity=child.key,
        name=name,
        required=True,
        target=parent.key,
    )


def _assumed(said: Said, claim: FieldFact, child: Thing, parent: Thing) -> Assumption:
    return Assumption(
        name=f"A-{child.key}-{parent.key}".replace("_", "-"),
        about=f"{child.name}.{claim.name}",
        proposal=f"`{claim.name}` on {child.name}",
        why=f"it is created below {parent.name}, and no list of its fields says so",
        sources=said.sources([claim]),
    )
