"""Comment: what each of its operations takes, does and refuses.

Proves R-US-6.
"""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import update

from backend import models
from tests.answers import (
    BAD_PAGES,
    every_item,
    is_problem,
    is_refused,
)
from tests.conftest import Login, copy_row, execute, statements
from tests.world import key

CREATE_BODY: dict[str, Any] = {
    "body": "Body 700",
}


async def test_create_keeps_what_was_sent(as_: Login) -> None:
    client = as_("member")
    answer = await client.post(f"/api/v1/tasks/{key('task of member')}/comments", json=CREATE_BODY)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    assert CREATE_BODY.items() <= created.items()


async def test_create_fills_in_the_rest(as_: Login) -> None:
    least: dict[str, Any] = {
        "body": "Body 700",
    }
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/comments", json=least)
    assert answer.status_code == 201, answer.text
    filled: dict[str, Any] = {
        "author_id": str(key("member")),
    }
    assert filled.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("body", "\x00", id="body with a NUL"),
        pytest.param("body", 7, id="body no text"),
        pytest.param("body", None, id="body null"),
    ],
)
async def test_create_refuses(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/comments", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["body"])
async def test_create_needs(as_: Login, member: str) -> None:
    body = {name: value for name, value in CREATE_BODY.items() if name != member}
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/comments", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize("member", ["id", "task_id", "author_id", "created_at", "surprise"])
async def test_create_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**CREATE_BODY, member: "x"}
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/comments", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        ("admin", {str(key("comment of admin")), str(key("spare comment of admin"))}),
    ],
)
async def test_list_shows_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    items = await every_item(as_(role), f"/api/v1/tasks/{key('task of admin')}/comments")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("role", "path", "moved"),
    [
        (
            "member",
            f"/api/v1/tasks/{key('task of member')}/comments",
            (key("spare comment of colleague"), key("task of member")),
        ),
        (
            "lead",
            f"/api/v1/tasks/{key('task of lead')}/comments",
            (key("spare comment of colleague"), key("task of lead")),
        ),
    ],
)
async def test_list_leaves_out_what_others_keep_there(
    app: FastAPI, as_: Login, role: str, path: str, moved: tuple[object, object]
) -> None:
    row, parent = moved
    whose = models.Comment.id == row
    await execute(app, update(models.Comment).where(whose).values(task_id=parent))
    items = await every_item(as_(role), path)
    assert str(row) not in [item["id"] for item in items]


async def test_list_pages_show_every_row_once(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/comments")
    assert len(whole) > 1
    assert (
        await every_item(client, f"/api/v1/tasks/{key('task of admin')}/comments", size=1) == whole
    )


async def test_list_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get(
                f"/api/v1/tasks/{key('task of admin')}/comments", params={"limit": size}
            )
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


async def test_list_pages_lose_no_row_when_one_comes(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/comments")
    like = models.Comment.id == UUID(whole[0]["id"])

    async def comes() -> None:
        await copy_row(app, models.Comment, like, {"id": UUID(int=1)})

    found = await every_item(
        client, f"/api/v1/tasks/{key('task of admin')}/comments", size=1, between=comes
    )
    assert all(item in found for item in whole)
    shown = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/comments", size=3)
    assert str(UUID(int=1)) in [item["id"] for item in shown]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1", "sort=no-such-member"])
async def test_list_checks_its_query(as_: Login, query: str) -> None:
    path = f"/api/v1/tasks/{key('task of admin')}/comments"
    answer = await as_("admin").get(f"{path}?{query}")
    assert answer.status_code == 422


async def test_list_hangs_below_something(as_: Login) -> None:
    assert is_problem(await as_("admin").get(f"/api/v1/tasks/{key('nothing')}/comments"), 404)


async def test_list_filters_by_author_id(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/comments")
    found = await every_item(
        client, f"/api/v1/tasks/{key('task of admin')}/comments", {"author_id": str(key("admin"))}
    )
    assert found == [item for item in whole if item["author_id"] == str(key("admin"))]


async def test_list_filters_by_author_id_of_nothing(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/comments")
    found = await every_item(
        client, f"/api/v1/tasks/{key('task of admin')}/comments", {"author_id": str(key("nothing"))}
    )
    assert found == [item for item in whole if item["author_id"] == str(key("nothing"))]


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
    items = await every_item(as_("admin"), f"/api/v1/tasks/{key('task of admin')}/comments", params)
    values = [kind(item[member]) for item in items if item[member] is not None]
    assert values == sorted(values, reverse=descending)
