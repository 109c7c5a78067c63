"""What the templates may see of rows that time deletes: a step that ends them."""

from luke_cli.backend.code import literal
from luke_cli.backend.naming import due_function_of, module_of
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.conditions import row_condition
from luke_cli.backend.views.due import DueView, since_condition
from luke_cli.backend.views.moments import span_code
from luke_cli.backend.views.paths import referring_to
from luke_cli.backend.views.trails import is_trailed
from luke_cli.backend.views.transitions import SetView
from luke_cli.spec.field_rights import goes_out
from luke_cli.spec.lifetimes import Forgotten, forgotten, kept_s
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, TypeName


def forgotten_views(spec: Spec) -> tuple[DueView, ...]:
    """Return the steps that delete rows, in the order of the entities."""
    return tuple(_view(spec, one) for one in forgotten(spec))


def keepers_of(spec: Spec, one: Forgotten) -> tuple[tuple[Entity, Field], ...]:
    """Return the references that keep rows from being deleted for good."""
    return tuple(
        (other, field)
        for other in referring_to(spec, one.entity)
        for field in other.fields
        if field.type.name is TypeName.REF
        and field.type.target == one.entity.name
        and field.on_delete in ("restrict", "")
        and not (field.computed or one.marks)
    )


def _view(spec: Spec, one: Forgotten) -> DueView:
    entity = one.entity
    tenant = next((f.name for f in entity.fields if f.role is FieldRole.TENANT), "")
    return DueView(
        name=literal(one.name),
        action=literal(one.action),
        function=due_function_of(one.name),
        model=entity.name,
        module=module_of(entity),
        key=key_of(entity).name,
        conditions=_conditions(spec, one),
        values=(SetView(one.marks, "moment"),) if one.marks else (),
        effects=(),
        shown=_shown(spec, entity),
        tenant=tenant,
        ends=True,
        beside=tuple((module_of(other), other.name) for other, _ in keepers_of(spec, one)),
    )


def _conditions(spec: Spec, one: Forgotten) -> tuple[str, ...]:
    entity, lifetime = one
    since = since_condition(entity, lifetime.since, span_code(kept_s(spec, lifetime)))
    where = (row_condition(entity, entity.name, condition) for condition in lifetime.where)
    there = (f"{entity.name}.{one.marks}.is_(None)",) if one.marks else ()
    key = f"{entity.name}.{key_of(entity).name}"
    free = (
        f"~exists().where({other.name}.{field.name} == {key})"
        for other, field in keepers_of(spec, one)
    )
    return (*where, since, *there, *free)


def _shown(spec: Spec, entity: Entity) -> tuple[str, ...]:
    """Return what the trail tells of a row that is gone: what the API shows of it."""
    if not is_trailed(spec, entity):
        return ()
    hidden = (FieldRole.TENANT, FieldRole.DELETED)
    return tuple(
        f.name for f in entity.fields if goes_out(f) and not f.computed and f.role not in hidden
    )
