"""What others wrote, as a model is shown it: between marks that its author cannot write.

    <data-5f2c1a90b7d34e18 name="backend/access.py">
    ...
    </data-5f2c1a90b7d34e18>

A mark is made of what stands between it: the same bytes in every request, which a cache needs, and
nothing that could have been written before it was known.
"""

import re
from typing import Final

from luke_cli.engines.anthropic.exchange import digest

_UNSEEN: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
_MARK: Final = 16
"""Digits: whoever tries out texts until one has its own mark in it, tries for ever."""


def mark_of(text: str) -> str:
    """Return a mark for a text, which does not stand in it."""
    mark = digest(text)[:_MARK]
    while mark in text:
        mark = digest(mark)[:_MARK]
    return mark


def visible(text: str) -> str:
    """Return a text without the characters that nobody sees, and a model reads."""
    return _UNSEEN.sub("", text)
