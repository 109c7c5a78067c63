"""The people and rows that every test starts with.

    people: member, lead, admin, teammate of member, teammate of lead, colleague, bystander

Everybody and everything has a name: `key("teammate of manager")` is an id of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from backend import models
from backend.database import now
from backend.security import fingerprint

PASSWORD = "Correct horse 4 battery staple!"
DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

ROLE_OF = {
    "member": "member",
    "lead": "lead",
    "admin": "admin",
    "teammate of member": "member",
    "teammate of lead": "member",
    "colleague": "member",
    "bystander": "member",
}
PEOPLE = tuple(ROLE_OF)
TEAMS = (
    ("team of member", ""),
    ("team of lead", ""),
)
TEAM_OF = {
    "member": "team of member",
    "lead": "team of lead",
    "teammate of member": "team of member",
    "teammate of lead": "team of lead",
}

Row = dict[str, Any]


def files() -> Iterator[str]:
    """Return where the files of the world are kept."""
    yield from (f"attachments/{row['id']}" for row in rows_of_attachments())


class Place(NamedTuple):
    """A row that is to be written."""

    nth: int
    name: str
    holder: str
    """The person or tenant that it belongs to; "" if it belongs to nobody."""
    spare: bool = False
    """No other row points at it."""


def key(name: str) -> UUID:
    """Return an id by a name; a row that does not exist has one, too."""
    return uuid5(UUID(int=0), name)


def login_of(name: str) -> str:
    """Return what a person signs in with."""
    return f"{name.replace(' ', '.').lower()}@example.com"


def themselves(names: Iterable[str]) -> list[Place]:
    """Return one row for each name, which belongs to itself."""
    return [Place(nth, name, name) for nth, name in enumerate(names)]


def singles(
    thing: str, holders: Sequence[str], more: Sequence[tuple[str, str]] = ()
) -> list[Place]:
    """Return one row for each holder, and some more."""
    named = [(f"{thing} of {holder}".removesuffix(" of "), holder) for holder in holders]
    return [Place(nth, *place) for nth, place in enumerate([*named, *more])]


def pairs(thing: str, holders: Sequence[str], more: Sequence[tuple[str, str]] = ()) -> list[Place]:
    """Return two rows for each holder, the second to spare, and some more."""
    first = singles(thing, holders, more)
    second = singles(f"spare {thing}", holders)
    return [*first, *(row._replace(nth=len(first) + row.nth, spare=True) for row in second)]


async def settle(connection: AsyncConnection, password_hash: str) -> None:
    """Write the world into an empty database."""
    await _write(connection, models.Team, rows_of_teams())
    await _write(connection, models.User, rows_of_users(password_hash))
    await _write(connection, models.Project, rows_of_projects())
    await _write(connection, models.Task, rows_of_tasks())
    await _write(connection, models.Label, rows_of_labels())
    await _write(connection, models.TaskLabel, rows_of_task_labels())
    await _write(connection, models.Comment, rows_of_comments())
    await _write(connection, models.Attachment, rows_of_attachments())
    await _write(connection, models.LoginSession, _login_sessions())


async def _write(connection: AsyncConnection, table: type[Any], rows: Iterable[Row]) -> None:
    for row in rows:
        await connection.execute(insert(table), row)


def rows_of_teams() -> Iterator[Row]:
    for row in pairs("team", ("",), TEAMS):
        yield {
            "id": key(row.name),
            "name": f"Name {row.nth}",
            "created_at": NOON + timedelta(minutes=row.nth),
        }


def rows_of_users(password_hash: str) -> Iterator[Row]:
    for row in themselves(PEOPLE):
        yield {
            "id": key(row.name),
            "team_id": key(TEAM_OF.get(row.name, "team")),
            "email": login_of(row.name),
            "password_hash": password_hash,
            "display_name": f"Display name {row.nth}",
            "role": ROLE_OF[row.name],
            "is_active": True,
            "created_at": NOON + timedelta(minutes=row.nth),
            "updated_at": NOON + timedelta(minutes=row.nth),
        }


def rows_of_projects() -> Iterator[Row]:
    for row in pairs("project", PEOPLE):
        yield {
            "id": key(row.name),
            "owner_id": key(row.holder),
            "name": f"Name {row.nth}",
            "description": f"Description {row.nth}",
            "due_on": DAY + timedelta(days=row.nth),
            "created_at": NOON + timedelta(minutes=row.nth),
            "updated_at": NOON + timedelta(minutes=row.nth),
            "version": 1,
        }


def rows_of_tasks() -> Iterator[Row]:
    for row in pairs("task", PEOPLE):
        yield {
            "id": key(row.name),
            "project_id": key(f"project of {row.holder}"),
            "owner_id": key(row.holder),
            "title": f"Title {row.nth}",
            "details": f"Details {row.nth}",
            "priority": 5,
            "estimate_hours": Decimal(10 + row.nth),
            "status": ("open", "in_progress", "in_review", "done", "archived")[row.nth % 5]
            if row.spare
            else "open",
            "due_on": DAY + timedelta(days=row.nth),
            "review_note": None,
            "done_at": None,
            "created_at": NOON + timedelta(minutes=row.nth),
            "updated_at": NOON + timedelta(minutes=row.nth),
            "version": 1,
        }


def rows_of_labels() -> Iterator[Row]:
    for row in pairs("label", ("",)):
        yield {
            "id": key(row.name),
            "name": f"Name {row.nth}",
            "color": ("Color", "Color 1", "Color 2")[row.nth % 3],
        }


def rows_of_task_labels() -> Iterator[Row]:
    for row in singles("task label", PEOPLE):
        yield {
            "task_id": key(f"task of {row.holder}"),
            "label_id": key("label"),
        }


def rows_of_comments() -> Iterator[Row]:
    for row in pairs("comment", PEOPLE):
        yield {
            "id": key(row.name),
            "task_id": key(f"task of {row.holder}"),
            "author_id": key(row.holder),
            "body": f"Body {row.nth}",
            "created_at": NOON + timedelta(minutes=row.nth),
        }


def rows_of_attachments() -> Iterator[Row]:
    for row in pairs("attachment", PEOPLE):
        yield {
            "id": key(row.name),
            "task_id": key(f"task of {row.holder}"),
            "file_name": f"File name {row.nth}",
            "mime_type": f"Mime type {row.nth}",
            "file_size": 10 + row.nth,
            "file_hash": f"File hash {row.nth}",
            "created_at": NOON + timedelta(minutes=row.nth),
        }


def _login_sessions() -> Iterator[Row]:
    for name in PEOPLE:
        yield {
            "id": key(f"login of {name}"),
            "user_id": key(name),
            "refresh_fingerprint": fingerprint(f"secret of {name}"),
            "expires_at": now() + timedelta(days=1),
        }
