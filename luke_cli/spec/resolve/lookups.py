"""Entities, enums and indexes of a spec by name, in constant time."""

from functools import lru_cache
from typing import Generic, TypeVar

from luke_cli.spec.model import Entity, Enum, Index, Spec

T = TypeVar("T")


class Same(Generic[T]):
    """Items compared by identity: to hash thousands of them would cost more than the index."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[T, ...]) -> None:
        self.items = items

    def __hash__(self) -> int:
        """Hash the tuple, not what is in it."""
        return id(self.items)

    def __eq__(self, other: object) -> bool:
        """Compare the tuples, not what is in them."""
        return isinstance(other, Same) and other.items is self.items


@lru_cache(maxsize=8)
def entities_of(same: Same[Entity]) -> dict[str, Entity]:
    """Return entities by name."""
    return {entity.name: entity for entity in reversed(same.items)}


@lru_cache(maxsize=8)
def _enums(same: Same[Enum]) -> dict[str, Enum]:
    return {enum.name: enum for enum in reversed(same.items)}


@lru_cache(maxsize=8)
def _searches(same: Same[Index]) -> dict[str, Index]:
    return {index.entity: index for index in reversed(same.items) if index.kind == "search"}


def entity_of(spec: Spec, name: str) -> Entity | None:
    """Return the entity of that name."""
    return entities_of(Same(spec.entities)).get(name)


def enum_of(spec: Spec, name: str) -> Enum | None:
    """Return the enum of that name."""
    return _enums(Same(spec.enums)).get(name) if name else None


def search_index_of(spec: Spec, entity: Entity) -> Index | None:
    """Return the index for searching an entity."""
    return _searches(Same(spec.indexes)).get(entity.name)
