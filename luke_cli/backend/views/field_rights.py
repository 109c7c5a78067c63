"""What the templates may see of the fields that not everybody sees or sets who has the row."""

from collections.abc import Iterable
from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.backend.views.schemas import taken_fields
from luke_cli.spec.field_rights import (
    comes_with_the_row,
    is_read_by,
    is_written_by,
    kept_fields,
    setters,
    unread_fields,
)
from luke_cli.spec.model import Entity, Field, Kind, Operation, Spec


@dataclass(frozen=True, slots=True)
class FieldPolicyView:
    """A row of the table of fields; all Python."""

    table: str
    field: str
    cells: tuple[str, ...]
    """One a role: letters of `rw`, or `-`."""


@dataclass(frozen=True, slots=True)
class KeptFieldsView:
    """The fields of an entity with rights of their own; names in quotes."""

    table: str
    """In quotes."""
    unread: tuple[str, ...]
    """Those that some role does not see."""
    made: tuple[str, ...]
    """Those that not everybody may send with a new row."""
    needed: tuple[str, ...]
    """Those that everybody may send with it, because no row is made without them."""
    changed: tuple[str, ...]
    """Those that not everybody may change."""


def field_policies(spec: Spec) -> tuple[FieldPolicyView, ...]:
    """Return the table of fields: who sees and who sets them."""
    return tuple(
        FieldPolicyView(
            literal(module_of(entity)),
            literal(field.name),
            tuple(literal(_letters(field, role.name)) for role in spec.roles),
        )
        for entity in spec.entities
        for field in kept_fields(entity)
    )


def _letters(field: Field, role: str) -> str:
    return ("r" * is_read_by(field, role) + "w" * is_written_by(field, role)) or "-"


def kept_fields_view(spec: Spec, entity: Entity) -> KeptFieldsView:
    """Return the fields of an entity with rights of their own."""
    fields = kept_fields(entity)
    unread = unread_fields(entity)
    return KeptFieldsView(
        table=literal(module_of(entity)),
        unread=tuple(literal(field.name) for field in fields if field.name in unread),
        made=_names(kept_in_body(spec, entity, creating=True)),
        needed=_names(f for f in fields if comes_with_the_row(f)),
        changed=_names(kept_in_body(spec, entity, creating=False)),
    )


def _names(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(literal(field.name) for field in fields)


def kept_in_body(spec: Spec, entity: Entity, *, creating: bool) -> tuple[Field, ...]:
    """Return the fields of a body that only some roles may send."""
    kept = kept_fields(entity)
    return tuple(
        field
        for field in taken_fields(spec, entity, creating=creating)
        if field in kept and not (creating and comes_with_the_row(field))
    )


def field_rights_said(spec: Spec, operation: Operation, entity: Entity | None) -> tuple[str, ...]:
    """Return what the description of the API says of who sends which fields."""
    if entity is None or operation.kind not in (Kind.CREATE, Kind.UPDATE):
        return ()
    fields = kept_in_body(spec, entity, creating=operation.kind is Kind.CREATE)
    return tuple(f"`{f.name}` is set by {' and '.join(setters(f))} only." for f in fields)
