"""What a decision is about, as a value that can be read off a plan and written into it.

`#access_token_ttl` is a setting, `Expense.amount` a type, a length, a bound, a default or a list of
values, `expense.approve` a method and a path, or the status of a success. Roles and rights are tables of their own.
"""

import re
from dataclasses import replace
from typing import Final

from luke_cli.names import kebab, snake
from luke_cli.plan.cells import CellError
from luke_cli.plan.cells_types import TYPE
from luke_cli.spec.model import Decision, Entity, Field, Operation, Spec, Type, TypeName
from luke_cli.spec.statuses import statuses_of, success, usual
from luke_cli.spec.values import is_value

_REQUEST: Final = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (/\S*)")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_REQUIRED: Final = {"required": True, "not required": False}
_MAX_LENGTH: Final = 10_000_000


def value_of(spec: Spec, decision: Decision) -> str:
    """Return the value that a plan has where a decision is about; "" if it cannot be read off."""
    if decision.about.startswith("#"):
        return spec.setting(decision.about[1:])
    place = _field_of(spec, decision)
    if place is not None:
        return _field_value(spec, place[1], _aspect(decision))
    operation = _operation_of(spec, decision)
    if operation is None:
        return ""
    if _is_of_status(decision):
        return str(success(operation))
    return f"{operation.method} {operation.path}"


def with_value(spec: Spec, decision: Decision, value: str) -> Spec | None:
    """Return a plan that has another value there; None if it cannot be written."""
    if decision.about.startswith("#"):
        return _with_setting(spec, decision, value)
    place = _field_of(spec, decision)
    if place is not None:
        return _with_field(spec, *place, _aspect(decision), value)
    operation = _operation_of(spec, decision)
    now = _as_said(operation, decision, value) if operation else None
    if now is None:
        return None
    return replace(
        spec, operations=tuple(now if one is operation else one for one in spec.operations)
    )


def _as_said(operation: Operation, decision: Decision, value: str) -> Operation | None:
    """Return an operation with another status, or method and path."""
    if _is_of_status(decision):
        known = [status for status in statuses_of(operation) if str(status) == value]
        return (
            replace(operation, status=0 if known == [usual(operation)] else known[0])
            if known
            else None
        )
    request = _REQUEST.fullmatch(value)
    return replace(operation, method=request[1], path=request[2]) if request else None


def _is_of_status(decision: Decision) -> bool:
    return decision.name.endswith("-status")


def _with_setting(spec: Spec, decision: Decision, value: str) -> Spec | None:
    name = decision.about[1:]
    if not is_value(value) or not any(one.name == name for one in spec.settings):
        return None
    settings = (replace(s, value=value) if s.name == name else s for s in spec.settings)
    return replace(spec, settings=tuple(settings))


def _field_of(spec: Spec, decision: Decision) -> tuple[Entity, Field] | None:
    name, dot, field_name = decision.about.partition(".")
    entity = spec.entity(name) if dot else None
    field = entity.field(field_name) if entity else None
    return (entity, field) if entity and field else None


def _operation_of(spec: Spec, decision: Decision) -> Operation | None:
    return next((one for one in spec.operations if one.name == decision.about), None)


def _aspect(decision: Decision) -> str:
    """Return what of a field a decision is about: `length` of `D-expense-title-length`."""
    entity, _, field = decision.about.partition(".")
    return decision.name.removeprefix(f"D-{kebab(snake(entity))}-{kebab(field)}").strip("-")


def _field_value(spec: Spec, field: Field, aspect: str) -> str:
    enum = spec.enum(field.type.enum) if field.type.enum else None
    values = {
        "": ", ".join(enum.values) if enum else TYPE.write(field.type),
        "required": "required" if field.required else "not required",
        "length": str(field.type.length or field.max_length or ""),
        "default": field.default,
        "minimum": field.minimum,
        "maximum": field.maximum,
    }
    return values.get(aspect, "")


def _with_field(spec: Spec, entity: Entity, field: Field, aspect: str, value: str) -> Spec | None:
    if not aspect and field.type.name is TypeName.ENUM:
        return _with_values(spec, field, value)
    changed = _changed(field, aspect, value)
    if changed is None:
        return None
    fields = tuple(changed if one is field else one for one in entity.fields)
    now = replace(entity, fields=fields)
    return replace(spec, entities=tuple(now if one is entity else one for one in spec.entities))


def _with_values(spec: Spec, field: Field, value: str) -> Spec | None:
    values = tuple(dict.fromkeys(snake(part) for part in value.split(",") if snake(part)))
    enum = spec.enum(field.type.enum)
    lost = field.default and field.default.strip('"') not in values
    if not values or enum is None or lost:
        return None
    named = replace(enum, values=values)
    return replace(spec, enums=tuple(named if one is enum else one for one in spec.enums))


def _changed(field: Field, aspect: str, value: str) -> Field | None:
    if not aspect:
        type_ = _type(value)
        return replace(field, type=type_) if type_ else None
    if aspect == "required":
        needed = _REQUIRED.get(value)
        return None if needed is None else replace(field, required=needed)
    if aspect == "length":
        return _of_length(field, value)
    if aspect == "minimum" and _NUMBER.fullmatch(value):
        return replace(field, minimum=value)
    if aspect == "maximum" and _NUMBER.fullmatch(value):
        return replace(field, maximum=value)
    return replace(field, default=value) if aspect == "default" else None


def _of_length(field: Field, value: str) -> Field | None:
    if not value.isdecimal() or not 0 < int(value) <= _MAX_LENGTH:
        return None
    if field.type.name is TypeName.STRING:
        return replace(field, type=replace(field.type, length=int(value)))
    return replace(field, max_length=int(value))


def _type(value: str) -> Type | None:
    try:
        return TYPE.read(value)
    except CellError:
        return None
