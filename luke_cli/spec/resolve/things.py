"""What the documents store, under all its spellings, with all that they claim about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from luke_cli.names import pascal, singular, snake
from luke_cli.spec.facts import Authority, EntityFact, FieldFact
from luke_cli.spec.safe_names import spelled

_PREFIXES: Final = ("tbl_", "t_")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that the documents store, and all that they claim about it."""

    key: str
    """Singular snake_case."""
    name: str
    """Name of the entity."""
    table: str
    facts: tuple[EntityFact, ...]
    fields: Mapping[str, tuple[FieldFact, ...]]
    """Claims by safe snake_case name, in the order of the most trusted notation."""

    @property
    def formal(self) -> bool:
        """A schema defines it."""
        return any(fact.authority is Authority.SCHEMA for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Things:
    """All of them, and an index of what they are called."""

    by_key: Mapping[str, Thing]
    aliases: Mapping[str, str]
    """Another spelling to the key that it stands for."""
    tails: Mapping[str, str]
    """Last words of a key to the key; "" where several end alike."""
    account: str = ""
    """The key of who signs in."""

    def key(self, name: str) -> str:
        """Return the key of a thing or of what could be one."""
        key = key_of(name)
        return self.aliases.get(key, key)

    def find(self, name: str) -> Thing | None:
        """Return the thing of that name in any spelling."""
        return self.by_key.get(self.key(name))

    def meant(self, stem: str) -> str:
        """Return the key that a word in the name of a field stands for; "" if none."""
        key = self.key(stem)
        if key in self.by_key:
            return key
        if tail := self.tails.get(key):
            return tail
        parts = key.split("_")
        ends = (self.key("_".join(parts[at:])) for at in range(1, len(parts)))
        return next((end for end in ends if end in self.by_key), "")


def index(things: Iterable[Thing], aliases: Mapping[str, str], account: str = "") -> Things:
    """Return things with the index of their names."""
    by_key = {thing.key: thing for thing in things}
    tails: dict[str, str] = {}
    for key in by_key:
        parts = key.split("_")
        for at in range(1, len(parts)):
            tail = "_".join(parts[at:])
            tails[tail] = "" if tails.get(tail, key) != key else key
    return Things(by_key, aliases, tails, account)


@lru_cache(maxsize=16384)
def key_of(name: str) -> str:
    """Return what all spellings of a thing have in common."""
    plain = spelled(name)
    for prefix in _PREFIXES:
        plain = plain.removeprefix(prefix)
    return snake(pascal(singular(plain)))
