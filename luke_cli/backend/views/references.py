"""What the templates may see of a reference in a body, and of the rows that it may name."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.backend.views.belonging import parent_of
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.parents import read_action, rows_function
from luke_cli.backend.views.schemas import (
    taken_fields,
)
from luke_cli.spec.model import (
    Entity,
    Field,
    Kind,
    Operation,
    Spec,
    TypeName,
)


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A reference in a body, and the rows that it may name."""

    field: str
    """In quotes."""
    model: str
    module: str
    key: str
    rows: str
    action: str
    """In quotes; "" lets in all rows of the tenant."""


def references_of(spec: Spec, entity: Entity, nested: str) -> tuple[ReferenceView, ...]:
    """Return the references that the body of a create names."""
    return tuple(
        reference_view(spec, field, entity)
        for field in taken_fields(spec, entity, creating=True)
        if field.type.name is TypeName.REF and field.name != nested
    )


def rights_of(spec: Spec, entity: Entity) -> tuple[str, ...]:
    """Return the fields of an account that say what it may do, or whose team it is in."""
    if entity.trait("account") is None:
        return ()
    return tuple(f.name for f in taken_fields(spec, entity, creating=False) if _gives_right(f))


def _gives_right(field: Field) -> bool:
    if field.type.name is TypeName.BOOLEAN:
        return field.name.startswith(("is_", "can_", "has_"))
    if field.type.name is TypeName.ENUM:
        return field.name in ("role", "status", "type", "kind", "plan", "tier", "level")
    return field.type.name is TypeName.REF


def narrow_scopes(spec: Spec, operations: list[Operation]) -> tuple[str, ...]:
    """Return the scopes below the widest of the right to change a row."""
    used = {p for o in operations if o.kind is Kind.UPDATE for p in o.permissions}
    found = {scope for p in spec.permissions if p.name in used for _, scope in p.scopes}
    return tuple(scope.upper() for scope in ("own", "team") if scope in found)


def moved_references(
    spec: Spec, entity: Entity, operations: list[Operation], nested: str
) -> tuple[ReferenceView, ...]:
    """Return the reference that the path of a create gives and a change may give anew."""
    if not any(operation.kind is Kind.UPDATE for operation in operations):
        return ()
    fields = taken_fields(spec, entity, creating=False)
    return tuple(
        reference_view(spec, field, entity)
        for field in fields
        if field.name == nested and field.type.name is TypeName.REF
    )


def reference_view(spec: Spec, field: Field, entity: Entity | None = None) -> ReferenceView:
    """Return the rows that a reference of an entity may name.

    A part reaches as far as its own rights; other rows of persons as far as those to read them.
    """
    target = next(e for e in spec.entities if e.name == field.type.target)
    personal = target.trait("owner") or parent_of(spec, target)
    action = read_action(spec, target)
    up = parent_of(spec, entity) if entity and not entity.trait("owner") else None
    part = up is not None and up[1] is field
    return ReferenceView(
        field=literal(field.name),
        model=target.name,
        module=module_of(target),
        key=key_of(target).name,
        rows=rows_function(target),
        action=literal("" if part else action) if personal else "",
    )
