"""Operations while rights are still open."""

from dataclasses import dataclass

from luke_cli.spec.facts import EndpointFact, Fact
from luke_cli.spec.model import Entity, Operation
from luke_cli.spec.resolve.said import Line


@dataclass(frozen=True, slots=True)
class Draft:
    """An operation, and what the documents say of who may call it."""

    operation: Operation
    entity: Entity | None
    resource: str
    """What its right is about: an entity in snake_case, or a free word."""
    action: str
    """What its right allows."""
    parent: Entity | None = None
    endpoint: tuple[EndpointFact, ...] = ()
    roles: tuple[str, ...] = ()
    """Who may call it, as written."""
    scopes: tuple[tuple[str, str], ...] = ()
    """How far some of them reach."""
    permission: str = ""
    """The right that it asks for, as written."""
    public: bool | None = None
    facts: tuple[Fact | Line, ...] = ()
