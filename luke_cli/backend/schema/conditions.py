"""The conditions of checks, as far as they can be compared: a bound of a number, a list of values."""

import re
from decimal import Decimal
from functools import cache
from typing import Final

from luke_cli.backend.schema.values import Constraint, Kind

_BOUND: Final = re.compile(r"\w+ (>=|<=|>|<) (-?\d+(?:\.\d+)?)")
_PAIR: Final = re.compile(r"([a-z_]\w*) >=? ([a-z_]\w*)")
_COLUMN: Final = re.compile(r"\w+")
_LIST: Final = re.compile(r"\w+ IN \((.*)\)")
_VALUE: Final = re.compile(r"'((?:[^']|'')*)'")


@cache
def bound_of(condition: str) -> tuple[str, Decimal] | None:
    """Return sign and number of `priority >= 1`, None of anything else."""
    said = _BOUND.fullmatch(condition)
    return (said[1], Decimal(said[2])) if said else None


@cache
def values_of(condition: str) -> tuple[str, ...]:
    """Return the values of `status IN ('open', 'done')`, none of anything else."""
    said = _LIST.fullmatch(condition)
    found = _VALUE.findall(said[1]) if said else ()
    return tuple(value.replace("''", "'") for value in found)


def check_of(name: str, condition: str) -> Constraint:
    """Return a check: of two columns that are compared, or of the one that it begins with."""
    pair = _PAIR.fullmatch(condition)
    if pair is not None:
        return Constraint(Kind.CHECK, name, (pair[1], pair[2]), condition)
    column = _COLUMN.match(condition)
    return Constraint(Kind.CHECK, name, (column[0],) if column else (), condition)


def quoted(value: str) -> str:
    """Return a text as SQL."""
    return "'" + value.replace("'", "''") + "'"


def one_of(column: str, values: tuple[str, ...]) -> str:
    """Return the condition that a column has one of some values."""
    return f"{column} IN ({', '.join(map(quoted, values))})"


def allows(new: str, old: str) -> bool:
    """Tell whether whatever one condition let in another one lets in, too."""
    if new == old:
        return True
    values = values_of(new)
    if values:
        return bool(values_of(old)) and set(values_of(old)) <= set(values)
    now, before = bound_of(new), bound_of(old)
    if now is None or before is None or now[0][0] != before[0][0]:
        return False
    is_open = len(now[0]) == 1 < len(before[0])
    if now[1] == before[1]:
        return not is_open
    return (now[1] < before[1]) == (now[0][0] == ">")
