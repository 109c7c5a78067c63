"""The trail of changes of a plan: which entity keeps it, and which of its fields says what.

AuditEntry: actor_id, action, subject, row_id, before, after, request_id
EventStore: user_id, event_type, aggregate_type, aggregate_id, event_data, sequence_number
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.lookup import Once
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Kind,
    Operation,
    Spec,
    TypeName,
    Visibility,
)

SETTINGS: Final = ("audit_trail", "audit_retention")
WRITES: Final = (
    Kind.CREATE,
    Kind.UPDATE,
    Kind.DELETE,
    Kind.RESTORE,
    Kind.TRANSITION,
    Kind.UPLOAD,
    Kind.ATTACH,
    Kind.DETACH,
)
"""Kinds of operations that leave an entry each."""
_ACTOR: Final = ("actor_id", "user_id", "performed_by", "changed_by", "actor", "account_id")
_ACTION: Final = ("action", "event_type", "operation", "event", "event_name")
_SUBJECT: Final = ("subject", "aggregate_type", "entity_type", "resource_type", "object_type",
                   "entity", "table_name", "entity_name")  # fmt: skip
_ROW: Final = ("row_id", "aggregate_id", "entity_id", "resource_id", "object_id", "record_id")
_BEFORE: Final = ("before", "old_values", "old_value", "old_data", "before_data", "previous")
_AFTER: Final = ("after", "new_values", "new_value", "new_data", "after_data")
_CHANGES: Final = ("changes", "event_data", "details", "data", "diff", "payload")
_REQUEST: Final = ("request_id", "correlation_id", "trace_id")
_SEQUENCE: Final = ("sequence_number", "sequence", "seq")
_REQUEST_LENGTH: Final = 64
_ACTION_LENGTH: Final = 20
"""Of what is done, behind the name of what it is done to: `maintenance_request.approve`."""
_NUMBERS: Final = (TypeName.INTEGER, TypeName.BIGINT)
_PERSONAL: Final = re.compile(
    r"(?:^|_)(?:e?mail|phone|mobile|iban|bic|ssn|passport|birth|birthday|born|street|address|postcode|"
    r"zip|(?:first|last|full|middle|given|family)_name|surname|card|account_number|tax_id|"
    r"national_id|licen[cs]e_number|password|secret|token|latitude|longitude|lat|lng|ip|allergy|"
    r"diagnosis|medical|health|salary)(?:_|$)"
)


@dataclass(frozen=True, slots=True)
class Trail:
    """An entity that keeps the trail; names of its fields, "" where it has none for that."""

    entity: Entity
    actor: str
    action: str
    row: str
    subject: str = ""
    before: str = ""
    after: str = ""
    changes: str = ""
    request: str = ""
    sequence: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that an entry fills."""
        named = (self.actor, self.action, self.row, self.subject, self.before, self.after)
        return frozenset((*named, self.changes, self.request, self.sequence)) - {""}

    def holds(self, length: int) -> bool:
        """Tell whether the name of an action of so many characters has room."""
        field = self.entity.field(self.action)
        return field is None or field.type.length is None or field.type.length >= length


def trail_of(spec: Spec) -> Trail | None:
    """Return the trail that changes are written to; None if the plan asks for none."""
    asked = any(setting.name in SETTINGS for setting in spec.settings)
    found = (t for t in _KEEPERS.of(spec.entities) if asked or "Audit" in t.entity.name)
    longest = max((_LONGEST.of(spec.operations), *(len(s.operation) for s in spec.timed)))
    return next((trail for trail in found if trail.holds(longest)), None)


def is_keeper(entities: Sequence[Entity], entity: Entity) -> bool:
    """Tell whether an entity has all that the trail needs."""
    return _keeper(entities, entity) is not None


def _keepers(entities: tuple[Entity, ...]) -> tuple[Trail, ...]:
    return tuple(filter(None, (_keeper(entities, entity) for entity in entities)))


def _keeper(entities: Sequence[Entity], entity: Entity) -> Trail | None:
    if entity.trait("append-only") is None:
        return None
    texts = (TypeName.STRING, TypeName.TEXT)
    keys = (*texts, TypeName.UUID) if _has_plain_keys(entities) else texts
    own = [field for field in entity.fields if field.role is None and not field.computed]
    subject = max(len(snake(one.name)) for one in entities)
    trail = Trail(
        entity=entity,
        actor=_actor(entities, own),
        action=_named(own, _ACTION, texts, subject + 1 + _ACTION_LENGTH),
        row=_named(own, _ROW, keys, 36),
        subject=_named(own, _SUBJECT, texts, subject),
        before=_named(own, _BEFORE, (TypeName.JSON,)),
        after=_named(own, _AFTER, (TypeName.JSON,)),
        changes=_named(own, _CHANGES, (TypeName.JSON,)),
        request=_named(own, _REQUEST, texts, _REQUEST_LENGTH),
        sequence=_named(own, _SEQUENCE, _NUMBERS),
    )
    needed = {field.name for field in own if field.required and not field.default}
    whole = bool(trail.actor and trail.action and trail.row)
    return trail if whole and needed <= trail.fields else None


def _has_plain_keys(entities: Sequence[Entity]) -> bool:
    """Tell whether all rows have the same kind of key, a UUID."""
    keys = (f for e in entities for f in e.fields if f.role is FieldRole.KEY)
    return all(key.type.name is TypeName.UUID for key in keys)


def _actor(entities: Sequence[Entity], fields: Iterable[Field]) -> str:
    account = next((entity for entity in entities if entity.trait("account")), None)
    key = next((f for f in account.fields if f.role is FieldRole.KEY), None) if account else None
    by_name = {field.name: field for field in fields}
    for field in (by_name[name] for name in _ACTOR if name in by_name):
        refers = account is not None and field.type.target == account.name
        if refers or (key is not None and field.type.name is key.type.name):
            return field.name
    return ""


def _named(
    fields: Iterable[Field], names: Iterable[str], kinds: Iterable[TypeName], length: int = 0
) -> str:
    by_name = {field.name: field for field in fields if field.type.name in kinds}
    found = (by_name[name] for name in names if name in by_name)
    return next((f.name for f in found if f.type.length is None or f.type.length >= length), "")


def personal_fields(entity: Entity) -> tuple[str, ...]:
    """Return the fields that are shown and say who somebody is, or that are nobody's business."""
    named = entity.trait("account") is not None
    unseen = (Visibility.HIDDEN, Visibility.WRITE_ONLY)
    return tuple(
        field.name
        for field in entity.fields
        if field.visibility not in unseen
        and (
            field.encrypted
            or field.type.name is TypeName.EMAIL
            or _PERSONAL.search(field.name)
            or (named and field.name in ("name", "display_name", "username"))
        )
    )


_KEEPERS: Final[Once[Entity, tuple[Trail, ...]]] = Once(_keepers)
_LONGEST: Final[Once[Operation, int]] = Once(
    lambda operations: max((len(one.name) for one in operations), default=0)
)
