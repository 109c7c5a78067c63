"""What a plan may leave open, decided: the spec that views read."""

from dataclasses import replace

from luke_cli.backend.views.belonging import is_somebodys
from luke_cli.names import snake
from luke_cli.spec.model import Entity, FieldRole, Permission, Spec, TypeName


def settled(spec: Spec) -> Spec:
    """Return the spec with a key for every entity, and without rights that reach no row.

    A many-to-many has its two references. Where no field says whose a row is, none is one's own.
    """
    spec = replace(spec, entities=tuple(map(_with_key, spec.entities)))
    nobodys = {snake(entity.name) for entity in spec.entities if not is_somebodys(spec, entity)}
    rights = (_without_own(p) if _thing(p) in nobodys else p for p in spec.permissions)
    return replace(spec, permissions=tuple(rights))


def _thing(permission: Permission) -> str:
    return permission.name.partition(":")[0]


def _without_own(permission: Permission) -> Permission:
    scopes = tuple((role, s) for role, s in permission.scopes if s not in ("own", "team"))
    return permission if scopes == permission.scopes else replace(permission, scopes=scopes)


def _with_key(entity: Entity) -> Entity:
    if any(field.role is FieldRole.KEY for field in entity.fields):
        return entity
    fields = tuple(
        replace(field, role=FieldRole.KEY, required=True)
        if field.type.name is TypeName.REF and field.role is None
        else field
        for field in entity.fields
    )
    return replace(entity, fields=fields)
