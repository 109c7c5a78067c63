"""Who has to see what they choose from: a form that names a hall is no use to who may not see one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.model import Entity, FieldRole, Spec, TypeName, Visibility
from luke_cli.spec.resolve.permission_matrix import Matrix

_GIVEN: Final = (Visibility.BOTH, Visibility.WRITE_ONLY, Visibility.IMMUTABLE)


def with_choosers(matrix: Matrix) -> None:
    """Let those who write a reference read what it refers to, where no document says who may."""
    for entity in matrix.spec.entities:
        name = f"{snake(entity.name)}:read"
        row = matrix.rows.get(name)
        assumption = matrix.assumptions.get(f"A-{kebab(entity.name)}-rights")
        if row is None or assumption is None or assumption.name not in row.basis:
            continue
        held = dict(row.scopes)
        added = [role for role in _choosers(matrix, entity) if role not in held]
        if not added:
            continue
        held |= dict.fromkeys(added, matrix.standing.widest)
        ordered = tuple((role, held[role]) for role in matrix.standing.roles if role in held)
        matrix.rows[name] = replace(row, scopes=ordered)
        proposal = f"{assumption.proposal}; also {' and '.join(added)}, who choose from it"
        matrix.assumptions[assumption.name] = replace(assumption, proposal=proposal)


def _choosers(matrix: Matrix, target: Entity) -> list[str]:
    """Return the roles that may make or change a row that refers to another, in their order."""
    found = {
        role
        for entity in _referring(matrix.spec, target)
        for action in ("create", "update")
        if (row := matrix.rows.get(f"{snake(entity.name)}:{action}"))
        for role, _ in row.scopes
    }
    return [role for role in matrix.standing.roles if role in found]


def _referring(spec: Spec, target: Entity) -> Iterator[Entity]:
    special = (FieldRole.OWNER, FieldRole.TENANT)
    for entity in spec.entities:
        if entity is not target and any(
            field.type.name is TypeName.REF
            and field.type.target == target.name
            and field.role not in special
            and field.visibility in _GIVEN
            for field in entity.fields
        ):
            yield entity
