"""What the API says about task rows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from typing_extensions import TypedDict

from backend.enums import TaskStatus
from backend.fields import (
    Day,
    Exact,
    Line,
    Numeric,
)
from backend.paging import PageQuery
from backend.search import Sought


class TaskRead(BaseModel):
    """A task, as shown."""

    id: UUID
    project_id: UUID
    owner_id: UUID
    title: str
    details: str | None
    priority: int
    estimate_hours: Decimal | None
    status: TaskStatus
    due_on: date | None
    review_note: str | None
    done_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int


class TaskCreate(BaseModel):
    """A task that is to be made."""

    model_config = ConfigDict(extra="forbid")

    project_id: UUID
    title: Annotated[Line, StringConstraints(max_length=200)]
    details: Annotated[Line, StringConstraints(max_length=10000)] | None = None
    priority: Annotated[int, Field(ge=1, le=5), Numeric] = 3
    estimate_hours: (
        Annotated[Exact, Field(gt=Decimal(0), max_digits=5, decimal_places=1)] | None
    ) = None
    due_on: Day | None = None
    review_note: Annotated[Line, StringConstraints(max_length=10000)] | None = None


class TaskUpdate(TypedDict, total=False):
    """The fields to change."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[misc]

    project_id: UUID
    title: Annotated[Line, StringConstraints(max_length=200)]
    details: Annotated[Line, StringConstraints(max_length=10000)] | None
    priority: Annotated[int, Field(ge=1, le=5), Numeric]
    estimate_hours: Annotated[Exact, Field(gt=Decimal(0), max_digits=5, decimal_places=1)] | None
    due_on: Day | None
    review_note: Annotated[Line, StringConstraints(max_length=10000)] | None


class ListTasksQuery(PageQuery):
    """Which of the rows, and in which order."""

    status: TaskStatus | None = None
    priority: Annotated[int, Field(ge=1, le=5), Numeric] | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    q: Sought = None
    project_id: UUID | None = None
    owner_id: UUID | None = None
    sort: Literal["due_on", "-due_on", "priority", "-priority", "created_at", "-created_at"] = (
        "-created_at"
    )


class ExportTasksQuery(BaseModel):
    """Which of the rows, and in which order."""

    model_config = ConfigDict(extra="forbid")

    status: TaskStatus | None = None
    priority: Annotated[int, Field(ge=1, le=5), Numeric] | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    q: Sought = None
    project_id: UUID | None = None
    owner_id: UUID | None = None
    sort: Literal["due_on", "-due_on", "priority", "-priority", "created_at", "-created_at"] = (
        "-created_at"
    )


class ExportOfProjectTaskQuery(BaseModel):
    """Which of the rows, and in which order."""

    model_config = ConfigDict(extra="forbid")

    status: TaskStatus | None = None
    priority: Annotated[int, Field(ge=1, le=5), Numeric] | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    q: Sought = None
    owner_id: UUID | None = None
    sort: Literal["due_on", "-due_on", "priority", "-priority", "created_at", "-created_at"] = (
        "-created_at"
    )


class ReturnTask(BaseModel):
    """What task.return needs to know."""

    model_config = ConfigDict(extra="forbid")

    review_note: Annotated[Line, Field(min_length=1, max_length=2_000)]
