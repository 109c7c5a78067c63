"""Indexes and composite uniqueness, each once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import Authority, FieldFact, IndexFact
from luke_cli.spec.model import Condition, Entity, FieldRole, Index, TypeName
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.partial_indexes import conditions_of
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing
from luke_cli.spec.safe_names import safe_field, spelled

_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST: Final = 60


_Key = tuple[str, tuple[tuple[str, bool], ...], tuple[Condition, ...]]


@dataclass(slots=True)
class _Taken:
    """The indexes so far, by what they are on."""

    enums: Mapping[str, tuple[str, ...]]
    found: dict[_Key, Index] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    needed: set[tuple[str, str]] = field(default_factory=set)
    """Entity and field of keys: no part of a key may be missing."""
    notes: list[Diagnostic] = field(default_factory=list)


def with_indexes(data: Data) -> Data:
    """Find the indexes over fields that there are; one that repeats another is dropped."""
    taken = _Taken({enum.name: enum.values for enum in data.enums})
    for index in data.indexes:
        taken.found[index.entity, index.columns, index.where] = index
        taken.names.add(index.name)
    entities = data.by_name()
    for fact in data.said.of(IndexFact):
        thing = data.things.find(fact.entity)
        entity = entities.get(data.by_thing.get(thing.key, "")) if thing else None
        if thing is not None and entity is not None:
            _add(data.said, fact, entity, thing, taken)
    unique = {(i.entity, i.columns[0][0]) for i in taken.found.values() if _is_single(i)}
    marked = data.each(lambda entity: _with_needed(_with_unique(entity, unique), taken.needed))
    indexes = tuple(index for index in taken.found.values() if not _is_single(index))
    return replace(marked, indexes=indexes, diagnostics=(*data.diagnostics, *taken.notes))


def _add(said: Said, fact: IndexFact, entity: Entity, thing: Thing, taken: _Taken) -> None:
    columns = _columns(fact, entity, thing)
    if fact.kind == "key":
        taken.needed.update((entity.name, name) for name, _ in columns)
    kind = "unique" if fact.kind == "key" else fact.kind
    if not columns or (fact.kind == "key" and (len(columns) == 1 or entity.trait("join"))):
        return
    where = conditions_of(fact, entity, taken.enums)
    if where is None:
        taken.notes.append(_untold(fact))
        return
    if kind == "btree" and not where and _is_found_anyway(entity, columns):
        return
    known = taken.found.get((entity.name, columns, where))
    if known and (known.kind == "unique" or kind != "unique"):
        if fact.authority is Authority.SCHEMA:
            taken.notes.append(_repeated(fact, known))
        return
    index = Index(
        name=_name(fact, entity, columns, taken.names),
        entity=entity.name,
        columns=columns,
        kind=kind,
        where=where,
        sources=said.sources([fact]),
    )
    taken.names.add(index.name)
    taken.found[entity.name, columns, where] = index


def _is_found_anyway(entity: Entity, columns: tuple[tuple[str, bool], ...]) -> bool:
    """Tell whether an index is on a column that has one without being given it."""
    field = entity.field(columns[0][0])
    return len(columns) == 1 and not columns[0][1] and field is not None and field.has_index


def _is_single(index: Index) -> bool:
    return index.kind == "unique" and len(index.columns) == 1 and not index.where


def _with_unique(entity: Entity, unique: set[tuple[str, str]]) -> Entity:
    """Say at the field itself that it is unique."""
    if not any((entity.name, field.name) in unique for field in entity.fields):
        return entity
    fields = tuple(
        replace(one, unique=True)
        if (entity.name, one.name) in unique and one.role is not FieldRole.KEY
        else one
        for one in entity.fields
    )
    return replace(entity, fields=fields)


def _with_needed(entity: Entity, needed: set[tuple[str, str]]) -> Entity:
    fields = tuple(
        replace(one, required=True) if (entity.name, one.name) in needed else one
        for one in entity.fields
    )
    return replace(entity, fields=fields)


def _name(
    fact: IndexFact, entity: Entity, columns: Sequence[tuple[str, bool]], taken: set[str]
) -> str:
    fields = "_".join(name for name, _ in columns)
    name = (spelled(fact.name) or f"{entity.table}_{fields}")[:_LONGEST]
    name = name if name[0].isalpha() else f"idx_{name}"
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
        if one := entity.field(name) or entity.field(f"{name}_id"):
            columns.append((one.name, down))
        elif fact.kind == "search":
            columns += [(word, False) for word in _searched(text, entity, thing)]
        else:
            return ()
    return tuple(dict.fromkeys(columns))


def _searched(text: str, entity: Entity, thing: Thing) -> list[str]:
    """Return the fields in the expression of an index, or of the generated column it is on."""
    claims: Iterable[FieldFact] = thing.fields.get(safe_field(text), ())
    expression = " ".join(fact.expression for fact in claims) or text
    textual = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)
    named = (entity.field(snake(word)) for word in _WORD.findall(expression))
    return [one.name for one in named if one and one.type.name in textual]


def _untold(fact: IndexFact) -> Diagnostic:
    return Diagnostic(
        "LK-R204",
        Severity.WARNING,
        f"the condition of index {fact.name or 'without a name'} is not kept: {fact.where[:120]}",
        fact.place,
        hint="an index of other rows would refuse what it should take; it is left out: write its "
        "WHERE as fields that are compared with a value or NULL, joined by AND",
    )


def _repeated(fact: IndexFact, known: Index) -> Diagnostic:
    return Diagnostic(
        "LK-R203",
        Severity.NOTE,
        f"index {fact.name or 'without a name'} is on the same columns as {known.name}",
        fact.place,
        hint="it would be written twice and read never; it is left out",
    )
