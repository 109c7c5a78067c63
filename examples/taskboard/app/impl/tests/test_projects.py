"""Project: what each of its operations takes, does and refuses."""

import asyncio
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
from tests.world import key

FIRST = {"If-Match": '"1"'}
CREATE_BODY: dict[str, Any] = {
    "name": "Name 700",
    "description": "Description 700",
    "due_on": "2028-01-31",
}
UPDATE_BODY: dict[str, Any] = {
    "name": "Name 701",
    "description": "Description 701",
    "due_on": "2028-02-01",
}


async def test_create_keeps_what_was_sent(as_: Login) -> None:
    client = as_("lead")
    answer = await client.post("/api/v1/projects", json=CREATE_BODY)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    assert CREATE_BODY.items() <= created.items()
    assert (await client.get(f"/api/v1/projects/{created['id']}")).json() == created


async def test_create_fills_in_the_rest(as_: Login) -> None:
    least: dict[str, Any] = {
        "name": "Name 700",
    }
    answer = await as_("lead").post("/api/v1/projects", json=least)
    assert answer.status_code == 201, answer.text
    filled: dict[str, Any] = {
        "owner_id": str(key("lead")),
        "version": 1,
    }
    assert filled.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 120, id="name longest"),
    ],
)
async def test_create_takes(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("lead").post("/api/v1/projects", json=body)
    assert answer.status_code == 201, answer.text


async def test_create_is_unique(as_: Login) -> None:
    client = as_("lead")
    answers = [await client.post("/api/v1/projects", json=CREATE_BODY) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 409]


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 121, id="name too long"),
        pytest.param("name", "\x00", id="name with a NUL"),
        pytest.param("name", 7, id="name no text"),
        pytest.param("description", "\x00", id="description with a NUL"),
        pytest.param("description", 7, id="description no text"),
        pytest.param("due_on", "2026-02-30", id="due_on impossible"),
        pytest.param("name", None, id="name null"),
    ],
)
async def test_create_refuses(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("lead").post("/api/v1/projects", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["name"])
async def test_create_needs(as_: Login, member: str) -> None:
    body = {name: value for name, value in CREATE_BODY.items() if name != member}
    answer = await as_("lead").post("/api/v1/projects", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    "member", ["id", "owner_id", "created_at", "updated_at", "version", "surprise"]
)
async def test_create_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**CREATE_BODY, member: "x"}
    answer = await as_("lead").post("/api/v1/projects", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (f"/api/v1/projects/{key('project of member')}", str(key("project of member"))),
        (f"/api/v1/projects/{key('spare project of member')}", str(key("spare project of member"))),
        (
            f"/api/v1/projects/{key('project of teammate of member')}",
            str(key("project of teammate of member")),
        ),
        (
            f"/api/v1/projects/{key('spare project of teammate of member')}",
            str(key("spare project of teammate of member")),
        ),
    ],
)
async def test_read_shows_the_row_that_it_names(as_: Login, path: str, row: object) -> None:
    answer = await as_("member").get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == row


async def test_read_does_not_send_again_what_the_caller_has(as_: Login) -> None:
    client, path = as_("member"), f"/api/v1/projects/{key('project of member')}"
    first = await client.get(path)
    etag = first.headers["ETag"]
    for known in (etag, f'"other", W/{etag}', "*"):
        again = await client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    newer = await client.get(path, headers={"If-None-Match": '"0"'})
    assert (newer.status_code, newer.json()) == (200, first.json())


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        (
            "member",
            {
                str(key("project of member")),
                str(key("project of teammate of member")),
                str(key("spare project of member")),
                str(key("spare project of teammate of member")),
            },
        ),
        (
            "lead",
            {
                str(key("project of lead")),
                str(key("project of teammate of lead")),
                str(key("spare project of lead")),
                str(key("spare project of teammate of lead")),
            },
        ),
        (
            "admin",
            {
                str(key("project of member")),
                str(key("project of lead")),
                str(key("project of admin")),
                str(key("project of teammate of member")),
                str(key("project of teammate of lead")),
                str(key("project of colleague")),
                str(key("project of bystander")),
                str(key("spare project of member")),
                str(key("spare project of lead")),
                str(key("spare project of admin")),
                str(key("spare project of teammate of member")),
                str(key("spare project of teammate of lead")),
                str(key("spare project of colleague")),
                str(key("spare project of bystander")),
            },
        ),
    ],
)
async def test_list_shows_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    items = await every_item(as_(role), "/api/v1/projects")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


async def test_list_pages_show_every_row_once(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/projects")
    assert len(whole) > 1
    assert await every_item(client, "/api/v1/projects", size=1) == whole


async def test_list_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get("/api/v1/projects", params={"limit": size})
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


async def test_list_pages_lose_no_row_when_one_comes(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/projects")
    like = models.Project.id == UUID(whole[0]["id"])

    async def comes() -> None:
        await copy_row(app, models.Project, like, {"id": UUID(int=1), "name": "Name 700"})

    found = await every_item(client, "/api/v1/projects", size=1, between=comes)
    assert all(item in found for item in whole)
    shown = await every_item(client, "/api/v1/projects", size=3)
    assert str(UUID(int=1)) in [item["id"] for item in shown]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1", "sort=no-such-member"])
async def test_list_checks_its_query(as_: Login, query: str) -> None:
    path = "/api/v1/projects"
    answer = await as_("admin").get(f"{path}?{query}")
    assert answer.status_code == 422


async def test_list_filters_by_owner_id(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/projects")
    found = await every_item(client, "/api/v1/projects", {"owner_id": str(key("admin"))})
    assert found == [item for item in whole if item["owner_id"] == str(key("admin"))]


async def test_list_filters_by_owner_id_of_nothing(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/projects")
    found = await every_item(client, "/api/v1/projects", {"owner_id": str(key("nothing"))})
    assert found == [item for item in whole if item["owner_id"] == str(key("nothing"))]


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
    items = await every_item(as_("admin"), "/api/v1/projects", params)
    values = [kind(item[member]) for item in items if item[member] is not None]
    assert values == sorted(values, reverse=descending)


async def test_update_changes_what_was_sent(app: FastAPI, as_: Login) -> None:
    client, path = as_("lead"), f"/api/v1/projects/{key('project of lead')}"
    others = (
        select(models.Project)
        .where(models.Project.id != key("project of lead"))
        .order_by(models.Project.id)
    )
    untouched = await fetch(app, others)
    before = (await client.get(f"/api/v1/projects/{key('project of lead')}")).json()
    answer = await client.patch(path, json=UPDATE_BODY, headers=FIRST)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    sent = {name: value for name, value in UPDATE_BODY.items() if name in before}
    moved = {name: changed[name] for name in ("updated_at", "version")}
    assert changed == {**before, **sent, **moved}
    assert (await client.get(f"/api/v1/projects/{key('project of lead')}")).json() == changed
    assert await fetch(app, others) == untouched


@pytest.mark.parametrize("member", UPDATE_BODY)
async def test_update_leaves_the_others_alone(as_: Login, member: str) -> None:
    client, path = as_("lead"), f"/api/v1/projects/{key('project of lead')}"
    before = (await client.get(f"/api/v1/projects/{key('project of lead')}")).json()
    body = {member: UPDATE_BODY[member]}
    answer = await client.patch(path, json=body, headers=FIRST)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    same = changed.keys() - {member, "updated_at", "version"}
    assert {name: changed[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("name", "x" * 121, id="name too long"),
        pytest.param("name", "\x00", id="name with a NUL"),
        pytest.param("name", 7, id="name no text"),
        pytest.param("description", "\x00", id="description with a NUL"),
        pytest.param("description", 7, id="description no text"),
        pytest.param("due_on", "2026-02-30", id="due_on impossible"),
        pytest.param("name", None, id="name null"),
    ],
)
async def test_update_refuses(as_: Login, member: str, value: object) -> None:
    body = {**UPDATE_BODY, member: value}
    answer = await as_("lead").patch(
        f"/api/v1/projects/{key('project of lead')}", json=body, headers=FIRST
    )
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    "member", ["id", "owner_id", "created_at", "updated_at", "version", "surprise"]
)
async def test_update_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**UPDATE_BODY, member: "x"}
    answer = await as_("lead").patch(
        f"/api/v1/projects/{key('project of lead')}", json=body, headers=FIRST
    )
    assert is_refused(answer, member)


async def test_update_needs_the_latest_version(as_: Login) -> None:
    client, path = as_("lead"), f"/api/v1/projects/{key('project of lead')}"
    first = await client.patch(path, json=UPDATE_BODY, headers=FIRST)
    assert (first.status_code, first.headers["ETag"]) == (200, '"2"')
    assert first.json()["version"] == 2
    late = await client.patch(path, json=UPDATE_BODY, headers=FIRST)
    assert late.status_code == 412
    strange = await client.patch(path, json=UPDATE_BODY, headers={"If-Match": "*"})
    assert strange.status_code == 412
    missing = await client.patch(path, json=UPDATE_BODY)
    assert missing.status_code == 428


async def test_update_of_one_version_happens_once(as_: Login) -> None:
    client, path = as_("lead"), f"/api/v1/projects/{key('project of lead')}"
    calls = [client.patch(path, json=UPDATE_BODY, headers=FIRST) for _ in range(2)]
    answers = await asyncio.gather(*calls)
    assert sorted(answer.status_code for answer in answers) == [200, 412]
