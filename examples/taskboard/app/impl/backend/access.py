"""Who is asking, and how far each operation reaches for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from time import time
from typing import Any, Final, NamedTuple
from uuid import UUID

from fastapi import Depends, FastAPI, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.security.base import SecurityBase
from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from backend.auth.model import LoginSession
from backend.database import Source
from backend.enums import UserRole
from backend.errors import ForbiddenError, InvalidMemberError, NotFoundError, UnauthenticatedError
from backend.policies import POLICIES, Scope
from backend.users.model import User

PUBLIC: Final = frozenset(
    {"report_alive", "report_ready", "report_metrics", "login_auth", "refresh_auth"}
)
"""The operations that need no token; everything else states an action of the policies."""
_REACH: Final = list(Scope)


@dataclass(frozen=True, slots=True)
class Principal:
    """The account behind a token."""

    user_id: UUID
    role: UserRole
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Access:
    """A principal, and how far the action of this request reaches for them."""

    principal: Principal
    scope: Scope

    def bind(self, **values: object) -> dict[str, Any]:
        """Return the parameters of a statement about the rows of a scope."""
        return {
            "_caller": self.principal.user_id,
            **values,
        }

    def reach(self, action: str) -> Scope | None:
        """Return how far another action reaches for the caller; None is not at all."""
        return POLICIES[action].get(self.principal.role)

    def sight(self, action: str) -> Scope:
        """Return how far the action to read reaches; not at all is the answer 404."""
        scope = self.reach(action)
        if scope is None:
            raise NotFoundError
        return scope


class RecentPrincipals:
    """Principals by token, remembered for a few seconds.

    Verifying a signature and asking for the account is the same work for every request of a page
    view. A revoked login or a changed role is noticed by all processes within `seconds`.
    """

    def __init__(self, seconds: float, size: int = 10_000) -> None:
        self._seconds = seconds
        self._size = size
        self._known: dict[str, tuple[float, Principal]] = {}

    def get(self, token: str) -> Principal | None:
        """Return the principal of a token that was good a moment ago."""
        deadline_s, principal = self._known.get(token, (0.0, None))
        return principal if time() < deadline_s else None

    def put(self, token: str, principal: Principal, *, expires_at_s: float) -> None:
        """Remember a principal, though never past the end of the token."""
        if len(self._known) >= self._size:
            self._known.clear()
        self._known[token] = (min(time() + self._seconds, expires_at_s), principal)

    def clear(self) -> None:
        """Forget everybody, because a login or an account has changed."""
        self._known.clear()


_PRINCIPAL: Final = (
    select(
        User.id.label("user_id"),
        User.role.label("role"),
        LoginSession.id.label("session_id"),
    )
    .join(LoginSession, LoginSession.user_id == User.id)
    .where(
        LoginSession.id == bindparam("login"),
        LoginSession.revoked_at.is_(None),
        User.is_active.is_(True),
    )
)


async def authenticate(request: Request) -> Principal:
    """Return the account of the bearer token of a request."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise UnauthenticatedError("An access token is needed.")
    state = request.app.state
    principal: Principal | None = state.principals.get(token)
    if principal is None:
        claims = state.security.verify(token)
        found = await state.database.queries.rows(_PRINCIPAL, {"login": claims.session_id})
        if not found:
            raise UnauthenticatedError("This login has ended.")
        principal = Principal(**found[0])
        state.principals.put(token, principal, expires_at_s=claims.expires_at_s)
    return principal


class _Allow(SecurityBase):
    """Authentication, authorization and the security scheme of OpenAPI in one dependency."""

    def __init__(self, actions: tuple[str, ...]) -> None:
        self.model = HTTPBearer(bearerFormat="JWT")
        self.scheme_name = "bearer"
        self.actions = actions

    async def __call__(self, request: Request) -> Access:
        """Return the access of the caller."""
        principal = await authenticate(request)
        scopes = [
            scope for action in self.actions if (scope := POLICIES[action].get(principal.role))
        ]
        if not scopes:
            raise ForbiddenError(f"The role {principal.role} may not use {self.actions[0]}.")
        return Access(principal, max(scopes, key=_REACH.index))


def allow(*actions: str) -> Any:  # noqa: ANN401
    """Return the dependency that lets in whoever may do one of `actions`, and says how far."""
    return Depends(_Allow(actions))


def check_policies(app: FastAPI) -> None:
    """Refuse to start with an operation that has no policy, or a policy without an operation."""
    unused = set(POLICIES)
    for route in iter_route_contexts(app.routes):
        if not isinstance(route.original_route, APIRoute) or route.name in PUBLIC:
            continue
        stated = [
            d.call.actions for d in route.dependant.dependencies if isinstance(d.call, _Allow)
        ]
        if not stated:
            raise RuntimeError(f"{route.name} ({route.path}) states no action and is not public")
        unused -= {action for actions in stated for action in actions}
    if unused:
        raise RuntimeError(f"No operation uses the policies {sorted(unused)}")


class Reference(NamedTuple):
    """The rows that a member of a body may name."""

    key: InstrumentedAttribute[Any]
    rows: Callable[[Scope], ColumnElement[bool]]
    action: str | None = None
    """Its reach, or that of this request, tells which rows; None lets in all that the caller has."""


@cache
def _exists(reference: Reference, scope: Scope) -> Select[Any]:
    return select(reference.key).where(reference.key == bindparam("_named"), reference.rows(scope))


async def check_references(
    source: Source,
    access: Access,
    references: Mapping[str, Reference],
    values: Mapping[str, Any],
) -> None:
    """Refuse a body that names a row which is not there, or not there for the caller."""
    for name, reference in references.items():
        value = values.get(name)
        if value is None:
            continue
        scope = Scope.ALL
        if reference.action is not None:
            reach = access.reach(reference.action) if reference.action else None
            scope = reach or access.scope
        if not await source.rows(_exists(reference, scope), access.bind(_named=value)):
            raise InvalidMemberError(name)
