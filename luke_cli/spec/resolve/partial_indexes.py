"""Indexes that hold some rows only: which of their conditions a plan can carry."""

import re
from collections.abc import Mapping
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import IndexFact
from luke_cli.spec.model import NUMBERS, Condition, Entity, Field, TypeName
from luke_cli.spec.safe_names import safe_field

_WORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_SWITCHES: Final = {"true": "true", "1": "true", "false": "false", "0": "false"}
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.SLUG)


def conditions_of(
    fact: IndexFact, entity: Entity, enums: Mapping[str, tuple[str, ...]]
) -> tuple[Condition, ...] | None:
    """Return what the rows of an index have to be; None if no plan could carry it."""
    if not fact.where:
        return ()
    found = []
    for column, sign, said in fact.conditions:
        field = entity.field(safe_field(column))
        value = _value(field, said, enums) if field and said else ""
        if field is None or (said and not value):
            return None
        found.append(Condition(field.name, sign, value))
    return tuple(found) or None


def _value(field: Field, said: str, enums: Mapping[str, tuple[str, ...]]) -> str:
    """Return a value as a plan writes it, "" if the field cannot have it."""
    kind = field.type.name
    if kind is TypeName.ENUM:
        value = snake(said)
        return value if value in (enums.get(field.type.enum) or field.type.values) else ""
    if kind is TypeName.BOOLEAN:
        return _SWITCHES.get(said.lower(), "")
    if kind in NUMBERS:
        return said if _NUMBER.fullmatch(said) else ""
    return said if kind in _TEXTS and _WORD.fullmatch(said) else ""
