"""A row of the tables of counts that configure something."""

import re
from typing import NamedTuple

from luke_cli.notations.numbers.number_words import ORDINAL
from luke_cli.notations.numbers.quantities import NUMBER


class Rule(NamedTuple):
    """A pattern whose group `n` is the value."""

    key: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None = None
    """Must be found in the statement or around it."""
    unless: re.Pattern[str] | None = None
    """Must not be found in the statement."""
    low: int = 1
    high: int = 10**9


def rule(
    key: str, pattern: str, needs: str = "", unless: str = "", low: int = 1, high: int = 10**9
) -> Rule:
    """Return a row; `#N` in the pattern is the number, `#O` one that counts through: `fifth`."""
    pattern = pattern.replace("#O", rf"\b(?P<n>{ORDINAL})\b")
    return Rule(
        key,
        re.compile(
            pattern.replace("#N", rf"(?<!\d)(?<!\d[.,])(?P<n>{NUMBER})(?!\d)"), re.IGNORECASE
        ),
        re.compile(needs, re.IGNORECASE) if needs else None,
        re.compile(unless, re.IGNORECASE) if unless else None,
        low,
        high,
    )
