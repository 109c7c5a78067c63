"""The commands make accounts that can sign in."""

from backend.commands import create_admin, seed
from backend.main import create_app
from backend.settings import Settings
from tests.conftest import SETTINGS, client_of
from tests.databases import Databases
from tests.world import PASSWORD


async def _status(settings: Settings, name: str) -> int:
    app = create_app(settings)
    async with client_of(app) as client:
        body = {"email": name, "password": PASSWORD}
        answer = await client.post("/api/v1/auth/login", json=body)
    await app.state.database.close()
    return answer.status_code


async def test_seed_makes_accounts(databases: Databases) -> None:
    async with databases.copy("seeded") as url:
        settings = SETTINGS.model_copy(update={"database_url": url})
        names = await seed(settings, PASSWORD)
        assert names
        assert {await _status(settings, name) for name in names} == {200}


async def test_create_admin_makes_an_account(databases: Databases) -> None:
    async with databases.copy("seeded") as url:
        settings = SETTINGS.model_copy(update={"database_url": url})
        await create_admin(settings, "first@example.com", PASSWORD)
        assert await _status(settings, "first@example.com") == 200
