"""Members that are counted from other rows, rather than kept in a column that nobody writes.

A contract answers with `likesCount`, and a Like refers to the row: the rows are counted. It says
`liked`, and a Like has an owner: the caller has one or not. `sum of its lines' cost` says itself
what is summed. A column of a database schema stays one, unless the schema calls it computed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.computed import Computed, computed_of
from luke_cli.spec.facts import Authority, BodyFact, FieldFact
from luke_cli.spec.model import NUMBERS, WHOLE, Basis, Entity, Field, Spec, TypeName
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.outputs import COLLECTION

_COUNT: Final = re.compile(
    r"(?P<tail>\w+?)_(?:count|total)|(?:num|number_of|count_of|total|n)_(?P<head>\w+)"
)
_WRAPPERS: Final = ("", "data", "data[]", "item", "items[]", "result", "results[]")
_MINE: Final = re.compile(r"(?:is_|has_)?(?P<done>[a-z]+ed)(?:_by_(?:me|user|caller))?")
_CALLED: Final = re.compile(
    r"\b(?:computed|calculated|derived|count(?:ed)?|aggregated?)\b", re.IGNORECASE
)
_TOLD_COUNT: Final = re.compile(
    r"\b(?:number|count) of (?:all |its |the |their )?(?P<part>\w+)", re.IGNORECASE
)
_TOLD_SUM: Final = re.compile(
    r"\b(?:sum|total) of (?:all |its |the |their )?(?:(?P<part>\w+?)(?:s?['\u2019]s?|\.)? ?\b)(?P<field>\w+)",
    re.IGNORECASE,
)


def with_computed(data: Data) -> Data:
    """Give the members that follow from other rows their rule."""
    reader = _Reader(data, Spec(project="", entities=data.entities), _below(data.entities))
    things = data.by_entity()
    given = _given(data)

    def change(entity: Entity) -> Entity:
        thing = things.get(entity.name)
        if thing is None or entity.name == data.account or entity.name not in reader.below:
            return entity
        known = (
            reader.changed(entity, field, thing.fields.get(field.name, ()))
            for field in entity.fields
        )
        return replace(entity, fields=(*known, *reader.answered(entity, given.get(thing.key, ()))))

    return data.each(change)


def _below(entities: Iterable[Entity]) -> Mapping[str, Sequence[Entity]]:
    """Return the entities that refer to another one, by the name of that."""
    found: dict[str, list[Entity]] = {}
    for entity in entities:
        for target in dict.fromkeys(field.type.target for field in entity.fields):
            if target:
                found.setdefault(target, []).append(entity)
    return found


def _given(data: Data) -> Mapping[str, Sequence[BodyFact]]:
    """Return the members of answers that show a row, by the key of the thing."""
    found: dict[str, list[BodyFact]] = {}
    for fact in data.said.of(BodyFact):
        path = COLLECTION.search(fact.path)
        thing = data.things.find(path[1]) if path and fact.direction == "response" else None
        above, _, _ = fact.name.rpartition(".")
        of_row = above in _WRAPPERS or data.things.find(above.removesuffix("[]")) is thing
        if thing and of_row and not fact.name.endswith("[]"):
            found.setdefault(thing.key, []).append(fact)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Finds the rule of a member by its words and its name."""

    data: Data
    spec: Spec
    below: Mapping[str, Sequence[Entity]]
    """The entities whose rows belong to one of another, by the name of that."""

    def answered(self, entity: Entity, facts: Iterable[BodyFact]) -> Iterator[Field]:
        """Yield the members that answers show, and no document keeps: each once."""
        told: dict[str, list[BodyFact]] = {}
        for fact in facts:
            told.setdefault(snake(fact.name.rpartition(".")[2]), []).append(fact)
        for name, same in told.items():
            type_ = same[0].type
            if type_ is None or entity.field(name) or type_.name not in (*WHOLE, TypeName.BOOLEAN):
                continue
            field = Field(name, type_, sources=self.data.said.sources(same))
            made = self._ruled(entity, field, ())
            if made is not field:
                yield made

    def changed(self, entity: Entity, field: Field, claims: Sequence[FieldFact]) -> Field:
        """Return a field with the rule that its words or its name mean, else as it is."""
        if field.role or field.type.name not in (*NUMBERS, TypeName.BOOLEAN) or not claims:
            return field
        said = " ".join(fact.comment for fact in claims)
        called = bool(_CALLED.search(said)) or any(fact.read_only for fact in claims)
        if any(fact.authority is Authority.SCHEMA for fact in claims) and not called:
            return field
        return self._ruled(entity, field, self._told(entity, field, said) if called else ())

    def _ruled(self, entity: Entity, field: Field, told: Iterable[str]) -> Field:
        """Return the field with the first rule that fits it, else as it is."""
        rules: list[tuple[str, Basis]] = [(rule, ()) for rule in told]
        rules += [(rule, ("default",)) for rule in self._named(entity, field)]
        for rule, basis in rules:
            made = Field(
                field.name,
                field.type,
                computed=rule,
                sources=field.sources,
                basis=basis,
                was=field.was,
            )
            if isinstance(computed_of(self.spec, entity, made), Computed):
                return made
        return field

    def _told(self, entity: Entity, field: Field, said: str) -> Iterator[str]:
        """Yield the rules that a description may mean."""
        for match in _TOLD_COUNT.finditer(said) if field.type.name in WHOLE else ():
            yield from (f"count({part.name})" for part in self._parts(entity, match["part"]))
        for match in _TOLD_SUM.finditer(said) if field.type.name in NUMBERS else ():
            for part in self._parts(entity, match["part"]):
                words = {snake(match["field"]), singular(snake(match["field"]))}
                yield from (f"sum({part.name}.{f.name})" for f in part.fields if f.name in words)

    def _named(self, entity: Entity, field: Field) -> Iterator[str]:
        """Yield the rules that a name may mean."""
        counted = _COUNT.fullmatch(field.name) if field.type.name in WHOLE else None
        if counted:
            word = counted["tail"] or counted["head"]
            yield from (f"count({part.name})" for part in self._parts(entity, word))
        mine = _MINE.fullmatch(field.name) if field.type.name is TypeName.BOOLEAN else None
        if mine:
            done = mine["done"]
            for word in (done[:-1], done[:-2], done[:-3]):
                yield from (f"exists({part.name})" for part in self._parts(entity, word))

    def _parts(self, entity: Entity, word: str) -> Sequence[Entity]:
        """Return the entities that a word means and that refer to another one, the exact one first."""
        name, thing = singular(snake(word)), self.data.things.find(word)
        meant = self.data.by_thing.get(thing.key) if thing else None
        below = self.below.get(entity.name, ())
        exact = [one for one in below if one.name == meant]
        return exact or [one for one in below if snake(one.name).rpartition("_")[2] == name]
