"""Optimistic locking over HTTP: the version of a row is its ETag.

Source: RFC 9110 section 13.1.1 (If-Match).
"""

import re
from typing import Annotated, Final, Protocol, TypeVar

from fastapi import Depends, Header, Response

from backend.errors import StaleVersionError, VersionNeededError

_ETAG: Final = re.compile(r'"[0-9]{1,9}"')


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
    if not _ETAG.fullmatch(if_match):
        raise StaleVersionError
    return int(if_match.strip('"'))


ExpectedVersion = Annotated[int, Depends(_expected_version)]
"""The version that the caller read last, from If-Match."""
