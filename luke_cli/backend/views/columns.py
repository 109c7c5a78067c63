"""How the fields of an entity are columns, in models and in migrations alike."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from luke_cli.backend.code import call, literal
from luke_cli.backend.naming import member_of
from luke_cli.backend.views.belonging import is_late
from luke_cli.backend.views.moments import moment_code
from luke_cli.backend.views.paths import parameters_of
from luke_cli.backend.views.states import state_fields
from luke_cli.names import snake
from luke_cli.spec.model import (
    Entity,
    Field,
    FieldRole,
    Kind,
    Spec,
    Type,
    TypeName,
    Visibility,
)

_PLAIN = {
    TypeName.TEXT: ("str", "Text()"),
    TypeName.INTEGER: ("int", "Integer()"),
    TypeName.BIGINT: ("int", "BigInteger()"),
    TypeName.FLOAT: ("float", "Double()"),
    TypeName.BOOLEAN: ("bool", "Boolean()"),
    TypeName.DATE: ("date", "Date()"),
    TypeName.TIME: ("time", "Time()"),
    TypeName.DATETIME: ("datetime", "UTC_DATETIME"),
    TypeName.DURATION: ("timedelta", "Interval()"),
    TypeName.UUID: ("UUID", "Uuid()"),
    TypeName.JSON: ("JsonValue", "JSON_VALUE"),
    TypeName.BYTES: ("bytes", "LargeBinary()"),
    TypeName.EMAIL: ("str", "String(254)"),
    TypeName.URL: ("str", "String(2048)"),
    TypeName.SLUG: ("str", "String(255)"),
}
IN_MIGRATION = {
    "UTC_DATETIME": "sa.DateTime(timezone=True)",
    "JSON_VALUE": 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")',
    "BIG_KEY": 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")',
}
_OF_DATETIME = ("date", "time", "datetime", "timedelta")
_CALLS = {"now()": "now", "today()": "today", "uuid()": "uuid4"}


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column; all but the flags is Python."""

    name: str
    python: str
    """Type, without `| None`."""
    type: str
    """SQLAlchemy type as models write it."""
    migrated: str
    """SQLAlchemy type as migrations write it."""
    nullable: bool
    key: bool
    arguments: str
    """What `mapped_column` takes."""
    references: str
    """`table.column`, "" if it refers to nothing."""
    on_delete: str
    """`CASCADE`, `SET NULL` or ""."""

    @property
    def annotation(self) -> str:
        """The annotation in the model."""
        return f"{self.python} | None" if self.nullable else self.python


def columns_of(spec: Spec, entity: Entity) -> tuple[ColumnView, ...]:
    """Return the columns of an entity in their order."""
    return tuple(_column(spec, entity, field) for field in entity.fields if not field.computed)


def key_of(entity: Entity) -> Field:
    """Return the key; of a many-to-many the first of its two."""
    return next((f for f in entity.fields if f.role is FieldRole.KEY), entity.fields[0])


def is_big(field: Field) -> bool:
    """Tell whether a key counts in 64 bits, which SQLite does with its plain integers only."""
    return field.role is FieldRole.KEY and field.type.name is TypeName.BIGINT


def key_type(spec: Spec, type_: Type) -> str:
    """Return the annotation of a key that comes in, in a path or a body."""
    if type_.name is TypeName.REF:
        target = spec.entity(type_.target)
        return key_type(spec, key_of(target).type) if target else "UUID"
    numbers = {TypeName.INTEGER: "Number", TypeName.BIGINT: "BigNumber"}
    found = numbers.get(type_.name, python_type(spec, type_))
    return "Line" if found == "str" else found


def python_type(spec: Spec, type_: Type) -> str:
    """Return the Python type of a value."""
    if type_.name is TypeName.REF:
        target = spec.entity(type_.target)
        return python_type(spec, key_of(target).type) if target else "UUID"
    if type_.name is TypeName.ENUM:
        values = ", ".join(map(literal, type_.values))
        return type_.enum or f"Literal[{values}]"
    if type_.name is TypeName.DECIMAL:
        return "Decimal"
    return _PLAIN.get(type_.name, ("str", ""))[0]


def apart(python: str, names: Collection[str]) -> str:
    """Return a type in a class whose attributes may be called like it: `date: Mapped[dt.date]`."""
    return f"dt.{python}" if python in names and python in _OF_DATETIME else python


def default_of(field: Field) -> str:  # noqa: PLR0911 - one form a kind of type
    """Return the default of a field as Python: a value or the name of a function; "" if none."""
    default = field.default
    if default in _CALLS or default in ("", "me", "null"):
        return _CALLS.get(default, "")
    if field.type.name is TypeName.ENUM and field.type.enum:
        return f"{field.type.enum}.{member_of(default.strip(chr(34)))}"
    if field.type.name is TypeName.DECIMAL:
        number = default.strip('"')
        return f"Decimal({number})" if number.lstrip("-").isdigit() else f'Decimal("{number}")'
    if field.type.name is TypeName.JSON:
        return {"{}": "dict", "[]": "list"}.get(default, "")
    if default in ("true", "false"):
        return default.capitalize()
    if field.type.name in (TypeName.INTEGER, TypeName.BIGINT, TypeName.FLOAT):
        return default.strip('"')
    textual = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)
    if field.type.name not in textual:
        return moment_code(field)
    return literal(json.loads(default) if default.startswith('"') else default)


def has_default(field: Field) -> bool:
    """Tell whether a row gets a value where nobody sends one."""
    return field.default == "me" or bool(default_of(field))


def nullable(spec: Spec, entity: Entity, field: Field) -> bool:
    """Tell whether the column may be empty: not where the system always has a value."""
    if field.computed:
        return False
    emptied = field.role is FieldRole.DELETED or field.on_delete == "set null"
    if emptied or _never_given(spec, entity, field):
        return True
    system = field.role is not None or field.name in state_fields(spec, entity)
    return not (field.required or system or is_switch(entity, field))


def is_switch(entity: Entity, field: Field) -> bool:
    """Tell whether a field says that an account may sign in; it may unless somebody says no."""
    return field.name == "is_active" and entity.trait("account") is not None


def _never_given(spec: Spec, entity: Entity, field: Field) -> bool:
    """Tell whether a required field has no way to get a value when a row is made over the API."""
    kept_back = field.visibility in (Visibility.READ_ONLY, Visibility.HIDDEN)
    known = field.role or field.default or field.name in state_fields(spec, entity)
    if not kept_back or known or field.name == "password_hash":
        return False
    target = spec.entity(field.type.target)
    account = target is not None and target.trait("account") is not None
    creates = [o for o in spec.operations_of(snake(entity.name)) if o.kind is Kind.CREATE]
    above = {p.entity for o in creates for p in parameters_of(spec, o)}
    return bool(creates) and not account and (target is None or target not in above)


def _column(spec: Spec, entity: Entity, field: Field) -> ColumnView:
    key = field.role is FieldRole.KEY
    type_ = "BIG_KEY" if key and is_big(field) else _sql_type(spec, field.type)
    may_be_empty = nullable(spec, entity, field)
    references, on_delete = _reference(spec, field)
    named = {
        "primary_key": "True" if key else "",
        "default": _column_default(spec, entity, field),
        "onupdate": "now" if field.role is FieldRole.UPDATED else "",
        "index": "True" if _indexed(field, references) else "",
        "unique": "True" if field.unique and not key else "",
        # The Python type of JSON has null among its values, which SQLAlchemy takes for nullable.
        "nullable": "False" if field.type.name is TypeName.JSON and not may_be_empty else "",
    }
    late = bool(references) and is_late(spec, entity, field)
    options = {
        "ondelete": literal(on_delete) if on_delete else "",
        # A circle of tables cannot be made in one go.
        "use_alter": "True" if late else "",
    }
    foreign = call("ForeignKey", [literal(references)], options)
    return ColumnView(
        name=field.name,
        python=apart(python_type(spec, field.type), {one.name for one in entity.fields}),
        type=type_,
        migrated=_migrated(type_),
        nullable=may_be_empty,
        key=key,
        arguments=call("mapped_column", [type_, foreign if references else ""], named),
        references=references,
        on_delete=on_delete,
    )


def _indexed(field: Field, references: str) -> bool:
    keyed = field.unique or field.role is FieldRole.KEY
    return not keyed and (field.indexed or bool(references))


def _column_default(spec: Spec, entity: Entity, field: Field) -> str:
    if field.role is FieldRole.KEY and field.type.name is TypeName.UUID and not field.default:
        return "uuid4"
    moments = (FieldRole.CREATED, FieldRole.UPDATED)
    if field.role in moments and field.type.name is TypeName.DATETIME:
        return "now"
    found = default_of(field) or ("True" if is_switch(entity, field) else "")
    head, bracket, rest = found.partition("(")
    found = apart(head, {one.name for one in entity.fields}) + bracket + rest
    if not found and field.name in state_fields(spec, entity) and field.type.enum:
        enum = spec.enum(field.type.enum)
        return f"{field.type.enum}.{member_of(enum.values[0])}" if enum and enum.values else ""
    return found


def _reference(spec: Spec, field: Field) -> tuple[str, str]:
    target = spec.entity(field.type.target) if field.type.name is TypeName.REF else None
    if target is None:
        return "", ""
    on_delete = {"cascade": "CASCADE", "set null": "SET NULL"}.get(field.on_delete, "")
    return f"{target.table}.{key_of(target).name}", on_delete


def _sql_type(spec: Spec, type_: Type) -> str:
    if type_.name is TypeName.REF:
        target = spec.entity(type_.target)
        return _sql_type(spec, key_of(target).type) if target else "Uuid()"
    if type_.name is TypeName.STRING:
        return f"String({type_.length or 255})"
    if type_.name is TypeName.DECIMAL:
        scale = 2 if type_.scale is None else type_.scale
        return f"Numeric({type_.precision or 12}, {scale})"
    if type_.name is TypeName.ENUM:
        return f"choice({type_.enum})"
    return _PLAIN.get(type_.name, ("str", "Text()"))[1]


def _migrated(type_: str) -> str:
    return IN_MIGRATION.get(type_, f"sa.{type_}")


def owner_of(entity: Entity) -> str:
    """Return the column that names the owner: of an account it is its key."""
    if entity.trait("account"):
        return key_of(entity).name
    trait = entity.trait("owner")
    return trait.subject if trait else ""


def role_enum_of(account: Entity) -> str:
    """Return the name of the enum of roles."""
    field = account.field("role")
    return field.type.enum if field and field.type.name is TypeName.ENUM else "Role"
