"""The table of tasks."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import UTC_DATETIME, Base, choice, now
from backend.enums import TaskStatus


class Task(Base):
    """A task.

    Source: DESIGN.md
    """

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("priority >= 1", name="priority_minimum"),
        CheckConstraint("priority <= 5", name="priority_maximum"),
        CheckConstraint("estimate_hours > 0", name="estimate_hours_over"),
        Index("idx_tasks_owner_status", "owner_id", "status"),
        Index("idx_tasks_project_due", "project_id", text("due_on DESC")),
        Index("ix_tasks_created_at", "created_at"),
        Index("ix_tasks_status_created_at", "status", "created_at"),
        Index("ix_tasks_priority", "priority"),
        Index("ix_tasks_due_on", "due_on"),
        Index("ix_tasks_title_words", text("words_of(title)"), postgresql_using="gin").ddl_if(
            dialect="postgresql"
        ),
    )

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    project_id: Mapped[UUID] = mapped_column(Uuid(), ForeignKey("projects.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(Uuid(), ForeignKey("users.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    details: Mapped[str | None] = mapped_column(Text())
    priority: Mapped[int] = mapped_column(Integer(), default=3)
    estimate_hours: Mapped[Decimal | None] = mapped_column(Numeric(5, 1))
    status: Mapped[TaskStatus] = mapped_column(choice(TaskStatus), default=TaskStatus.OPEN)
    due_on: Mapped[date | None] = mapped_column(Date())
    review_note: Mapped[str | None] = mapped_column(Text())
    done_at: Mapped[datetime | None] = mapped_column(UTC_DATETIME)
    created_at: Mapped[datetime] = mapped_column(UTC_DATETIME, default=now)
    updated_at: Mapped[datetime] = mapped_column(UTC_DATETIME, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(Integer(), default=1)
