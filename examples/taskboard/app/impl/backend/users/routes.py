"""The endpoints of user rows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Query, Request

from backend.access import Access, allow
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.paging import Page
from backend.users import service
from backend.users.schemas import (
    ListUsersQuery,
    UserCreate,
    UserRead,
    UserUpdate,
)

router = APIRouter(tags=["users"])


@router.get(
    "/users",
    responses=problems(401, 403, 422, 429),
)
async def list_users(
    access: Annotated[Access, allow("user:read")],
    queries: QueriesDep,
    query: Annotated[ListUsersQuery, Query()],
) -> Page[UserRead]:
    """List the users that the caller may see."""
    return await service.list_users(queries, access, query)


@router.post(
    "/users",
    status_code=201,
    responses=problems(401, 403, 409, 422, 429),
)
async def create_user(
    access: Annotated[Access, allow("user:create")],
    transaction: TransactionDep,
    user: UserCreate,
    request: Request,
) -> UserRead:
    """Add an user."""
    password_hash = await request.app.state.security.hash_password(user.password)
    return await service.create_user(transaction, access, user, password_hash)


@router.get(
    "/users/{id}",
    responses=problems(401, 403, 404, 422, 429),
)
async def read_user(
    access: Annotated[Access, allow("user:read")],
    queries: QueriesDep,
    id: UUID,
) -> UserRead:
    """Show an user."""
    return await service.read_user(queries, access, id)


@router.patch(
    "/users/{id}",
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def update_user(
    access: Annotated[Access, allow("user:update")],
    transaction: TransactionDep,
    id: UUID,
    changes: Annotated[UserUpdate, Body()],
) -> UserRead:
    """Change an user."""
    return await service.update_user(transaction, access, id, changes)


@router.delete(
    "/users/{id}",
    status_code=204,
    responses=problems(401, 403, 404, 409, 422, 429),
)
async def delete_user(
    access: Annotated[Access, allow("user:delete")],
    transaction: TransactionDep,
    id: UUID,
) -> None:
    """Remove an user."""
    await service.delete_user(transaction, access, id)
