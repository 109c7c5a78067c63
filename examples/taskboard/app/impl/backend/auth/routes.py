"""The endpoints of signing in."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request

from backend.access import Access, allow
from backend.auth import service
from backend.auth.schemas import (
    Credentials,
    PasswordChange,
    ProfileUpdate,
    RefreshRequest,
    TokenPair,
)
from backend.auth.service import Logins
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.users.schemas import UserRead

router = APIRouter(tags=["auth"])


async def _logins(request: Request) -> Logins:
    logins: Logins = request.app.state.logins
    return logins


LoginsDep = Annotated[Logins, Depends(_logins)]


@router.post("/auth/login", responses=problems(401, 429, 422, 429))
async def login_auth(credentials: Credentials, logins: LoginsDep) -> TokenPair:
    """Trade a name and a password for tokens."""
    return await logins.log_in(credentials)


@router.post("/auth/refresh", responses=problems(401, 422, 429))
async def refresh_auth(body: RefreshRequest, logins: LoginsDep) -> TokenPair:
    """Trade a refresh token for the next pair of tokens."""
    return await logins.refresh(body.refresh_token)


@router.post("/auth/logout", status_code=204, responses=problems(401, 429))
async def logout_auth(access: Annotated[Access, allow("signed-in")], logins: LoginsDep) -> None:
    """End this login; its tokens are refused from now on."""
    await logins.log_out(access.principal)


@router.get("/auth/me", responses=problems(401, 403, 429))
async def me_auth(
    access: Annotated[Access, allow("profile:read")], queries: QueriesDep
) -> UserRead:
    """Show the account of the caller."""
    return await service.show_me(queries, access)


@router.patch("/auth/me", responses=problems(401, 403, 409, 422, 429))
async def update_me_auth(
    access: Annotated[Access, allow("signed-in")],
    transaction: TransactionDep,
    changes: Annotated[ProfileUpdate, Body()],
) -> UserRead:
    """Change what the caller may say of themselves."""
    return await service.change_me(transaction, access, changes)


@router.post("/auth/change-password", status_code=204, responses=problems(401, 403, 429, 422, 429))
async def change_password_auth(
    access: Annotated[Access, allow("signed-in")],
    logins: LoginsDep,
    change: PasswordChange,
) -> None:
    """Give the caller another password; their other logins end."""
    await logins.change_password(access.principal, change)
