"""What the platform sees: health, metrics, request ids, and failures as problem details."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from backend import health
from backend.access import check_policies
from backend.database import Database
from backend.main import create_app
from backend.policies import POLICIES
from backend.settings import Settings
from backend.storage import LocalStorage
from backend.windows import LocalWindows, SharedWindows
from tests.answers import is_problem
from tests.conftest import SETTINGS, client_of


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
async def test_health(anonymous: AsyncClient, path: str) -> None:
    answer = await anonymous.get(path)
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert not answer.json().get("away")


async def test_a_process_without_its_database_is_alive_but_not_ready() -> None:
    nowhere = {"database_url": "sqlite+aiosqlite:////no/such/folder/app.db"}
    async with client_of(create_app(SETTINGS.model_copy(update=nowhere))) as client:
        assert (await client.get("/health/live")).status_code == 200
        answer = await client.get("/health/ready")
    assert is_problem(answer, 503)
    assert answer.json()["detail"] == "The database does not answer."


async def test_a_process_without_its_redis_is_ready_and_says_so(
    anonymous: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = SharedWindows("redis://127.0.0.1:1/0")
    monkeypatch.setattr(LocalWindows, "answers", lambda _: nowhere.answers())
    answer = await anonymous.get("/health/ready")
    assert (answer.status_code, answer.json()["away"]) == (200, ["redis"])


async def test_a_process_that_can_keep_no_files_is_ready_and_says_so(
    anonymous: AsyncClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("no folder")
    nowhere = LocalStorage(str(occupied))
    monkeypatch.setattr(LocalStorage, "answers", partial(LocalStorage.answers, nowhere))
    answer = await anonymous.get("/health/ready")
    assert (answer.status_code, answer.json()["away"]) == (200, ["uploads"])


async def test_a_place_for_files_that_takes_too_long_is_away(
    anonymous: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_PATIENCE_S", 0.01)
    monkeypatch.setattr(LocalStorage, "answers", lambda _: asyncio.sleep(5))
    answer = await anonymous.get("/health/ready")
    assert (answer.status_code, answer.json()["away"]) == (200, ["uploads"])


def test_a_server_of_databases_gets_a_pool() -> None:
    server = {"database_url": "postgresql+asyncpg://somebody@nowhere/app"}
    database = Database(SETTINGS.model_copy(update={**server, "database_pool_size": 3}))
    assert database.engine.pool.status().startswith("Pool size: 3 ")


async def test_whoever_waits_for_a_connection_gets_the_next_one() -> None:
    """Those who come later wait behind them, however many there are."""
    file = {"database_url": "sqlite+aiosqlite://", "database_pool_size": 1}
    database = Database(SETTINGS.model_copy(update=file))
    came: list[int] = []

    async def ask(number: int) -> None:
        for _ in range(3):
            await database.queries.rows(text("SELECT 1 AS one"), {})
            came.append(number)

    await asyncio.gather(*map(ask, range(3)))
    await database.close()
    assert came == [0, 1, 2] * 3


async def test_an_error_of_the_database_shows_no_values() -> None:
    """It is logged, and what was to be stored may be a secret."""
    database = Database(SETTINGS.model_copy(update={"database_url": "sqlite+aiosqlite://"}))
    with pytest.raises(DBAPIError) as raised:
        await database.queries.rows(text("SELECT :value FROM nothing"), {"value": "a secret"})
    await database.close()
    assert "a secret" not in str(raised.value)


async def test_metrics_count_requests_by_route(anonymous: AsyncClient) -> None:
    await anonymous.get("/health/live")
    answer = await anonymous.get("/metrics")
    assert answer.status_code == 200
    assert 'route="/health/live"' in answer.text


async def test_a_request_keeps_its_id(anonymous: AsyncClient) -> None:
    header = {"X-Request-ID": "abc-1"}
    answer = await anonymous.get("/health/live", headers=header)
    assert answer.headers["X-Request-ID"] == "abc-1"


@pytest.mark.parametrize("given", ["", "x" * 200, "a b", "<script>"])
async def test_a_request_without_a_good_id_gets_one(anonymous: AsyncClient, given: str) -> None:
    header = {"X-Request-ID": given}
    answer = await anonymous.get("/health/live", headers=header)
    assert answer.headers["X-Request-ID"] not in ("", given)


async def test_answers_are_not_to_be_guessed_at(anonymous: AsyncClient) -> None:
    answer = await anonymous.get("/health/live")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


async def test_an_unknown_path_is_a_problem(anonymous: AsyncClient) -> None:
    assert is_problem(await anonymous.get("/nowhere"), 404)


async def test_an_unknown_method_is_a_problem(anonymous: AsyncClient) -> None:
    answer = await anonymous.put("/health/live")
    assert is_problem(answer, 405)
    assert answer.headers["Allow"] == "GET"


async def test_web_pages_of_named_origins_may_call() -> None:
    ours = "https://app.example.com"
    app = create_app(SETTINGS.model_copy(update={"cors_origins": [ours]}))
    async with client_of(app) as client:
        for origin, allowed in ((ours, ours), ("https://elsewhere.example.com", None)):
            answer = await client.get("/health/live", headers={"Origin": origin})
            assert answer.headers.get("Access-Control-Allow-Origin") == allowed


def test_an_operation_without_a_policy_does_not_start() -> None:
    app = create_app(SETTINGS)
    app.get("/back-door")(lambda: None)
    with pytest.raises(RuntimeError, match="back-door"):
        check_policies(app)


def test_a_policy_without_an_operation_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(POLICIES, "nothing:burn", {})
    with pytest.raises(RuntimeError, match="nothing:burn"):
        create_app(SETTINGS)


def test_a_short_secret_does_not_start() -> None:
    with pytest.raises(ValueError, match="jwt_secret"):
        Settings(jwt_secret="short")


@pytest.mark.parametrize("name", ["jwt_secret"])
@pytest.mark.parametrize(
    "secret", ["0" * 64, "change-me-" * 5, "your-secret-key-of-32-characters!"]
)
def test_a_secret_that_is_easy_to_guess_does_not_start(name: str, secret: str) -> None:
    """As what stands in an example, and was never replaced."""
    with pytest.raises(ValueError, match=f"APP_{name.upper()} is easy to guess"):
        Settings.model_validate({**SETTINGS.model_dump(), name: secret})


def test_several_workers_do_not_start_without_what_they_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    known: dict[str, Any] = {
        "jwt_secret": SETTINGS.jwt_secret,
        "database_url": "sqlite+aiosqlite://",
    }
    with pytest.raises(ValueError, match="APP_DATABASE_URL"):
        Settings.model_validate(known)
    known["database_url"] = "postgresql+asyncpg://localhost/app"
    with pytest.raises(ValueError, match="APP_REDIS_URL"):
        Settings.model_validate(known)
    known["redis_url"] = "redis://localhost"
    assert Settings.model_validate(known).workers == 2
