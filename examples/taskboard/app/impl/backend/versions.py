"""Optimistic locking over HTTP: the version of a row is its ETag.

Source: RFC 9110 sections 13.1.1 (If-Match) and 13.1.2 (If-None-Match).
"""

import re
from http import HTTPMethod, HTTPStatus
from typing import Annotated, Any, Final, Protocol, TypeVar

from fastapi import Depends, Header, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.errors import StaleVersionError, VersionNeededError

UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The caller has this version: its ETag was in If-None-Match."}
}
"""Declares in OpenAPI that a read may answer so."""
_ETAG: Final = re.compile(r'"([0-9]{1,9})"')


class HasVersion(Protocol):
    """A schema that shows its version."""

    version: int


Item = TypeVar("Item", bound=HasVersion)


def tagged(response: Response, item: Item) -> Item:
    """Give the answer the ETag of its item."""
    response.headers["ETag"] = f'"{item.version}"'
    return item


async def _expected_version(
    if_match: Annotated[str | None, Header(examples=['"1"'])] = None,
) -> int:
    if if_match is None:
        raise VersionNeededError("Send the ETag of the last answer as If-Match.")
    match = _ETAG.fullmatch(if_match)
    if match is None:
        raise StaleVersionError
    return int(match[1])


ExpectedVersion = Annotated[int, Depends(_expected_version)]
"""The version that the caller read last, from If-Match."""


class Conditional:
    """Does not send a row again to a caller who has its version."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        known = Headers(scope=scope).get("if-none-match") if scope["type"] == "http" else None
        if known is None or scope["method"] != HTTPMethod.GET:
            await self._app(scope, receive, send)
            return
        is_known = False

        async def send_news(message: Message) -> None:
            nonlocal is_known
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                is_known = message["status"] == HTTPStatus.OK and _names(known, headers.get("etag"))
                if is_known:
                    message["status"] = HTTPStatus.NOT_MODIFIED
                    del headers["content-length"], headers["content-type"]
            elif is_known:
                message["body"] = b""
            await send(message)

        await self._app(scope, receive, send_news)


def _names(known: str, etag: str | None) -> bool:
    """Tell whether If-None-Match names an ETag; `*` names any that there is."""
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return etag is not None and bool(tags & {"*", etag})
