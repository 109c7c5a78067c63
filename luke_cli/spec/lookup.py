"""Rows of a spec by a key, so that what asks once per row stays linear in the rows."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
V = TypeVar("V")


class Lookup(Generic[K, T]):
    """The rows of a tuple by their keys; made anew for another tuple, kept for the same one.

    Tuples of a spec are told apart by identity: comparing them would cost what is saved here.
    """

    def __init__(self, keys: Callable[[T], Iterable[K]]) -> None:
        self._keys: Final = keys
        self._kept: tuple[tuple[T, ...], Mapping[K, tuple[T, ...]]] = ((), {})

    def all(self, rows: tuple[T, ...], key: K) -> tuple[T, ...]:
        """Return the rows with that key, in their order."""
        known, found = self._kept
        if known is not rows:
            found = self._made(rows)
            self._kept = rows, found
        return found.get(key, ())

    def first(self, rows: tuple[T, ...], key: K) -> T | None:
        """Return the first row with that key."""
        return next(iter(self.all(rows, key)), None)

    def _made(self, rows: tuple[T, ...]) -> Mapping[K, tuple[T, ...]]:
        made: dict[K, list[T]] = {}
        for row in rows:
            for key in self._keys(row):
                made.setdefault(key, []).append(row)
        return {key: tuple(found) for key, found in made.items()}


class Once(Generic[T, V]):
    """A value that is made of a tuple, kept for the same one."""

    def __init__(self, make: Callable[[tuple[T, ...]], V]) -> None:
        self._make: Final = make
        self._kept: tuple[tuple[T, ...], V] | None = None

    def of(self, rows: tuple[T, ...]) -> V:
        """Return the value of a tuple."""
        if self._kept is None or self._kept[0] is not rows:
            self._kept = rows, self._make(rows)
        return self._kept[1]
