"""Conditions of rows in the words of a plan: `status = open`, `deleted_at is null`."""

import re
from collections.abc import Iterable
from typing import Final

from luke_cli.spec.model import Condition

_CONDITION: Final = re.compile(
    r"([a-z_][a-z0-9_]*) (?:(=|<>) (-?[A-Za-z0-9][A-Za-z0-9_.-]*)|(is(?: not)? null))"
)
_AND: Final = " and "


def conditions_text(conditions: Iterable[Condition]) -> str:
    """Return conditions as a cell of the plan holds them; "" for none."""
    return _AND.join(f"{c.field} {c.sign} {c.value}".rstrip() for c in conditions)


def conditions_of(text: str) -> tuple[Condition, ...]:
    """Return the conditions of the words of a cell.

    Raises: ValueError with the words that are none.
    """
    found = []
    for part in text.split(_AND):
        said = _CONDITION.fullmatch(part)
        if said is None:
            raise ValueError(part)
        found.append(Condition(said[1], said[2] or said[4], said[3] or ""))
    return tuple(found)
