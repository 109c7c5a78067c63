"""Files of luke's that a person has given another name: luke's changes follow them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from luke_cli.workspace.texts import lines_of, plain

_ALIKE: Final = 0.6
"""Share of lines that a renamed file has in common with what luke wrote."""
_FEWEST: Final = 4
"""Lines that a file must have to be told from others."""


def renamed(missing: Mapping[str, Sequence[str]], found: Mapping[str, object]) -> dict[str, str]:
    """Return where each missing file stands now, if one of those found is it.

    Shape: new path by old path; the most alike first, each path once, of one kind of file.
    """
    pairs = [
        (likeness, old, new)
        for old, texts in missing.items()
        for new, text in found.items()
        if isinstance(text, str)
        and PurePosixPath(old).suffix == PurePosixPath(new).suffix
        and (likeness := max(_likeness(base, plain(text)) for base in texts)) >= _ALIKE
    ]
    places: dict[str, str] = {}
    for _, old, new in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if old not in places and new not in places.values():
            places[old] = new
    return places


def _likeness(first: str, second: str) -> float:
    """Return the share of lines in common, 0 for texts too short to say."""
    one, other = (Counter(line for line in lines_of(t) if line.strip()) for t in (first, second))
    if min(one.total(), other.total()) < _FEWEST:
        return 0.0
    return 2 * (one & other).total() / (one.total() + other.total())
