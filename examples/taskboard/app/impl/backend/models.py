"""All tables: whoever needs the whole schema imports it from here."""

from backend.attachments.model import Attachment
from backend.auth.model import LoginFailure, LoginSession
from backend.comments.model import Comment
from backend.database import Base
from backend.labels.model import Label
from backend.projects.model import Project
from backend.task_labels.model import TaskLabel
from backend.tasks.model import Task
from backend.teams.model import Team
from backend.users.model import User

__all__ = [
    "Attachment",
    "Comment",
    "Label",
    "LoginFailure",
    "LoginSession",
    "Project",
    "Task",
    "TaskLabel",
    "Team",
    "User",
    "metadata",
]

metadata = Base.metadata
