"""Fields of a row that are compared with each other: `> starts_on` in the rules of `ends_on`.

What a row keeps while it lives is a check of the database; what the system sets at times of its own
cannot be promised to keep one.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from luke_cli.spec.model import NUMBERS, Entity, Field, FieldRole, Transition, TypeName

MOMENTS: Final = (TypeName.DATE, TypeName.DATETIME, TypeName.TIME, TypeName.DURATION)


class Comparison(NamedTuple):
    """A field that is greater than another of its row, or not less."""

    field: str
    sign: str
    """`>` or `>=`."""
    other: str


def unkept(condition: str) -> str:
    """Say of a condition of a schema that nothing keeps it."""
    return f"the condition is not enforced: {condition[:120]}"


def comparisons_of(entity: Entity) -> tuple[Comparison, ...]:
    """Return all comparisons of an entity, in the order of its fields."""
    return tuple(Comparison(f.name, *pair) for f in entity.fields for pair in f.comparisons)


def rank_of(entity: Entity, field: Field) -> tuple[int, int]:
    """Return the place of a field among those that it is compared with, and how many places there are.

    Shape: the least is at 0; a field that is compared with none is at 0 of 1.
    """
    pairs = comparisons_of(entity)
    chain = chain_of(pairs, field.name)
    places = {name: _height(pairs, name) for name in chain}
    return places[field.name], max(places.values()) + 1


def chain_of(pairs: Iterable[Comparison], name: str) -> tuple[str, ...]:
    """Return a field and all that it is compared with, be it by way of others."""
    known = tuple(pairs)
    found = [name]
    for one in found:
        near = [p.other for p in known if p.field == one] + [
            p.field for p in known if p.other == one
        ]
        found += [other for other in dict.fromkeys(near) if other not in found]
    return tuple(found)


def _height(pairs: tuple[Comparison, ...], name: str) -> int:
    below = (_height(pairs, pair.other) for pair in pairs if pair.field == name)
    return max(below, default=-1) + 1


def comparison_trouble(
    entity: Entity, one: Comparison, transitions: Iterable[Transition] = ()
) -> str:
    """Return why rows cannot keep a comparison of two fields that are there; "" if they can."""
    field, other = entity.field(one.field), entity.field(one.other)
    if field is None or other is None:
        return ""
    if _kind(field) != _kind(other) or not _kind(field):
        return f"`{one.field}` and `{one.other}` cannot be compared"
    if one.field in _below(entity, one.other):
        return f"`{one.field}` would have to be greater than itself"
    steps = {e.field for t in transitions if t.entity == entity.name for e in t.effects}
    alone = next((f for f in (field, other) if f.name in steps or _is_kept(f, f is other)), None)
    if alone is not None:
        return f"`{alone.name}` is set by the system, whatever the other is"
    return "" if _has_room(entity, one) else "the bounds leave no room for both"


def _kind(field: Field) -> str:
    """Return what a field is compared with: numbers with numbers, days with days; "" for nothing."""
    if field.computed or field.encrypted:
        return ""
    if field.type.name in NUMBERS:
        return "number"
    return field.type.name if field.type.name in MOMENTS else ""


def _is_kept(field: Field, is_lower: bool) -> bool:
    """Tell whether the system sets a field later than its row is made."""
    is_made_with_row = is_lower and field.role is FieldRole.CREATED
    return field.role is not None and not is_made_with_row


def _below(entity: Entity, name: str) -> set[str]:
    """Return a field and those that it is greater than, be it by way of others."""
    found = [name]
    for one in found:
        field = entity.field(one)
        found += [o for _, o in (field.comparisons if field else ()) if o not in found]
    return set(found)


def _has_room(entity: Entity, one: Comparison) -> bool:
    """Tell whether the bounds of numbers leave one for each field that is compared."""
    chain = chain_of((*comparisons_of(entity), one), one.field)
    fields = [field for name in chain if (field := entity.field(name))]
    lows = [Decimal(text) for f in fields for text in (f.minimum, f.over) if text]
    highs = [Decimal(text) for f in fields for text in (f.maximum, f.under) if text]
    return not (lows and highs) or min(highs) - max(lows) > len(fields)
