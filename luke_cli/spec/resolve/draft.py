"""The data half of a spec while it is being made."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as member

from luke_cli.names import kebab
from luke_cli.source import Diagnostic
from luke_cli.spec.model import Assumption, Decision, Entity, Enum, Field, Index, Question
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing, Things


@dataclass(frozen=True, slots=True)
class Data:
    """What the passes have made so far; each pass returns a fuller one."""

    said: Said
    things: Things
    entities: tuple[Entity, ...] = ()
    by_thing: Mapping[str, str] = ()  # type: ignore[assignment]
    """The name of the entity that a thing became, by the key of the thing."""
    enums: tuple[Enum, ...] = ()
    indexes: tuple[Index, ...] = ()
    decisions: tuple[Decision, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    questions: tuple[Question, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    own: Mapping[str, tuple[str, ...]] = member(default_factory=dict)
    """The roles that have rows of their own, by entity, as often as that is said."""
    makers: Mapping[str, frozenset[str]] = member(default_factory=dict)
    """The roles that may add a row, by entity."""
    account: str = ""
    """The entity that signs in."""
    tenant: str = ""
    """The entity whose rows are kept apart; "" if there is none."""
    walled: bool = False
    """No entity says whose its rows are, and the documents say of all that they are of one tenant."""

    def by_name(self) -> dict[str, Entity]:
        """Return the entities by name."""
        return {entity.name: entity for entity in self.entities}

    def by_entity(self) -> dict[str, Thing]:
        """Return what the documents claim about each entity, by its name."""
        return {name: self.things.by_key[key] for key, name in self.by_thing.items()}

    def each(self, change: Callable[[Entity], Entity]) -> "Data":
        """Return the data with every entity changed."""
        return replace(self, entities=tuple(map(change, self.entities)))

    def assuming(self, more: Iterable[Assumption]) -> "Data":
        """Return the data with more assumptions."""
        return replace(self, assumptions=(*self.assumptions, *more))


def with_field(entity: Entity, field: Field) -> Entity:
    """Return an entity with another field of the same name."""
    fields = tuple(field if one.name == field.name else one for one in entity.fields)
    return replace(entity, fields=fields)


def assume_required(entity: Entity, field: Field, why: str) -> tuple[Entity, Assumption]:
    """Say that a row is never without a reference that no document calls required."""
    assumption = Assumption(
        name=f"A-{kebab(entity.name)}-{kebab(field.name.removesuffix('_id'))}",
        about=f"{entity.name}.{field.name}",
        proposal=f"`{field.name}` is required",
        why=why,
        sources=field.sources,
    )
    changed = replace(field, required=True, basis=(assumption.name,))
    return with_field(entity, changed), assumption
