"""The table of teams."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    Index,
    String,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import UTC_DATETIME, Base, now


class Team(Base):
    """A team.

    Source: DESIGN.md
    """

    __tablename__ = "teams"
    __table_args__ = (Index("ix_teams_created_at", "created_at"),)

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    created_at: Mapped[datetime] = mapped_column(UTC_DATETIME, default=now)
