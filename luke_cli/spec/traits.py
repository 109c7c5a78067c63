"""The fields that the traits of an entity stand for."""

from collections.abc import Iterable
from typing import Final

from luke_cli.spec.model import Field, FieldRole, Trait, Type, TypeName, Visibility

_READ_ONLY: Final = Visibility.READ_ONLY
_DATETIME: Final = Type(TypeName.DATETIME)


def implied_fields(traits: Iterable[Trait], tenant: str = "") -> tuple[Field, ...]:
    """Return the fields that need no row in the plan, the key first.

    `tenant` is the entity that `tenant_id` refers to, "" if the spec has none. An entity with the
    trait `join` has no key of its own. Every field is `implied` and has the basis `default`.
    """
    names = {trait.name: trait.subject for trait in traits}
    fields: list[Field] = []
    if "join" not in names:
        fields.append(_implied("id", Type(TypeName.UUID), FieldRole.KEY, default="uuid()"))
    if "tenant" in names:
        target = Type(TypeName.REF, target=tenant) if tenant else Type(TypeName.UUID)
        fields.append(_implied("tenant_id", target, FieldRole.TENANT, on_delete="restrict" if tenant else ""))
    if "lookup" in names:
        per = ("tenant_id",) if "tenant" in names else ()
        fields.append(
            _implied(
                "name",
                Type(TypeName.STRING, length=255),
                unique=not per,
                unique_per=per,
                visibility=Visibility.BOTH,
            )
        )
    if "timestamps" in names or "created" in names:
        fields.append(_implied("created_at", _DATETIME, FieldRole.CREATED, default="now()"))
    if "timestamps" in names:
        fields.append(_implied("updated_at", _DATETIME, FieldRole.UPDATED, default="now()"))
    if "append-only" in names:
        moment = names["append-only"] or "created_at"
        fields.append(_implied(moment, _DATETIME, FieldRole.CREATED, default="now()"))
    if "soft delete" in names:
        fields.append(_implied("deleted_at", _DATETIME, FieldRole.DELETED, required=False))
    if "version" in names:
        fields.append(_implied("version", Type(TypeName.INTEGER), FieldRole.LOCK, default="1"))
    return tuple({field.name: field for field in fields}.values())


def _implied(
    name: str,
    type_: Type,
    role: FieldRole | None = None,
    *,
    required: bool = True,
    unique: bool = False,
    unique_per: tuple[str, ...] = (),
    default: str = "",
    on_delete: str = "",
    visibility: Visibility = _READ_ONLY,
) -> Field:
    return Field(
        name,
        type_,
        required=required,
        unique=unique,
        unique_per=unique_per,
        default=default,
        on_delete=on_delete,
        visibility=visibility,
        role=role,
        implied=True,
        basis=("default",),
    )
