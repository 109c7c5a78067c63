"""What the templates may see of rows that have a value: which of them a query finds."""

from dataclasses import dataclass

from luke_cli.backend.naming import member_of
from luke_cli.spec.figures import Condition
from luke_cli.spec.model import Entity, Spec


@dataclass(frozen=True, slots=True)
class Narrowed:
    """How all rows become those that a list is of, or others; statements."""

    given: str
    other: str
    """"" if there is no other value."""


def condition_code(spec: Spec, entity: Entity, condition: Condition) -> str:
    """Return a condition of SQLAlchemy as Python."""
    column = f"{entity.name}.{condition.field}"
    field = entity.field(condition.field)
    enum = spec.enum(field.type.enum) if field else None
    if condition.value.endswith("null"):
        return f"{column}.{'is_' if condition.value == 'null' else 'is_not'}(None)"
    if enum:
        return f"{column} == {enum.name}.{member_of(condition.value)}"
    return f"{column}.is_({condition.value.capitalize()})"


def condition_said(condition: Condition) -> str:
    """Return what a row has in words: `whose status is overdue`, `with no read_at`."""
    if condition.value.endswith("null"):
        return f"with {'no' if condition.value == 'null' else 'a'} {condition.field}"
    return f"whose {condition.field} is {condition.value}"
