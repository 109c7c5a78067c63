"""What the platform asks: is the process alive, and can it serve."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from backend.errors import UnavailableError, problems

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


@router.get("/health/live")
async def report_alive() -> Health:
    """Tell that the process answers."""
    return Health()


@router.get("/health/ready", responses=problems(503))
async def report_ready(request: Request) -> Health:
    """Tell that the database answers, too."""
    try:
        await request.app.state.database.queries.rows(select(1), {})
    except (SQLAlchemyError, OSError) as error:
        raise UnavailableError("The database does not answer.") from error
    return Health()


@router.get("/metrics", include_in_schema=False)
async def report_metrics() -> Response:
    """Give the measurements to Prometheus; keep this path inside the cluster."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
