"""Indexes and composite uniqueness, each once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import FieldFact, IndexFact
from luke_cli.spec.model import Entity, Index
from luke_cli.spec.resolve.claims import Thing, key_of, safe_field
from luke_cli.spec.resolve.said import Said

_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def resolve_indexes(
    said: Said, entities: Mapping[str, Entity], things: Mapping[str, Thing]
) -> tuple[Index, ...]:
    """Return the indexes over fields that there are; one that repeats another is dropped."""
    found: dict[tuple[str, tuple[str, ...]], Index] = {}
    names: set[str] = set()
    for fact in said.of(IndexFact):
        entity = entities.get(key_of(fact.entity))
        if entity is None or fact.kind == "key":
            continue
        columns = _columns(fact, entity, things[key_of(fact.entity)])
        fields = tuple(name for name, _ in columns)
        if not columns or (fact.kind == "unique" and len(columns) == 1):
            continue
        known = found.get((entity.name, fields))
        if known and (known.kind == "unique" or fact.kind != "unique"):
            continue
        index = Index(
            name=_name(fact, entity, fields, names),
            entity=entity.name,
            columns=columns,
            kind=fact.kind,
            sources=said.sources([fact]),
        )
        names.add(index.name)
        found[entity.name, fields] = index
    return tuple(found.values())


def _name(fact: IndexFact, entity: Entity, fields: Sequence[str], taken: set[str]) -> str:
    name = snake(fact.name) or f"{entity.table}_{'_'.join(fields)}"
    name = name[:60]
    number = 2
    free = name
    while free in taken:
        free = f"{name}_{number}"
        number += 1
    return free


def _columns(fact: IndexFact, entity: Entity, thing: Thing) -> tuple[tuple[str, bool], ...]:
    columns: list[tuple[str, bool]] = []
    for text, down in fact.columns:
        name = safe_field(text) if _WORD.fullmatch(text) else ""
        if entity.field(name):
            columns.append((name, down))
        elif fact.kind == "search":
            columns += [(field, False) for field in _searched(text, entity, thing)]
        else:
            return ()
    return tuple(dict.fromkeys(columns))


def _searched(text: str, entity: Entity, thing: Thing) -> list[str]:
    """Return the fields in the expression of an index, or of the generated column it is on."""
    claims: Iterable[FieldFact] = thing.fields.get(safe_field(text), ())
    expression = " ".join(fact.expression for fact in claims) or text
    return [word for word in _WORD.findall(expression) if entity.field(word)]
