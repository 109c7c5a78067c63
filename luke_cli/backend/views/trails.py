"""What the templates may see of the trail of changes."""

from dataclasses import dataclass
from math import ceil

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.backend.views.bodies import model_of
from luke_cli.names import snake
from luke_cli.spec.field_rights import unread_fields
from luke_cli.spec.model import Entity, Kind, Operation, Spec
from luke_cli.spec.trail import WRITES, personal_fields, trail_of
from luke_cli.spec.values import seconds


@dataclass(frozen=True, slots=True)
class TrailView:
    """The entity that keeps the trail; names of its columns, "" where it has none for that."""

    model: str
    module: str
    actor: str
    action: str
    row: str
    text_row: bool
    """The key of a row is kept as text."""
    subject: str
    before: str
    after: str
    changes: str
    request: str
    sequence: str
    tenant: str
    moment: str
    """When it was written."""
    kept_days: int
    """How long entries have to be kept; 0 if nobody says."""
    personal: tuple[tuple[str, tuple[str, ...]], ...]
    """Group of operations and the members that do not get into the trail, in quotes."""


def trail_view(spec: Spec) -> TrailView | None:
    """Return where changes are written down; None if the plan asks for no trail."""
    trail = trail_of(spec)
    if trail is None:
        return None
    row = trail.entity.field(trail.row)
    tenant = next((f.name for f in trail.entity.fields if f.role == "tenant"), "")
    return TrailView(
        model=trail.entity.name,
        module=module_of(trail.entity),
        actor=trail.actor,
        action=trail.action,
        row=trail.row,
        text_row=row is not None and row.type.name != "uuid",
        subject=trail.subject,
        before=trail.before,
        after=trail.after,
        changes=trail.changes,
        request=trail.request,
        sequence=trail.sequence,
        tenant=tenant,
        moment=next((f.name for f in trail.entity.fields if f.role == "created"), ""),
        kept_days=_days(spec.setting("audit_retention")),
        personal=tuple(_personal(spec)),
    )


def _days(retention: str) -> int:
    return ceil(seconds(retention) / 86_400) if retention else 0


def _personal(spec: Spec) -> list[tuple[str, tuple[str, ...]]]:
    found = [(snake(entity.name), held_back_fields(entity)) for entity in spec.entities]
    account = held_back_fields(spec.account) if spec.account else ()
    return [
        (literal(name), tuple(map(literal, members)))
        for name, members in (*found, ("auth", account))
        if members
    ]


def held_back_fields(entity: Entity) -> tuple[str, ...]:
    """Return what the trail does not tell: who somebody is, and what not everybody sees."""
    return tuple(dict.fromkeys((*personal_fields(entity), *sorted(unread_fields(entity)))))


def action_column(spec: Spec) -> str:
    """Return the column of the action of an entry as the tests name it; "" without a trail."""
    trail = trail_of(spec)
    return f"{model_of(trail.entity)}.{trail.action}" if trail else ""


def is_trailed(spec: Spec, entity: Entity) -> bool:
    """Tell whether changes of the rows of an entity are written down."""
    trail = trail_of(spec)
    return trail is not None and trail.entity is not entity


def leaves_entry(spec: Spec, operation: Operation) -> bool | None:
    """Tell whether an operation leaves an entry whenever it succeeds.

    None leaves that to who writes it.
    """
    if operation.kind is Kind.CUSTOM and operation.method != "GET" and trail_of(spec):
        return None
    return operation.kind in WRITES and operation.kind is not Kind.ATTACH and bool(trail_of(spec))
