"""Values of a row that keep its comparisons, whichever values of the others they meet.

Fields that are compared share what there is: each has a stretch of it to itself. Only those from
when and to when rows take something are near each other, so that no row overlaps with the next.
"""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from luke_cli.backend.samples import Case, Value, bounds, edges, sample, step_of
from luke_cli.spec.comparisons import chain_of, comparisons_of, rank_of
from luke_cli.spec.leads import MOMENTS, led_fields
from luke_cli.spec.model import NUMBERS, Entity, Field, Spec, TypeName
from luke_cli.spec.overlaps import times_of

APART: Final = {
    TypeName.DATE: timedelta(days=10_000),
    TypeName.DATETIME: timedelta(days=10_000),
    TypeName.DURATION: timedelta(days=1),
}
"""Between the first values of two fields of which one is later; no test counts that far."""
_TURN: Final = 3
"""Days from one row to the next where rows must not overlap: it takes one of them, or two."""
_FAR: Final = timedelta(days=36_500)
"""Whoever runs the tests, what has to be in the future is."""
_HOURS: Final = 24
_WIDEST: Final = 2_000


def hours_of(entity: Entity, field: Field) -> tuple[int, int]:
    """Return the first hour that a time of day may have, and how many there are."""
    rank, places = rank_of(entity, field)
    return rank * (_HOURS // places), _HOURS // places


def spaced(spec: Spec, entity: Entity, field: Field) -> tuple[timedelta, int]:
    """Return by how much a field is later than the first of its row, and the next row than a row.

    Shape: the second is a number of steps between samples.
    """
    rank, _ = rank_of(entity, field)
    kind = field.type.name
    first = _FAR if kind in MOMENTS and field.name in led_fields(spec, entity) else timedelta(0)
    if field.name in times_of(spec, entity) and kind in (TypeName.DATE, TypeName.DATETIME):
        return first + rank * timedelta(days=1), _TURN
    return first + rank * APART.get(kind, timedelta(0)), 1


def sample_of(
    spec: Spec, entity: Entity, field: Field, values: tuple[str, ...] = (), *, nth: int = 0
) -> Value | None:
    """Return a good value, as `sample` does, that keeps the comparisons of the field."""
    if field.type.name is TypeName.TIME:
        first, count = hours_of(entity, field)
        return sample(field, nth=first + nth % count)
    later, turn = spaced(spec, entity, field)
    value: Any = sample(within(entity, field), values, nth=nth * turn)
    return value + later if later else value


def edges_of(entity: Entity, field: Field) -> tuple[Case, ...]:
    """Return those good values on the edge of the rules of a field that keep its comparisons."""
    kept = edges(within(entity, field))
    return tuple(case for case in edges(field) if case in kept)


def within(entity: Entity, field: Field) -> Field:
    """Return a field of which only the numbers are good that keep its comparisons."""
    rank, places = rank_of(entity, field)
    if places == 1 or field.type.name not in NUMBERS:
        return field
    chain = map(entity.field, chain_of(comparisons_of(entity), field.name))
    fields = [one for one in chain if one]
    low, high = bounds(field)
    least, most = (max(bounds(f)[0] for f in fields), min(bounds(f)[1] for f in fields))
    step = max(step_of(one.type) for one in fields)
    start = max(least, Decimal(0)) if most >= places * step else least
    width = min((most - start) / places, Decimal(_WIDEST)) // step * step
    if rank:
        low = start + rank * width + step
    if rank < places - 1:
        high = start + (rank + 1) * width
    return replace(field, minimum=str(low), over="", maximum=str(high), under="")
