"""What the API says about team rows."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints
from typing_extensions import TypedDict

from backend.fields import (
    Line,
)
from backend.paging import PageQuery


class TeamRead(BaseModel):
    """A team, as shown."""

    id: UUID
    name: str
    created_at: datetime


class TeamCreate(BaseModel):
    """A team that is to be made."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[Line, StringConstraints(max_length=100)]


class TeamUpdate(TypedDict, total=False):
    """The fields to change."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    name: Annotated[Line, StringConstraints(max_length=100)]


class ListTeamsQuery(PageQuery):
    """Which of the rows, and in which order."""

    sort: Literal["created_at", "-created_at"] = "-created_at"
