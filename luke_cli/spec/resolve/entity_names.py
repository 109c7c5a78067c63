"""Which entity a word means: `expenses`, `Expense`, `categories` for ExpenseCategory."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from luke_cli.names import folded, last_word, plural, singular, snake
from luke_cli.spec.facts import EntityFact
from luke_cli.spec.model import Entity, Spec
from luke_cli.spec.resolve.said import Said

_WEAK: Final = frozenset(
    "request item record entry log detail info listing ticket account level balance".split()
)
"""Last words that a path may leave out: `/catalog` for CatalogItem."""

STAFF: Final = ("staff", "staff_member", "employee", "team_member", "colleague")
"""Whom the accounts of a system are for, unless the documents store them apart."""
_ENDINGS: Final = ("", "e", "en", "n", "er", "s", "es")
"""Of the plural of a title, whose language nobody says: `Buchung`, `Buchungen`."""
_PLURALS: Final = (
    *(("", ""), ("e", ""), ("en", ""), ("n", ""), ("es", ""), ("ces", "z"), ("oes", "ao")),
    *(("aes", "ao"), ("ien", "ium"), ("ns", "m"), ("ais", "al"), ("aux", "al"), ("eaux", "eau")),
    *(("i", "o"), ("i", "e"), ("e", "a")),
)
"""What a plural ends with in other languages than English, and its singular."""
_WITH_UMLAUT: Final = (("er", ""),)
_UMLAUT: Final = re.compile(r"[äöü]|[aou]e", re.IGNORECASE)
_SHORTEST: Final = 4
"""Letters of a name that such endings are looked for behind."""


@dataclass(frozen=True, slots=True)
class EntityNames:
    """An index of the entities by every spelling of their names."""

    exact: dict[str, Entity]
    tails: dict[str, Entity]
    """By the last words of a name, unless two entities end alike."""
    heads: dict[str, list[Entity]]
    """By the first words."""
    joined: dict[str, Entity]
    """By the letters of a name alone: a `pick-up slot` is a PickupSlot."""

    def find(self, word: str) -> Entity | None:
        """Return the entity that a word means."""
        name = snake(word)
        return (
            self.exact.get(name or word.strip().casefold())
            or self.exact.get(singular(name))
            or self.tails.get(singular(name))
            or self.tails.get(name)
            or self.tails.get(name.removesuffix("s"))
            or self._elsewhere(word, name)
        )

    def _elsewhere(self, word: str, name: str) -> Entity | None:
        """Return the entity of which a word is the plural elsewhere, or another spelling."""
        plurals = (*_PLURALS, *(_WITH_UMLAUT if _UMLAUT.search(word) else ()))
        for spelled in (name, folded(name)):
            for many, one in plurals:
                base = spelled.removesuffix(many) + one
                if spelled.endswith(many) and len(base) >= _SHORTEST and base in self.exact:
                    return self.exact[base]
        return self.joined.get(singular(name).replace("_", ""))

    def of_path(self, segment: str) -> Entity | None:
        """Return the entity that a segment of a path means, also by its first words."""
        name = singular(snake(segment))
        found = self.find(segment)
        if found:
            return found
        # A `price list` lists items of prices.
        listed = re.sub(r"_(?:list|catalog(?:ue)?|register|directory|book)$", "", name)
        weak = [e for e in self.heads.get(listed, ()) if last_word(e.name) in _WEAK]
        found = self.exact.get(listed) if listed != name else None
        return found or (weak[0] if len(weak) == 1 else None)

    def shortened(self, word: str) -> Entity | None:
        """Return the entity that an abbreviation means: `appt` is Appointment."""
        short = singular(snake(word))
        if not 3 <= len(short) <= 5:
            return None
        letters = re.compile(short[:2] + "".join(f".*{letter}" for letter in short[2:]) + "$")
        found = sorted((name for name in self.exact if letters.match(name)), key=len)
        whole = all(name.startswith(found[0]) for name in found)
        return self.exact[found[0]] if found and whole else None

    def within(self, words: str) -> Entity | None:
        """Return the entity that some words are about: `clinic profiles` is about Clinic."""
        found = self.find(words)
        parts = snake(words).split("_")
        for length in range(len(parts) - 1, 0, -1):
            for start in range(len(parts) - length + 1):
                if found:
                    return found
                found = self.exact.get(singular("_".join(parts[start : start + length])))
        return found or self.shortened(words)


def entity_names(said: Said, spec: Spec) -> EntityNames:
    """Index the entities of a spec, also by the titles that documents give them."""
    exact: dict[str, Entity] = {}
    for entity in spec.entities:
        name = snake(entity.name)
        for spelling in (name, entity.table, singular(entity.table), plural(name)):
            exact.setdefault(spelling, entity)
    for fact in said.of(EntityFact):
        titled = exact.get(snake(fact.name)) or exact.get(singular(snake(fact.name)))
        if titled and fact.title:
            for ending in _ENDINGS:
                title = snake(fact.title) or fact.title.casefold()
                exact.setdefault(f"{title}{ending}", titled)
    for account in (one for one in spec.entities if one.trait("account")):
        for word in STAFF:
            exact.setdefault(word, account)

    # An `Eigentümer` of a sentence is an `eigentuemer` of the schema.
    for spelling, entity in tuple(exact.items()):
        exact.setdefault(folded(spelling), entity)
    tails = _partly(spec, lambda parts, at: parts[at:])
    heads = _partly(spec, lambda parts, at: parts[:at])
    alone = {tail: some[0] for tail, some in tails.items() if len(some) == 1}
    joined = {snake(one.name).replace("_", ""): one for one in spec.entities}
    return EntityNames(exact, alone, heads, joined)


def _partly(spec: Spec, cut: Callable[[list[str], int], list[str]]) -> dict[str, list[Entity]]:
    found: dict[str, list[Entity]] = {}
    for entity in spec.entities:
        parts = snake(entity.name).split("_")
        for at in range(1, len(parts)):
            found.setdefault("_".join(cut(parts, at)), []).append(entity)
    return found
