"""Fields that only some roles see or set, of those that have the row.

`read by admin` of a field keeps it from all other roles, and so does `written by admin` its value from
being set; without the latter, whoever sees the field sets it. A row that cannot be made without a value
comes with it from whoever makes it, and a step sets what it needs by its own right.
"""

from typing import Final

from luke_cli.spec.model import Entity, Field, FieldRole, Spec, Visibility

_SHOWN_ALWAYS: Final = (FieldRole.KEY, FieldRole.LOCK)
"""A row has no other name, and no other version."""


def is_read_by(field: Field, role: str) -> bool:
    """Tell whether a role that may read a row sees a field of it."""
    return not field.readers or role in field.readers


def is_shown_to(field: Field, role: str) -> bool:
    """Tell whether a role finds a field in a row; for "" only what all find who may read it."""
    return goes_out(field) and is_read_by(field, role)


def is_written_by(field: Field, role: str) -> bool:
    """Tell whether a role that may make or change a row sets a field of it."""
    return not setters(field) or role in setters(field)


def setters(field: Field) -> tuple[str, ...]:
    """Return the only roles that set a field; () is whoever may make or change its row."""
    return field.writers or field.readers


def may_be_kept(field: Field) -> bool:
    """Tell whether a field can be kept from somebody who has the row."""
    return field.role not in _SHOWN_ALWAYS and not field.computed


def comes_with_the_row(field: Field) -> bool:
    """Tell whether no row can be made without somebody giving the field a value."""
    return field.required and not field.default


def kept_fields(entity: Entity) -> tuple[Field, ...]:
    """Return the fields of an entity that not everybody sees or sets who has the row."""
    return tuple(
        field
        for field in entity.fields
        if may_be_kept(field)
        and ((field.readers and goes_out(field)) or (setters(field) and comes_in(field)))
    )


def unread_fields(entity: Entity) -> frozenset[str]:
    """Return the names of the fields that some role does not see."""
    return frozenset(f.name for f in kept_fields(entity) if f.readers and goes_out(f))


def comes_in(field: Field) -> bool:
    """Tell whether a body may hold a field at all."""
    return field.role is None and field.visibility not in (Visibility.HIDDEN, Visibility.READ_ONLY)


def goes_out(field: Field) -> bool:
    """Tell whether an answer may hold a field at all."""
    return field.visibility not in (Visibility.HIDDEN, Visibility.WRITE_ONLY)


def has_kept_fields(spec: Spec) -> bool:
    """Tell whether a plan keeps any field from somebody."""
    return any(map(kept_fields, spec.entities))
