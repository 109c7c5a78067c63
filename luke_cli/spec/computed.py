"""Members of an answer that are counted from other rows, and have no column.

comments_count | integer       | computed count(Comment)
lines_total    | decimal(12,2) | computed sum(OrderLine.amount)
is_liked       | boolean       | computed exists(Like)            whether the caller has one
replies        | integer       | computed count(Message.answers_id)   by the reference that is named
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.spec.model import NUMBERS, WHOLE, Entity, Field, FieldRole, Spec, TypeName

FORM: Final = re.compile(r"(count|sum|exists)\(([A-Z][A-Za-z0-9]*)(?:\.([a-z][a-z0-9_]*))?\)")
"""What a rule says: what is done, with the rows of which entity, and with which of its fields."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What a member is computed from."""

    part: Entity
    """The entity whose rows are counted."""
    by: Field
    """Its reference to the row that has the member."""
    summed: Field | None = None
    mine: Field | None = None
    """Who has a row of the part, where only those of the caller count."""


def computed_of(spec: Spec, entity: Entity, field: Field) -> Computed | str:
    """Return what a field is computed from, or what is wrong with its rule."""
    match = FORM.fullmatch(field.computed)
    part = spec.entity(match[2]) if match else None
    if match is None or part is None:
        return f"unknown entity in `{field.computed}`"
    done, named = match[1], match[3]
    known = part.field(named) if named else None
    if named and known is None:
        return f"unknown field `{part.name}.{named}`"
    references = [f for f in _references(part, entity) if done == "sum" or known in (None, f)]
    if len(references) != 1:
        return _which(part, entity, references)
    trouble = _mistyped(done, field, known)
    mine = _person_of(spec, part)
    if done == "exists" and mine is None:
        trouble = f"`{part.name}` says of no row whose it is"
    if trouble:
        return trouble
    return Computed(
        part,
        references[0],
        summed=known if done == "sum" else None,
        mine=mine if done == "exists" else None,
    )


def sources_of(spec: Spec, entity: Entity) -> Iterator[tuple[Field, Computed]]:
    """Yield each computed field of an entity with what it is computed from."""
    for field in entity.fields:
        found = computed_of(spec, entity, field) if field.computed else ""
        if isinstance(found, Computed):
            yield field, found


def _person_of(spec: Spec, part: Entity) -> Field | None:
    """Return what says whose a row is: its owner, else its only reference to an account."""
    owner = next((f for f in part.fields if f.role is FieldRole.OWNER), None)
    persons = _references(part, spec.account) if spec.account else []
    return owner or (persons[0] if len(persons) == 1 else None)


def _references(part: Entity, entity: Entity) -> list[Field]:
    return [f for f in part.fields if f.type.name is TypeName.REF and f.type.target == entity.name]


def _which(part: Entity, entity: Entity, references: list[Field]) -> str:
    if not references:
        return f"`{part.name}` has no reference to {entity.name}"
    names = " and ".join(f"`{f.name}`" for f in references)
    return f"`{part.name}` refers to {entity.name} by {names}: name one"


def _mistyped(done: str, field: Field, summed: Field | None) -> str:
    types = {"count": WHOLE, "sum": NUMBERS, "exists": (TypeName.BOOLEAN,)}[done]
    if field.type.name not in types:
        return f"`{done}` is no {field.type.name}"
    if done == "sum" and (summed is None or summed.type.name not in NUMBERS):
        return "`sum` needs a number of the other entity"
    return ""
