"""Rate limits: who calls too often waits, nobody else does, and the platform never."""

from collections.abc import Mapping

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient

from backend import limits, windows
from backend.limits import LIMITS, Limit, window_of
from backend.windows import LocalWindows
from tests.answers import is_problem
from tests.conftest import Login

HERE = "127.0.0.1"
"""The address of the clients of these tests."""


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now_s = 1_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Switch the limits on, with no request so far, and hold their clock."""
    clock = Clock()
    monkeypatch.setattr(windows, "monotonic", clock)
    monkeypatch.setattr(app.state.settings, "rate_limits", True)
    app.state.windows = LocalWindows()
    return clock


async def _is_welcome(
    client: AsyncClient,
    path: str = "/anywhere",
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
) -> bool:
    answer = await client.request(method, path, headers=headers)
    return answer.status_code != 429


@pytest.mark.parametrize("limit", LIMITS)
async def test_a_caller_above_a_limit_waits(
    app: FastAPI,
    anonymous: AsyncClient,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    limit: Limit,
) -> None:
    """All but one of the requests were before this test."""
    monkeypatch.setattr(limits, "LIMITS", (limit,))
    method, path = (
        limit.method or "GET",
        limit.path.removesuffix("/**").replace("*", "0") or "/anywhere",
    )
    for _ in range(limit.most - 1):
        await app.state.windows.count(window_of(limit, HERE), limit.window_s)
    assert await _is_welcome(anonymous, path, method)
    clock.now_s += limit.window_s - 0.5
    refused = await anonymous.request(method, path)
    assert is_problem(refused, 429)
    assert refused.headers["Retry-After"] == "1"
    clock.now_s += 0.5
    assert await _is_welcome(anonymous, path, method)


async def test_limits_are_for_each_user(
    as_: Login, anonymous: AsyncClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIMITS", (Limit("", "", 1, 60, "user"),))
    one, other = as_("member"), as_("lead")
    assert [await _is_welcome(one), await _is_welcome(one)] == [True, False]
    assert await _is_welcome(other)
    assert await _is_welcome(anonymous)
    clock.now_s += 60
    assert await _is_welcome(one)


@pytest.mark.usefixtures("clock")
async def test_limits_are_for_each_address(
    app: FastAPI, as_: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIMITS", (Limit("", "", 1, 60, "address"),))
    assert await _is_welcome(as_("member"))
    assert not await _is_welcome(as_("lead"))
    elsewhere = ASGITransport(app, client=("192.0.2.1", 1))
    async with AsyncClient(transport=elsewhere, base_url="http://test") as client:
        assert await _is_welcome(client)


@pytest.mark.usefixtures("clock")
async def test_a_bad_token_counts_for_its_address(
    anonymous: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIMITS", (Limit("", "", 2, 60, "user"),))
    for token in ("x", "y"):
        assert await _is_welcome(anonymous, headers={"Authorization": f"Bearer {token}"})
    assert not await _is_welcome(anonymous, headers={"Authorization": "Bearer z"})


@pytest.mark.usefixtures("clock")
async def test_limits_count_their_own_method_and_path_only(
    anonymous: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIMITS", (Limit("POST", "/things", 1, 60, "address"),))
    assert await _is_welcome(anonymous, "/things", "POST")
    assert not await _is_welcome(anonymous, "/things", "POST")
    assert not await _is_welcome(anonymous, "/things/", "POST")
    assert await _is_welcome(anonymous, "/things/1", "POST")
    assert await _is_welcome(anonymous, "/things")
    assert await _is_welcome(anonymous, "/thingsome", "POST")


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("path", "counted", "other"),
    [
        ("/things/*/steps", "/things/1/steps", "/things/1"),
        ("/things/**", "/things/1/steps", "/thingsome"),
        ("/things/**", "/things", "/other/things"),
    ],
)
async def test_a_limit_of_many_paths_counts_them_together(
    anonymous: AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str, counted: str, other: str
) -> None:
    monkeypatch.setattr(limits, "LIMITS", (Limit("", path, 1, 60, "address"),))
    assert await _is_welcome(anonymous, counted)
    assert not await _is_welcome(anonymous, counted)
    assert await _is_welcome(anonymous, other)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
async def test_the_platform_is_never_refused(
    anonymous: AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(limits, "LIMITS", (Limit("", "", 1, 60, "address"),))
    assert [await _is_welcome(anonymous, path) for _ in range(3)] == [True, True, True]
