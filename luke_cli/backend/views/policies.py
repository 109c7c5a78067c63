"""What the templates may see of rights: the table of policies, and whose rows there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of, words_of
from luke_cli.backend.views.belonging import parent_of, tenant_field, tenant_of, widest_scope
from luke_cli.backend.views.columns import key_of, owner_of
from luke_cli.backend.views.parents import rows_function, way_function
from luke_cli.backend.views.restores import every_row
from luke_cli.spec.model import Entity, FieldRole, Kind, Operation, Spec
from luke_cli.spec.owners import Way, ways_of
from luke_cli.spec.restored import restores

SCOPES = ("own", "team", "tenant", "all")


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A row of the table of policies."""

    action: str
    """In quotes."""
    cells: tuple[str, ...]
    """One a role: a scope in capitals, or NONE."""


@dataclass(frozen=True, slots=True)
class WayView:
    """Which rows belong to one of several owners: a function of `scopes.py`."""

    function: str
    path: str
    owner: str
    """The column that names the owner."""
    through: str
    """A function of what is asked of this column, Python; "" if the row itself has it."""
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowsView:
    """Whose the rows of an entity are: a function of `scopes.py`."""

    function: str
    model: str
    module: str
    words: str
    tenant: str
    owner: str
    deleted: str
    every: str
    """The function that opens deleted rows as well; "" if nothing brings them back."""
    parent: str
    """The function of the parent; "" if the entity belongs to nothing else."""
    parent_model: str
    parent_key: str
    field: str
    ways: tuple[WayView, ...]
    """The several owners of a row; () if it has one, or none."""

    @property
    def models(self) -> set[str]:
        """The models that say whose a row is."""
        return {self.model, *(model for way in self.ways for model in way.models)}


def used_scopes(spec: Spec) -> set[str]:
    """Return the scopes that some right of some operation has."""
    used = _used_permissions(spec)
    found = {scope for p in spec.permissions if p.name in used for _, scope in p.scopes}
    return found | {"all"} if any(map(is_visited, spec.operations)) else found


def is_visited(operation: Operation) -> bool:
    """Tell whether somebody who is not signed in works with rows."""
    return (
        "public" in operation.permissions
        and operation.group != "auth"
        and operation.kind is not Kind.CUSTOM
    )


def shows_anybody(operation: Operation) -> bool:
    """Tell whether an operation shows rows to somebody who is not signed in."""
    return is_visited(operation) and operation.kind in (Kind.LIST, Kind.READ)


def shown_as(operation: Operation, role: str) -> str:
    """Return the role as which an operation shows rows to a caller; "" where it asks nobody for a token."""
    return "" if shows_anybody(operation) else role


def _used_permissions(spec: Spec) -> set[str]:
    return {permission for o in spec.operations for permission in o.permissions}


def policies_of(spec: Spec) -> tuple[PolicyView, ...]:
    """Return the table of policies: the rights that operations ask for."""
    used = _used_permissions(spec)
    roles = [role.name for role in spec.roles]
    rows = []
    if "signed-in" in used:
        rows.append(PolicyView('"signed-in"', tuple(widest_scope(spec).upper() for _ in roles)))
    for permission in spec.permissions:
        if permission.name in used:
            scopes = dict(permission.scopes)
            cells = tuple(scopes.get(role, "none").upper() for role in roles)
            rows.append(PolicyView(literal(permission.name), cells))
    return tuple(rows)


def _rows_view(spec: Spec, entity: Entity) -> RowsView:
    """Return whose the rows of an entity are."""
    parent = parent_of(spec, entity) if not owner_of(entity) else None
    seen = {entity.name}
    above = parent
    while above and above[0].name not in seen:
        seen.add(above[0].name)
        above = parent_of(spec, above[0]) if not owner_of(above[0]) else None
    if above:
        parent = None
    tenant = tenant_field(entity)
    is_tenant = entity is tenant_of(spec)
    return RowsView(
        function=rows_function(entity),
        model=entity.name,
        module=module_of(entity),
        words=words_of(entity),
        tenant=key_of(entity).name if is_tenant else tenant.name if tenant else "",
        owner=owner_of(entity),
        deleted=next((f.name for f in entity.fields if f.role is FieldRole.DELETED), ""),
        every=every_row(entity) if restores(spec, entity) else "",
        parent=rows_function(parent[0]) if parent else "",
        parent_model=parent[0].name if parent else "",
        parent_key=key_of(parent[0]).name if parent else "",
        field=parent[1].name if parent else "",
        ways=tuple(_way_view(way) for way in ways_of(spec, entity)),
    )


def _way_view(way: Way) -> WayView:
    """Return which rows belong to one of several owners."""
    *above, (last, owner) = way.steps
    through = "theirs"
    for (entity, field), (target, _) in reversed(list(pairwise(way.steps))):
        keys = f"select({target.name}.{key_of(target).name}).where({through})"
        through = f"{entity.name}.{field.name}.in_({keys})"
    return WayView(
        function=way_function(way.steps[0][0], way.path),
        path=way.path,
        owner=f"{last.name}.{owner.name}",
        through=f"lambda theirs: {through}" if above else "",
        models=tuple(entity.name for entity, _ in way.steps),
    )


def asked_rows(spec: Spec, functions: Iterable[str]) -> tuple[RowsView, ...]:
    """Return whose rows there are, for the entities that some statement asks this of."""
    views = [_rows_view(spec, entity) for entity in spec.entities]
    named = {
        name: view
        for view in views
        for name in (view.function, view.every, *(way.function for way in view.ways))
        if name
    }
    open_ = [*functions]
    used: set[str] = set()
    while open_:
        view = named.get(open_.pop())
        if view and view.function not in used:
            used.add(view.function)
            open_.append(view.parent)
    return tuple(view for view in views if view.function in used)
