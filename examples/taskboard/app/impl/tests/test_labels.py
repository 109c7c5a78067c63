"""Label: what each of its operations takes, does and refuses.

Proves R-US-9.
"""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from backend import models
from tests.answers import (
    BAD_PAGES,
    every_item,
    is_problem,
    is_refused,
)
from tests.conftest import Login, copy_row, fetch, statements
from tests.world import key

CREATE_BODY: dict[str, Any] = {
    "name": "Name 700",
    "color": "aaaabay",
}
UPDATE_BODY: dict[str, Any] = {
    "name": "Name 701",
    "color": "aaaabaz",
}


async def test_create_keeps_what_was_sent(as_: Login) -> None:
    client = as_("admin")
    answer = await client.post("/api/v1/labels", json=CREATE_BODY)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    assert CREATE_BODY.items() <= created.items()
    assert (await client.get(f"/api/v1/labels/{created['id']}")).json() == created


async def test_create_fills_in_the_rest(as_: Login) -> None:
    least: dict[str, Any] = {
        "name": "Name 700",
    }
    answer = await as_("admin").post("/api/v1/labels", json=least)
    assert answer.status_code == 201, answer.text
    filled: dict[str, Any] = {
        "color": "#808080",
    }
    assert filled.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 50, id="name longest"),
        pytest.param("color", "xxxxxxx", id="color longest"),
    ],
)
async def test_create_takes(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("admin").post("/api/v1/labels", json=body)
    assert answer.status_code == 201, answer.text


async def test_create_is_unique(as_: Login) -> None:
    client = as_("admin")
    answers = [await client.post("/api/v1/labels", json=CREATE_BODY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 51, id="name too long"),
        pytest.param("name", "\x00", id="name with a NUL"),
        pytest.param("name", 7, id="name no text"),
        pytest.param("color", "xxxxxxxx", id="color too long"),
        pytest.param("color", "\x00", id="color with a NUL"),
        pytest.param("color", 7, id="color no text"),
        pytest.param("name", None, id="name null"),
    ],
)
async def test_create_refuses(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("admin").post("/api/v1/labels", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["name"])
async def test_create_needs(as_: Login, member: str) -> None:
    body = {name: value for name, value in CREATE_BODY.items() if name != member}
    answer = await as_("admin").post("/api/v1/labels", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["id", "surprise"])
async def test_create_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**CREATE_BODY, member: "x"}
    answer = await as_("admin").post("/api/v1/labels", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (f"/api/v1/labels/{key('label')}", str(key("label"))),
        (f"/api/v1/labels/{key('spare label')}", str(key("spare label"))),
    ],
)
async def test_read_shows_the_row_that_it_names(as_: Login, path: str, row: object) -> None:
    answer = await as_("member").get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == row


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        ("member", {str(key("label")), str(key("spare label"))}),
        ("lead", {str(key("label")), str(key("spare label"))}),
        ("admin", {str(key("label")), str(key("spare label"))}),
    ],
)
async def test_list_shows_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    items = await every_item(as_(role), "/api/v1/labels")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


async def test_list_pages_show_every_row_once(as_: Login) -> None:
    client = as_("member")
    whole = await every_item(client, "/api/v1/labels")
    assert len(whole) > 1
    assert await every_item(client, "/api/v1/labels", size=1) == whole


async def test_list_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("member")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get("/api/v1/labels", params={"limit": size})
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


async def test_list_pages_lose_no_row_when_one_comes(app: FastAPI, as_: Login) -> None:
    client = as_("member")
    whole = await every_item(client, "/api/v1/labels")
    like = models.Label.id == UUID(whole[0]["id"])

    async def comes() -> None:
        await copy_row(app, models.Label, like, {"id": UUID(int=1), "name": "Name 700"})

    found = await every_item(client, "/api/v1/labels", size=1, between=comes)
    assert all(item in found for item in whole)
    shown = await every_item(client, "/api/v1/labels", size=3)
    assert str(UUID(int=1)) in [item["id"] for item in shown]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1"])
async def test_list_checks_its_query(as_: Login, query: str) -> None:
    path = "/api/v1/labels"
    answer = await as_("member").get(f"{path}?{query}")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        ("member", {str(key("label"))}),
    ],
)
async def test_list_of_task_shows_what_the_role_may_see(
    as_: Login, role: str, rows: set[object]
) -> None:
    items = await every_item(as_(role), f"/api/v1/tasks/{key('task of member')}/labels")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


async def test_list_of_task_pages_show_every_row_once(as_: Login) -> None:
    client = as_("member")
    whole = await every_item(client, f"/api/v1/tasks/{key('task of member')}/labels")
    assert whole
    assert (
        await every_item(client, f"/api/v1/tasks/{key('task of member')}/labels", size=1) == whole
    )


async def test_list_of_task_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("member")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get(
                f"/api/v1/tasks/{key('task of member')}/labels", params={"limit": size}
            )
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1"])
async def test_list_of_task_checks_its_query(as_: Login, query: str) -> None:
    path = f"/api/v1/tasks/{key('task of member')}/labels"
    answer = await as_("member").get(f"{path}?{query}")
    assert answer.status_code == 422


async def test_list_of_task_hangs_below_something(as_: Login) -> None:
    assert is_problem(await as_("member").get(f"/api/v1/tasks/{key('nothing')}/labels"), 404)


async def test_update_changes_what_was_sent(app: FastAPI, as_: Login) -> None:
    client, path = as_("admin"), f"/api/v1/labels/{key('label')}"
    others = select(models.Label).where(models.Label.id != key("label")).order_by(models.Label.id)
    untouched = await fetch(app, others)
    before = (await client.get(f"/api/v1/labels/{key('label')}")).json()
    answer = await client.patch(path, json=UPDATE_BODY)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    sent = {name: value for name, value in UPDATE_BODY.items() if name in before}
    assert changed == {**before, **sent}
    assert (await client.get(f"/api/v1/labels/{key('label')}")).json() == changed
    assert await fetch(app, others) == untouched


@pytest.mark.parametrize("member", UPDATE_BODY)
async def test_update_leaves_the_others_alone(as_: Login, member: str) -> None:
    client, path = as_("admin"), f"/api/v1/labels/{key('label')}"
    before = (await client.get(f"/api/v1/labels/{key('label')}")).json()
    body = {member: UPDATE_BODY[member]}
    answer = await client.patch(path, json=body)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    same = changed.keys() - {member}
    assert {name: changed[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 51, id="name too long"),
        pytest.param("name", "\x00", id="name with a NUL"),
        pytest.param("name", 7, id="name no text"),
        pytest.param("color", "xxxxxxxx", id="color too long"),
        pytest.param("color", "\x00", id="color with a NUL"),
        pytest.param("color", 7, id="color no text"),
        pytest.param("name", None, id="name null"),
    ],
)
async def test_update_refuses(as_: Login, member: str, value: object) -> None:
    body = {**UPDATE_BODY, member: value}
    answer = await as_("admin").patch(f"/api/v1/labels/{key('label')}", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["id", "surprise"])
async def test_update_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**UPDATE_BODY, member: "x"}
    answer = await as_("admin").patch(f"/api/v1/labels/{key('label')}", json=body)
    assert is_refused(answer, member)


async def test_delete_removes_the_row(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    others = (
        select(models.Label).where(models.Label.id != key("spare label")).order_by(models.Label.id)
    )
    untouched = await fetch(app, others)
    answer = await client.delete(f"/api/v1/labels/{key('spare label')}")
    assert answer.status_code == 204, answer.text
    assert not answer.content
    assert (await client.get(f"/api/v1/labels/{key('spare label')}")).status_code == 404
    assert (await client.delete(f"/api/v1/labels/{key('spare label')}")).status_code == 404
    left = await fetch(
        app,
        select(func.count()).select_from(models.Label).where(models.Label.id == key("spare label")),
    )
    assert left == [(0,)]
    assert await fetch(app, others) == untouched
