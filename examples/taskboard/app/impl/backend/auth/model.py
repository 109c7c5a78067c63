"""The tables of logins."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Integer, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from backend.database import UTC_DATETIME, Base, now


class LoginSession(Base):
    """One login of an account, and the only refresh token that is good for it now."""

    __tablename__ = "login_sessions"

    id: Mapped[UUID] = mapped_column(Uuid(), primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    refresh_fingerprint: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UTC_DATETIME, default=now)
    expires_at: Mapped[datetime] = mapped_column(UTC_DATETIME)
    revoked_at: Mapped[datetime | None] = mapped_column(UTC_DATETIME)


class LoginFailure(Base):
    """The failed logins with a name since the last good one, whether or not it exists."""

    __tablename__ = "login_failures"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Of the name."""
    count: Mapped[int] = mapped_column(Integer())
    locked_until: Mapped[datetime | None] = mapped_column(UTC_DATETIME)
