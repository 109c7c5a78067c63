"""Operations while rights are still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from luke_cli.spec.facts import BodyFact, EndpointFact, Fact, ParameterFact
from luke_cli.spec.model import Entity, Operation
from luke_cli.spec.resolve.endpoints import endpoint_key
from luke_cli.spec.resolve.said import Line

F = TypeVar("F", BodyFact, ParameterFact)


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


def about(draft: Draft, facts: Iterable[F]) -> list[F]:
    """Return the members of bodies, or the parameters, that the endpoint of a draft has."""
    keys = {endpoint_key(draft.operation.method, fact.path) for fact in draft.endpoint}
    return [fact for fact in facts if endpoint_key(fact.method, fact.path) in keys]
