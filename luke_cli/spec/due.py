"""When time takes a step: the words of it, and what keeps time from taking it.

48 h after created_at        after due_at
"""

import re
from typing import Final

from luke_cli.spec.model import Due, Entity, Field, FieldRole, Spec, Transition, TypeName
from luke_cli.spec.trail import trail_of

MOMENTS: Final = (TypeName.DATE, TypeName.DATETIME)
"""What time can be counted from."""
_DUE: Final = re.compile(
    r"(?:(?P<after>[1-9]\d{0,3} (?:s|min|h|d)) )?after (?P<field>[a-z][a-z0-9_]*)", re.ASCII
)


def due_text(due: Due) -> str:
    """Return when a step is due, as a cell of the plan holds it: `48 h after created_at`."""
    return f"{due.after} after {due.field}".lstrip()


def due_of(text: str) -> Due | None:
    """Return when a step is due of the words of a cell; None if they say something else."""
    found = _DUE.fullmatch(text)
    return Due(found["field"], found["after"] or "") if found else None


def due_trouble(spec: Spec, entity: Entity, step: Transition) -> str:
    """Return why time cannot take a step of an entity; "" if it can."""
    field = entity.field(step.due.field) if step.due else None
    if field is None:
        return ""
    if field.type.name not in MOMENTS or field.computed:
        return f"`{field.name}` is no date and no datetime"
    if step.target in step.origins:
        return "the step leads where it starts, and would be due for ever"
    return _alone(spec, entity, step)


def _alone(spec: Spec, entity: Entity, step: Transition) -> str:
    """Return what of a step needs somebody who takes it; "" if nothing does."""
    if step.needs:
        return f"time brings no `{step.needs[0]}`"
    if any(effect.value == "me" or effect.writes_entity for effect in step.effects):
        return "time has no account: it sets no `me` and writes no row of a part"
    return nobody_trouble(spec, entity)


def nobody_trouble(spec: Spec, entity: Entity) -> str:
    """Return why the trail cannot hold what nobody has done to a row; "" if it can."""
    trail, actor = trail_of(spec), required_actor(spec)
    if trail and _has_tenant(trail.entity) and not _has_tenant(entity):
        return f"an entry of the trail needs a tenant, and rows of {entity.name} have none"
    return f"an entry of the trail has no `{actor.name}` then, and it is required" if actor else ""


def _has_tenant(entity: Entity) -> bool:
    return any(field.role is FieldRole.TENANT for field in entity.fields)


def required_actor(spec: Spec) -> Field | None:
    """Return the field of the trail that says who did it, if there has to be somebody."""
    trail = trail_of(spec)
    actor = trail.entity.field(trail.actor) if trail else None
    return actor if actor and actor.required else None
