"""Team: what each of its operations takes, does and refuses."""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from backend import models
from tests.answers import (
    BAD_PAGES,
    every_item,
    is_refused,
)
from tests.conftest import Login, copy_row, fetch, statements
from tests.world import key

CREATE_BODY: dict[str, Any] = {
    "name": "Name 700",
}
UPDATE_BODY: dict[str, Any] = {
    "name": "Name 701",
}


async def test_create_keeps_what_was_sent(as_: Login) -> None:
    client = as_("admin")
    answer = await client.post("/api/v1/teams", json=CREATE_BODY)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    assert CREATE_BODY.items() <= created.items()
    assert (await client.get(f"/api/v1/teams/{created['id']}")).json() == created


async def test_create_fills_in_the_rest(as_: Login) -> None:
    least: dict[str, Any] = {
        "name": "Name 700",
    }
    answer = await as_("admin").post("/api/v1/teams", json=least)
    assert answer.status_code == 201, answer.text
    filled: dict[str, Any] = {}
    assert filled.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 100, id="name longest"),
    ],
)
async def test_create_takes(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("admin").post("/api/v1/teams", json=body)
    assert answer.status_code == 201, answer.text


async def test_create_is_unique(as_: Login) -> None:
    client = as_("admin")
    answers = [await client.post("/api/v1/teams", json=CREATE_BODY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 101, id="name too long"),
        pytest.param("name", "\x00", id="name with a NUL"),
        pytest.param("name", 7, id="name no text"),
        pytest.param("name", None, id="name null"),
    ],
)
async def test_create_refuses(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("admin").post("/api/v1/teams", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["name"])
async def test_create_needs(as_: Login, member: str) -> None:
    body = {name: value for name, value in CREATE_BODY.items() if name != member}
    answer = await as_("admin").post("/api/v1/teams", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["id", "created_at", "surprise"])
async def test_create_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**CREATE_BODY, member: "x"}
    answer = await as_("admin").post("/api/v1/teams", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (f"/api/v1/teams/{key('team')}", str(key("team"))),
        (f"/api/v1/teams/{key('spare team')}", str(key("spare team"))),
    ],
)
async def test_read_shows_the_row_that_it_names(as_: Login, path: str, row: object) -> None:
    answer = await as_("admin").get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == row


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        (
            "admin",
            {
                str(key("team")),
                str(key("spare team")),
                str(key("team of member")),
                str(key("team of lead")),
            },
        ),
    ],
)
async def test_list_shows_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    items = await every_item(as_(role), "/api/v1/teams")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


async def test_list_pages_show_every_row_once(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/teams")
    assert len(whole) > 1
    assert await every_item(client, "/api/v1/teams", size=1) == whole


async def test_list_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get("/api/v1/teams", params={"limit": size})
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


async def test_list_pages_lose_no_row_when_one_comes(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/teams")
    like = models.Team.id == UUID(whole[0]["id"])

    async def comes() -> None:
        await copy_row(app, models.Team, like, {"id": UUID(int=1), "name": "Name 700"})

    found = await every_item(client, "/api/v1/teams", size=1, between=comes)
    assert all(item in found for item in whole)
    shown = await every_item(client, "/api/v1/teams", size=3)
    assert str(UUID(int=1)) in [item["id"] for item in shown]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1", "sort=no-such-member"])
async def test_list_checks_its_query(as_: Login, query: str) -> None:
    path = "/api/v1/teams"
    answer = await as_("admin").get(f"{path}?{query}")
    assert answer.status_code == 422


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
    items = await every_item(as_("admin"), "/api/v1/teams", params)
    values = [kind(item[member]) for item in items if item[member] is not None]
    assert values == sorted(values, reverse=descending)


async def test_update_changes_what_was_sent(app: FastAPI, as_: Login) -> None:
    client, path = as_("admin"), f"/api/v1/teams/{key('team')}"
    others = select(models.Team).where(models.Team.id != key("team")).order_by(models.Team.id)
    untouched = await fetch(app, others)
    before = (await client.get(f"/api/v1/teams/{key('team')}")).json()
    answer = await client.patch(path, json=UPDATE_BODY)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    sent = {name: value for name, value in UPDATE_BODY.items() if name in before}
    assert changed == {**before, **sent}
    assert (await client.get(f"/api/v1/teams/{key('team')}")).json() == changed
    assert await fetch(app, others) == untouched


@pytest.mark.parametrize("member", UPDATE_BODY)
async def test_update_leaves_the_others_alone(as_: Login, member: str) -> None:
    client, path = as_("admin"), f"/api/v1/teams/{key('team')}"
    before = (await client.get(f"/api/v1/teams/{key('team')}")).json()
    body = {member: UPDATE_BODY[member]}
    answer = await client.patch(path, json=body)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    same = changed.keys() - {member}
    assert {name: changed[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 101, id="name too long"),
        pytest.param("name", "\x00", id="name with a NUL"),
        pytest.param("name", 7, id="name no text"),
        pytest.param("name", None, id="name null"),
    ],
)
async def test_update_refuses(as_: Login, member: str, value: object) -> None:
    body = {**UPDATE_BODY, member: value}
    answer = await as_("admin").patch(f"/api/v1/teams/{key('team')}", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["id", "created_at", "surprise"])
async def test_update_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**UPDATE_BODY, member: "x"}
    answer = await as_("admin").patch(f"/api/v1/teams/{key('team')}", json=body)
    assert is_refused(answer, member)


async def test_delete_removes_the_row(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    others = select(models.Team).where(models.Team.id != key("spare team")).order_by(models.Team.id)
    untouched = await fetch(app, others)
    answer = await client.delete(f"/api/v1/teams/{key('spare team')}")
    assert answer.status_code == 204, answer.text
    assert not answer.content
    assert (await client.get(f"/api/v1/teams/{key('spare team')}")).status_code == 404
    assert (await client.delete(f"/api/v1/teams/{key('spare team')}")).status_code == 404
    left = await fetch(
        app,
        select(func.count()).select_from(models.Team).where(models.Team.id == key("spare team")),
    )
    assert left == [(0,)]
    assert await fetch(app, others) == untouched


async def test_delete_keeps_what_is_in_use(as_: Login) -> None:
    answer = await as_("admin").delete(f"/api/v1/teams/{key('team')}")
    assert answer.status_code == 409, answer.text
