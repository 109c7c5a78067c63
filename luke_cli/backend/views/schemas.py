"""How the fields of an entity come in and go out: the members of its schemas."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import call, literal
from luke_cli.backend.samples import LARGEST
from luke_cli.backend.views.columns import (
    apart,
    default_of,
    is_switch,
    key_type,
    nullable,
    python_type,
)
from luke_cli.backend.views.states import state_fields
from luke_cli.backend.views.windows import windowed
from luke_cli.spec.field_rights import goes_out, kept_fields, unread_fields
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Member,
    Spec,
    Type,
    TypeName,
    Visibility,
)

_ALIASES = {
    TypeName.DATE: "Day",
    TypeName.DATETIME: "Moment",
    TypeName.TIME: "TimeOfDay",
    TypeName.DURATION: "Duration",
    TypeName.BOOLEAN: "StrictBool",
    TypeName.JSON: "Json",
    TypeName.EMAIL: "Email",
    TypeName.URL: "Url",
    TypeName.SLUG: "Slug",
    TypeName.BYTES: "Base64",
}
_RANGES = {
    TypeName.INTEGER: (-(2**31), 2**31 - 1),
    TypeName.BIGINT: (-LARGEST, LARGEST),
}
_LONGEST_TEXT = 10_000
_NOTHING: Final = "left_out"
_UNSENT: Final = f"Field(default_factory={_NOTHING})"
"""What only some may set stays as it is where it is not sent."""
PASSWORD = "password"  # noqa: S105 - the name of a member


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of a schema; both are Python."""

    name: str
    annotation: str
    default: str = ""
    """"" makes the member required."""


def shown(spec: Spec, entity: Entity) -> tuple[MemberView, ...]:
    """Return what goes out of a row."""
    names = {field.name for field in entity.fields}
    return tuple(
        MemberView(
            field.name,
            _optional(apart(_shown_type(spec, field.type), names), spec, entity, field),
            _left_out(field) if field.name in unread_fields(entity) else "",
        )
        for field in entity.fields
        if goes_out(field) and field.role not in (FieldRole.TENANT, FieldRole.DELETED)
    )


def _left_out(field: Field) -> str:
    told = f"Left out for all but {' and '.join(field.readers)}."
    return call("Field", [], {"default_factory": _NOTHING, "description": literal(told)})


def taken_fields(
    spec: Spec, entity: Entity, *, creating: bool, nested: frozenset[str] = frozenset()
) -> tuple[Field, ...]:
    """Return the fields that a body may hold; `nested` come from the path."""
    allowed = {Visibility.BOTH, Visibility.WRITE_ONLY}
    if creating:
        allowed.add(Visibility.IMMUTABLE)
    states = state_fields(spec, entity)
    return tuple(
        field
        for field in entity.fields
        if field.visibility in allowed
        and (field.role is None or (creating and is_given(field)))
        and not field.computed
        and field.name not in states
        and field.name not in nested
    )


def is_given(field: Field) -> bool:
    """Tell whether a field is a key that people make up: a code, a number plate."""
    textual = (TypeName.STRING, TypeName.TEXT, TypeName.SLUG, TypeName.EMAIL)
    return field.role is FieldRole.KEY and field.type.name in textual and not field.default


def create_members(spec: Spec, entity: Entity, nested: frozenset[str]) -> tuple[MemberView, ...]:
    """Return the body of a create: required members first."""
    members = [
        MemberView(field.name, *_taken(spec, entity, field))
        for field in taken_fields(spec, entity, creating=True, nested=nested)
    ]
    if entity.trait("account"):
        members.append(MemberView(PASSWORD, "Password"))
    return tuple(sorted(members, key=lambda member: bool(member.default)))


def replace_members(spec: Spec, entity: Entity) -> tuple[MemberView, ...]:
    """Return the body of a full replacement."""
    kept = kept_fields(entity)
    members = [
        MemberView(field.name, annotation, default or (_UNSENT if field in kept else ""))
        for field in taken_fields(spec, entity, creating=False)
        for annotation, default in [_taken(spec, entity, field)]
    ]
    return tuple(sorted(members, key=lambda member: bool(member.default)))


def change_members(spec: Spec, entity: Entity) -> tuple[MemberView, ...]:
    """Return the body of a partial update; no member is required."""
    return tuple(
        MemberView(field.name, _brought(spec, entity, field), "unset")
        for field in taken_fields(spec, entity, creating=False)
    )


def taken_type(spec: Spec, field: Field) -> str:
    """Return the annotation of a value that comes in."""
    kind = field.type.name
    if kind in (TypeName.STRING, TypeName.TEXT):
        return _text(field)
    if kind in _ALIASES:
        return _ALIASES[kind]
    if kind is TypeName.REF:
        return key_type(spec, field.type)
    if kind in (TypeName.INTEGER, TypeName.BIGINT, TypeName.FLOAT, TypeName.DECIMAL):
        return _number(spec, field)
    return python_type(spec, field.type)


def member_type(spec: Spec, member: Member, *, incoming: bool) -> str:
    """Return the annotation of a member of a contract."""
    field = Field(member.name, member.type)
    one = taken_type(spec, field) if incoming else _shown_type(spec, member.type)
    if member.type.name is TypeName.FILE:
        one = "str"
    return f"list[{one}]" if member.many else one


def _taken(spec: Spec, entity: Entity, field: Field) -> tuple[str, str]:
    annotation = _brought(spec, entity, field)
    default = default_of(field) or ("True" if is_switch(entity, field) else "")
    if default in ("dict", "list", "now", "today", "uuid4"):
        return annotation, f"Field(default_factory={default})"
    if default:
        return annotation, default
    return annotation, "" if not nullable(spec, entity, field) else "None"


def _brought(spec: Spec, entity: Entity, field: Field) -> str:
    """Return the annotation of a member of a body."""
    annotation = windowed(spec, entity, field.name, taken_type(spec, field))
    return _optional(annotation, spec, entity, field)


def _optional(annotation: str, spec: Spec, entity: Entity, field: Field) -> str:
    return f"{annotation} | None" if nullable(spec, entity, field) else annotation


_SHOWN_AS: Final = {
    TypeName.BYTES: "Encoded",
    TypeName.TIME: "TimeOfDay",
    TypeName.DURATION: "Duration",
}
"""What Pydantic writes in another form than it describes."""


def _shown_type(spec: Spec, type_: Type) -> str:
    return _SHOWN_AS.get(type_.name) or python_type(spec, type_)


def _text(field: Field) -> str:
    longest = field.max_length or (
        field.type.length or 255 if field.type.name is TypeName.STRING else _LONGEST_TEXT
    )
    named = {
        "min_length": str(field.min_length) if field.min_length else "",
        "max_length": str(longest),
        "pattern": literal(field.pattern) if field.pattern else "",
    }
    constraints = call("StringConstraints", [], named)
    if field.pattern:
        # A validator in front of a pattern would keep that out of the description of the API.
        return f"Annotated[str, {constraints}, Storable]"
    return f"Annotated[Line, {constraints}]"


def _number(spec: Spec, field: Field) -> str:
    low, high = _RANGES.get(field.type.name, (None, None))
    named = {
        "gt": _bound(field, field.over),
        "ge": _bound(field, field.minimum) or ("" if field.over or low is None else str(low)),
        "lt": _bound(field, field.under),
        "le": _bound(field, field.maximum) or ("" if field.under or high is None else str(high)),
    }
    if field.type.name is TypeName.DECIMAL:
        named["max_digits"] = str(field.type.precision or 12)
        named["decimal_places"] = str(2 if field.type.scale is None else field.type.scale)
    if field.type.name is TypeName.FLOAT:
        named["allow_inf_nan"] = "False"
    if field.type.name is TypeName.DECIMAL:
        return f"Annotated[Exact, {call('Field', [], named)}]"
    return f"Annotated[{python_type(spec, field.type)}, {call('Field', [], named)}, Numeric]"


def _bound(field: Field, text: str) -> str:
    decimal = field.type.name is TypeName.DECIMAL
    if not (text and decimal):
        return text
    return f"Decimal({text})" if text.lstrip("-").isdigit() else f'Decimal("{text}")'
