"""Derives how tests give rows a value that a query finds them by, or another one."""

from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.views.bodies import model_of
from luke_cli.backend.views.narrowed import Narrowed
from luke_cli.backend.views.world import World, enum_values, unique_groups
from luke_cli.spec.figures import Condition
from luke_cli.spec.model import Entity, Operation, TypeName
from luke_cli.spec.narrowed import conditions_of

_VALUES: Final = {
    "true": "True",
    "false": "False",
    "null": "None",
    "not null": "datetime(2026, 3, 2, tzinfo=UTC)",
}
_OPPOSITES: Final = {"true": "false", "false": "true", "null": "not null", "not null": "null"}
_ACTIVE: Final = "is_active"
"""What an account must be to have a token."""


def passes(entity: Entity, condition: Condition) -> str:
    """Return the condition that an item passes, as Python."""
    field = entity.field(condition.field)
    item = f"item[{literal(condition.field)}]"
    if field is not None and field.type.name is TypeName.BOOLEAN:
        return f"{item} is {condition.value.capitalize()}"
    if condition.value.endswith("null"):
        return f"{item} is {'None' if condition.value == 'null' else 'not None'}"
    return f"{item} == {literal(condition.value)}"


def given(entity: Entity, *conditions: Condition) -> str:
    """Return a statement: all rows of an entity are those that a query finds."""
    values = (f"{one.field}={_VALUES.get(one.value, literal(one.value))}" for one in conditions)
    return f"update({model_of(entity)}).values({', '.join(values)})"


def narrowed(world: World, entity: Entity, operation: Operation) -> Narrowed | None:
    """Return how tests make the rows that a list is of; None if it is of all."""
    conditions = conditions_of(world.spec.parameters_of(operation.name))
    if not conditions:
        return None
    one, is_moment = conditions[0], False
    field = entity.field(one.field)
    if field is not None:
        is_moment = field.type.name is TypeName.DATETIME
    others = [value for value in (enum_values(world, field) if field else ()) if value != one.value]
    other = _OPPOSITES.get(one.value) or next(iter(others), "")
    told = bool(other) and entity is not world.account and (is_moment or "null" not in other)
    return Narrowed(
        given=given(entity, *conditions),
        other=given(entity, Condition(one.field, other)) if told else "",
    )


def can_be_given(world: World, entity: Entity, operation: Operation) -> bool:
    """Tell whether tests can let all rows be those that a list is of."""
    for one in conditions_of(world.spec.parameters_of(operation.name)):
        indexes = (i for i in world.spec.indexes if i.entity == entity.name)
        under = {where.field for index in indexes for where in index.where}
        alone = {f.name for group in unique_groups(world.spec, entity) for f in group}
        locked_out = entity is world.account and one == Condition(_ACTIVE, "false")
        field = entity.field(one.field)
        never = one.value == "not null" and (
            field is None or field.type.name is not TypeName.DATETIME
        )
        if locked_out or never or one.field in under | alone:
            return False
    return True
