"""Attachment: what each of its operations takes, does and refuses.

Proves R-US-7.
"""

from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from backend import models
from tests.answers import (
    BAD_PAGES,
    every_item,
    is_problem,
    is_refused,
)
from tests.conftest import Login, copy_row, statements
from tests.world import key


@pytest.mark.parametrize(
    ("path", "row"),
    [
        (f"/api/v1/attachments/{key('attachment of member')}", str(key("attachment of member"))),
        (
            f"/api/v1/attachments/{key('spare attachment of member')}",
            str(key("spare attachment of member")),
        ),
        (
            f"/api/v1/attachments/{key('attachment of teammate of member')}",
            str(key("attachment of teammate of member")),
        ),
        (
            f"/api/v1/attachments/{key('spare attachment of teammate of member')}",
            str(key("spare attachment of teammate of member")),
        ),
    ],
)
async def test_read_shows_the_row_that_it_names(as_: Login, path: str, row: object) -> None:
    answer = await as_("member").get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()["id"] == row


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        ("admin", {str(key("attachment of admin")), str(key("spare attachment of admin"))}),
    ],
)
async def test_list_shows_what_the_role_may_see(as_: Login, role: str, rows: set[object]) -> None:
    items = await every_item(as_(role), f"/api/v1/tasks/{key('task of admin')}/attachments")
    shown = [item["id"] for item in items]
    assert set(shown) == rows
    assert len(shown) == len(set(shown))


async def test_list_pages_show_every_row_once(as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/attachments")
    assert len(whole) > 1
    assert (
        await every_item(client, f"/api/v1/tasks/{key('task of admin')}/attachments", size=1)
        == whole
    )


async def test_list_asks_no_more_for_more_rows(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    asked = []
    for size in (1, 100):
        with statements(app) as found:
            answer = await client.get(
                f"/api/v1/tasks/{key('task of admin')}/attachments", params={"limit": size}
            )
        assert answer.status_code == 200
        asked.append(len(found))
    assert asked[1] <= asked[0]


async def test_list_pages_lose_no_row_when_one_comes(app: FastAPI, as_: Login) -> None:
    client = as_("admin")
    whole = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/attachments")
    like = models.Attachment.id == UUID(whole[0]["id"])

    async def comes() -> None:
        await copy_row(app, models.Attachment, like, {"id": UUID(int=1)})

    found = await every_item(
        client, f"/api/v1/tasks/{key('task of admin')}/attachments", size=1, between=comes
    )
    assert all(item in found for item in whole)
    shown = await every_item(client, f"/api/v1/tasks/{key('task of admin')}/attachments", size=3)
    assert str(UUID(int=1)) in [item["id"] for item in shown]


@pytest.mark.parametrize("query", [*BAD_PAGES, "surprise=1", "sort=no-such-member"])
async def test_list_checks_its_query(as_: Login, query: str) -> None:
    path = f"/api/v1/tasks/{key('task of admin')}/attachments"
    answer = await as_("admin").get(f"{path}?{query}")
    assert answer.status_code == 422


async def test_list_hangs_below_something(as_: Login) -> None:
    assert is_problem(await as_("admin").get(f"/api/v1/tasks/{key('nothing')}/attachments"), 404)


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
    items = await every_item(
        as_("admin"), f"/api/v1/tasks/{key('task of admin')}/attachments", params
    )
    values = [kind(item[member]) for item in items if item[member] is not None]
    assert values == sorted(values, reverse=descending)


NAME, CONTENT, MEDIA_TYPE = "paper.pdf", b"%PDF-".ljust(256, b"."), "application/pdf"


async def test_upload_keeps_the_file(as_: Login) -> None:
    client = as_("member")
    answer = await client.post(
        f"/api/v1/tasks/{key('task of member')}/attachments",
        files={"file": (NAME, CONTENT, MEDIA_TYPE)},
    )
    assert answer.status_code == 201, answer.text
    created = answer.json()
    told: dict[str, Any] = {
        "file_name": NAME,
        "file_size": len(CONTENT),
        "mime_type": MEDIA_TYPE,
    }
    assert told.items() <= created.items()
    given = await client.get(f"/api/v1/attachments/{created['id']}/file")
    assert (given.status_code, given.content) == (200, CONTENT)
    assert given.headers["Content-Type"] == MEDIA_TYPE
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"


async def test_upload_tells_that_a_file_is_gone(app: FastAPI, as_: Login) -> None:
    client = as_("member")
    answer = await client.post(
        f"/api/v1/tasks/{key('task of member')}/attachments",
        files={"file": (NAME, CONTENT, MEDIA_TYPE)},
    )
    created = answer.json()
    await app.state.storage.remove(f"attachments/{created['id']}")
    given = await client.get(f"/api/v1/attachments/{created['id']}/file")
    assert is_problem(given, 404)
    assert given.json()["detail"] == "The file is gone."


async def test_upload_refuses_what_is_too_large(
    app: FastAPI, as_: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.state.settings, "max_upload_bytes", len(CONTENT))
    client, path = as_("member"), f"/api/v1/tasks/{key('task of member')}/attachments"
    whole = await client.post(path, files={"file": (NAME, CONTENT, MEDIA_TYPE)})
    assert whole.status_code == 201, whole.text
    more = await client.post(path, files={"file": (NAME, CONTENT + b".", MEDIA_TYPE)})
    assert is_problem(more, 413)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        pytest.param(CONTENT, "text/html", id="another type"),
        pytest.param(CONTENT, "", id="no type"),
        pytest.param(b"<html>" + CONTENT, MEDIA_TYPE, id="other first bytes"),
        pytest.param(b"", MEDIA_TYPE, id="nothing"),
    ],
)
async def test_upload_refuses(as_: Login, content: bytes, media_type: str) -> None:
    files = {"file": (NAME, content, media_type)}
    answer = await as_("member").post(
        f"/api/v1/tasks/{key('task of member')}/attachments", files=files
    )
    assert is_problem(answer, 415)


async def test_upload_needs_a_file(as_: Login) -> None:
    answer = await as_("member").post(f"/api/v1/tasks/{key('task of member')}/attachments")
    assert is_refused(answer, "file")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c", "x" * 300, 'a"b;c'])
async def test_upload_uses_no_path_of_the_client(as_: Login, name: str) -> None:
    client = as_("member")
    answer = await client.post(
        f"/api/v1/tasks/{key('task of member')}/attachments",
        files={"file": (name, CONTENT, MEDIA_TYPE)},
    )
    assert answer.status_code == 201, answer.text
    created = answer.json()
    assert (await client.get(f"/api/v1/attachments/{created['id']}/file")).content == CONTENT


async def test_upload_takes_a_name_that_cannot_be_stored(as_: Login) -> None:
    """In this alphabet `+2AA-` is half a character."""
    client = as_("member")
    files = {"file": (f"a+2AA-{NAME}", CONTENT, MEDIA_TYPE)}
    request = client.build_request(
        "POST", f"/api/v1/tasks/{key('task of member')}/attachments", files=files
    )
    request.headers["Content-Type"] += "; charset=utf-7"
    answer = await client.send(request)
    assert answer.status_code == 201, answer.text


async def test_upload_belongs_to_something(as_: Login) -> None:
    files = {"file": (NAME, CONTENT, MEDIA_TYPE)}
    answer = await as_("member").post(f"/api/v1/tasks/{key('nothing')}/attachments", files=files)
    assert is_problem(answer, 404)
