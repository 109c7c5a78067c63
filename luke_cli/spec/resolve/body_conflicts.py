"""Bodies of requests that give a field another type than what is stored: `integer`, not `decimal`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import BodyFact, FieldFact
from luke_cli.spec.model import WHOLE, Decision, Entity, Side, Type, TypeName
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.example_conflicts import differing
from luke_cli.spec.resolve.fields import type_text
from luke_cli.spec.resolve.precedence import decision_id
from luke_cli.spec.resolve.things import Thing

_EXACT: Final = (TypeName.DECIMAL, TypeName.FLOAT)
_PLAIN: Final = (*WHOLE, *_EXACT, TypeName.BOOLEAN, TypeName.DATE, TypeName.DATETIME)
_ROW: Final = re.compile(r"/(?P<things>[\w-]+)(?P<row>/\{\w+\})?$")


def with_body_conflicts(data: Data) -> Data:
    """Add a decision for each field that a request gives another type."""
    known = {decision.name for decision in data.decisions}
    found = {one.name: one for one in reversed(list(_decisions(data))) if one.name not in known}
    more = tuple(reversed(found.values()))
    return replace(data, decisions=(*data.decisions, *more)) if more else data


def _decisions(data: Data) -> Iterator[Decision]:
    entities = {entity.name: entity for entity in data.entities}
    enums = {enum.name: enum.values for enum in data.enums}
    for fact in data.said.of(BodyFact):
        match = _ROW.search(fact.path.rstrip("/"))
        thing = data.things.find(match["things"]) if match else None
        entity = entities.get(data.by_thing[thing.key]) if thing else None
        if match is None or thing is None or entity is None or fact.type is None:
            continue
        is_row = (match["row"] is None) == (fact.method == "POST")
        if fact.inferred and (is_row or fact.method == "GET"):
            yield from _of_example(data, thing, entity, fact, enums)
        elif fact.direction == "request" and is_row and not fact.inferred:
            claims = thing.fields.get(snake(fact.name), ())
            yield from _decision(data, entity, fact, [claim for claim in claims if claim.type])


def _of_example(
    data: Data, thing: Thing, entity: Entity, fact: BodyFact, enums: dict[str, tuple[str, ...]]
) -> Iterator[Decision]:
    """Yield a decision for an example that is no value of what a document says to be stored."""
    told = {field.name: field.type for field in entity.fields}
    found = differing(fact, told, enums)
    claims = [one for one in thing.fields.get(found.field, ()) if not one.inferred] if found else []
    if found and claims:
        kind = told[found.field]
        taken = ", ".join(enums[kind.enum]) if kind.name is TypeName.ENUM else type_text(kind)
        yield _made(data, entity, found.field, taken, claims, found.said, fact)


def _decision(
    data: Data, entity: Entity, fact: BodyFact, claims: list[FieldFact]
) -> Iterator[Decision]:
    field = entity.field(snake(fact.name))
    if field is None or fact.type is None or not claims or not _differ(field.type, fact.type):
        return
    taken, said = type_text(field.type), type_text(fact.type)
    yield _made(data, entity, field.name, taken, claims, said, fact)


def _made(
    data: Data,
    entity: Entity,
    name: str,
    taken: str,
    claims: list[FieldFact],
    said: str,
    fact: BodyFact,
) -> Decision:
    return Decision(
        name=decision_id(snake(entity.name), name),
        about=f"{entity.name}.{name}",
        taken=Side(taken, data.said.sources(claims)),
        aside=(Side(said, data.said.sources([fact])),),
        why="what is stored comes before what one request carries",
    )


def _differ(stored: Type, sent: Type) -> bool:
    """Tell types apart that no value fits both; `number` in JSON may be whole."""
    if stored.name is TypeName.STRING and sent.name is TypeName.STRING:
        return bool(stored.length and sent.length and stored.length != sent.length)
    if stored.name not in _PLAIN or sent.name not in _PLAIN or stored.name is sent.name:
        return False
    if sent.name in _EXACT:
        # Thousandths are no whole numbers; a number of JSON alone may be one.
        return stored.name not in _EXACT and (stored.name not in WHOLE or bool(sent.scale))
    return not (stored.name in WHOLE and sent.name in WHOLE)
