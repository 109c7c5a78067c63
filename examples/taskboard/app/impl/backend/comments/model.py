"""The table of comments."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    ForeignKey,
    Index,
    Text,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import UTC_DATETIME, Base, now


class Comment(Base):
    """A comment.

    Source: DESIGN.md
    """

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_created_at", "created_at"),)

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("tasks.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[UUID] = mapped_column(Uuid(), ForeignKey("users.id"), index=True)
    body: Mapped[str] = mapped_column(Text())
    created_at: Mapped[datetime] = mapped_column(UTC_DATETIME, default=now)
