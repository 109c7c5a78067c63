"""The fields that only a workflow changes, and where it starts."""

from luke_cli.spec.model import Entity, Field, Spec


def state_fields(spec: Spec, entity: Entity) -> tuple[str, ...]:
    """Return the fields of an entity that only transitions change."""
    return tuple(dict.fromkeys(t.field for t in spec.transitions if t.entity == entity.name))


def initial_state(spec: Spec, field: Field) -> str:
    """Return the state that a row starts in."""
    enum = spec.enum(field.type.enum)
    values = enum.values if enum else field.type.values
    return field.default.strip('"') or (values[0] if values else "")
