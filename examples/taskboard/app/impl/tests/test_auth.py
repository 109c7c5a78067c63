"""Signing in: how tokens are got, prolonged and lost."""

import asyncio
from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from pydantic import SecretStr
from sqlalchemy import insert, select, update

from backend import models
from backend.database import now
from backend.security import HASHES_AT_ONCE, Security, fingerprint
from tests.answers import is_problem, is_refused
from tests.conftest import SETTINGS, Login, execute, fetch
from tests.world import PASSWORD, key, login_of

FORGED = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJ4IiwiZXhwIjo5OTk5OTk5OTk5fQ."


async def _log_in(client: AsyncClient, name: str, password: str = PASSWORD) -> Response:
    body = {"email": login_of(name), "password": password}
    return await client.post("/api/v1/auth/login", json=body)


async def _tokens(client: AsyncClient, name: str) -> dict[str, str]:
    answer = await _log_in(client, name)
    assert answer.status_code == 200, answer.text
    tokens: dict[str, str] = answer.json()
    return tokens


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def _status(client: AsyncClient, token: str) -> int:
    return (await client.get("/api/v1/teams", headers=_bearer(token))).status_code


async def test_login_gives_tokens(anonymous: AsyncClient) -> None:
    tokens = await _tokens(anonymous, "admin")
    assert await _status(anonymous, tokens["access_token"]) == 200


async def test_login_tells_a_wrong_password_and_an_unknown_name_the_same(
    anonymous: AsyncClient,
) -> None:
    wrong = await _log_in(anonymous, "admin", "not the password at all")
    unknown = await _log_in(anonymous, "nobody")
    assert is_problem(wrong, 401)
    assert wrong.content == unknown.content
    assert wrong.headers["WWW-Authenticate"] == unknown.headers["WWW-Authenticate"] == "Bearer"


async def test_login_repeats_no_secret(anonymous: AsyncClient) -> None:
    answer = await anonymous.post("/api/v1/auth/login", json={"password": PASSWORD})
    assert is_refused(answer, "email")
    assert PASSWORD not in answer.text


async def test_login_locks_after_failures(anonymous: AsyncClient) -> None:
    assert (await _log_in(anonymous, "member", "wrong")).status_code == 401
    for _ in range(5):
        assert (await _log_in(anonymous, "admin", "wrong")).status_code == 401
    locked = await _log_in(anonymous, "admin")
    assert is_problem(locked, 429)
    assert (await _log_in(anonymous, "member")).status_code == 200


async def test_login_counts_for_each_name_alone(app: FastAPI, anonymous: AsyncClient) -> None:
    for name in ("member", "admin"):
        assert (await _log_in(anonymous, name, "wrong")).status_code == 401
    counts = await fetch(app, select(models.LoginFailure.count))
    assert len(counts) == 2
    assert counts[0] == counts[1]


async def test_a_lock_ends_with_the_failures_before_it(
    app: FastAPI, anonymous: AsyncClient
) -> None:
    for _ in range(5):
        await _log_in(anonymous, "admin", "wrong")
    past = now() - timedelta(seconds=1)
    await execute(app, update(models.LoginFailure).values(locked_until=past))
    assert (await _log_in(anonymous, "admin", "wrong")).status_code == 401
    assert (await _log_in(anonymous, "admin")).status_code == 200


async def test_login_counts_failures_at_the_same_time(anonymous: AsyncClient) -> None:
    """Whoever guesses all at once has no more attempts than one who guesses in turn."""
    guesses = [_log_in(anonymous, "admin", "wrong") for _ in range(5 + 3)]
    statuses = sorted(answer.status_code for answer in await asyncio.gather(*guesses))
    assert statuses == [401] * 5 + [429] * 3
    assert is_problem(await _log_in(anonymous, "admin"), 429)


async def test_login_that_is_locked_meanwhile_is_refused(
    app: FastAPI, anonymous: AsyncClient
) -> None:
    """The right password among many guesses at once may come too late, and then says nothing."""
    turns, others = app.state.security.turns, [object() for _ in range(HASHES_AT_ONCE)]
    for other in others:
        turns.acquire_on_behalf_of_nowait(other)
    login = asyncio.create_task(_log_in(anonymous, "admin"))
    while not turns.statistics().tasks_waiting:  # noqa: ASYNC110 - a limiter tells nobody
        await asyncio.sleep(0.01)
    known, later = fingerprint(login_of("admin")), now() + timedelta(minutes=1)
    failure = {"fingerprint": known, "count": 0, "locked_until": later}
    await execute(app, insert(models.LoginFailure).values(failure))
    for other in others:
        turns.release_on_behalf_of(other)
    assert is_problem(await login, 429)


async def test_login_forgets_failures_after_a_success(anonymous: AsyncClient) -> None:
    for _ in range(2):
        for _ in range(5 - 1):
            assert (await _log_in(anonymous, "admin", "wrong")).status_code == 401
        assert (await _log_in(anonymous, "admin")).status_code == 200


async def test_login_forgets_no_failures_of_others(anonymous: AsyncClient) -> None:
    """Who has an account cannot guess the password of another one for ever."""
    for _ in range(5 - 1):
        assert (await _log_in(anonymous, "member", "wrong")).status_code == 401
    assert (await _log_in(anonymous, "admin")).status_code == 200
    assert (await _log_in(anonymous, "member", "wrong")).status_code == 401
    assert is_problem(await _log_in(anonymous, "member"), 429)


async def test_login_is_not_for_the_inactive(app: FastAPI, anonymous: AsyncClient) -> None:
    tokens = await _tokens(anonymous, "admin")
    await execute(
        app, update(models.User).where(models.User.id == key("admin")).values(is_active=False)
    )
    assert await _status(anonymous, tokens["access_token"]) == 401
    assert (await _log_in(anonymous, "admin")).status_code == 401
    body = {"refresh_token": tokens["refresh_token"]}
    assert is_problem(await anonymous.post("/api/v1/auth/refresh", json=body), 401)


async def test_refresh_works_once(anonymous: AsyncClient) -> None:
    """A second use means a theft: the whole login ends, also for the thief."""
    first = await _tokens(anonymous, "admin")
    body = {"refresh_token": first["refresh_token"]}
    second = (await anonymous.post("/api/v1/auth/refresh", json=body)).json()
    assert await _status(anonymous, second["access_token"]) == 200
    assert is_problem(await anonymous.post("/api/v1/auth/refresh", json=body), 401)
    assert await _status(anonymous, second["access_token"]) == 401
    body = {"refresh_token": second["refresh_token"]}
    assert is_problem(await anonymous.post("/api/v1/auth/refresh", json=body), 401)


async def test_refresh_gives_nobody_the_login_of_another(anonymous: AsyncClient) -> None:
    mine, theirs = [await _tokens(anonymous, name) for name in ("admin", "member")]
    login, _, _ = theirs["refresh_token"].partition(".")
    _, _, secret = mine["refresh_token"].partition(".")
    body = {"refresh_token": f"{login}.{secret}"}
    assert is_problem(await anonymous.post("/api/v1/auth/refresh", json=body), 401)
    assert await _status(anonymous, mine["access_token"]) == 200


async def test_refresh_ends_with_its_time(app: FastAPI, anonymous: AsyncClient) -> None:
    tokens = await _tokens(anonymous, "admin")
    past = now() - timedelta(seconds=1)
    await execute(app, update(models.LoginSession).values(expires_at=past))
    body = {"refresh_token": tokens["refresh_token"]}
    assert is_problem(await anonymous.post("/api/v1/auth/refresh", json=body), 401)


@pytest.mark.parametrize("token", ["x", "x.y", FORGED, f"{key('no login')}.x"])
async def test_refresh_refuses(anonymous: AsyncClient, token: str) -> None:
    answer = await anonymous.post("/api/v1/auth/refresh", json={"refresh_token": token})
    assert is_problem(answer, 401)


@pytest.mark.usefixtures("remembered")
async def test_logout_ends_the_login(app: FastAPI, anonymous: AsyncClient) -> None:
    tokens = await _tokens(anonymous, "admin")
    other = await _tokens(anonymous, "admin")
    assert await _status(anonymous, tokens["access_token"]) == 200
    bearer = _bearer(tokens["access_token"])
    answer = await anonymous.post("/api/v1/auth/logout", headers=bearer)
    assert answer.status_code == 204
    assert await _status(anonymous, tokens["access_token"]) == 401
    assert await _status(anonymous, other["access_token"]) == 200
    ended = models.LoginSession.revoked_at.is_not(None)
    past = now() - timedelta(days=1)
    await execute(app, update(models.LoginSession).where(ended).values(revoked_at=past))
    body = {"refresh_token": tokens["refresh_token"]}
    assert (await anonymous.post("/api/v1/auth/refresh", json=body)).status_code == 401
    assert await fetch(app, select(models.LoginSession.revoked_at).where(ended)) == [(past,)]


async def test_an_access_token_ends_with_its_time(anonymous: AsyncClient) -> None:
    expired = Security(SETTINGS.model_copy(update={"access_token_minutes": -1}))
    forger = Security(SETTINGS.model_copy(update={"jwt_secret": SecretStr("x" * 40)}))
    login = key("login of admin")
    assert await _status(anonymous, expired.sign(login)) == 401
    assert await _status(anonymous, forger.sign(login)) == 401
    assert await _status(anonymous, Security(SETTINGS).sign(login)) == 200


async def test_a_token_is_no_other_kind_of_secret(anonymous: AsyncClient) -> None:
    token = Security(SETTINGS).sign(key("login of admin"))
    answer = await anonymous.get("/api/v1/teams", headers={"Authorization": f"Basic {token}"})
    assert is_problem(answer, 401)


@pytest.mark.parametrize("token", ["", "x", FORGED])
async def test_a_bad_token_is_refused(anonymous: AsyncClient, token: str) -> None:
    answer = await anonymous.get("/api/v1/teams", headers=_bearer(token))
    assert is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


async def test_me_shows_the_caller(as_: Login, anonymous: AsyncClient) -> None:
    answer = await as_("admin").get("/api/v1/auth/me")
    assert answer.json()["email"] == login_of("admin")
    assert "password_hash" not in answer.json()
    assert is_problem(await anonymous.get("/api/v1/auth/me"), 401)


@pytest.mark.usefixtures("remembered")
async def test_change_password_ends_the_other_logins(app: FastAPI, anonymous: AsyncClient) -> None:
    """Those of the caller: one that ended before stays ended since then."""
    mine, other = [await _tokens(anonymous, "admin") for _ in range(2)]
    theirs = await _tokens(anonymous, "member")
    past = now() - timedelta(days=1)
    ended = models.LoginSession.id == key("login of admin")
    await execute(app, update(models.LoginSession).where(ended).values(revoked_at=past))
    assert await _status(anonymous, other["access_token"]) == 200
    body = {"current_password": PASSWORD, "new_password": f"{PASSWORD} 2"}
    bearer = _bearer(mine["access_token"])
    changed = await anonymous.post("/api/v1/auth/change-password", json=body, headers=bearer)
    assert changed.status_code == 204, changed.text
    assert await _status(anonymous, mine["access_token"]) == 200
    assert await _status(anonymous, other["access_token"]) == 401
    assert await _status(anonymous, theirs["access_token"]) != 401
    assert await fetch(app, select(models.LoginSession.revoked_at).where(ended)) == [(past,)]
    assert (await _log_in(anonymous, "admin")).status_code == 401
    assert (await _log_in(anonymous, "admin", f"{PASSWORD} 2")).status_code == 200
    assert (await _log_in(anonymous, "member")).status_code == 200


async def test_change_password_at_the_same_time_happens_once(anonymous: AsyncClient) -> None:
    """Whoever comes second shows a password that is not the current one any more."""
    bearer = _bearer((await _tokens(anonymous, "admin"))["access_token"])
    bodies = [{"current_password": PASSWORD, "new_password": f"{PASSWORD} {n}"} for n in range(3)]
    answers = await asyncio.gather(
        *(
            anonymous.post("/api/v1/auth/change-password", json=body, headers=bearer)
            for body in bodies
        )
    )
    assert sorted(answer.status_code for answer in answers) == [204, 403, 403]


async def test_change_password_needs_the_current_one(as_: Login) -> None:
    body = {"current_password": "not the password", "new_password": f"{PASSWORD} 2"}
    answer = await as_("admin").post("/api/v1/auth/change-password", json=body)
    assert is_problem(answer, 403)


async def test_change_password_counts_wrong_ones(as_: Login, anonymous: AsyncClient) -> None:
    """A stolen token is no way to try passwords."""
    body = {"current_password": "not the password", "new_password": f"{PASSWORD} 2"}
    thief = as_("admin")
    for _ in range(5):
        answer = await thief.post("/api/v1/auth/change-password", json=body)
        assert is_problem(answer, 403)
    body["current_password"] = PASSWORD
    answer = await thief.post("/api/v1/auth/change-password", json=body)
    assert is_problem(answer, 429)
    assert (await _log_in(anonymous, "admin")).status_code == 429


async def test_update_me_changes_the_caller_alone(as_: Login) -> None:
    changed = await as_("admin").patch("/api/v1/auth/me", json={"display_name": "Display name 700"})
    assert changed.status_code == 200, changed.text
    assert changed.json()["email"] == login_of("admin")
    assert changed.json()["display_name"] == "Display name 700"


@pytest.mark.parametrize(
    "member", ["id", "team_id", "password_hash", "role", "is_active", "created_at", "updated_at"]
)
async def test_update_me_gives_no_power(as_: Login, member: str) -> None:
    answer = await as_("admin").patch("/api/v1/auth/me", json={member: "x"})
    assert is_refused(answer, member)
