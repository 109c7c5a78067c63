"""Who has to see what they choose from: a form that names a hall is no use to who may not see one."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.spec.model import Entity, FieldRole, Spec, TypeName, Visibility
from luke_cli.spec.resolve.permission_matrix import Matrix

_GIVEN: Final = (Visibility.BOTH, Visibility.WRITE_ONLY, Visibility.IMMUTABLE)


def with_choosers(matrix: Matrix) -> None:
    """Let those who write a reference read what it refers to, where no document says who may."""
    referring = _referring(matrix.spec)
    for entity in matrix.spec.entities:
        name = f"{snake(entity.name)}:read"
        row = matrix.rows.get(name)
        assumption = matrix.assumptions.get(f"A-{kebab(entity.name)}-rights")
        if row is None or assumption is None or assumption.name not in row.basis:
            continue
        held = dict(row.scopes)
        choosers = _choosers(matrix, referring.get(entity.name, ()))
        added = [role for role in choosers if role not in held]
        if not added:
            continue
        held |= dict.fromkeys(added, matrix.standing.widest)
        ordered = tuple((role, held[role]) for role in matrix.standing.roles if role in held)
        matrix.rows[name] = replace(row, scopes=ordered)
        proposal = f"{assumption.proposal}; also {' and '.join(added)}, who choose from it"
        matrix.assumptions[assumption.name] = replace(assumption, proposal=proposal)


def _choosers(matrix: Matrix, referring: Iterable[Entity]) -> list[str]:
    """Return the roles that may make or change a row of some entities, in their order."""
    found = {
        role
        for entity in referring
        for action in ("create", "update")
        if (row := matrix.rows.get(f"{snake(entity.name)}:{action}"))
        for role, _ in row.scopes
    }
    return [role for role in matrix.standing.roles if role in found]


def _referring(spec: Spec) -> dict[str, list[Entity]]:
    """Return the entities with a reference that somebody sends, by what they refer to."""
    special = (FieldRole.OWNER, FieldRole.TENANT)
    found: dict[str, list[Entity]] = {}
    for entity in spec.entities:
        targets = {
            field.type.target
            for field in entity.fields
            if field.type.name is TypeName.REF
            and field.role not in special
            and field.visibility in _GIVEN
        }
        for target in sorted(targets - {entity.name}):
            found.setdefault(target, []).append(entity)
    return found
