"""The application: `uvicorn --factory backend.main:create_app`."""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.cors import CORSMiddleware

from backend import errors, health
from backend.access import RecentPrincipals, check_policies
from backend.attachments import routes as attachments
from backend.auth import routes as auth
from backend.auth.service import Logins
from backend.comments import routes as comments
from backend.database import Database
from backend.labels import routes as labels
from backend.limits import RateLimit
from backend.middleware import BodyLimit, Deadline, Telemetry, configure_logging
from backend.projects import routes as projects
from backend.security import Security
from backend.settings import Settings
from backend.storage import LocalStorage
from backend.tasks import routes as tasks
from backend.teams import routes as teams
from backend.users import routes as users
from backend.versions import Conditional
from backend.windows import windows_of

ROUTERS: Final[tuple[APIRouter, ...]] = (
    auth.router,
    teams.router,
    users.router,
    projects.router,
    tasks.router,
    labels.router,
    comments.router,
    attachments.router,
)


class Application(FastAPI):
    """FastAPI, with problem details among the schemas."""

    def openapi(self) -> dict[str, Any]:
        """Return the description of the API."""
        document = super().openapi()
        document["components"]["schemas"].update(errors.schemas())
        for methods in document["paths"].values():
            for operation in methods.values():
                for parameter in operation.get("parameters", ()):
                    _describe(parameter)
        return document


def _describe(parameter: dict[str, Any]) -> None:
    """Say of a parameter what FastAPI cannot know."""
    if parameter["name"] == "if-match":
        parameter["required"] = True  # optional for FastAPI, so that its absence has its own answer
    schema = parameter["schema"]
    options = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(options) == 1:
        schema.pop("anyOf")
        schema |= options[0]
    elif options:
        schema["anyOf"] = options  # it may be left out, but there is no null in a query


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    # All that is loaded by now stays. Walking it again made the slowest 1 % of the answers.
    gc.collect()
    gc.freeze()
    yield
    await app.state.database.close()
    await app.state.windows.close()


def create_app(settings: Settings | None = None) -> FastAPI:
    """Put the application together; it does not start if an operation has no policy."""
    settings = settings or Settings()
    configure_logging()
    app = Application(
        title="Taskboard",
        version="1.0.0",
        lifespan=_lifespan,
        generate_unique_id_function=_operation_id,
    )
    app.include_router(health.router)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1")
    errors.install(app)
    check_policies(app)
    app.add_middleware(Conditional)
    app.add_middleware(
        BodyLimit,
        max_bytes=settings.max_body_bytes,
        max_upload_bytes=settings.max_upload_bytes,
    )
    app.add_middleware(RateLimit)
    app.add_middleware(
        Deadline,
        timeout_s=settings.request_timeout_seconds,
        upload_timeout_s=settings.upload_timeout_seconds,
    )
    app.add_middleware(Telemetry, log_requests=settings.log_requests)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["*"],
            allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match"],
            expose_headers=["ETag", "X-Request-ID"],
        )
    equip(app, settings)
    return app


def equip(app: FastAPI, settings: Settings) -> None:
    """Give `app` what it works with; nothing is opened before the first request."""
    state = app.state
    state.settings = settings
    state.database = Database(settings)
    state.security = Security(settings)
    state.principals = RecentPrincipals(settings.principal_cache_seconds)
    state.logins = Logins(settings, state.database, state.security, state.principals)
    state.storage = LocalStorage(settings.upload_folder)
    state.windows = windows_of(settings)


def _operation_id(route: APIRoute) -> str:
    return route.name
