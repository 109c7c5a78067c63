"""What tests ask of an answer, and how they read a whole list."""

import csv
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from httpx2 import AsyncClient, Response

from backend.exports import cell

BAD_PAGES = ["limit=0", "limit=101", "limit=x", "page=0"]
"""Queries that every list refuses."""


def is_problem(answer: Response, status: int) -> bool:
    """Tell whether an answer says in problem details what is wrong."""
    return (
        answer.status_code == answer.json()["status"] == status
        and answer.headers["content-type"] == "application/problem+json"
    )


def is_refused(answer: Response, member: str, status: int = 422) -> bool:
    """Tell whether a body was refused because of one member."""
    refused = [error["location"].split(".") for error in answer.json().get("errors", ())]
    return is_problem(answer, status) and any(member in place for place in refused)


def stamped(moment: str) -> bool:
    """Tell whether a moment or a day is now."""
    then = datetime.fromisoformat(moment)
    return abs(datetime.now(UTC) - then.replace(tzinfo=UTC)) < timedelta(days=1, minutes=1)


async def every_item(
    client: AsyncClient,
    path: str,
    params: Mapping[str, Any] | None = None,
    *,
    size: int = 100,
    between: Callable[[], Awaitable[None]] | None = None,
) -> list[dict[str, Any]]:
    """Return the items of all pages of a list; after the first of them something may happen."""
    items: list[dict[str, Any]] = []
    for page in range(200):
        query = {**(params or {}), "page": page + 1, "limit": size}
        answer = await client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        found = answer.json()["items"]
        items += found
        if len(found) < size:
            return items
        if page == 0 and between:
            await between()
    raise AssertionError("This list has no end")


async def every_row(
    client: AsyncClient, path: str, params: Mapping[str, Any] | None = None
) -> list[dict[str, str]]:
    """Return the rows of an export."""
    answer = await client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(StringIO(answer.text, newline="")))


def cells_of(item: Mapping[str, object]) -> dict[str, str]:
    """Return what stands for an item of a list in an export."""
    return {name: cell(value) for name, value in item.items()}
