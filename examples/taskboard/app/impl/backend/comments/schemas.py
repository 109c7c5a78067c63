"""What the API says about comment rows."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from backend.fields import (
    Line,
)
from backend.paging import PageQuery


class CommentRead(BaseModel):
    """A comment, as shown."""

    id: UUID
    task_id: UUID
    author_id: UUID
    body: str
    created_at: datetime


class CommentCreate(BaseModel):
    """A comment that is to be made."""

    model_config = ConfigDict(extra="forbid")

    body: Annotated[Line, StringConstraints(max_length=10000)]


class ListCommentsQuery(PageQuery):
    """Which of the rows, and in which order."""

    author_id: UUID | None = None
    sort: Literal["created_at", "-created_at"] = "-created_at"
