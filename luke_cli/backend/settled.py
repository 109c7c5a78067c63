"""What a plan may leave open, decided: the spec that views read."""

from dataclasses import replace

from luke_cli.spec.model import Entity, FieldRole, Spec, TypeName


def settled(spec: Spec) -> Spec:
    """Return the spec with a key for every entity: a many-to-many has its two references."""
    return replace(spec, entities=tuple(map(_with_key, spec.entities)))


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
