"""User: what each of its operations takes, does and refuses.

Proves R-US-8.
"""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from backend import models
from tests.answers import (
    BAD_PAGES,
    every_item,
    is_refused,
)
from tests.conftest import Login, copy_row, fetch, statements
from tests.world import PASSWORD, key

CREATE_BODY: dict[str, Any] = {
    "team_id": str(key("team")),
    "email": "somebody700@example.com",
    "display_name": "Display name 700",
    "role": "lead",
    "is_active": False,
    "password": PASSWORD,
}
UPDATE_BODY: dict[str, Any] = {
    "team_id": str(key("team")),
    "email": "somebody701@example.com",
    "display_name": "Display name 701",
    "role": "admin",
    "is_active": True,
}


async def test_create_keeps_what_was_sent(as_: Login) -> None:
    client = as_("admin")
    answer = await client.post("/api/v1/users", json=CREATE_BODY)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    hidden = {"password"}
    shown = {name: value for name, value in CREATE_BODY.items() if name not in hidden}
    assert shown.items() <= created.items()
    assert hidden.isdisjoint(created)
    assert (await client.get(f"/api/v1/users/{created['id']}")).json() == created


async def test_create_fills_in_the_rest(as_: Login) -> None:
    least: dict[str, Any] = {
        "team_id": str(key("team")),
        "email": "somebody700@example.com",
        "display_name": "Display name 700",
        "password": PASSWORD,
    }
    answer = await as_("admin").post("/api/v1/users", json=least)
    assert answer.status_code == 201, answer.text
    filled: dict[str, Any] = {
        "role": "member",
        "is_active": True,
    }
    assert filled.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("display_name", "x" * 100, id="display_name longest"),
    ],
)
async def test_create_takes(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("admin").post("/api/v1/users", json=body)
    assert answer.status_code == 201, answer.text


async def test_create_is_unique(as_: Login) -> None:
    client = as_("admin")
    answers = [await client.post("/api/v1/users", json=CREATE_BODY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("email", "x" * 243 + "@example.com", id="email too long"),
        pytest.param("email", "nobody", id="email no email"),
        pytest.param("email", 7, id="email no text"),
        pytest.param("display_name", "x" * 101, id="display_name too long"),
        pytest.param("display_name", "\x00", id="display_name with a NUL"),
        pytest.param("display_name", 7, id="display_name no text"),
        pytest.param("role", "no such value", id="role unknown"),
        pytest.param("is_active", "perhaps", id="is_active neither"),
        pytest.param("team_id", None, id="team_id null"),
        pytest.param("email", None, id="email null"),
        pytest.param("display_name", None, id="display_name null"),
        pytest.param("password", "Aa1!xxxxxxx", id="password too short"),
    ],
)
async def test_create_refuses(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("admin").post("/api/v1/users", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("team_id", str(key("nothing")), id="team_id of nothing"),
    ],
)
async def test_create_points_at_no_row(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("admin").post("/api/v1/users", json=body)
    assert is_refused(answer, member, 409)


@pytest.mark.parametrize("member", ["team_id", "email", "display_name", "password"])
async def test_create_needs(as_: Login, member: str) -> None:
    body = {name: value for name, value in CREATE_BODY.items() if name != member}
    answer = await as_("admin").post("/api/v1/users", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["id", "password_hash", "created_at", "updated_at", "surprise"])
async def test_create_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**CREATE_BODY, member: "x"}
    answer = await as_("admin").post("/api/v1/users", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (f"/api/v1/users/{key('lead')}", str(key("lead"))),
        (f"/api/v1/users/{key('teammate of lead')}", str(key("teammate of lead"))),
    ],
)
async def test_read_shows_the_row_that_it_names(as_: Login, path: str, row: object) -> None:
    answer = await as_("lead").get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == row


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        ("lead", {str(key("lead")), str(key("teammate of lead"))}),
        (
            "admin",
            {
                str(key("member")),
                str(key("lead")),
                str(key("admin")),
                str(key("teammate of member")),
                str(key("teammate of lead")),
                str(key("colleague")),
                str(key("bystander")),
            },
        ),
    ],
)
async def test_list_shows_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    items = await every_item(as_(role), "/api/v1/users")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


async def test_list_pages_show_every_row_once(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/users")
    assert len(whole) > 1
    assert await every_item(client, "/api/v1/users", size=1) == whole


async def test_list_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get("/api/v1/users", params={"limit": size})
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


async def test_list_pages_lose_no_row_when_one_comes(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/users")
    like = models.User.id == UUID(whole[0]["id"])

    async def comes() -> None:
        await copy_row(
            app, models.User, like, {"id": UUID(int=1), "email": "somebody700@example.com"}
        )

    found = await every_item(client, "/api/v1/users", size=1, between=comes)
    assert all(item in found for item in whole)
    shown = await every_item(client, "/api/v1/users", size=3)
    assert str(UUID(int=1)) in [item["id"] for item in shown]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1", "sort=no-such-member"])
async def test_list_checks_its_query(as_: Login, query: str) -> None:
    path = "/api/v1/users"
    answer = await as_("admin").get(f"{path}?{query}")
    assert answer.status_code == 422


async def test_list_filters_by_team_id(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/users")
    found = await every_item(client, "/api/v1/users", {"team_id": str(key("team"))})
    assert found == [item for item in whole if item["team_id"] == str(key("team"))]


async def test_list_filters_by_team_id_of_nothing(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/users")
    found = await every_item(client, "/api/v1/users", {"team_id": str(key("nothing"))})
    assert found == [item for item in whole if item["team_id"] == str(key("nothing"))]


async def test_list_filters_by_role(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/users")
    found = await every_item(client, "/api/v1/users", {"role": "member"})
    assert found == [item for item in whole if item["role"] == "member"]


async def test_list_filters_by_is_active(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/users")
    found = await every_item(client, "/api/v1/users", {"is_active": True})
    assert found == [item for item in whole if item["is_active"] is True]


async def test_list_filters_by_is_active_not(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/users")
    found = await every_item(client, "/api/v1/users", {"is_active": False})
    assert found == [item for item in whole if item["is_active"] is False]


@pytest.mark.parametrize(
    ("params", "member", "kind", "descending"),
    [
        ({"sort": "created_at"}, "created_at", str, False),
        ({"sort": "-created_at"}, "created_at", str, True),
    ],
)
async def test_list_sorts(
    as_: Login, params: dict[str, str], member: str, kind: type[Any], *, descending: bool
) -> None:
    items = await every_item(as_("admin"), "/api/v1/users", params)
    values = [kind(item[member]) for item in items if item[member] is not None]
    assert values == sorted(values, reverse=descending)


async def test_update_changes_what_was_sent(app: FastAPI, as_: Login) -> None:
    client, path = as_("admin"), f"/api/v1/users/{key('colleague')}"
    others = select(models.User).where(models.User.id != key("colleague")).order_by(models.User.id)
    untouched = await fetch(app, others)
    before = (await client.get(f"/api/v1/users/{key('colleague')}")).json()
    answer = await client.patch(path, json=UPDATE_BODY)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    sent = {name: value for name, value in UPDATE_BODY.items() if name in before}
    moved = {name: changed[name] for name in ("updated_at",)}
    assert changed == {**before, **sent, **moved}
    assert (await client.get(f"/api/v1/users/{key('colleague')}")).json() == changed
    assert await fetch(app, others) == untouched


@pytest.mark.parametrize("member", UPDATE_BODY)
async def test_update_leaves_the_others_alone(as_: Login, member: str) -> None:
    client, path = as_("admin"), f"/api/v1/users/{key('colleague')}"
    before = (await client.get(f"/api/v1/users/{key('colleague')}")).json()
    body = {member: UPDATE_BODY[member]}
    answer = await client.patch(path, json=body)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    same = changed.keys() - {member, "updated_at"}
    assert {name: changed[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("email", "x" * 243 + "@example.com", id="email too long"),
        pytest.param("email", "nobody", id="email no email"),
        pytest.param("email", 7, id="email no text"),
        pytest.param("display_name", "x" * 101, id="display_name too long"),
        pytest.param("display_name", "\x00", id="display_name with a NUL"),
        pytest.param("display_name", 7, id="display_name no text"),
        pytest.param("role", "no such value", id="role unknown"),
        pytest.param("is_active", "perhaps", id="is_active neither"),
        pytest.param("team_id", None, id="team_id null"),
        pytest.param("email", None, id="email null"),
        pytest.param("display_name", None, id="display_name null"),
    ],
)
async def test_update_refuses(as_: Login, member: str, value: object) -> None:
    body = {**UPDATE_BODY, member: value}
    answer = await as_("admin").patch(f"/api/v1/users/{key('colleague')}", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["id", "password_hash", "created_at", "updated_at", "surprise"])
async def test_update_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**UPDATE_BODY, member: "x"}
    answer = await as_("admin").patch(f"/api/v1/users/{key('colleague')}", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("team_id", str(key("nothing")), id="team_id of nothing"),
    ],
)
async def test_update_points_at_no_row(as_: Login, member: str, value: object) -> None:
    body = {**UPDATE_BODY, member: value}
    answer = await as_("admin").patch(f"/api/v1/users/{key('colleague')}", json=body)
    assert is_refused(answer, member, 409)
