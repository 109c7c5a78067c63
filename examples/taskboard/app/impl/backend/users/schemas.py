"""What the API says about user rows."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints
from typing_extensions import TypedDict

from backend.enums import UserRole
from backend.fields import (
    Email,
    Line,
    Password,
    StrictBool,
)
from backend.paging import PageQuery


class UserRead(BaseModel):
    """An user, as shown."""

    id: UUID
    team_id: UUID
    email: str
    display_name: str
    role: UserRole
    is_active: bool
    created_at: datetime
    updated_at: datetime


class UserCreate(BaseModel):
    """An user that is to be made."""

    model_config = ConfigDict(extra="forbid")

    team_id: UUID
    email: Email
    display_name: Annotated[Line, StringConstraints(max_length=100)]
    password: Password
    role: UserRole = UserRole.MEMBER
    is_active: StrictBool = True


class UserUpdate(TypedDict, total=False):
    """The fields to change."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    team_id: UUID
    email: Email
    display_name: Annotated[Line, StringConstraints(max_length=100)]
    role: UserRole
    is_active: StrictBool


class ListUsersQuery(PageQuery):
    """Which of the rows, and in which order."""

    team_id: UUID | None = None
    role: UserRole | None = None
    is_active: bool | None = None
    sort: Literal["created_at", "-created_at"] = "-created_at"
