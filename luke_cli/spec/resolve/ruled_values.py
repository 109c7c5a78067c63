"""Values as words spell them that speak of many, and of more than values: `NOT NULL, one of open, paid`."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from luke_cli.names import snake

_MANY: Final = ("s", "es", "n", "en", "e")
"""What languages put behind a word for many."""
_NO_VALUE: Final = re.compile(
    r"(?:not_)?null(?:able)?|required|mandatory|optional|unique|readonly|read_only|obligatori[oa]|obligatoire|obrigat[oó]ri[oa]|"
    r"obbligatori[oa]|facultati[vf]\w*|opcional|optionnel(?:le)?|pflicht(?:feld)?|erforderlich|"
    r"(?:default|shown|visible|sorted|filtered|newest|latest|search)_\w+|(?:today|mine)(?:_only)?|only_\w+|"
    r"all|any|everything|my_own|others?|alle|todos|todas|tous|toutes|tutti|tutte"
)
"""What a cell or a clause says of a list beside its values."""
_BEFORE: Final = frozenset(
    "which that is are one of either be can may must shows show offers offer lists has have from by the an a its as only either values".split()
)
"""Words that lead to the first value: `which is planned`."""
_FEWEST: Final = 2


def spelled_as(values: Sequence[str], listed: Container[str]) -> tuple[str, ...]:
    """Return values as they are `listed`, where most of them are listed, or plurals of those that are.

    What is said beside them is left out then.
    """
    ones = [_one(snake(value), listed) for value in values]
    if sum(map(bool, ones)) * 2 > len(values):
        return tuple(one or value for value, one in zip(values, ones, strict=True))
    told = [
        _led_to(value, listed)
        for value in values
        if snake(value) in listed or not is_no_value(snake(value))
    ]
    known = sum(snake(value) in listed for value in told)
    return tuple(told) if known >= max(_FEWEST, len(told) / 2) else tuple(values)


def is_no_value(name: str) -> bool:
    """Tell whether a word in snake_case is said beside values, and is none: `required`."""
    return _NO_VALUE.fullmatch(name) is not None


def _led_to(value: str, listed: Container[str]) -> str:
    """Return the listed value that words lead to: `planned` of `which is planned`."""
    words = snake(value).split("_")
    ends = ("_".join(words[at:]) for at in range(1, len(words)) if {*words[:at]} <= _BEFORE)
    found = "" if snake(value) in listed else next((end for end in ends if end in listed), "")
    return found or value


def _one(value: str, listed: Container[str]) -> str:
    return "" if value in listed else next(_singulars(value, listed), "")


def _singulars(value: str, listed: Container[str]) -> Iterator[str]:
    cut = (value[: -len(end)] for end in _MANY if value.endswith(end))
    yield from (one for one in cut if one in listed)
