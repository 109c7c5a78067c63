"""The table of labels."""

from uuid import UUID, uuid4

from sqlalchemy import (
    String,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import Base


class Label(Base):
    """A label.

    Source: DESIGN.md
    """

    __tablename__ = "labels"

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    color: Mapped[str] = mapped_column(String(7), default="#808080")
