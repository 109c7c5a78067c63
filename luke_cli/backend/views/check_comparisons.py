"""Derives the values that two compared fields may just have beside each other, and just not."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from luke_cli.backend.code import literal
from luke_cli.backend.compared import sample_of
from luke_cli.backend.samples import DAY, Value, bounds, code, number, step_of, wire
from luke_cli.backend.views.bodies import MemberView
from luke_cli.backend.views.checks import CaseView
from luke_cli.spec.comparisons import Comparison, comparisons_of, rank_of
from luke_cli.spec.model import NUMBERS, Entity, Field, Spec, TypeName


@dataclass(frozen=True, slots=True)
class ComparedCases:
    """Values of one member of a body, each beside the others in it."""

    members: frozenset[str]
    """The members that are compared, Python: a body has all of them or none."""
    taken: tuple[CaseView, ...]
    refused: tuple[CaseView, ...]


def compared_cases(
    spec: Spec, entity: Entity, body: Collection[MemberView], nth: int
) -> ComparedCases:
    """Return the values on both sides of each comparison of two members of a body.

    `nth` is the number of the samples in it.
    """
    sent = {member.name for member in body}
    pairs = [
        (one, field, other)
        for one in comparisons_of(entity)
        if (field := entity.field(one.field)) and (other := entity.field(one.other))
        if {literal(one.field), literal(one.other)} <= sent
    ]
    cases = [
        case
        for one, *pair in pairs
        for high, low in [[sample_of(spec, entity, of, nth=nth) for of in pair]]
        for case in _tried(entity, one, (pair[0], pair[1]), low, high)
    ]
    return ComparedCases(
        frozenset(literal(of.name) for _, *both in pairs for of in both),
        tuple(view for view, is_good in cases if is_good),
        tuple(view for view, is_good in cases if not is_good),
    )


def _tried(
    entity: Entity, one: Comparison, pair: tuple[Field, Field], low: Any, high: Any
) -> Iterator[tuple[CaseView, bool]]:
    """Yield a value of one of two fields, and whether it is good beside the other's: `low`, `high`."""
    field, other = pair
    least, less = (1, 0) if one.sign == ">" else (0, -1)
    said = f"{one.field} {one.sign} {one.other}"
    tries = [
        (field, _beside(field, other, low, less), f"against {said}", False),
        (other, _beside(other, field, high, -less), f"{one.other} against {said}", False),
    ]
    if rank_of(entity, field)[1] == len((field, other)):
        tries.append((field, _beside(field, other, low, least), f"just {said}", True))
    for of, value, label, is_good in tries:
        if value is not None:
            yield CaseView(literal(label), literal(of.name), code(wire(value))), is_good


def _beside(field: Field, other: Field, value: Any, steps: int) -> Value | None:
    """Return what is some steps from a value of another field; None if a field cannot be that."""
    if value is None:
        return None
    if field.type.name in NUMBERS:
        exact = Decimal(str(value)) + steps * max(step_of(field.type), step_of(other.type))
        low, high = bounds(field)
        found = number(field, exact) if low <= exact <= high else None
        return found if found is not None and Decimal(str(found)) == exact else None
    if field.type.name is TypeName.TIME:
        # No sample is within a minute of midnight.
        return (datetime.combine(DAY, value) + timedelta(minutes=steps)).time()
    step = timedelta(days=1) if field.type.name is TypeName.DATE else timedelta(minutes=1)
    return value + steps * step
