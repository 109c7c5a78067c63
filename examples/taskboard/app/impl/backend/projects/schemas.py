"""What the API says about project rows."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints
from typing_extensions import TypedDict

from backend.fields import (
    Day,
    Line,
)
from backend.paging import PageQuery


class ProjectRead(BaseModel):
    """A project, as shown."""

    id: UUID
    owner_id: UUID
    name: str
    description: str | None
    due_on: date | None
    created_at: datetime
    updated_at: datetime
    version: int


class ProjectCreate(BaseModel):
    """A project that is to be made."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Line, StringConstraints(max_length=120)]
    description: Annotated[Line, StringConstraints(max_length=10000)] | None = None
    due_on: Day | None = None


class ProjectUpdate(TypedDict, total=False):
    """The fields to change."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    name: Annotated[Line, StringConstraints(max_length=120)]
    description: Annotated[Line, StringConstraints(max_length=10000)] | None
    due_on: Day | None


class ListProjectsQuery(PageQuery):
    """Which of the rows, and in which order."""

    owner_id: UUID | None = None
    sort: Literal["created_at", "-created_at"] = "-created_at"
