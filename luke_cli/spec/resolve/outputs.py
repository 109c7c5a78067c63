"""Fields that an API contract only gives and never takes: the server keeps them."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, BodyFact
from luke_cli.spec.model import Entity, Field, TypeName, Visibility
from luke_cli.spec.resolve.draft import Data

_COLLECTION: Final = re.compile(r"([^/{}]+)(?:/\{[^/{}]+\})?/?$")
_EMPTY: Final = {TypeName.BOOLEAN: "false", TypeName.INTEGER: "0", TypeName.BIGINT: "0"}


def with_outputs(data: Data) -> Data:
    """Mark what no request of a contract takes; a database schema says nothing of that."""
    taken = _taken(data)
    outside = {
        data.by_thing[thing.key]: taken[thing.key]
        for thing in data.things.by_key.values()
        if thing.key in taken
        and thing.facts
        and all(fact.authority is Authority.CONTRACT for fact in thing.facts)
    }
    return data.each(lambda e: _given(e, outside[e.name]) if e.name in outside else e)


def _taken(data: Data) -> Mapping[str, frozenset[str]]:
    """Return the members that requests take, by the key of the thing that they make or change."""
    taken: dict[str, set[str]] = {}
    for fact in data.said.of(BodyFact):
        found = _COLLECTION.search(fact.path)
        if fact.direction != "request" or found is None:
            continue
        if fact.method in ("POST", "PUT", "PATCH") and (thing := data.things.find(found[1])):
            last = fact.name.removesuffix("[]").rpartition(".")[2]
            taken.setdefault(thing.key, set()).add(snake(last))
    return {key: frozenset(names) for key, names in taken.items()}


def _given(entity: Entity, taken: frozenset[str]) -> Entity:
    if not any(field.name in taken for field in entity.fields):
        return entity
    return replace(entity, fields=tuple(_kept(field, taken) for field in entity.fields))


def _kept(field: Field, taken: frozenset[str]) -> Field:
    reference = field.type.name is TypeName.REF
    named = (field.name, field.name.removesuffix("_id"), field.name.removesuffix("_hash"))
    if field.role or reference or field.type.name is TypeName.SLUG or not taken.isdisjoint(named):
        return field
    if field.visibility is not Visibility.BOTH:
        return field
    default = field.default or _EMPTY.get(field.type.name, "")
    return replace(
        field,
        visibility=Visibility.READ_ONLY,
        default=default,
        required=field.required and bool(default),
        basis=field.basis or ("default",),
    )
