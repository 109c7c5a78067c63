"""What the templates may see of the row that a nested operation hangs below."""

from collections.abc import Iterable
from dataclasses import dataclass

from luke_cli.backend.naming import module_of
from luke_cli.backend.views.belonging import parent_of, reference_to
from luke_cli.backend.views.columns import key_of, key_type, python_type
from luke_cli.backend.views.paths import identifier, parameters_of
from luke_cli.names import snake
from luke_cli.spec.model import (
    Entity,
    FieldRole,
    Kind,
    Operation,
    Spec,
)
from luke_cli.spec.owners import only_owner, ways_of


@dataclass(frozen=True, slots=True)
class ParentView:
    """The row that a nested operation hangs below."""

    name: str
    """Parameter of the path."""
    annotation: str
    model: str
    module: str
    key: str
    rows: str
    """Function of `scopes.py`."""
    field: str
    """The reference of the entity to it; "" if a many-to-many lies between."""
    action: str
    """Whose reach says whether the parent may be seen; "" takes that of the operation."""
    public: str
    """The scope of a parent that anybody may see, `ALL`; "" if not anybody may."""
    says_all: bool = False
    """Whoever finds the parent may see all that is below it: no row has to be asked again."""
    join: str = ""
    """Model of the many-to-many."""
    join_module: str = ""
    join_parent: str = ""
    join_child: str = ""
    annotation_plain: str = ""
    """Its Python type."""


def rows_function(entity: Entity) -> str:
    """Return the function of `scopes.py` that tells whose rows there are."""
    return f"{snake(entity.name)}_rows"


def way_function(entity: Entity, path: str) -> str:
    """Return the function of `scopes.py` that tells which rows belong to one of several owners."""
    return f"{rows_function(entity)}_by_{path.replace('.', '_')}"


def changed_rows(spec: Spec, entity: Entity, operations: Iterable[str]) -> str:
    """Return the function of `scopes.py` that tells which rows operations change."""
    paths = (only_owner(spec, operation) for operation in operations)
    path = next(filter(None, paths), "")
    known = path in (way.path for way in ways_of(spec, entity))
    return way_function(entity, path) if known else rows_function(entity)


def read_action(spec: Spec, entity: Entity) -> str:
    """Return the permission to read an entity; "" if no operation reads it."""
    reading = (Kind.READ, Kind.LIST)
    group = snake(entity.name)
    return next(
        (
            permission
            for operation in spec.operations
            if operation.group == group and operation.kind in reading
            for permission in operation.permissions
            if ":" in permission
        ),
        "",
    )


def _is_public(spec: Spec, entity: Entity) -> bool:
    """Tell whether anybody may see the rows of an entity, with a token or without."""
    reading = [o for o in spec.operations_of(snake(entity.name)) if o.kind is Kind.READ]
    return any("public" in operation.permissions for operation in reading)


def parent_view(spec: Spec, operation: Operation, entity: Entity | None) -> ParentView | None:
    """Return the parent of a nested list, create or upload."""
    nested = (Kind.LIST, Kind.EXPORT, Kind.CREATE, Kind.UPLOAD)
    found = [p for p in parameters_of(spec, operation) if p.entity]
    if entity is None or operation.kind not in nested or not found:
        return None
    name, target = found[-1]
    if target is None:
        return None
    field = reference_to(entity, target)
    join = None if field else _join_of(spec, target, entity)
    owned = entity.trait("owner") is not None or field is None
    part = parent_of(spec, entity)
    inherits = part is not None and part[0] is target and not owned
    public = _is_public(spec, target)
    gone = any(f.role is FieldRole.DELETED for f in entity.fields)
    return ParentView(
        name=identifier(name),
        annotation=key_type(spec, key_of(target).type),
        annotation_plain=python_type(spec, key_of(target).type),
        model=target.name,
        module=module_of(target),
        key=key_of(target).name,
        rows=rows_function(target),
        field=field.name if field else "",
        action="" if inherits else read_action(spec, target),
        public="ALL" if public else "",
        says_all=inherits and not public and not gone,
        **_join_names(join, target, entity),
    )


def _join_of(spec: Spec, one: Entity, other: Entity) -> Entity | None:
    joins = (entity for entity in spec.entities if entity.trait("join"))
    return next((j for j in joins if reference_to(j, one) and reference_to(j, other)), None)


def _join_names(join: Entity | None, parent: Entity, child: Entity) -> dict[str, str]:
    up, down = (reference_to(join, parent), reference_to(join, child)) if join else (None, None)
    if join is None or up is None or down is None:
        return {}
    return {
        "join": join.name,
        "join_module": module_of(join),
        "join_parent": up.name,
        "join_child": down.name,
    }
