"""Values as words spell them that speak of many: `Tabs by state: pendientes, aprobadas`."""

from collections.abc import Container, Iterator, Sequence
from typing import Final

from luke_cli.names import snake

_MANY: Final = ("s", "es", "n", "en", "e")
"""What languages put behind a word for many."""


def spelled_as(values: Sequence[str], listed: Container[str]) -> tuple[str, ...]:
    """Return values as they are `listed`, where most of them are plurals of listed ones."""
    ones = [_one(snake(value), listed) for value in values]
    if sum(map(bool, ones)) * 2 <= len(values):
        return tuple(values)
    return tuple(one or value for value, one in zip(values, ones, strict=True))


def _one(value: str, listed: Container[str]) -> str:
    return "" if value in listed else next(_singulars(value, listed), "")


def _singulars(value: str, listed: Container[str]) -> Iterator[str]:
    cut = (value[: -len(end)] for end in _MANY if value.endswith(end))
    yield from (one for one in cut if one in listed)
