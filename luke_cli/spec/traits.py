"""The traits of entities, and the fields that they stand for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, FieldRole, Trait, Type, TypeName, Visibility


class Known(NamedTuple):
    """A trait of luke's vocabulary."""

    name: str
    subject: str = ""
    """What has to follow the name: `field`, `path` (fields with dots between them), `entity`,
    `moment` (a field that it implies), `lifetime` (see `spec.lifetimes`) or ""."""


KNOWN: Final = (
    Known("account"),
    Known("tenant"),
    Known("owner", "path"),
    Known("timestamps"),
    Known("created"),
    Known("version"),
    Known("soft delete", "moment"),
    Known("append-only", "moment"),
    Known("kept", "lifetime"),
    Known("tree", "field"),
    Known("file of", "entity"),
    Known("part of", "entity"),
    Known("lookup"),
    Known("inbox"),
    Known("webhook"),
    Known("join"),
    Known("no api"),
)
"""In the order in which the plan writes them."""

FIRST: Final = (FieldRole.KEY, FieldRole.TENANT)
"""Roles of implied fields that stand before the other fields of an entity, as a name does."""

_TENANTS: Final = ("Tenant", "Organization", "Organisation", "Company", "Workspace")
_MOMENT: Final = Field(
    "",
    Type(TypeName.DATETIME),
    required=True,
    default="now()",
    visibility=Visibility.READ_ONLY,
    role=FieldRole.CREATED,
)
_ID: Final = Field(
    "id",
    Type(TypeName.UUID),
    required=True,
    default="uuid()",
    visibility=Visibility.READ_ONLY,
    role=FieldRole.KEY,
)
_VERSION: Final = Field(
    "version",
    Type(TypeName.INTEGER),
    required=True,
    default="1",
    visibility=Visibility.READ_ONLY,
    role=FieldRole.LOCK,
)


def implied_fields(
    traits: Iterable[Trait], tenant: str = "", kept_by: str = "tenant_id"
) -> tuple[Field, ...]:
    """Return the fields that need no row in the plan, the key first.

    `tenant` is the entity that the field `kept_by` refers to, "" if the spec has none. An entity with
    the trait `join` has no key of its own. Every field is `implied` and has the basis `default`.
    """
    names = {trait.name: trait.subject for trait in traits}
    fields: list[Field] = []
    if "join" not in names:
        fields.append(_ID)
    if "tenant" in names:
        fields.append(_tenant_id(kept_by, tenant))
    if "lookup" in names:
        fields.append(_name((kept_by,) if "tenant" in names else ()))
    if "timestamps" in names or "created" in names:
        fields.append(replace(_MOMENT, name="created_at"))
    if "timestamps" in names:
        fields.append(replace(_MOMENT, name="updated_at", role=FieldRole.UPDATED))
    if "append-only" in names:
        fields.append(replace(_MOMENT, name=names["append-only"] or "created_at"))
    if "soft delete" in names:
        name = names["soft delete"] or "deleted_at"
        fields.append(
            replace(_MOMENT, name=name, required=False, default="", role=FieldRole.DELETED)
        )
    if "version" in names:
        fields.append(_VERSION)
    implied = (replace(field, implied=True, basis=("default",)) for field in fields)
    return tuple({field.name: field for field in implied}.values())


def _tenant_id(name: str, tenant: str) -> Field:
    return Field(
        name,
        Type(TypeName.REF, target=tenant) if tenant else Type(TypeName.UUID),
        required=True,
        on_delete="restrict" if tenant else "",
        visibility=Visibility.READ_ONLY,
        role=FieldRole.TENANT,
    )


def tenant_field(tenant: str) -> str:
    """Return what the field that names the tenant is called where nothing else is said."""
    return f"{snake(tenant)}_id" if tenant else "tenant_id"


def tenant_by_name(entities: Iterable[Entity]) -> str:
    """Return the entity that is the tenant by its name, "" if none is."""
    names = [entity.name for entity in entities if entity.trait("tenant") is None]
    return next((name for name in _TENANTS if name in names), "")


def _name(unique_per: tuple[str, ...]) -> Field:
    return Field(
        "name",
        Type(TypeName.STRING, length=255),
        required=True,
        unique=not unique_per,
        unique_per=unique_per,
    )


def leaning(account: Entity) -> list[Field]:
    """Return the references that an account cannot be without, beside its tenant."""
    return [
        field
        for field in account.fields
        if field.type.name is TypeName.REF
        and field.required
        and field.role is None
        and field.type.target != account.name
    ]
