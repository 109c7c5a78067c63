"""The closed lists of values."""

from enum import StrEnum


class UserRole(StrEnum):
    """The values of UserRole."""

    MEMBER = "member"
    LEAD = "lead"
    ADMIN = "admin"


class TaskStatus(StrEnum):
    """The values of TaskStatus."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    IN_REVIEW = "in_review"
    DONE = "done"
    ARCHIVED = "archived"
