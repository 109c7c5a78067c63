"""Role x operation x whose row: every cell of the table of rights is a test."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import Update, update

from backend import models
from tests.conftest import Login, execute
from tests.world import PASSWORD, PEOPLE, key

# How far each role reaches: its own rows, those of its team, of its tenant, or all; "-" is never.
RIGHTS = """
operation               member  lead  admin
team.list               -       -     all
team.create             -       -     all
team.read               -       -     all
team.update             -       -     all
team.delete             -       -     all
user.list               -       team  all
user.create             -       -     all
user.read               -       team  all
user.update             -       -     all
user.delete             -       -     all
project.list            team    team  all
project.create          -       own   -
project.read            team    team  all
project.update          -       own   -
task.list               team    team  all
task.create             own     own   -
task.export             -       team  -
task.read               team    team  all
task.update             own     team  -
task.delete             own     own   -
task.export_of_project  -       team  -
task.accept             -       team  -
task.archive            -       team  -
task.return             -       team  -
task.start              own     own   -
task.submit             own     own   -
task.attach_label       own     team  -
task.detach_label       own     team  -
label.list              all     all   all
label.create            -       -     all
label.read              all     all   all
label.update            -       -     all
label.delete            -       -     all
label.list_of_task      all     all   all
comment.list            team    team  all
comment.create          own     team  -
attachment.read         team    team  all
attachment.download     team    team  all
attachment.list         team    team  all
attachment.upload       own     team  -
"""


class Of(NamedTuple):
    """Somebody, and what is theirs."""

    person: str


class Call(NamedTuple):
    """How an operation is called by somebody on the row of somebody."""

    method: str
    path: Callable[[Of], str]
    success: int
    body: Callable[[Of], dict[str, Any]] | None = None
    headers: dict[str, str] | None = None
    files: dict[str, tuple[str, bytes, str]] | None = None
    given: Callable[[Of], Update] | None = None
    """What comes before the call."""
    four_eyes: bool = False
    """Nobody may do it to a row of their own."""
    below: str = ""
    """The operation that must be able to find the row of the path."""
    whose: str = ""
    """Whose rows there are to try."""


FIRST = {"If-Match": '"1"'}
FILE = {"file": ("paper.pdf", b"%PDF-".ljust(256, b"."), "application/pdf")}
CALLS = {
    "team.list": Call(
        "GET",
        lambda _: "/api/v1/teams",
        200,
    ),
    "team.create": Call(
        "POST",
        lambda _: "/api/v1/teams",
        201,
        body=lambda _: {
            "name": "Name 700",
        },
    ),
    "team.read": Call(
        "GET",
        lambda _: f"/api/v1/teams/{key('team')}",
        200,
    ),
    "team.update": Call(
        "PATCH",
        lambda _: f"/api/v1/teams/{key('team')}",
        200,
        body=lambda _: {
            "name": "Name 700",
        },
    ),
    "team.delete": Call(
        "DELETE",
        lambda _: f"/api/v1/teams/{key('spare team')}",
        204,
    ),
    "user.list": Call(
        "GET",
        lambda _: "/api/v1/users",
        200,
    ),
    "user.create": Call(
        "POST",
        lambda _: "/api/v1/users",
        201,
        body=lambda _: {
            "team_id": str(key("team")),
            "email": "somebody700@example.com",
            "display_name": "Display name 700",
            "role": "lead",
            "is_active": False,
            "password": PASSWORD,
        },
    ),
    "user.read": Call(
        "GET",
        lambda of: f"/api/v1/users/{key(f'{of.person}')}",
        200,
        whose="own team all",
    ),
    "user.update": Call(
        "PATCH",
        lambda of: f"/api/v1/users/{key(f'{of.person}')}",
        200,
        body=lambda _: {
            "display_name": "Display name 700",
        },
        whose="own team all",
    ),
    "user.delete": Call(
        "DELETE",
        lambda of: f"/api/v1/users/{key(f'{of.person}')}",
        409,
        whose="own team all",
    ),
    "project.list": Call(
        "GET",
        lambda _: "/api/v1/projects",
        200,
    ),
    "project.create": Call(
        "POST",
        lambda _: "/api/v1/projects",
        201,
        body=lambda _: {
            "name": "Name 700",
            "description": "Description 700",
            "due_on": "2028-01-31",
        },
    ),
    "project.read": Call(
        "GET",
        lambda of: f"/api/v1/projects/{key(f'project of {of.person}')}",
        200,
        whose="own team all",
    ),
    "project.update": Call(
        "PATCH",
        lambda of: f"/api/v1/projects/{key(f'project of {of.person}')}",
        200,
        body=lambda _: {
            "name": "Name 700",
        },
        headers=FIRST,
        whose="own team all",
    ),
    "task.list": Call(
        "GET",
        lambda _: "/api/v1/tasks",
        200,
    ),
    "task.create": Call(
        "POST",
        lambda _: "/api/v1/tasks",
        201,
        body=lambda by: {
            "project_id": str(key(f"project of {by.person}")),
            "title": "Title 700",
            "details": "Details 700",
            "priority": 5,
            "estimate_hours": "710.0",
            "due_on": "2028-01-31",
            "review_note": "Review note 700",
        },
    ),
    "task.export": Call(
        "GET",
        lambda _: "/api/v1/tasks/export",
        200,
    ),
    "task.read": Call(
        "GET",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}",
        200,
        whose="own team all",
    ),
    "task.update": Call(
        "PATCH",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}",
        200,
        body=lambda by: {
            "project_id": str(key(f"project of {by.person}")),
        },
        headers=FIRST,
        whose="own team all",
    ),
    "task.delete": Call(
        "DELETE",
        lambda of: f"/api/v1/tasks/{key(f'spare task of {of.person}')}",
        204,
        whose="own team all",
    ),
    "task.export_of_project": Call(
        "GET",
        lambda of: f"/api/v1/projects/{key(f'project of {of.person}')}/export",
        200,
        below="project.list",
        whose="own team all",
    ),
    "task.accept": Call(
        "POST",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/accept",
        200,
        given=lambda of: (
            update(models.Task)
            .where(models.Task.id == key(f"task of {of.person}"))
            .values(status="in_review")
        ),
        four_eyes=True,
        whose="own team all",
    ),
    "task.archive": Call(
        "POST",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/archive",
        200,
        given=lambda of: (
            update(models.Task)
            .where(models.Task.id == key(f"task of {of.person}"))
            .values(status="done")
        ),
        whose="own team all",
    ),
    "task.return": Call(
        "POST",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/return",
        200,
        body=lambda _: {
            "review_note": "Review note 700",
        },
        given=lambda of: (
            update(models.Task)
            .where(models.Task.id == key(f"task of {of.person}"))
            .values(status="in_review")
        ),
        whose="own team all",
    ),
    "task.start": Call(
        "POST",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/start",
        200,
        whose="own team all",
    ),
    "task.submit": Call(
        "POST",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/submit",
        200,
        given=lambda of: (
            update(models.Task)
            .where(models.Task.id == key(f"task of {of.person}"))
            .values(status="in_progress")
        ),
        whose="own team all",
    ),
    "task.attach_label": Call(
        "PUT",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/labels/{key('spare label')}",
        204,
        whose="own team all",
    ),
    "task.detach_label": Call(
        "DELETE",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/labels/{key('label')}",
        204,
        whose="own team all",
    ),
    "label.list": Call(
        "GET",
        lambda _: "/api/v1/labels",
        200,
    ),
    "label.create": Call(
        "POST",
        lambda _: "/api/v1/labels",
        201,
        body=lambda _: {
            "name": "Name 700",
            "color": "aaaabay",
        },
    ),
    "label.read": Call(
        "GET",
        lambda _: f"/api/v1/labels/{key('label')}",
        200,
    ),
    "label.update": Call(
        "PATCH",
        lambda _: f"/api/v1/labels/{key('label')}",
        200,
        body=lambda _: {
            "color": "aaaabay",
        },
    ),
    "label.delete": Call(
        "DELETE",
        lambda _: f"/api/v1/labels/{key('spare label')}",
        204,
    ),
    "label.list_of_task": Call(
        "GET",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/labels",
        200,
        below="task.list",
        whose="own team all",
    ),
    "comment.list": Call(
        "GET",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/comments",
        200,
        below="task.list",
        whose="own team all",
    ),
    "comment.create": Call(
        "POST",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/comments",
        201,
        body=lambda _: {
            "body": "Body 700",
        },
        below="task.list",
        whose="own team all",
    ),
    "attachment.read": Call(
        "GET",
        lambda of: f"/api/v1/attachments/{key(f'attachment of {of.person}')}",
        200,
        whose="own team all",
    ),
    "attachment.download": Call(
        "GET",
        lambda of: f"/api/v1/attachments/{key(f'attachment of {of.person}')}/file",
        200,
        whose="own team all",
    ),
    "attachment.list": Call(
        "GET",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/attachments",
        200,
        whose="own team all",
    ),
    "attachment.upload": Call(
        "POST",
        lambda of: f"/api/v1/tasks/{key(f'task of {of.person}')}/attachments",
        201,
        files=FILE,
        whose="own team all",
    ),
}
REACHES = ["-", "own", "team", "tenant", "all"]
OWNERS = {
    "own": "{role}",
    "team": "teammate of {role}",
    "all": "colleague",
}


class Cell(NamedTuple):
    """One cell of the table, on the row of one owner."""

    operation: str
    role: str
    reach: str
    whose: str

    @property
    def owner(self) -> str:
        """The name of the one whose row is called."""
        return OWNERS[self.whose].format(role=self.role) if self.whose else self.role

    @property
    def expected(self) -> int:
        """The status of the answer."""
        call = CALLS[self.operation]
        if self.reach == "-":
            return 403
        found = REACH[call.below][self.role] if call.below else self.reach
        if found == "-" or REACHES.index(self.whose or found) > REACHES.index(found):
            return 404
        if call.four_eyes and self.whose == "own":
            return 409
        return call.success


def _of(name: str) -> Of:
    return Of(name)


async def _send(client: AsyncClient, operation: str, by: str, of: str) -> Response:
    call = CALLS[operation]
    return await client.request(
        call.method,
        call.path(_of(of)),
        json=call.body and call.body(_of(by)),
        headers=call.headers,
        files=call.files,
    )


def _reach() -> dict[str, dict[str, str]]:
    (_, *roles), *lines = (line.split() for line in RIGHTS.strip().splitlines())
    return {operation: dict(zip(roles, reaches, strict=True)) for operation, *reaches in lines}


REACH = _reach()


def _cells() -> list[Any]:
    cells = [
        Cell(operation, role, reach, whose)
        for operation, reaches in REACH.items()
        for role, reach in reaches.items()
        for whose in CALLS[operation].whose.split() or [""]
    ]
    return [pytest.param(cell, id="-".join(cell)) for cell in cells if cell.owner in PEOPLE]


@pytest.mark.parametrize("cell", _cells())
async def test_reach(app: FastAPI, as_: Login, cell: Cell) -> None:
    if given := CALLS[cell.operation].given:
        await execute(app, given(_of(cell.owner)))
    answer = await _send(as_(cell.role), cell.operation, cell.role, cell.owner)
    assert answer.status_code == cell.expected, answer.text
    if cell.expected == 404:
        # What is out of reach answers as what is not there at all.
        missing = await _send(as_(cell.role), cell.operation, cell.role, "nobody")
        assert answer.json() == missing.json()


@pytest.mark.parametrize("operation", CALLS)
async def test_no_token(anonymous: AsyncClient, operation: str) -> None:
    answer = await _send(anonymous, operation, "member", "member")
    assert answer.status_code == 401


def test_every_right_is_called() -> None:
    assert REACH.keys() == CALLS.keys()
