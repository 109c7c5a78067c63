"""What the patterns of sentences with marks (see `known_marks`) are made of."""

import re
from typing import Final

from luke_cli.notations.numbers.quantities import NUMBER

THING: Final = r"⟨E\d+⟩"
SAID: Final = rf"(?:\d{{1,3}}(?:,\d{{3}})+|-?\d{{1,9}}(?:\.\d{{1,3}})?|{NUMBER})"
"""A number, which may be below zero."""


def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns in which capitals count as small letters."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
