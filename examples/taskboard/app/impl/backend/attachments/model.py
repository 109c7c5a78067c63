"""The table of attachments."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    String,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import UTC_DATETIME, Base, now


class Attachment(Base):
    """An attachment.

    Source: DESIGN.md
    """

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_created_at", "created_at"),)

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    task_id: Mapped[UUID] = mapped_column(
        Uuid(), ForeignKey("tasks.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[str] = mapped_column(String(255))
    mime_type: Mapped[str] = mapped_column(String(100))
    file_size: Mapped[int] = mapped_column(BigInteger())
    file_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTC_DATETIME, default=now)
