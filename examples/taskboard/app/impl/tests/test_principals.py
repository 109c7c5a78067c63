"""Whom the application knows, for how long, and how far they reach."""

from dataclasses import replace

import pytest
from fastapi import FastAPI
from sqlalchemy import false, update

from backend import access, models
from backend.access import Access, Principal, RecentPrincipals
from backend.database import now
from backend.enums import UserRole
from backend.errors import NotFoundError
from backend.main import create_app
from backend.policies import POLICIES, Scope
from backend.scopes import within
from tests.answers import is_problem
from tests.conftest import client_of, execute
from tests.world import PASSWORD, key

SOMEBODY = Principal(
    user_id=key("admin"),
    role=UserRole.MEMBER,
    session_id=key("login of admin"),
)


def test_a_principal_is_remembered_for_some_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """But never past the end of the token."""
    known = RecentPrincipals(5)
    monkeypatch.setattr(access, "time", lambda: 100.0)
    known.put("long", SOMEBODY, expires_at_s=900.0)
    known.put("short", SOMEBODY, expires_at_s=103.0)
    assert known.get("unknown") is None
    for now_s, long, short in (
        (102.9, SOMEBODY, SOMEBODY),
        (104.9, SOMEBODY, None),
        (105, None, None),
    ):
        monkeypatch.setattr(access, "time", lambda now_s=now_s: now_s)
        assert (known.get("long"), known.get("short")) == (long, short)


def test_principals_do_not_fill_the_memory() -> None:
    known = RecentPrincipals(60, size=2)
    for token in ("first", "second", "third"):
        known.put(token, SOMEBODY, expires_at_s=float("inf"))
    assert (known.get("first"), known.get("third")) == (None, SOMEBODY)


async def test_an_ended_login_may_be_noticed_late(app: FastAPI) -> None:
    """Another process ended it: this one asks the database again after some seconds."""
    patient = create_app(app.state.settings.model_copy(update={"principal_cache_seconds": 60}))
    token = patient.state.security.sign(SOMEBODY.session_id)
    async with client_of(patient) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        assert (await client.get("/api/v1/teams")).status_code == 200
        await execute(app, update(models.LoginSession).values(revoked_at=now()))
        assert (await client.get("/api/v1/teams")).status_code == 200
        patient.state.principals.clear()
        assert (await client.get("/api/v1/teams")).status_code == 401
    await patient.state.database.close()


@pytest.mark.usefixtures("remembered")
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/v1/auth/me", None),
        ("PATCH", "/api/v1/auth/me", {}),
        (
            "POST",
            "/api/v1/auth/change-password",
            {"current_password": PASSWORD, "new_password": f"{PASSWORD} 2"},
        ),
    ],
)
async def test_an_account_that_is_gone_is_signed_out(
    app: FastAPI, method: str, path: str, body: dict[str, str] | None
) -> None:
    """Although its token was good a moment ago."""
    patient = create_app(app.state.settings.model_copy(update={"principal_cache_seconds": 60}))
    gone = replace(SOMEBODY, user_id=key("nothing"))
    patient.state.principals.put("a token", gone, expires_at_s=float("inf"))
    async with client_of(patient) as client:
        client.headers["Authorization"] = "Bearer a token"
        assert is_problem(await client.request(method, path, json=body), 401)
    await patient.state.database.close()


def test_what_may_not_be_read_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(POLICIES, "thing:read", {})
    monkeypatch.setitem(POLICIES, "thing:list", {SOMEBODY.role: Scope.ALL})
    caller = Access(SOMEBODY, Scope.ALL)
    assert caller.sight("thing:list") is Scope.ALL
    with pytest.raises(NotFoundError):
        caller.sight("thing:read")


def test_rows_of_nobody_are_not_within_a_narrow_scope() -> None:
    assert within(Scope.OWN).compare(false())
