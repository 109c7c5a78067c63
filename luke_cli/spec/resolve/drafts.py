"""Operations while rights are still open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from luke_cli.spec.facts import BodyFact, EndpointFact, Fact, ParameterFact
from luke_cli.spec.model import Entity, Kind, Operation, Sources
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


class SignIn(NamedTuple):
    """An operation of signing in as luke names it: its right is `public`, `signed-in` or still open ("")."""

    verb: str
    method: str
    path: str
    permission: str


def auth_draft(
    one: SignIn, action: str = "update", *, sources: Sources = (), facts: Sequence[Fact | Line] = ()
) -> Draft:
    """Return an operation of signing in that no document names, and the claims that ask for it."""
    operation = Operation(
        f"auth.{one.verb}",
        one.method,
        one.path,
        Kind.AUTH,
        (one.permission,) if one.permission else (),
        sources,
        ("default",),
    )
    return Draft(operation, None, "profile", action, facts=tuple(facts))
