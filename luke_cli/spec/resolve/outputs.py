"""Fields that an API contract only gives and never takes: the server keeps them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, BodyFact
from luke_cli.spec.model import Entity, Field, TypeName, Visibility
from luke_cli.spec.resolve.draft import Data

COLLECTION: Final = re.compile(r"([^/{}]+)(?:/\{[^/{}]+\})?/?$")
"""The thing that a path is about: the last of its words."""
_WRITES: Final = ("POST", "PUT", "PATCH")
_EMPTY: Final = {TypeName.BOOLEAN: "false", TypeName.INTEGER: "0", TypeName.BIGINT: "0"}


@dataclass(frozen=True, slots=True)
class _Taken:
    """The members that requests take of a thing."""

    any: frozenset[str]
    on_create: frozenset[str]
    optional: frozenset[str]
    """Those that a request to create may leave out."""


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


def _taken(data: Data) -> Mapping[str, _Taken]:
    """Return what requests take, by the key of the thing that they make or change."""
    sent: dict[str, list[tuple[BodyFact, str]]] = {}
    for fact in data.said.of(BodyFact):
        found = COLLECTION.search(fact.path)
        if fact.direction != "request" or found is None or fact.method not in _WRITES:
            continue
        if thing := data.things.find(found[1]):
            last = fact.name.removesuffix("[]").rpartition(".")[2]
            sent.setdefault(thing.key, []).append((fact, snake(last)))
    return {
        key: _Taken(
            frozenset(name for _, name in members),
            frozenset(name for fact, name in members if fact.method == "POST"),
            frozenset(n for fact, n in members if fact.method == "POST" and fact.required is False),
        )
        for key, members in sent.items()
    }


def _given(entity: Entity, taken: _Taken) -> Entity:
    if not any(field.name in taken.any for field in entity.fields):
        return entity
    return replace(entity, fields=tuple(_kept(field, taken) for field in entity.fields))


def _kept(field: Field, taken: _Taken) -> Field:
    """Return a field as requests treat it: taken, left out on creation, or never taken."""
    open_ = field.visibility is Visibility.BOTH and not field.role
    if not open_ or field.type.name in (TypeName.REF, TypeName.SLUG):
        return field
    if field.name not in taken.any:
        default = field.default or _EMPTY.get(field.type.name, "")
        return replace(
            field,
            visibility=Visibility.READ_ONLY,
            default=default,
            required=field.required and bool(default),
            basis=field.basis or ("default",),
        )
    needed = not taken.on_create or field.name in taken.on_create - taken.optional
    if needed or not field.required or (field.basis == ("default",) and field.unique):
        return field
    return replace(field, required=False, basis=field.basis or ("default",))
