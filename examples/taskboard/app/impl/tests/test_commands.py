"""The commands make accounts that can sign in."""

import runpy
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from anyio import run_process, to_thread

from backend import commands
from backend.commands import create_admin, main, seed
from backend.main import create_app
from backend.settings import Settings
from tests.conftest import SETTINGS, client_of
from tests.databases import Databases
from tests.world import PASSWORD


@pytest.fixture
async def settings(databases: Databases) -> AsyncIterator[Settings]:
    """Return the settings of a new deployment: its database has tables and nothing else."""
    async with databases.copy("seeded", of="empty") as url:
        yield SETTINGS.model_copy(update={"database_url": url})


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what the commands read from the environment."""
    monkeypatch.setenv("APP_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("APP_JWT_SECRET", settings.jwt_secret.get_secret_value())
    monkeypatch.setenv("APP_ARGON2_MEMORY_KIB", str(settings.argon2_memory_kib))
    monkeypatch.setenv("APP_ARGON2_PASSES", str(settings.argon2_passes))
    monkeypatch.setenv("APP_PASSWORD", PASSWORD)


async def _status(settings: Settings, name: str) -> int:
    app = create_app(settings)
    async with client_of(app) as client:
        body = {"email": name, "password": PASSWORD}
        answer = await client.post("/api/v1/auth/login", json=body)
    await app.state.database.close()
    return answer.status_code


async def test_seed_makes_accounts(settings: Settings) -> None:
    names = await seed(settings, PASSWORD)
    assert names
    assert {await _status(settings, name) for name in names} == {200}


@pytest.mark.usefixtures("environment")
async def test_a_process_of_its_own_makes_them(settings: Settings) -> None:
    """What nothing else has imported knows all tables."""
    folder = Path(commands.__file__).parents[1]
    seeded = await run_process([sys.executable, "-m", "backend.commands", "seed"], cwd=folder)
    for name in seeded.stdout.decode().splitlines():
        assert await _status(settings, name) == 200


async def test_create_admin_makes_an_account(settings: Settings) -> None:
    await create_admin(settings, "first@example.com", PASSWORD)
    assert await _status(settings, "first@example.com") == 200


@pytest.mark.usefixtures("environment")
async def test_the_commands_take_their_words_from_the_shell(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["create-admin", "first@example.com"], ["seed"]):
        monkeypatch.setattr(sys, "argv", ["commands", *words])
        await to_thread.run_sync(main)
    told, *names = capsys.readouterr().out.splitlines()
    assert told == "first@example.com may sign in."
    assert names
    for name in ("first@example.com", *names):
        assert await _status(settings, name) == 200


@pytest.mark.usefixtures("environment")
async def test_a_password_that_nobody_set_is_asked_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("APP_PASSWORD")
    monkeypatch.setattr(commands, "getpass", lambda _: PASSWORD)
    monkeypatch.setattr(sys, "argv", ["commands", "create-admin", "first@example.com"])
    await to_thread.run_sync(main)
    assert await _status(settings, "first@example.com") == 200


def test_a_short_password_makes_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_JWT_SECRET", SETTINGS.jwt_secret.get_secret_value())
    monkeypatch.setenv("APP_PASSWORD", PASSWORD[:3])
    monkeypatch.setattr(sys, "argv", ["commands", "seed"])
    with pytest.raises(SystemExit, match="The password needs at least"):
        main()


def test_the_commands_tell_their_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["commands", "--help"])
    with pytest.raises(SystemExit, match="0"):
        runpy.run_path(str(commands.__file__), run_name="__main__")
    told = capsys.readouterr().out
    assert "create-admin" in told
    assert "seed" in told
