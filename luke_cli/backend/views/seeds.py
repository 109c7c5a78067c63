"""Values for the rows that commands and registration make before anybody can say more."""

from luke_cli.backend.compared import sample_of
from luke_cli.backend.samples import STRINGS, code, lengths
from luke_cli.spec.model import WHOLE, Entity, Field, Spec, TypeName


def seeded(spec: Spec, entity: Entity, special: set[str]) -> tuple[tuple[str, str], ...]:
    """Return name and value, as Python, of each required field without a default."""
    needed = [
        field
        for field in entity.fields
        if field.required
        and not (field.default or field.role or field.computed)
        and field.name not in special
        and field.type.name is not TypeName.REF
    ]
    return tuple((field.name, _value(spec, entity, field)) for field in needed)


def _value(spec: Spec, entity: Entity, field: Field) -> str:
    """Return a value; a unique one differs each time."""
    if field.unique and not field.pattern:
        if field.type.name in (TypeName.STRING, TypeName.TEXT):
            return f"uuid4().hex[:{min(32, lengths(field)[1])}]"
        if field.type.name is TypeName.EMAIL:
            return 'f"{uuid4().hex}@example.com"'
        if field.type.name in WHOLE:
            return "uuid4().int % 2**31"
    enum = spec.enum(field.type.enum)
    found = sample_of(spec, entity, field, enum.values if enum else field.type.values)
    if found is None:
        return '"x"' if field.type.name in STRINGS else "None"
    return code(found)
