"""Rows that share a thing and never take it at the same time: an index of kind `no overlap`.

| booking_apart | Booking(room_id, starts_at, ends_at) where status <> cancelled | no overlap [) | |

The last two fields are from when to when; what stands before them is equal. Rows that do not meet
the conditions take no time.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from luke_cli.spec.model import Condition, Entity, Index, Spec, Transition, TypeName

HALF_OPEN: Final = "no overlap [)"
"""The end is no part of it: one may begin when another ends."""
WHOLE: Final = "no overlap []"
"""The end is a part of it: a day belongs to one row only."""
OVERLAPS: Final = (HALF_OPEN, WHOLE)
_TIMES: Final = (TypeName.DATE, TypeName.DATETIME, TypeName.TIME)
_FEWEST: Final = 3


class Overlap(NamedTuple):
    """What rows share, and when they take it."""

    rule: Index
    shared: tuple[str, ...]
    """Fields that are equal; the first reference among them is what a change locks."""
    start: str
    end: str

    @property
    def whole(self) -> bool:
        """The end is a part of the time."""
        return self.rule.kind == WHOLE


def overlaps_of(spec: Spec, entity: Entity) -> tuple[Overlap, ...]:
    """Return what the rows of an entity must not take at the same time."""
    own = (index for index in spec.indexes if index.entity == entity.name)
    return tuple(_overlap(index) for index in own if index.kind in OVERLAPS)


def _overlap(index: Index) -> Overlap:
    *shared, start, end = (name for name, _ in index.columns)
    return Overlap(index, tuple(shared), start, end)


def locked_by(entity: Entity, overlap: Overlap) -> str:
    """Return the field that names the row which a change locks; "" if none does."""
    shared = (entity.field(name) for name in overlap.shared)
    return next((f.name for f in shared if f and f.type.name is TypeName.REF), "")


def times_of(spec: Spec, entity: Entity) -> frozenset[str]:
    """Return the fields from when and to when rows of an entity take something."""
    return frozenset(name for one in overlaps_of(spec, entity) for name in (one.start, one.end))


def takes_time(conditions: Iterable[Condition], field: str, state: str) -> bool:
    """Tell whether rows with a state meet the conditions that are about its field."""
    mine = (one for one in conditions if one.field == field)
    return all((one.sign == "=") is (one.value == state) for one in mine if one.value)


def may_meet(overlap: Overlap, step: Transition) -> bool:
    """Tell whether a step can lead to a time that another row has taken."""
    where = overlap.rule.where
    if not takes_time(where, step.field, step.target):
        return False
    concerned = {*overlap.shared, overlap.start, overlap.end, *(one.field for one in where)}
    changed = {*step.needs, *(effect.field for effect in step.effects)}
    came = any(not takes_time(where, step.field, origin) for origin in step.origins)
    return came or bool((concerned - {step.field}) & changed)


def overlap_trouble(spec: Spec, index: Index) -> str:
    """Return why nothing can keep the rows of an index apart; "" if something can."""
    entity = spec.entity(index.entity)
    if index.kind not in OVERLAPS or entity is None:
        return ""
    if len(index.columns) < _FEWEST:
        return "it names what is shared, from when and to when"
    fields = [entity.field(name) for name, _ in index.columns]
    if None in fields:
        return ""
    first, last = (field.type.name if field else None for field in fields[-2:])
    if first not in _TIMES or first is not last:
        return f"`{index.columns[-2][0]}` and `{index.columns[-1][0]}` are no time from and to"
    overlap = _overlap(index)
    if not locked_by(entity, overlap):
        return "no row is shared: one of the fields before has to be a reference"
    timed = (step for step in spec.timed if step.entity == entity.name)
    found = next((step for step in timed if may_meet(overlap, step)), None)
    return f"time takes `{found.operation}`, and asks nobody" if found else ""
