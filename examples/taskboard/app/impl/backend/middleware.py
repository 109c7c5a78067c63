"""What happens around every request.

Pure ASGI: a `BaseHTTPMiddleware` costs more than everything else in this module.
"""

import asyncio
import logging
import re
from http import HTTPStatus
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from prometheus_client import Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.errors import problem_response

_REQUEST_ID: Final = b"x-request-id"
_SAFE_ID: Final = re.compile(rb"[A-Za-z0-9_.-]{1,64}")
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
)
UPLOADS: Final = (re.compile(r"/api/v1/tasks/[^/]+/attachments"),)
"""The paths of what takes a file; nothing else is let in that is as large as one."""
_DURATION: Final = Histogram(
    "http_request_duration_seconds", "Time to answer.", ["method", "route", "status"]
)
log: Final = structlog.get_logger("backend")


def configure_logging() -> None:
    """Write one JSON object a line to the standard output."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,  # `dict_tracebacks` would log tokens: all locals
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(),
    )


class Telemetry:
    """An id, a line of log and a measurement; the last stop of unexpected errors."""

    def __init__(self, app: ASGIApp, *, log_requests: bool) -> None:
        self._app = app
        self._log_requests = log_requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(scope)
        structlog.contextvars.bind_contextvars(request_id=request_id.decode())
        status: int | None = None

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message["headers"],
                    (_REQUEST_ID, request_id),
                    *_HEADERS,
                ]
            await send(message)

        started_s = perf_counter()
        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            log.exception("request failed")
            if status is not None:
                raise
            problem = problem_response(HTTPStatus.INTERNAL_SERVER_ERROR)
            await problem(scope, receive, send_with_headers)
        finally:
            self._record(scope, status, perf_counter() - started_s)

    def _record(self, scope: Scope, status: int | None, duration_s: float) -> None:
        # The template of the path: the path itself would make a series for every id.
        route = getattr(scope.get("route"), "path", "-")
        _DURATION.labels(scope["method"], route, status).observe(duration_s)
        if self._log_requests:
            log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                route=route,
                status=status,
                duration_ms=round(duration_s * 1_000, 2),
            )
        structlog.contextvars.clear_contextvars()


class Deadline:
    """Gives up a request that is not answered in time; an answer that has begun may take its time."""

    def __init__(self, app: ASGIApp, *, timeout_s: float, upload_timeout_s: float) -> None:
        self._app = app
        self._timeout_s = timeout_s
        self._upload_timeout_s = upload_timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        timeout_s = self._upload_timeout_s if _takes_file(scope) else self._timeout_s
        deadline = asyncio.timeout(timeout_s)

        async def send_in_time(message: Message) -> None:
            if message["type"] == "http.response.start":
                deadline.reschedule(None)
            await send(message)

        try:
            async with deadline:
                await self._app(scope, receive, send_in_time)
        except TimeoutError:
            if not deadline.expired():
                raise
            refusal = problem_response(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "The request took too long; what it began is undone.",
                headers={"Retry-After": "1"},
            )
            await refusal(scope, receive, send)


class BodyLimit:
    """Refuses a body above a size, whether it is announced or only comes."""

    def __init__(self, app: ASGIApp, *, max_bytes: int, max_upload_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._max_bytes + (self._max_upload_bytes if _takes_file(scope) else 0)
        announced = _header(scope, b"content-length")
        if announced.isdigit() and int(announced) > most:
            await problem_response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self._app(scope, counted, send)


def _request_id(scope: Scope) -> bytes:
    """Return the id that the caller gave, if it is harmless, or a new one."""
    given = _header(scope, _REQUEST_ID)
    return given if _SAFE_ID.fullmatch(given) else uuid4().hex.encode()


def _header(scope: Scope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


def _takes_file(scope: Scope) -> bool:
    return any(path.fullmatch(scope["path"]) for path in UPLOADS)
