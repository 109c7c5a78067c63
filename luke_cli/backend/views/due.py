"""What the templates may see of a step that time takes."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import due_function_of, member_of, module_of
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.moments import timedelta_code
from luke_cli.backend.views.trails import is_trailed
from luke_cli.backend.views.transitions import SetView, set_view
from luke_cli.spec.model import Due, Entity, FieldRole, Spec, Transition, TypeName


@dataclass(frozen=True, slots=True)
class DueView:
    """A step that time takes; all Python."""

    name: str
    """As the plan calls it, in quotes."""
    action: str
    """As the trail calls it, in quotes."""
    function: str
    """That makes its statement."""
    model: str
    module: str
    key: str
    conditions: tuple[str, ...]
    """Which rows are due at `moment`."""
    values: tuple[SetView, ...]
    """What it sets, `effects` included; nothing where it deletes rows."""
    effects: tuple[SetView, ...]
    """What it sets beside the state and the version."""
    shown: tuple[str, ...]
    """The columns that an entry of the trail tells of; none without a trail."""
    tenant: str
    """The column of the tenant; "" if rows have none."""
    ends: bool = False
    """It ends a row: it is deleted, or marked as such."""
    beside: tuple[tuple[str, str], ...] = ()
    """Module and model of what it asks beside the row."""


def due_views(spec: Spec) -> tuple[DueView, ...]:
    """Return the steps that time takes, in the order of the plan."""
    found = ((step, spec.entity(step.entity)) for step in spec.timed)
    return tuple(
        _due(spec, entity, step, step.due) for step, entity in found if entity and step.due
    )


def _due(spec: Spec, entity: Entity, step: Transition, due: Due) -> DueView:
    roles = {field.role: field.name for field in entity.fields if field.role}
    lock, updated = roles.get(FieldRole.LOCK, ""), roles.get(FieldRole.UPDATED, "")
    sets = tuple(
        set_view(entity, effect, now="moment", today="moment.date()")
        for effect in step.effects
        if entity.field(effect.field)
    )
    state = entity.field(step.field)
    enum = state.type.enum if state else ""
    values = (
        SetView(step.field, f"{enum}.{member_of(step.target)}"),
        *([SetView(lock, f"{entity.name}.{lock} + 1")] if lock else []),
        *sets,
    )
    changed = (*(one.name for one in values), *([updated] if updated else []))
    return DueView(
        name=literal(step.operation),
        action=literal(step.operation),
        function=due_function_of(step.operation),
        model=entity.name,
        module=module_of(entity),
        key=key_of(entity).name,
        conditions=tuple(_conditions(entity, step, due, enum, roles.get(FieldRole.DELETED, ""))),
        values=values,
        effects=sets,
        shown=tuple(dict.fromkeys(changed)) if is_trailed(spec, entity) else (),
        tenant=roles.get(FieldRole.TENANT, ""),
    )


def _conditions(entity: Entity, step: Transition, due: Due, enum: str, gone: str) -> list[str]:
    origins = ", ".join(f"{enum}.{member_of(origin)}" for origin in step.origins)
    since = since_condition(entity, due.field, timedelta_code(due.after) if due.after else "")
    there = [f"{entity.name}.{gone}.is_(None)"] if gone else []
    return [f"{entity.name}.{step.field}.in_(({origins},))", since, *there]


def since_condition(entity: Entity, name: str, after: str) -> str:
    """Return that a time has passed at `moment` since a field, as Python; `after` is a timedelta."""
    field = entity.field(name)
    moment = f"moment - {after}" if after else "moment"
    if field and field.type.name is TypeName.DATE:
        # A day has passed when it is over.
        day = f"({moment}).date()" if after else "moment.date()"
        return f"{entity.name}.{name} < {day}"
    return f"{entity.name}.{name} <= {moment}"
