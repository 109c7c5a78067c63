"""The endpoints of attachment rows."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, UploadFile
from fastapi.responses import StreamingResponse

from backend.access import Access, allow
from backend.attachments import service
from backend.attachments.schemas import (
    AttachmentRead,
    ListAttachmentsQuery,
)
from backend.database import QueriesDep, TransactionDep
from backend.errors import problems
from backend.paging import Page
from backend.storage import Place

router = APIRouter(tags=["attachments"])


@router.get(
    "/attachments/{id}",
    responses=problems(401, 403, 404, 422, 429),
)
async def read_attachment(
    access: Annotated[Access, allow("attachment:read")],
    queries: QueriesDep,
    id: UUID,
) -> AttachmentRead:
    """Show an attachment."""
    return await service.read_attachment(queries, access, id)


@router.get(
    "/attachments/{id}/file",
    response_class=StreamingResponse,
    responses=problems(401, 403, 404, 422, 429),
)
async def download_attachment(
    access: Annotated[Access, allow("attachment:read")],
    queries: QueriesDep,
    id: UUID,
    request: Request,
) -> StreamingResponse:
    """Give back the file of an attachment."""
    return await service.download_attachment(queries, access, id, request.app.state.storage)


@router.get(
    "/tasks/{task_id}/attachments",
    responses=problems(401, 403, 404, 422, 429),
)
async def list_attachments(
    access: Annotated[Access, allow("attachment:read")],
    queries: QueriesDep,
    task_id: UUID,
    query: Annotated[ListAttachmentsQuery, Query()],
) -> Page[AttachmentRead]:
    """List the attachments that the caller may see.

    Source: DESIGN.md
    """
    return await service.list_attachments(queries, access, task_id, query)


@router.post(
    "/tasks/{task_id}/attachments",
    status_code=201,
    responses=problems(401, 403, 404, 409, 413, 415, 422, 429),
)
async def upload_attachment(
    access: Annotated[Access, allow("attachment:upload")],
    transaction: TransactionDep,
    task_id: UUID,
    file: UploadFile,
    request: Request,
) -> AttachmentRead:
    """Store an attachment.

    Source: DESIGN.md
    """
    state = request.app.state
    return await service.upload_attachment(
        transaction, access, task_id, file, Place(state.storage, state.settings.max_upload_bytes)
    )
