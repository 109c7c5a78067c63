"""Bodies of requests that give a field another type than what is stored: `integer`, not `decimal`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import BodyFact, FieldFact
from luke_cli.spec.model import Decision, Entity, Side, Type, TypeName
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.fields import type_text
from luke_cli.spec.resolve.precedence import decision_id

_WHOLE: Final = (TypeName.INTEGER, TypeName.BIGINT)
_EXACT: Final = (TypeName.DECIMAL, TypeName.FLOAT)
_PLAIN: Final = (*_WHOLE, *_EXACT, TypeName.BOOLEAN, TypeName.DATE, TypeName.DATETIME)
_ROW: Final = re.compile(r"/(?P<things>[\w-]+)(?P<row>/\{\w+\})?$")


def with_body_conflicts(data: Data) -> Data:
    """Add a decision for each field that a request gives another type."""
    known = {decision.name for decision in data.decisions}
    found = {one.name: one for one in reversed(list(_decisions(data))) if one.name not in known}
    more = tuple(reversed(found.values()))
    return replace(data, decisions=(*data.decisions, *more)) if more else data


def _decisions(data: Data) -> Iterator[Decision]:
    entities = {entity.name: entity for entity in data.entities}
    for fact in data.said.of(BodyFact):
        match = _ROW.search(fact.path.rstrip("/"))
        is_row = match is not None and (match["row"] is None) == (fact.method == "POST")
        if match is None or not is_row or fact.direction != "request" or fact.inferred:
            continue
        thing = data.things.find(match["things"])
        entity = entities.get(data.by_thing[thing.key]) if thing else None
        if thing is not None and entity is not None and fact.type is not None:
            claims = thing.fields.get(snake(fact.name), ())
            yield from _decision(data, entity, fact, [claim for claim in claims if claim.type])


def _decision(
    data: Data, entity: Entity, fact: BodyFact, claims: list[FieldFact]
) -> Iterator[Decision]:
    field = entity.field(snake(fact.name))
    if field is None or fact.type is None or not claims or not _differ(field.type, fact.type):
        return
    yield Decision(
        name=decision_id(snake(entity.name), field.name),
        about=f"{entity.name}.{field.name}",
        taken=Side(type_text(field.type), data.said.sources(claims)),
        aside=(Side(type_text(fact.type), data.said.sources([fact])),),
        why="what is stored comes before what one request carries",
    )


def _differ(stored: Type, sent: Type) -> bool:
    """Tell types apart that no value fits both; `number` in JSON may be whole."""
    if stored.name is TypeName.STRING and sent.name is TypeName.STRING:
        return bool(stored.length and sent.length and stored.length != sent.length)
    if stored.name not in _PLAIN or sent.name not in _PLAIN or stored.name is sent.name:
        return False
    if sent.name in _EXACT:
        return stored.name not in (*_WHOLE, *_EXACT)
    return not (stored.name in _WHOLE and sent.name in _WHOLE)
