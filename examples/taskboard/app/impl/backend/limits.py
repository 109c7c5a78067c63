"""How often one may call: the rates that the plan states."""

import re
from functools import cache
from http import HTTPStatus
from math import ceil
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.access import authenticate
from backend.errors import UnauthenticatedError, problem_response
from backend.health import PLATFORM
from backend.windows import Windows


class Limit(NamedTuple):
    """So many requests in a window, for each user, tenant or address."""

    method: str
    """"" is any."""
    path: str
    """`*` is a part that varies, `/**` all below; "" is any."""
    most: int
    window_s: int
    per: str

    def covers(self, scope: Scope) -> bool:
        """Tell whether a request counts."""
        if self.method not in ("", scope["method"]):
            return False
        return not self.path or _pattern(self.path).fullmatch(scope["path"]) is not None


LIMITS: Final = (
    Limit("POST", "/api/v1/auth/login", 5, 60, "address"),
    Limit("", "", 120, 60, "user"),
)


@cache
def _pattern(path: str) -> re.Pattern[str]:
    """Return what matches a path; one may end in a slash."""
    parts = [{"*": "[^/]+", "**": ".*"}.get(part, re.escape(part)) for part in path.split("/")]
    spelled = "/".join(parts)
    return re.compile(spelled.removesuffix("/.*") + ("(?:/.*)?" if path.endswith("/**") else "/?"))


class RateLimit:
    """Refuses requests above a limit with 429 and says when to come back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        # A probe that is refused would end the process.
        is_limited = scope["type"] == "http" and scope["path"] not in PLATFORM
        if is_limited and scope["app"].state.settings.rate_limits:
            wait_s = await _wait(scope)
            if wait_s:
                refusal = problem_response(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    "Too many requests.",
                    headers={"Retry-After": str(ceil(wait_s))},
                )
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


async def _wait(scope: Scope) -> float:
    """Count a request; return the seconds until it would be welcome."""
    limits = [limit for limit in LIMITS if limit.covers(scope)]
    if not limits:
        return 0
    callers = await _callers(Request(scope))
    waits = [
        await _wait_for(scope["app"].state.windows, limit, callers[limit.per]) for limit in limits
    ]
    return max(waits)


async def _wait_for(windows: Windows, limit: Limit, caller: str) -> float:
    count, left_s = await windows.count(window_of(limit, caller), limit.window_s)
    return left_s if count > limit.most else 0


def window_of(limit: Limit, caller: str) -> str:
    """Return what the window of a caller is called."""
    return f"limit:{limit.method}:{limit.path}:{limit.window_s}:{limit.per}:{caller}"


async def _callers(request: Request) -> dict[str, str]:
    address = request.client.host if request.client else "unknown"
    callers = {"address": address, "user": address}
    if "Authorization" in request.headers:
        try:
            principal = await authenticate(request)
        except UnauthenticatedError:
            return callers
        callers["user"] = str(principal.user_id)
    return callers
