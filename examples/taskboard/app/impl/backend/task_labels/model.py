"""The table of task_labels."""

from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class TaskLabel(Base):
    """A task label.

    Source: DESIGN.md
    """

    __tablename__ = "task_labels"

    task_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True
    )
    label_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("labels.id", ondelete="CASCADE"), primary_key=True
    )
