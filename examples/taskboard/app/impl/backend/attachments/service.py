"""What happens to attachment rows: first the SQL, one function a statement, then the operations."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import UploadFile
from fastapi.responses import StreamingResponse
from sqlalchemy import (
    Select,
    bindparam,
    insert,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from backend.access import Access
from backend.attachments.model import Attachment
from backend.attachments.schemas import (
    AttachmentRead,
    ListAttachmentsQuery,
)
from backend.database import Source, Transaction, columns_of
from backend.errors import NotFoundError
from backend.fields import UNSTORABLE
from backend.paging import Page, fetch_page
from backend.policies import Scope
from backend.scopes import attachment_rows, task_rows
from backend.storage import Place, Storage, examine
from backend.tasks.model import Task

_SHOWN: Final = columns_of(Attachment, AttachmentRead)
_KEY: Final = Attachment.id == bindparam("_key")
_CREATE: Final = insert(Attachment).returning(*_SHOWN)
_LIST_ATTACHMENTS_SORTS: Final[Mapping[str, InstrumentedAttribute[Any]]] = {
    "created_at": Attachment.created_at,
}


@cache
def _list_attachments(sort: str) -> Select[Any]:
    statement = select(*_SHOWN)
    statement = statement.where(Attachment.task_id == bindparam("_parent"))
    column = _LIST_ATTACHMENTS_SORTS[sort.removeprefix("-")]
    order = column.desc() if sort.startswith("-") else column.asc()
    return statement.order_by(order.nulls_last(), Attachment.id)


@cache
def _list_attachments_below(scope: Scope) -> Select[Any]:
    parent = Task.id
    return select(parent).where(parent == bindparam("_parent"), task_rows(scope))


async def _list_attachments_parent(source: Source, access: Access, parent: UUID) -> None:
    scope = access.scope
    await source.need(_list_attachments_below(scope), access.bind(_parent=parent))


@cache
def _upload_attachment_below(scope: Scope) -> Select[Any]:
    parent = Task.id
    return select(parent).where(parent == bindparam("_parent"), task_rows(scope))


async def _upload_attachment_parent(source: Source, access: Access, parent: UUID) -> None:
    scope = access.scope
    await source.need(_upload_attachment_below(scope), access.bind(_parent=parent))


@cache
def _fetch(scope: Scope) -> Select[Any]:
    return select(*_SHOWN).where(_KEY, attachment_rows(scope))


async def read_attachment(source: Source, access: Access, key: UUID) -> AttachmentRead:
    """Return one attachment."""
    return await source.one(AttachmentRead, _fetch(access.scope), access.bind(_key=key))


async def download_attachment(
    source: Source, access: Access, key: UUID, storage: Storage
) -> StreamingResponse:
    """Give back the file of one attachment."""
    found = await source.one(AttachmentRead, _fetch(access.scope), access.bind(_key=key))
    if not await storage.has(f"attachments/{found.id}"):
        raise NotFoundError("The file is gone.")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.file_name or str(key), safe='')}"
    }
    return StreamingResponse(
        storage.read(f"attachments/{found.id}"),
        headers=headers,
        media_type=found.mime_type,
    )


async def list_attachments(
    source: Source,
    access: Access,
    parent: UUID,
    query: ListAttachmentsQuery,
) -> Page[AttachmentRead]:
    """Return one page."""
    await _list_attachments_parent(source, access, parent)
    statement = _list_attachments(query.sort)
    parameters = access.bind(
        _parent=parent,
    )
    return await fetch_page(source, AttachmentRead, statement, parameters, query)


async def upload_attachment(
    transaction: Transaction,
    access: Access,
    parent: UUID,
    file: UploadFile,
    place: Place,
) -> AttachmentRead:
    """Store what is known of a file, then the file itself."""
    await _upload_attachment_parent(transaction, access, parent)
    examined = await examine(file, place.max_bytes)
    values = {
        "task_id": parent,
        "file_name": UNSTORABLE.sub("", file.filename or "")[-255:] or "file",
        "file_size": examined.size_bytes,
        "mime_type": examined.media_type,
        "file_hash": examined.sha256,
    }
    stored = await transaction.one(AttachmentRead, _CREATE, values)
    await place.storage.write(f"attachments/{stored.id}", file)
    return stored
