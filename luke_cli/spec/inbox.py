"""Where notices within the application are kept: which entity, and which of its fields says what.

Notification: user_id, event, row_id, title, message, is_read
Message: recipient_id, subject, body, read_at
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.spec.lookup import Once
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName

TRAIT: Final = "inbox"
CHANNEL: Final = "in-app"
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT)
_TITLE: Final = ("title", "subject", "heading", "headline")
_MESSAGE: Final = ("message", "body", "text", "content")
_EVENT: Final = ("event", "type", "kind", "event_type", "category", "notification_type")
_ROW: Final = ("row_id", "reference_id", "related_id", "entity_id", "resource_id", "object_id")
_READ: Final = ("is_read", "read", "seen", "is_seen", "read_at", "seen_at")
_LETTERS: Final = 100
"""Of a title or a sentence, at least."""
_KEY_LETTERS: Final = 36


@dataclass(frozen=True, slots=True)
class Inbox:
    """An entity that keeps notices; names of its fields, "" where it has none for that."""

    entity: Entity
    owner: str
    read: Field
    """Whether its owner has read a notice, or when."""
    title: str = ""
    message: str = ""
    event: str = ""
    row: str = ""
    tenant: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that a notice fills."""
        return frozenset((self.owner, self.title, self.message, self.event, self.row)) - {""}


def inbox_of(spec: Spec) -> Inbox | None:
    """Return where notices are kept; None if the plan keeps none."""
    return _KEPT.of(spec.entities)


def keeps(entities: Sequence[Entity], entity: Entity) -> Inbox | None:
    """Return what the fields of an entity mean if notices can be kept in it."""
    trait = entity.trait("owner")
    owner = entity.field(trait.subject) if trait else None
    account = next((one for one in entities if one.trait("account")), None)
    if owner is None or account is None or owner.type.target != account.name:
        return None
    own = [field for field in entity.fields if field.role is None and not field.computed]
    read = _named(own, _READ, (TypeName.BOOLEAN, TypeName.DATETIME))
    if read is None:
        return None
    inbox = Inbox(
        entity=entity,
        owner=owner.name,
        read=read,
        title=_name(own, _TITLE, _LETTERS),
        message=_name(own, _MESSAGE, _LETTERS),
        event=_name(own, _EVENT, _LETTERS),
        row=_name(own, _ROW, _KEY_LETTERS),
        tenant=next((f.name for f in entity.fields if f.role is FieldRole.TENANT), ""),
    )
    needed = {field.name for field in own if field.required and not field.default}
    says = bool(inbox.title or inbox.message)
    return inbox if says and needed - {read.name} <= inbox.fields else None


def _kept(entities: tuple[Entity, ...]) -> Inbox | None:
    marked = (entity for entity in entities if entity.trait(TRAIT))
    return next(filter(None, (keeps(entities, entity) for entity in marked)), None)


def _name(fields: Iterable[Field], names: Iterable[str], length: int) -> str:
    found = _named(fields, names, _TEXTS)
    short = found is not None and found.type.length is not None and found.type.length < length
    return "" if found is None or short else found.name


def _named(
    fields: Iterable[Field], names: Iterable[str], kinds: Iterable[TypeName]
) -> Field | None:
    by_name = {field.name: field for field in fields if field.type.name in kinds}
    return next((by_name[name] for name in names if name in by_name), None)


_KEPT: Final[Once[Entity, Inbox | None]] = Once(_kept)
