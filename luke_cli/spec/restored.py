"""Rows that are marked as deleted, and come back."""

from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Entity, FieldRole, Kind, Spec

RETENTION: Final = "soft_delete_retention"
"""The setting: how long a deleted row can come back."""


def restores(spec: Spec, entity: Entity) -> bool:
    """Tell whether an operation brings deleted rows of an entity back."""
    return is_marked(entity) and any(
        operation.kind is Kind.RESTORE for operation in spec.operations_of(snake(entity.name))
    )


def is_marked(entity: Entity) -> bool:
    """Tell whether deleted rows of an entity stay."""
    return any(field.role is FieldRole.DELETED for field in entity.fields)


def keeps_deleted(spec: Spec) -> bool:
    """Tell whether anything that is deleted comes back."""
    return any(restores(spec, entity) for entity in spec.entities)
