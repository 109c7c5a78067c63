"""Every way a request can fail, as problem details.

Source: RFC 9457 (problem details for HTTP APIs).
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar, Final

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.exceptions import HTTPException

log: Final = structlog.get_logger("backend")
PROBLEM_JSON = "application/problem+json"


class FieldProblem(BaseModel):
    """One value of the request that was refused."""

    location: str
    """Dotted path, for example `body.amount` or `query.limit`."""
    message: str


class Problem(BaseModel):
    """The body of every answer above 399."""

    model_config = ConfigDict(extra="forbid")

    type: str = "about:blank"
    title: str
    status: int
    detail: str | None = None
    errors: list[FieldProblem] | None = None


class RequestError(Exception):
    """A request that cannot be served; each subclass is one status."""

    status: ClassVar[HTTPStatus]
    headers: ClassVar[Mapping[str, str] | None] = None

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors: list[FieldProblem] | None = None


class UnauthenticatedError(RequestError):
    """No token, or one that is not good any more."""

    status = HTTPStatus.UNAUTHORIZED
    headers: ClassVar = {"WWW-Authenticate": "Bearer"}


class ForbiddenError(RequestError):
    """The role of the caller does not have this permission at all."""

    status = HTTPStatus.FORBIDDEN


class NotFoundError(RequestError):
    """No such row, or none within the scope of the caller."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, detail: str = "There is no such record, or you may not see it.") -> None:
        super().__init__(detail)


class ConflictError(RequestError):
    """The row is there, but not in a state that allows this."""

    status = HTTPStatus.CONFLICT


class StaleVersionError(RequestError):
    """Somebody changed the row since the caller read it."""

    status = HTTPStatus.PRECONDITION_FAILED

    def __init__(self, detail: str = "The record has changed since you read it.") -> None:
        super().__init__(detail)


class VersionNeededError(RequestError):
    """A change must say which version it is about."""

    status = HTTPStatus.PRECONDITION_REQUIRED


class TooLargeError(RequestError):
    """The file is larger than an upload may be."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class WrongTypeError(RequestError):
    """The file is none of the types that may be uploaded."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class LockedOutError(RequestError):
    """Too many failed logins."""

    status = HTTPStatus(429)


class InvalidMemberError(RequestError):
    """A member of the body names a row that does not exist, or that the caller may not see."""

    status = HTTPStatus.CONFLICT

    def __init__(self, member: str) -> None:
        super().__init__("The request names a record that is not there.")
        message = "There is no such record."
        self.errors = [FieldProblem(location=f"body.{member}", message=message)]


class UnavailableError(RequestError):
    """Something that this process needs does not answer."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Declare in OpenAPI that an operation may answer with these problems."""
    schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
    content = {PROBLEM_JSON: {"schema": schema}}
    return {status: {"content": content} for status in statuses}


def problem_response(
    status: HTTPStatus,
    detail: str | None = None,
    *,
    errors: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with problem details."""
    problem = Problem(title=status.phrase, status=status, detail=detail, errors=errors)
    body = problem.model_dump_json(exclude_none=True)
    return Response(body, status, headers=headers, media_type=PROBLEM_JSON)


async def _on_request_error(_: Request, error: RequestError) -> Response:
    return problem_response(error.status, error.detail, errors=error.errors, headers=error.headers)


async def _on_http_exception(request: Request, error: HTTPException) -> Response:
    status, headers = HTTPStatus(error.status_code), error.headers
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": ", ".join(sorted(_methods(request)))}
    if status is HTTPStatus.BAD_REQUEST:
        # FastAPI says 422 to broken JSON, but 400 to a body that is no text: one of them will do.
        status = HTTPStatus(422)
    return problem_response(status, error.detail, headers=headers)


def _methods(request: Request) -> set[str]:
    """Return the methods of a path; Starlette names only those of the first route that fits.

    `/rows/export` is not the row with the key `export`.
    """
    path = request.scope["path"]
    fitting = [r for r in iter_route_contexts(request.app.routes) if r.path_regex.match(path)]
    shapes = [re.sub(r"\{\w+\}", "{}", str(route.path)) for route in fitting]
    alike = (route for route, shape in zip(fitting, shapes, strict=True) if shape == shapes[0])
    return {method for route in alike for method in route.methods or ()}


async def _on_invalid_request(_: Request, error: RequestValidationError) -> Response:
    # The refused values stay out of the answer: they may be secrets, or not even be JSON.
    errors = [
        FieldProblem(location=".".join(map(str, item["loc"])), message=item["msg"])
        for item in error.errors()
    ]
    return problem_response(HTTPStatus(422), "The request is not valid.", errors=errors)


async def _on_integrity_error(_: Request, error: IntegrityError) -> Response:
    return problem_response(HTTPStatus.CONFLICT, reason_of(error))


async def _on_unavailable(_: Request, error: Exception) -> Response:
    log.warning("the database does not answer", error=repr(getattr(error, "orig", error)))
    again = {"Retry-After": "1"}
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return problem_response(status, "The database does not answer.", headers=again)


def reason_of(error: IntegrityError) -> str:
    """Return what a constraint of the database has against a change."""
    # PostgreSQL tells the cause in the SQLSTATE, SQLite in the name of the error.
    cause = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    if cause in {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}:
        return "Another record is missing or still in use."
    return "A record with these values exists already."


def schemas() -> dict[str, Any]:
    """Return the components of OpenAPI that `problems` refers to."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), Problem.__name__: schema}


def install(app: FastAPI) -> None:
    """Make `app` answer every failure with problem details."""
    app.exception_handler(RequestError)(_on_request_error)
    app.exception_handler(HTTPException)(_on_http_exception)
    app.exception_handler(RequestValidationError)(_on_invalid_request)
    app.exception_handler(IntegrityError)(_on_integrity_error)
    app.exception_handler(OperationalError)(_on_unavailable)
    app.exception_handler(NoConnectionError)(_on_unavailable)
