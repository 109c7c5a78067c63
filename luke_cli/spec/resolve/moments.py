"""Fields that the server keeps: when a row was made and changed, its version, its end."""

import re
from dataclasses import replace
from itertools import chain
from typing import Final

from luke_cli.spec.facts import EndpointFact
from luke_cli.spec.model import Entity, Field, FieldRole, Trait, Type, TypeName, Visibility
from luke_cli.spec.resolve.draft import Data

_DELETED: Final = "deleted_at"
_KEPT: Final = {
    "created_at": FieldRole.CREATED,
    "updated_at": FieldRole.UPDATED,
    _DELETED: FieldRole.DELETED,
}
_SOFT: Final = re.compile(r"\b(?:soft|logical)(?:ly)?[ -]?delet\w+", re.IGNORECASE)
_LOCKS: Final = ("version", "lock_version", "row_version")
_STAMPS: Final = ("occurred_at", "created_at", "timestamp", "logged_at", "recorded_at")
_COUNTED: Final = ("_count", "_avg")


def with_moments(data: Data) -> Data:
    """Mark the fields that the server keeps, and say so in traits."""
    appended = {
        thing.name
        for thing in data.things.by_key.values()
        if any(f.append_only for f in thing.facts)
    }
    ends = _ends(data)
    return data.each(lambda e: _kept(e, ends.get(e.name, ""), append_only=e.name in appended))


def _ends(data: Data) -> dict[str, str]:
    """Return the moment at which a row is put away instead of deleted, by the entity that names one.

    `archived_at | soft delete` says it beside the field, `DELETE /patients/{id} | archive` by the
    verb of the endpoint.
    """
    things, verbs = data.by_entity(), _removals(data)
    found: dict[str, str] = {}
    for entity in data.entities:
        thing = things.get(entity.name)
        moments = [f.name for f in entity.fields if _may_be_empty(f)]
        if thing is None or entity.field(_DELETED) is not None:
            continue
        told = (n for n in moments if any(_SOFT.search(f.comment) for f in thing.fields.get(n, ())))
        called = (n for n in moments if n.removesuffix("d_at") in verbs.get(entity.name, ()))
        found[entity.name] = next(chain(told, called), "")
    return found


def _may_be_empty(field: Field) -> bool:
    return field.type.name is TypeName.DATETIME and not field.required and field.role is None


def _removals(data: Data) -> dict[str, set[str]]:
    """Return the verbs that describe how a row is deleted, by entity."""
    found: dict[str, set[str]] = {}
    for fact in data.said.of(EndpointFact):
        parts = [part for part in fact.path.split("/") if part]
        if fact.method == "DELETE" and len(parts) > 1 and parts[-1][:1] in "{:":
            name = data.by_thing.get(data.things.key(parts[-2]), "")
            found.setdefault(name, set()).add(fact.told_verb)
    return found


def _kept(entity: Entity, end: str, *, append_only: bool) -> Entity:
    """Mark the fields of an entity; `end`: the field that says that a row is gone."""
    entity = replace(entity, fields=tuple(_in_role(field, end) for field in entity.fields))
    if not entity.trait("account"):
        entity = replace(entity, fields=tuple(map(_unset, entity.fields)))
    roles = {field.role: field for field in entity.fields}
    traits = list(entity.traits)
    if append_only:
        entity, stamp = _appended(entity)
        traits.append(Trait("append-only", stamp))
    elif FieldRole.CREATED in roles and FieldRole.UPDATED in roles:
        traits.append(Trait("timestamps"))
    elif FieldRole.CREATED in roles:
        traits.append(Trait("created"))
    if FieldRole.DELETED in roles:
        name = roles[FieldRole.DELETED].name
        traits.append(Trait("soft delete", "" if name == _DELETED else name))
    if FieldRole.LOCK in roles:
        traits.append(Trait("version"))
    return replace(entity, traits=tuple(dict.fromkeys(traits)))


def _in_role(field: Field, end: str) -> Field:
    named = FieldRole.DELETED if field.name == end else _KEPT.get(field.name)
    kind = named if field.type.name is TypeName.DATETIME else None
    if field.role is not None:
        return field
    if kind is not None:
        kept = _system(field, kind, "" if kind is FieldRole.DELETED else "now()")
        return replace(kept, required=kind is not FieldRole.DELETED)
    if field.name in _LOCKS and field.type.name in (TypeName.INTEGER, TypeName.BIGINT):
        return replace(_system(field, FieldRole.LOCK, "1"), type=Type(TypeName.INTEGER))
    counted = field.name.endswith(_COUNTED) and field.visibility is Visibility.BOTH
    return _counted(field) if counted else field


def _unset(field: Field) -> Field:
    """Let a row be without the secret of somebody who never signs in: nobody could give it."""
    if field.visibility is not Visibility.HIDDEN or not field.required or field.default:
        return field
    return replace(field, required=False, basis=field.basis or ("default",))


def _system(field: Field, role: FieldRole, default: str) -> Field:
    return Field(
        field.name,
        field.type,
        required=True,
        default=default,
        visibility=Visibility.READ_ONLY,
        role=role,
        sources=field.sources,
        basis=() if field.basis == ("default",) else field.basis,
    )


def _counted(field: Field) -> Field:
    """Keep a count out of the hands of clients: it follows from other rows."""
    numbers = (TypeName.INTEGER, TypeName.BIGINT, TypeName.DECIMAL, TypeName.FLOAT)
    if field.type.name not in numbers:
        return field
    default = field.default or ("0" if field.name.endswith("_count") else "")
    return replace(
        field,
        default=default,
        required=bool(default) and field.required,
        visibility=Visibility.READ_ONLY,
        basis=field.basis or ("default",),
    )


def _stamp(entity: Entity) -> Field | None:
    """Return the moment at which a row of a log was written: by its name, else the only one."""
    moments = [field for field in entity.fields if field.type.name is TypeName.DATETIME]
    named = (field for name in _STAMPS for field in moments if field.name == name)
    written = [field for field in moments if field.default == "now()"]
    return next(named, written[0] if len(written) == 1 else None)


def _appended(entity: Entity) -> tuple[Entity, str]:
    """Let nobody but the server write the rows of a log."""
    stamp = _stamp(entity)
    fields = []
    for field in entity.fields:
        if field is stamp:
            fields.append(_system(field, FieldRole.CREATED, "now()"))
        elif field.role is None and field.visibility is Visibility.BOTH:
            fields.append(replace(field, visibility=Visibility.READ_ONLY))
        else:
            fields.append(field)
    return replace(entity, fields=tuple(fields)), stamp.name if stamp else "created_at"
