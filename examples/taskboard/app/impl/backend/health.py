"""What the platform asks: is the process alive, and can it serve."""

import asyncio
from collections.abc import Awaitable
from typing import Final, Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from backend.errors import UnavailableError, problems

PLATFORM: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
"""What the platform asks every few seconds."""
_PATIENCE_S: Final = 1.0
"""A probe waits no longer for what the process can do without for a while."""

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


class Readiness(Health):
    """The process can serve."""

    away: list[str] = []
    """What does not answer; the process serves without it, with less."""


@router.get("/health/live")
async def report_alive() -> Health:
    """Tell that the process answers."""
    return Health()


@router.get("/health/ready", responses=problems(503))
async def report_ready(request: Request) -> Readiness:
    """Tell that the database answers, and what else does not."""
    await report_database(request)
    state = request.app.state
    helpers = {
        "redis": state.windows,
        "uploads": state.storage,
    }
    answered = await asyncio.gather(*(_in_time(one.answers()) for one in helpers.values()))
    away = [name for name, answers in zip(helpers, answered, strict=True) if not answers]
    return Readiness(away=away)


async def _in_time(answers: Awaitable[bool]) -> bool:
    try:
        return await asyncio.wait_for(answers, _PATIENCE_S)
    except TimeoutError:
        return False


async def report_database(request: Request) -> Health:
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
