"""Task: what each of its operations takes, does and refuses.

Proves R-US-1, R-US-2, R-US-3, R-US-4, R-US-5, R-task-was-sent, R-nobody-accepts-task, R-list-filtered-status, R-US-10.
"""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, update

from backend import models
from tests.answers import (
    BAD_PAGES,
    cells_of,
    every_item,
    every_row,
    is_problem,
    is_refused,
    stamped,
)
from tests.conftest import Login, copy_row, execute, fetch, statements
from tests.world import key

FIRST = {"If-Match": '"1"'}
CREATE_BODY: dict[str, Any] = {
    "project_id": str(key("project of member")),
    "title": "Title 700",
    "details": "Details 700",
    "priority": 5,
    "estimate_hours": "710.0",
    "due_on": "2028-01-31",
    "review_note": "Review note 700",
}
UPDATE_BODY: dict[str, Any] = {
    "project_id": str(key("project of member")),
    "title": "Title 701",
    "details": "Details 701",
    "priority": 5,
    "estimate_hours": "711.0",
    "due_on": "2028-02-01",
    "review_note": "Review note 701",
}


async def test_create_keeps_what_was_sent(as_: Login) -> None:
    client = as_("member")
    answer = await client.post("/api/v1/tasks", json=CREATE_BODY)
    assert answer.status_code == 201, answer.text
    created = answer.json()
    assert CREATE_BODY.items() <= created.items()
    assert (await client.get(f"/api/v1/tasks/{created['id']}")).json() == created


async def test_create_fills_in_the_rest(as_: Login) -> None:
    least: dict[str, Any] = {
        "project_id": str(key("project of member")),
        "title": "Title 700",
    }
    answer = await as_("member").post("/api/v1/tasks", json=least)
    assert answer.status_code == 201, answer.text
    filled: dict[str, Any] = {
        "owner_id": str(key("member")),
        "priority": 3,
        "status": "open",
        "version": 1,
    }
    assert filled.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("title", "x" * 200, id="title longest"),
        pytest.param("priority", 1, id="priority least"),
        pytest.param("priority", 5, id="priority greatest"),
        pytest.param("estimate_hours", "0.1", id="estimate_hours least"),
    ],
)
async def test_create_takes(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("member").post("/api/v1/tasks", json=body)
    assert answer.status_code == 201, answer.text


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("title", "x" * 201, id="title too long"),
        pytest.param("title", "\x00", id="title with a NUL"),
        pytest.param("title", 7, id="title no text"),
        pytest.param("details", "\x00", id="details with a NUL"),
        pytest.param("details", 7, id="details no text"),
        pytest.param("priority", 0, id="priority too small"),
        pytest.param("priority", 6, id="priority too great"),
        pytest.param("priority", "many", id="priority no number"),
        pytest.param("estimate_hours", "0.0", id="estimate_hours too small"),
        pytest.param("estimate_hours", "10000.0", id="estimate_hours too great"),
        pytest.param("estimate_hours", "0.11", id="estimate_hours too fine"),
        pytest.param("estimate_hours", "many", id="estimate_hours no number"),
        pytest.param("due_on", "2026-02-30", id="due_on impossible"),
        pytest.param("review_note", "\x00", id="review_note with a NUL"),
        pytest.param("review_note", 7, id="review_note no text"),
        pytest.param("project_id", None, id="project_id null"),
        pytest.param("title", None, id="title null"),
    ],
)
async def test_create_refuses(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("member").post("/api/v1/tasks", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("project_id", str(key("nothing")), id="project_id of nothing"),
        pytest.param("project_id", str(key("project of colleague")), id="project_id out of reach"),
    ],
)
async def test_create_points_at_no_row(as_: Login, member: str, value: object) -> None:
    body = {**CREATE_BODY, member: value}
    answer = await as_("member").post("/api/v1/tasks", json=body)
    assert is_refused(answer, member, 409)


@pytest.mark.parametrize("member", ["project_id", "title"])
async def test_create_needs(as_: Login, member: str) -> None:
    body = {name: value for name, value in CREATE_BODY.items() if name != member}
    answer = await as_("member").post("/api/v1/tasks", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    "member",
    ["id", "owner_id", "status", "done_at", "created_at", "updated_at", "version", "surprise"],
)
async def test_create_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**CREATE_BODY, member: "x"}
    answer = await as_("member").post("/api/v1/tasks", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (f"/api/v1/tasks/{key('task of member')}", str(key("task of member"))),
        (f"/api/v1/tasks/{key('spare task of member')}", str(key("spare task of member"))),
        (
            f"/api/v1/tasks/{key('task of teammate of member')}",
            str(key("task of teammate of member")),
        ),
        (
            f"/api/v1/tasks/{key('spare task of teammate of member')}",
            str(key("spare task of teammate of member")),
        ),
    ],
)
async def test_read_shows_the_row_that_it_names(as_: Login, path: str, row: object) -> None:
    answer = await as_("member").get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == row


async def test_read_does_not_send_again_what_the_caller_has(as_: Login) -> None:
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}"
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
                str(key("task of member")),
                str(key("task of teammate of member")),
                str(key("spare task of member")),
                str(key("spare task of teammate of member")),
            },
        ),
        (
            "lead",
            {
                str(key("task of lead")),
                str(key("task of teammate of lead")),
                str(key("spare task of lead")),
                str(key("spare task of teammate of lead")),
            },
        ),
        (
            "admin",
            {
                str(key("task of member")),
                str(key("task of lead")),
                str(key("task of admin")),
                str(key("task of teammate of member")),
                str(key("task of teammate of lead")),
                str(key("task of colleague")),
                str(key("task of bystander")),
                str(key("spare task of member")),
                str(key("spare task of lead")),
                str(key("spare task of admin")),
                str(key("spare task of teammate of member")),
                str(key("spare task of teammate of lead")),
                str(key("spare task of colleague")),
                str(key("spare task of bystander")),
            },
        ),
    ],
)
async def test_list_shows_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    items = await every_item(as_(role), "/api/v1/tasks")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


async def test_list_pages_show_every_row_once(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    assert len(whole) > 1
    assert await every_item(client, "/api/v1/tasks", size=1) == whole


async def test_list_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get("/api/v1/tasks", params={"limit": size})
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


async def test_list_pages_lose_no_row_when_one_comes(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    like = models.Task.id == UUID(whole[0]["id"])

    async def comes() -> None:
        await copy_row(app, models.Task, like, {"id": UUID(int=1)})

    found = await every_item(client, "/api/v1/tasks", size=1, between=comes)
    assert all(item in found for item in whole)
    shown = await every_item(client, "/api/v1/tasks", size=3)
    assert str(UUID(int=1)) in [item["id"] for item in shown]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1", "sort=no-such-member"])
async def test_list_checks_its_query(as_: Login, query: str) -> None:
    path = "/api/v1/tasks"
    answer = await as_("admin").get(f"{path}?{query}")
    assert answer.status_code == 422


async def test_list_filters_by_status(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"status": "open"})
    assert found == [item for item in whole if item["status"] == "open"]


async def test_list_filters_by_priority(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"priority": 5})
    assert found == [item for item in whole if item["priority"] == 5]


async def test_list_filters_by_due_from(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"due_from": "2026-03-04"})
    assert found == [
        item for item in whole if item["due_on"] is not None and item["due_on"] >= "2026-03-04"
    ]


async def test_list_filters_by_due_to(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"due_to": "2026-03-04"})
    assert found == [
        item for item in whole if item["due_on"] is not None and item["due_on"] <= "2026-03-04"
    ]


async def test_list_filters_by_project_id(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"project_id": str(key("project of admin"))})
    assert found == [item for item in whole if item["project_id"] == str(key("project of admin"))]


async def test_list_filters_by_project_id_of_nothing(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"project_id": str(key("nothing"))})
    assert found == [item for item in whole if item["project_id"] == str(key("nothing"))]


async def test_list_filters_by_owner_id(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"owner_id": str(key("admin"))})
    assert found == [item for item in whole if item["owner_id"] == str(key("admin"))]


async def test_list_filters_by_owner_id_of_nothing(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, "/api/v1/tasks")
    found = await every_item(client, "/api/v1/tasks", {"owner_id": str(key("nothing"))})
    assert found == [item for item in whole if item["owner_id"] == str(key("nothing"))]


@pytest.mark.parametrize(
    ("params", "member", "kind", "descending"),
    [
        ({"sort": "due_on"}, "due_on", str, False),
        ({"sort": "-due_on"}, "due_on", str, True),
        ({"sort": "priority"}, "priority", int, False),
        ({"sort": "-priority"}, "priority", int, True),
        ({"sort": "created_at"}, "created_at", str, False),
        ({"sort": "-created_at"}, "created_at", str, True),
    ],
)
async def test_list_sorts(
    as_: Login, params: dict[str, str], member: str, kind: type[Any], *, descending: bool
) -> None:
    items = await every_item(as_("admin"), "/api/v1/tasks", params)
    values = [kind(item[member]) for item in items if item[member] is not None]
    assert values == sorted(values, reverse=descending)


@pytest.mark.parametrize(
    ("param", "member"),
    [
        ("q", "title"),
    ],
)
async def test_list_searches(as_: Login, param: str, member: str) -> None:
    client = as_("admin")
    wanted = (await every_item(client, "/api/v1/tasks"))[-1]
    found = await every_item(client, "/api/v1/tasks", {param: wanted[member]})
    assert wanted in found
    for words in ("no such words", "%", "_"):
        assert await every_item(client, "/api/v1/tasks", {param: words}) == []


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        (
            "lead",
            {
                str(key("task of lead")),
                str(key("task of teammate of lead")),
                str(key("spare task of lead")),
                str(key("spare task of teammate of lead")),
            },
        ),
    ],
)
async def test_export_holds_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    found = [row["id"] for row in await every_row(as_(role), "/api/v1/tasks/export")]
    assert set(found) == set(map(str, rows))
    assert len(found) == len(set(found))


async def test_export_is_a_file(as_: Login) -> None:
    answer = await as_("lead").get("/api/v1/tasks/export")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="tasks.csv"'


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"status": "open"},
        {"priority": 5},
        {"due_from": "2026-03-04"},
        {"due_to": "2026-03-04"},
        {"project_id": str(key("project of lead"))},
        {"project_id": str(key("nothing"))},
        {"owner_id": str(key("lead"))},
        {"owner_id": str(key("nothing"))},
        {"sort": "due_on"},
        {"sort": "-due_on"},
        {"sort": "priority"},
        {"sort": "-priority"},
        {"sort": "created_at"},
        {"sort": "-created_at"},
    ],
)
async def test_export_holds_the_rows_of_the_list(as_: Login, params: dict[str, Any]) -> None:
    client = as_("lead")
    items = await every_item(client, "/api/v1/tasks", params)
    rows = await every_row(client, "/api/v1/tasks/export", params)
    assert rows == [cells_of(item) for item in items]


@pytest.mark.parametrize("query", ["surprise=1", "sort=no-such-member"])
async def test_export_checks_its_query(as_: Login, query: str) -> None:
    path = "/api/v1/tasks/export"
    answer = await as_("lead").get(f"{path}?{query}")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("param", "member"),
    [
        ("q", "title"),
    ],
)
async def test_export_searches(as_: Login, param: str, member: str) -> None:
    client = as_("lead")
    wanted = (await every_row(client, "/api/v1/tasks/export"))[-1]
    assert wanted in await every_row(client, "/api/v1/tasks/export", {param: wanted[member]})
    assert await every_row(client, "/api/v1/tasks/export", {param: "no such words"}) == []


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        ("lead", {str(key("task of lead")), str(key("spare task of lead"))}),
    ],
)
async def test_export_of_project_holds_what_the_role_may_see(
    as_: Login, role: str, rows: set[object]
) -> None:
    found = [
        row["id"]
        for row in await every_row(as_(role), f"/api/v1/projects/{key('project of lead')}/export")
    ]
    assert set(found) == set(map(str, rows))
    assert len(found) == len(set(found))


async def test_export_of_project_is_a_file(as_: Login) -> None:
    answer = await as_("lead").get(f"/api/v1/projects/{key('project of lead')}/export")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="tasks.csv"'


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"status": "open"},
        {"priority": 5},
        {"due_from": "2026-03-04"},
        {"due_to": "2026-03-04"},
        {"owner_id": str(key("lead"))},
        {"owner_id": str(key("nothing"))},
        {"sort": "due_on"},
        {"sort": "-due_on"},
        {"sort": "priority"},
        {"sort": "-priority"},
        {"sort": "created_at"},
        {"sort": "-created_at"},
    ],
)
async def test_export_of_project_holds_the_rows_of_the_list(
    as_: Login, params: dict[str, Any]
) -> None:
    client = as_("lead")
    items = await every_item(client, "/api/v1/tasks", params)
    rows = await every_row(client, f"/api/v1/projects/{key('project of lead')}/export", params)
    assert rows == [
        cells_of(item) for item in items if item["project_id"] == str(key("project of lead"))
    ]


@pytest.mark.parametrize("query", ["surprise=1", "sort=no-such-member"])
async def test_export_of_project_checks_its_query(as_: Login, query: str) -> None:
    path = f"/api/v1/projects/{key('project of lead')}/export"
    answer = await as_("lead").get(f"{path}?{query}")
    assert answer.status_code == 422


async def test_export_of_project_hangs_below_something(as_: Login) -> None:
    assert is_problem(await as_("lead").get(f"/api/v1/projects/{key('nothing')}/export"), 404)


@pytest.mark.parametrize(
    ("param", "member"),
    [
        ("q", "title"),
    ],
)
async def test_export_of_project_searches(as_: Login, param: str, member: str) -> None:
    client = as_("lead")
    wanted = (await every_row(client, f"/api/v1/projects/{key('project of lead')}/export"))[-1]
    assert wanted in await every_row(
        client, f"/api/v1/projects/{key('project of lead')}/export", {param: wanted[member]}
    )
    assert (
        await every_row(
            client, f"/api/v1/projects/{key('project of lead')}/export", {param: "no such words"}
        )
        == []
    )


async def test_update_changes_what_was_sent(app: FastAPI, as_: Login) -> None:
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}"
    others = (
        select(models.Task).where(models.Task.id != key("task of member")).order_by(models.Task.id)
    )
    untouched = await fetch(app, others)
    before = (await client.get(f"/api/v1/tasks/{key('task of member')}")).json()
    answer = await client.patch(path, json=UPDATE_BODY, headers=FIRST)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    sent = {name: value for name, value in UPDATE_BODY.items() if name in before}
    moved = {name: changed[name] for name in ("updated_at", "version")}
    assert changed == {**before, **sent, **moved}
    assert (await client.get(f"/api/v1/tasks/{key('task of member')}")).json() == changed
    assert await fetch(app, others) == untouched


@pytest.mark.parametrize("member", UPDATE_BODY)
async def test_update_leaves_the_others_alone(as_: Login, member: str) -> None:
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}"
    before = (await client.get(f"/api/v1/tasks/{key('task of member')}")).json()
    body = {member: UPDATE_BODY[member]}
    answer = await client.patch(path, json=body, headers=FIRST)
    assert answer.status_code == 200, answer.text
    changed = answer.json()
    same = changed.keys() - {member, "updated_at", "version"}
    assert {name: changed[name] for name in same} == {name: before[name] for name in same}


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("title", "x" * 201, id="title too long"),
        pytest.param("title", "\x00", id="title with a NUL"),
        pytest.param("title", 7, id="title no text"),
        pytest.param("details", "\x00", id="details with a NUL"),
        pytest.param("details", 7, id="details no text"),
        pytest.param("priority", 0, id="priority too small"),
        pytest.param("priority", 6, id="priority too great"),
        pytest.param("priority", "many", id="priority no number"),
        pytest.param("estimate_hours", "0.0", id="estimate_hours too small"),
        pytest.param("estimate_hours", "10000.0", id="estimate_hours too great"),
        pytest.param("estimate_hours", "0.11", id="estimate_hours too fine"),
        pytest.param("estimate_hours", "many", id="estimate_hours no number"),
        pytest.param("due_on", "2026-02-30", id="due_on impossible"),
        pytest.param("review_note", "\x00", id="review_note with a NUL"),
        pytest.param("review_note", 7, id="review_note no text"),
        pytest.param("project_id", None, id="project_id null"),
        pytest.param("title", None, id="title null"),
    ],
)
async def test_update_refuses(as_: Login, member: str, value: object) -> None:
    body = {**UPDATE_BODY, member: value}
    answer = await as_("member").patch(
        f"/api/v1/tasks/{key('task of member')}", json=body, headers=FIRST
    )
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    "member",
    ["id", "owner_id", "status", "done_at", "created_at", "updated_at", "version", "surprise"],
)
async def test_update_takes_no_other_member(as_: Login, member: str) -> None:
    body = {**UPDATE_BODY, member: "x"}
    answer = await as_("member").patch(
        f"/api/v1/tasks/{key('task of member')}", json=body, headers=FIRST
    )
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        pytest.param("project_id", str(key("nothing")), id="project_id of nothing"),
        pytest.param("project_id", str(key("project of colleague")), id="project_id out of reach"),
    ],
)
async def test_update_points_at_no_row(as_: Login, member: str, value: object) -> None:
    body = {**UPDATE_BODY, member: value}
    answer = await as_("member").patch(
        f"/api/v1/tasks/{key('task of member')}", json=body, headers=FIRST
    )
    assert is_refused(answer, member, 409)


async def test_update_needs_the_latest_version(as_: Login) -> None:
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}"
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
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}"
    calls = [client.patch(path, json=UPDATE_BODY, headers=FIRST) for _ in range(2)]
    answers = await asyncio.gather(*calls)
    assert sorted(answer.status_code for answer in answers) == [200, 412]


async def test_delete_removes_the_row(app: FastAPI, as_: Login) -> None:
    client = as_("member")
    others = (
        select(models.Task)
        .where(models.Task.id != key("spare task of member"))
        .order_by(models.Task.id)
    )
    untouched = await fetch(app, others)
    answer = await client.delete(f"/api/v1/tasks/{key('spare task of member')}")
    assert answer.status_code == 204, answer.text
    assert not answer.content
    assert (await client.get(f"/api/v1/tasks/{key('spare task of member')}")).status_code == 404
    assert (await client.delete(f"/api/v1/tasks/{key('spare task of member')}")).status_code == 404
    left = await fetch(
        app,
        select(func.count())
        .select_from(models.Task)
        .where(models.Task.id == key("spare task of member")),
    )
    assert left == [(0,)]
    assert await fetch(app, others) == untouched


@pytest.mark.parametrize(
    ("state", "status", "after"),
    [
        ("open", 409, "open"),
        ("in_progress", 409, "in_progress"),
        ("in_review", 200, "done"),
        ("done", 409, "done"),
        ("archived", 409, "archived"),
    ],
)
async def test_accept_starts_from(
    app: FastAPI, as_: Login, state: str, status: int, after: str
) -> None:
    row = models.Task.id == key("task of teammate of lead")
    await execute(app, update(models.Task).where(row).values(status=state))
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of teammate of lead')}/accept")
    assert answer.status_code == status, answer.text
    assert await fetch(app, select(models.Task.status).where(row)) == [(after,)]


async def test_accept_does_all_that_it_should(app: FastAPI, as_: Login) -> None:
    await execute(app, update(models.Task).values(status="in_review"))
    others = (
        select(models.Task)
        .where(models.Task.id != key("task of teammate of lead"))
        .order_by(models.Task.id)
    )
    untouched = await fetch(app, others)
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of teammate of lead')}/accept")
    stored: dict[str, Any] = {
        "status": "done",
        "version": 2,
    }
    assert stored.items() <= answer.json().items()
    assert stamped(answer.json()["done_at"])
    assert await fetch(app, others) == untouched


async def test_accept_twice_at_once_happens_once(app: FastAPI, as_: Login) -> None:
    row = models.Task.id == key("task of teammate of lead")
    await execute(app, update(models.Task).where(row).values(status="in_review"))
    client, path = as_("lead"), f"/api/v1/tasks/{key('task of teammate of lead')}/accept"
    answers = await asyncio.gather(*(client.post(path) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_accept_is_not_for_the_owner(app: FastAPI, as_: Login) -> None:
    row = models.Task.id == key("task of lead")
    await execute(app, update(models.Task).where(row).values(status="in_review"))
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of lead')}/accept")
    assert answer.status_code == 409, answer.text
    assert await fetch(app, select(models.Task.status).where(row)) == [("in_review",)]


@pytest.mark.parametrize(
    ("state", "status", "after"),
    [
        ("open", 409, "open"),
        ("in_progress", 409, "in_progress"),
        ("in_review", 409, "in_review"),
        ("done", 200, "archived"),
        ("archived", 409, "archived"),
    ],
)
async def test_archive_starts_from(
    app: FastAPI, as_: Login, state: str, status: int, after: str
) -> None:
    row = models.Task.id == key("task of lead")
    await execute(app, update(models.Task).where(row).values(status=state))
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of lead')}/archive")
    assert answer.status_code == status, answer.text
    assert await fetch(app, select(models.Task.status).where(row)) == [(after,)]


async def test_archive_does_all_that_it_should(app: FastAPI, as_: Login) -> None:
    await execute(app, update(models.Task).values(status="done"))
    others = (
        select(models.Task).where(models.Task.id != key("task of lead")).order_by(models.Task.id)
    )
    untouched = await fetch(app, others)
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of lead')}/archive")
    stored: dict[str, Any] = {
        "status": "archived",
        "version": 2,
    }
    assert stored.items() <= answer.json().items()
    assert await fetch(app, others) == untouched


async def test_archive_twice_at_once_happens_once(app: FastAPI, as_: Login) -> None:
    row = models.Task.id == key("task of lead")
    await execute(app, update(models.Task).where(row).values(status="done"))
    client, path = as_("lead"), f"/api/v1/tasks/{key('task of lead')}/archive"
    answers = await asyncio.gather(*(client.post(path) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


RETURN_BODY = {
    "review_note": "Review note 700",
}


@pytest.mark.parametrize(
    ("state", "status", "after"),
    [
        ("open", 409, "open"),
        ("in_progress", 409, "in_progress"),
        ("in_review", 200, "in_progress"),
        ("done", 409, "done"),
        ("archived", 409, "archived"),
    ],
)
async def test_return_starts_from(
    app: FastAPI, as_: Login, state: str, status: int, after: str
) -> None:
    row = models.Task.id == key("task of lead")
    await execute(app, update(models.Task).where(row).values(status=state))
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of lead')}/return", json=RETURN_BODY)
    assert answer.status_code == status, answer.text
    assert await fetch(app, select(models.Task.status).where(row)) == [(after,)]


async def test_return_does_all_that_it_should(app: FastAPI, as_: Login) -> None:
    await execute(app, update(models.Task).values(status="in_review"))
    others = (
        select(models.Task).where(models.Task.id != key("task of lead")).order_by(models.Task.id)
    )
    untouched = await fetch(app, others)
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of lead')}/return", json=RETURN_BODY)
    stored: dict[str, Any] = {
        "status": "in_progress",
        "review_note": "Review note 700",
        "version": 2,
    }
    assert stored.items() <= answer.json().items()
    assert await fetch(app, others) == untouched


async def test_return_twice_at_once_happens_once(app: FastAPI, as_: Login) -> None:
    row = models.Task.id == key("task of lead")
    await execute(app, update(models.Task).where(row).values(status="in_review"))
    client, path = as_("lead"), f"/api/v1/tasks/{key('task of lead')}/return"
    answers = await asyncio.gather(*(client.post(path, json=RETURN_BODY) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


@pytest.mark.parametrize("member", ["review_note"])
async def test_return_needs(app: FastAPI, as_: Login, member: str) -> None:
    row = models.Task.id == key("task of lead")
    await execute(app, update(models.Task).where(row).values(status="in_review"))
    body = {name: value for name, value in RETURN_BODY.items() if name != member}
    answer = await as_("lead").post(f"/api/v1/tasks/{key('task of lead')}/return", json=body)
    assert is_refused(answer, member)


@pytest.mark.parametrize(
    ("state", "status", "after"),
    [
        ("open", 200, "in_progress"),
        ("in_progress", 409, "in_progress"),
        ("in_review", 409, "in_review"),
        ("done", 409, "done"),
        ("archived", 409, "archived"),
    ],
)
async def test_start_starts_from(
    app: FastAPI, as_: Login, state: str, status: int, after: str
) -> None:
    row = models.Task.id == key("task of member")
    await execute(app, update(models.Task).where(row).values(status=state))
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/start")
    assert answer.status_code == status, answer.text
    assert await fetch(app, select(models.Task.status).where(row)) == [(after,)]


async def test_start_does_all_that_it_should(app: FastAPI, as_: Login) -> None:
    await execute(app, update(models.Task).values(status="open"))
    others = (
        select(models.Task).where(models.Task.id != key("task of member")).order_by(models.Task.id)
    )
    untouched = await fetch(app, others)
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/start")
    stored: dict[str, Any] = {
        "status": "in_progress",
        "version": 2,
    }
    assert stored.items() <= answer.json().items()
    assert await fetch(app, others) == untouched


async def test_start_twice_at_once_happens_once(app: FastAPI, as_: Login) -> None:
    row = models.Task.id == key("task of member")
    await execute(app, update(models.Task).where(row).values(status="open"))
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}/start"
    answers = await asyncio.gather(*(client.post(path) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


@pytest.mark.parametrize(
    ("state", "status", "after"),
    [
        ("open", 409, "open"),
        ("in_progress", 200, "in_review"),
        ("in_review", 409, "in_review"),
        ("done", 409, "done"),
        ("archived", 409, "archived"),
    ],
)
async def test_submit_starts_from(
    app: FastAPI, as_: Login, state: str, status: int, after: str
) -> None:
    row = models.Task.id == key("task of member")
    await execute(app, update(models.Task).where(row).values(status=state))
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/submit")
    assert answer.status_code == status, answer.text
    assert await fetch(app, select(models.Task.status).where(row)) == [(after,)]


async def test_submit_does_all_that_it_should(app: FastAPI, as_: Login) -> None:
    await execute(app, update(models.Task).values(status="in_progress"))
    others = (
        select(models.Task).where(models.Task.id != key("task of member")).order_by(models.Task.id)
    )
    untouched = await fetch(app, others)
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/submit")
    stored: dict[str, Any] = {
        "status": "in_review",
        "version": 2,
    }
    assert stored.items() <= answer.json().items()
    assert await fetch(app, others) == untouched


async def test_submit_twice_at_once_happens_once(app: FastAPI, as_: Login) -> None:
    row = models.Task.id == key("task of member")
    await execute(app, update(models.Task).where(row).values(status="in_progress"))
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}/submit"
    answers = await asyncio.gather(*(client.post(path) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_attach_label_makes_a_pair(app: FastAPI, as_: Login) -> None:
    client, path = (
        as_("member"),
        f"/api/v1/tasks/{key('task of member')}/labels/{key('spare label')}",
    )
    pairs = (
        select(func.count())
        .select_from(models.TaskLabel)
        .where(
            models.TaskLabel.task_id == key("task of member"),
            models.TaskLabel.label_id == key("spare label"),
        )
    )
    assert await fetch(app, pairs) == [(0,)]
    answer = await client.put(path)
    assert answer.status_code == 204, answer.text
    assert await fetch(app, pairs) == [(1,)]
    again = await client.put(path)
    assert again.status_code == 204, again.text
    assert await fetch(app, pairs) == [(1,)]


async def test_attach_label_needs_both(as_: Login) -> None:
    answer = await as_("member").put(
        f"/api/v1/tasks/{key('task of member')}/labels/{key('nothing')}"
    )
    assert is_refused(answer, "label_id", 409)


async def test_detach_label_ends_a_pair(app: FastAPI, as_: Login) -> None:
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}/labels/{key('label')}"
    pairs = (
        select(func.count())
        .select_from(models.TaskLabel)
        .where(
            models.TaskLabel.task_id == key("task of member"),
            models.TaskLabel.label_id == key("label"),
        )
    )
    assert await fetch(app, pairs) == [(1,)]
    answer = await client.delete(path)
    assert answer.status_code == 204, answer.text
    assert await fetch(app, pairs) == [(0,)]
    again = await client.delete(path)
    assert again.status_code == 404, again.text
    assert await fetch(app, pairs) == [(0,)]


async def test_detach_label_needs_both(as_: Login) -> None:
    answer = await as_("member").delete(
        f"/api/v1/tasks/{key('task of member')}/labels/{key('nothing')}"
    )
    assert is_problem(answer, 404)
