"""Where requests are counted. `TEST_REDIS_URL=redis://...` runs all of it on a real server, too."""

import os
from collections.abc import AsyncIterator
from uuid import uuid4

import anyio
import pytest
from pydantic import SecretStr

from backend import windows
from backend.windows import LocalWindows, SharedWindows, Windows, windows_of
from tests.conftest import SETTINGS

URL = os.environ.get("TEST_REDIS_URL", "")
needs_server = pytest.mark.skipif(not URL, reason="TEST_REDIS_URL names no server")
NOBODY = "redis://127.0.0.1:1"


def settings_with(url: str) -> Windows:
    return windows_of(SETTINGS.model_copy(update={"redis_url": SecretStr(url)}))


@pytest.fixture(params=["", pytest.param(URL, marks=needs_server)], ids=["local", "shared"])
async def counting(request: pytest.FixtureRequest) -> AsyncIterator[Windows]:
    windows = settings_with(request.param)
    yield windows
    await windows.close()


async def test_each_name_has_a_count_of_its_own(counting: Windows) -> None:
    one, other = str(uuid4()), str(uuid4())
    assert [(await counting.count(one, 60))[0] for _ in range(3)] == [1, 2, 3]
    count, left_s = await counting.count(other, 60)
    assert count == 1
    assert 59 < left_s <= 60


async def test_a_window_ends(counting: Windows) -> None:
    name = str(uuid4())
    assert (await counting.count(name, 1))[0] == 1
    assert (await counting.count(name, 1))[0] == 2
    await anyio.sleep(1.1)
    assert (await counting.count(name, 1))[0] == 1


@needs_server
async def test_processes_count_together() -> None:
    name = str(uuid4())
    one, other = SharedWindows(URL), SharedWindows(URL)
    assert (await one.count(name, 60))[0] == 1
    assert (await other.count(name, 60))[0] == 2
    await one.close()
    await other.close()


async def test_each_counts_alone_while_the_server_is_away() -> None:
    """And asks it again only after a moment."""
    shared = settings_with(NOBODY)
    name = str(uuid4())
    assert [(await shared.count(name, 60))[0] for _ in range(3)] == [1, 2, 3]
    await shared.close()


async def test_windows_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "_SIZE", 2)
    local = LocalWindows()
    assert [(await local.count(name, 60))[0] for name in "ababcab"] == [1, 1, 2, 2, 1, 1, 1]
