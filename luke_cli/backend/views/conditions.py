"""The conditions of rows as SQLAlchemy."""

from luke_cli.backend.code import literal
from luke_cli.backend.naming import member_of
from luke_cli.spec.model import NUMBERS, Condition, Entity, TypeName


def row_condition(entity: Entity, row: str, one: Condition) -> str:
    """Return a condition of a row of an entity as Python; `row` is its class, or an alias of it."""
    field, column = entity.field(one.field), f"{row}.{one.field}"
    if field is None or one.sign.startswith("is"):
        return f"{column}.is_not(None)" if one.sign == "is not null" else f"{column}.is_(None)"
    if field.type.name is TypeName.BOOLEAN:
        return f"{column}.is_({(one.value == 'true') is (one.sign == '=')})"
    sign = "==" if one.sign == "=" else "!="
    if field.type.enum:
        return f"{column} {sign} {field.type.enum}.{member_of(one.value)}"
    value = one.value if field.type.name in NUMBERS else literal(one.value)
    return f"{column} {sign} {value}"
