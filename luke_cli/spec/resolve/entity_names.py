"""Which entity a word means: `expenses`, `Expense`, `categories` for ExpenseCategory."""

from dataclasses import dataclass

from luke_cli.names import plural, singular, snake
from luke_cli.spec.model import Entity, Spec


@dataclass(frozen=True, slots=True)
class EntityNames:
    """An index of the entities by every spelling of their names."""

    exact: dict[str, Entity]
    tails: dict[str, Entity | None]
    """By the last words of a name; None where two entities end alike."""

    def find(self, word: str) -> Entity | None:
        """Return the entity that a word means."""
        name = snake(word)
        return (
            self.exact.get(name)
            or self.exact.get(singular(name))
            or self.tails.get(singular(name))
            or self.tails.get(name)
        )

    def within(self, words: str) -> Entity | None:
        """Return the entity that some words are about: `clinic profiles` is about Clinic."""
        found = self.find(words)
        parts = snake(words).split("_")
        for length in range(len(parts) - 1, 0, -1):
            for start in range(len(parts) - length + 1):
                if found:
                    return found
                found = self.exact.get(singular("_".join(parts[start : start + length])))
        return found


def entity_names(spec: Spec) -> EntityNames:
    """Index the entities of a spec."""
    exact: dict[str, Entity] = {}
    tails: dict[str, Entity | None] = {}
    for entity in spec.entities:
        name = snake(entity.name)
        for spelling in (name, entity.table, singular(entity.table), plural(name)):
            exact.setdefault(spelling, entity)
    for entity in spec.entities:
        parts = snake(entity.name).split("_")
        for start in range(1, len(parts)):
            tail = "_".join(parts[start:])
            tails[tail] = None if tails.get(tail, entity) is not entity else entity
    return EntityNames(exact, tails)
