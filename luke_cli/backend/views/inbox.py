"""What the templates may see of the entity that keeps what people are told within the application."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.spec.inbox import Inbox, inbox_of
from luke_cli.spec.model import Entity, Spec, TypeName

_LONGEST: Final = 150
"""Letters of what is said of a row."""


@dataclass(frozen=True, slots=True)
class InboxView:
    """Where notices are kept; all Python, names of columns or "" where it has none for that."""

    model: str
    module: str
    owner: str
    tenant: str
    values: tuple[tuple[str, str], ...]
    """What a notice says, in terms of `event` and `key`."""


def inbox_view(spec: Spec) -> InboxView | None:
    """Return where notices are kept; None if the plan keeps none."""
    inbox = inbox_of(spec)
    if inbox is None:
        return None
    said = {
        inbox.title: _cut(inbox, inbox.title, "LETTERS[event].subject"),
        inbox.message: _cut(inbox, inbox.message, "LETTERS[event].sentence"),
        inbox.event: "event",
        inbox.row: "str(key)",
    }
    values = ((literal(name), code) for name, code in said.items() if name)
    key = module_of(inbox.entity)
    return InboxView(inbox.entity.name, key, inbox.owner, inbox.tenant, tuple(values))


def _cut(inbox: Inbox, name: str, code: str) -> str:
    field = inbox.entity.field(name)
    length = field.type.length if field else None
    return f"{code}[:{length}]" if length and length < _LONGEST else code


@dataclass(frozen=True, slots=True)
class ReadMarkView:
    """What says that a row was read; Python but the flag."""

    name: str
    unread: str
    """The condition of a row that was not."""
    moment: bool
    """It says when."""


def read_mark(spec: Spec, entity: Entity) -> ReadMarkView | None:
    """Return what says that a row of an entity was read; None if nothing does."""
    inbox = inbox_of(spec)
    if inbox is None or inbox.entity is not entity:
        return None
    column, moment = f"{entity.name}.{inbox.read.name}", inbox.read.type.name is TypeName.DATETIME
    unread = f"{column}.is_(None)" if moment else f"{column}.is_(False)"
    return ReadMarkView(inbox.read.name, unread, moment)
