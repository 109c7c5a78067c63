"""Kinds of column types, and how a value of one becomes a value of another."""

import ast
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final


class Family(StrEnum):
    """What the values of a type are."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    SPAN = "span"
    UUID = "uuid"
    JSON = "json"
    BYTES = "bytes"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sort:
    """A type of a column, taken apart."""

    family: Family
    size: int = 0
    """Characters, digits or bits; 0 has no end."""
    scale: int = 0


_FAMILIES: Final = {
    "String": Family.TEXT,
    "Text": Family.TEXT,
    "Integer": Family.WHOLE,
    "BigInteger": Family.WHOLE,
    "Numeric": Family.DECIMAL,
    "Double": Family.FLOAT,
    "Boolean": Family.BOOLEAN,
    "Date": Family.DATE,
    "Time": Family.TIME,
    "DateTime": Family.MOMENT,
    "Interval": Family.SPAN,
    "Uuid": Family.UUID,
    "JSON": Family.JSON,
    "LargeBinary": Family.BYTES,
}
_BITS: Final = {"Integer": 32, "BigInteger": 64}
_CALL: Final = re.compile(r"sa\.(\w+)\(([\d, ]*)")


@cache
def canonical(code: str) -> str:
    """Return an expression as `ast.unparse` writes it, so that two of them compare."""
    return ast.unparse(ast.parse(code.strip(), mode="eval"))


@cache
def sort_of(type_: str) -> Sort:
    """Return what a type is."""
    call = _CALL.match(type_)
    family = _FAMILIES.get(call[1], Family.OTHER) if call else Family.OTHER
    if call is None or family is Family.OTHER:
        return Sort(Family.OTHER)
    numbers = [int(one) for one in call[2].split(",") if one.strip()]
    size = _BITS.get(call[1], numbers[0] if numbers else 0)
    return Sort(family, size, numbers[1] if len(numbers) > 1 else 0)


_WHOLE_DIGITS: Final = {32: 10, 64: 19}
_DOUBLE_DIGITS: Final = 15
_LONGEST: Final = {
    Family.BOOLEAN: 5,
    Family.DATE: 10,
    Family.MOMENT: 32,
    Family.UUID: 36,
    Family.FLOAT: 32,
}
"""Characters of a value as text."""
_NARROWS: Final = (
    (Family.DECIMAL, Family.WHOLE),
    (Family.FLOAT, Family.WHOLE),
    (Family.FLOAT, Family.DECIMAL),
    (Family.DECIMAL, Family.FLOAT),
    (Family.MOMENT, Family.DATE),
    (Family.WHOLE, Family.BOOLEAN),
)


_WORDS: Final = {
    "BigInteger": "bigint",
    "Double": "float",
    "Interval": "duration",
    "LargeBinary": "bytes",
    "Numeric": "decimal",
}
"""Types that a plan calls otherwise."""


def in_words(type_: str) -> str:
    """Return a type as a plan would say it: `string(90)`, `decimal(10, 2)`, `datetime`."""
    call = _CALL.match(type_)
    if call is None:
        return type_
    size = f"({call[2]})" if call[2] else ""
    return f"{_WORDS.get(call[1], call[1].lower())}{size}"


def is_altered(old: str, new: str) -> bool:
    """Tell whether the column itself can take another type: its values are of the same family."""
    return sort_of(old).family is sort_of(new).family is not Family.OTHER


def narrows(old: str, new: str) -> bool:
    """Tell whether a value of a type may not fit another."""
    before, after = sort_of(old), sort_of(new)
    if before.family is after.family:
        if before.family is Family.DECIMAL:
            is_tight = after.size - after.scale < before.size - before.scale
            return is_tight or after.scale < before.scale
        return bool(after.size) and (not before.size or after.size < before.size)
    if (before.family, after.family) not in _CASTS or before.family is Family.TEXT:
        return True
    if after.family is Family.TEXT:
        return 0 < after.size < _as_text(before)
    if before.family is Family.WHOLE and after.family in (Family.DECIMAL, Family.FLOAT):
        room = after.size - after.scale if after.family is Family.DECIMAL else _DOUBLE_DIGITS
        return room < _WHOLE_DIGITS[before.size]
    return (before.family, after.family) in _NARROWS


def _as_text(sort: Sort) -> int:
    """Return how many characters the longest value has as text."""
    if sort.family is Family.WHOLE:
        return _WHOLE_DIGITS[sort.size] + 1
    if sort.family is Family.DECIMAL:
        return sort.size + 2
    return _LONGEST[sort.family]


def cast_of(old: str, new: str, column: str) -> tuple[str, str] | None:
    """Return a value as one of another type, in the SQL of SQLite and of PostgreSQL.

    What cannot be one becomes NULL. None where no value of the one says anything of the other.
    """
    before, after = sort_of(old), sort_of(new)
    found = _CASTS.get((before.family, after.family))
    if found is None:
        return None
    digits = f"({after.size}, {after.scale})" if after.size else ""
    exact = {"column": column, "digits": digits}
    lite, post = (one.format(**exact) for one in found)
    if after.family is Family.TEXT and narrows(old, new):
        return f"substr({lite}, 1, {after.size})", f"substr({post}, 1, {after.size})"
    return lite, post


_ALIKE: Final = "CAST({column} AS TEXT)"
_TRUTH: Final = "CASE {column} WHEN true THEN 'true' WHEN false THEN 'false' END"
_BIT: Final = "CASE {column} WHEN true THEN 1 WHEN false THEN 0 END"
_DASHED: Final = " || '-' || ".join(
    f"substr({{column}}, {start}, {length})"
    for start, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
)
_HEX: Final = "replace(lower({column}), '-', '')"
_YES: Final = (
    "CASE WHEN lower({column}) IN ('true', 't', 'yes', '1') THEN true "
    "WHEN lower({column}) IN ('false', 'f', 'no', '0') THEN false END"
)
_LITE_NUMBER: Final = "{column} GLOB '*[0-9]*' AND NOT {column} GLOB '*[^0-9.-]*'"
_POST_NUMBER: Final = "{column} ~ '^-?[0-9]+([.][0-9]+)?$'"
_SIGN: Final = "CASE WHEN {column} = 0 THEN false WHEN {column} <> 0 THEN true END"
_ROUND: Final = ("CAST(round({column}) AS INTEGER)", "CAST(round({column}) AS BIGINT)")
_TO_WHOLE: Final = "CASE WHEN CAST(CAST({column} AS INTEGER) AS TEXT) = {column} THEN CAST({column} AS INTEGER) END"
_TO_UUID: Final = (
    "CASE WHEN replace({column}, '-', '') ~* '^[0-9a-f]{{32}}$' THEN CAST({column} AS UUID) END"
)
_CASTS: Final = {
    (Family.WHOLE, Family.TEXT): (_ALIKE, _ALIKE),
    (Family.DECIMAL, Family.TEXT): (_ALIKE, _ALIKE),
    (Family.FLOAT, Family.TEXT): (_ALIKE, _ALIKE),
    (Family.BOOLEAN, Family.TEXT): (_TRUTH, _TRUTH),
    (Family.DATE, Family.TEXT): (_ALIKE, _ALIKE),
    (Family.MOMENT, Family.TEXT): (_ALIKE, "CAST({column} AT TIME ZONE 'UTC' AS TEXT)"),
    (Family.UUID, Family.TEXT): (_DASHED, _ALIKE),
    (Family.BOOLEAN, Family.WHOLE): (_BIT, _BIT),
    (Family.WHOLE, Family.BOOLEAN): (_SIGN, _SIGN),
    (Family.WHOLE, Family.DECIMAL): ("{column}", "CAST({column} AS NUMERIC{digits})"),
    (Family.WHOLE, Family.FLOAT): ("{column} * 1.0", "CAST({column} AS DOUBLE PRECISION)"),
    (Family.DECIMAL, Family.WHOLE): _ROUND,
    (Family.FLOAT, Family.WHOLE): _ROUND,
    (Family.FLOAT, Family.DECIMAL): ("{column}", "CAST({column} AS NUMERIC{digits})"),
    (Family.DECIMAL, Family.FLOAT): ("{column} * 1.0", "CAST({column} AS DOUBLE PRECISION)"),
    (Family.DATE, Family.MOMENT): (
        "{column} || ' 00:00:00.000000'",
        "CAST({column} AS TIMESTAMP) AT TIME ZONE 'UTC'",
    ),
    (Family.MOMENT, Family.DATE): (
        "substr({column}, 1, 10)",
        "CAST({column} AT TIME ZONE 'UTC' AS DATE)",
    ),
    (Family.TEXT, Family.WHOLE): (
        _TO_WHOLE,
        "CASE WHEN {column} ~ '^-?[0-9]{{1,9}}$' THEN CAST({column} AS INTEGER) END",
    ),
    (Family.TEXT, Family.DECIMAL): (
        f"CASE WHEN {_LITE_NUMBER} THEN CAST({{column}} AS NUMERIC) END",
        f"CASE WHEN {_POST_NUMBER} THEN CAST({{column}} AS NUMERIC{{digits}}) END",
    ),
    (Family.TEXT, Family.FLOAT): (
        f"CASE WHEN {_LITE_NUMBER} THEN CAST({{column}} AS REAL) END",
        f"CASE WHEN {_POST_NUMBER} THEN CAST({{column}} AS DOUBLE PRECISION) END",
    ),
    (Family.TEXT, Family.BOOLEAN): (_YES, _YES),
    (Family.TEXT, Family.DATE): (
        "CASE WHEN date({column}) = {column} THEN {column} END",
        "CASE WHEN {column} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN CAST({column} AS DATE) END",
    ),
    (Family.TEXT, Family.UUID): (
        f"CASE WHEN length({_HEX}) = 32 AND NOT {_HEX} GLOB '*[^0-9a-f]*' THEN {_HEX} END",
        _TO_UUID,
    ),
}
"""By the families of the two types: the SQL of SQLite, and of PostgreSQL."""
