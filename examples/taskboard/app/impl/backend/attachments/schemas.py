"""What the API says about attachment rows."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from backend.paging import PageQuery


class AttachmentRead(BaseModel):
    """An attachment, as shown."""

    id: UUID
    task_id: UUID
    file_name: str
    mime_type: str
    file_size: int
    file_hash: str | None
    created_at: datetime


class ListAttachmentsQuery(PageQuery):
    """Which of the rows, and in which order."""

    sort: Literal["created_at", "-created_at"] = "-created_at"
