"""Figures over the rows of an entity, by their names: a number of rows, or the sum of a field.

count, number, loan_count       how many rows
approved, approved_count        how many are in that state; unread: how many are not read
total_amount, amount_sum        the sum of `amount`
"""

import re
from dataclasses import dataclass
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName, Visibility

GROUP_BY: Final = "group_by"
"""The parameter of a query that names what rows are told apart by."""
PERIODS: Final = {"day": 10, "month": 7, "year": 4}
"""Periods to group by, and how many characters of a day tell one."""
_NUMBERS: Final = (TypeName.DECIMAL, TypeName.INTEGER, TypeName.BIGINT)
_GROUPS: Final = (TypeName.ENUM, TypeName.BOOLEAN, TypeName.REF)
_ALL: Final = ("count", "number", "total_count", "total_number", "total")
_SUM: Final = re.compile(r"(?:total|sum)_(?:of_)?(?P<head>\w+)|(?P<tail>\w+)_(?:total|sum)")
_DATES: Final = (TypeName.DATE, TypeName.DATETIME)


@dataclass(frozen=True, slots=True)
class Condition:
    """Which rows count: those whose field has a value."""

    field: str
    value: str
    """A value of its enum, `true` or `false`, `null` or `not null`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over some rows."""

    name: str
    field: str = ""
    """What is summed up; "" is how many rows there are."""
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What rows are told apart by."""

    name: str
    field: str
    period: str = ""
    """Of `PERIODS`; "" is the value itself."""


def figure_of(spec: Spec, entity: Entity, name: str) -> Figure | None:
    """Return the figure of a name; None if no field or state of the entity tells it."""
    noun = snake(entity.name)
    if name in (*_ALL, f"{noun}_count", f"{plural(noun)}_count", f"total_{plural(noun)}"):
        return Figure(name)
    summed = _SUM.fullmatch(name)
    field = entity.field(summed["head"] or summed["tail"]) if summed else None
    if field is not None and field.type.name in _NUMBERS and _is_shown(field):
        return Figure(name, field=field.name)
    condition = condition_of(spec, entity, name.removesuffix("_count"))
    return Figure(name, condition=condition) if condition else None


def condition_of(spec: Spec, entity: Entity, word: str) -> Condition | None:
    """Return which rows a word means: `approved`, `active`, `unread`."""
    for field in entity.fields:
        enum = spec.enum(field.type.enum)
        if enum and word in enum.values and _is_shown(field):
            return Condition(field.name, word)
    opposite = word.removeprefix("not_").removeprefix("un")
    return _flagged(entity, word, "true", "not null") or _flagged(entity, opposite, "false", "null")


def _flagged(entity: Entity, word: str, flag: str, moment: str) -> Condition | None:
    """Return the rows of which a flag is set, or a moment that is not there before: `read_at`."""
    for name in (word, f"is_{word}", f"{word}_at"):
        field = entity.field(name) if word else None
        if field is None or not _is_shown(field):
            continue
        if field.type.name is TypeName.BOOLEAN:
            return Condition(field.name, flag)
        if field.type.name is TypeName.DATETIME and not field.required:
            return Condition(field.name, moment)
    return None


def word_of(verb: str) -> str:
    """Return the word before the last one of a verb, which says what rows it is about."""
    return verb.removeprefix("list_").rpartition("_")[0]


def group_of(entity: Entity, name: str) -> Group | None:
    """Return what a word tells rows apart by: a field, or a period of the day that a row is of."""
    for field in (entity.field(name), entity.field(f"{name}_id")):
        if field is not None and field.type.name in _GROUPS and _is_shown(field):
            return Group(name, field.name)
    period = name.removesuffix("ly") if name != "daily" else "day"
    moment = _moment(entity)
    return Group(name, moment.name, period) if period in PERIODS and moment else None


def _moment(entity: Entity) -> Field | None:
    """Return the day that a row is of: the only one that it has, else when it was made."""
    told = [field for field in entity.fields if not field.readers]
    dates = [field for field in told if field.type.name in _DATES and not field.role]
    days = [field for field in dates if field.type.name is TypeName.DATE]
    made = (field for field in told if field.role is FieldRole.CREATED)
    return days[0] if len(days) == 1 else next(made, dates[0] if len(dates) == 1 else None)


def _is_shown(field: Field) -> bool:
    hidden = (Visibility.HIDDEN, Visibility.WRITE_ONLY)
    if field.readers:
        return False
    return (field.visibility not in hidden and not field.computed and field.role is None) or (
        field.role is FieldRole.OWNER
    )
