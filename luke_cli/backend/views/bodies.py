"""What the generated tests send: bodies that fit, and bodies that just do not."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.compared import edges_of, sample_of
from luke_cli.backend.samples import Case, code, refused, sample, wire
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.world import Held, World, enum_values, unique_groups
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, Member, Operation, TypeName
from luke_cli.spec.parts import Part

PASSWORD_CODE: Final = "PASSWORD"  # noqa: S105 - the name of a constant
"""The password of everybody in the world."""
_LONG: Final = 40
NTH: Final = 700
"""The number of the sample that bodies hold; no row of the world comes that far."""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a body or path is made; both may be expressions, as in `{of.person}`."""

    person: str
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of a body; both are Python."""

    name: str
    code: str


def constant_of(operation: Operation) -> str:
    """Return the verb of an operation as the beginning of a constant."""
    name = snake(operation.verb).upper()
    return name if name.isidentifier() else f"OPERATION_{name}"


def model_of(entity: Entity) -> str:
    """Return the class of an entity, as Python; behind a module, so that no name is in its way."""
    return f"models.{entity.name}"


def name_code(text: str, quote: str = '"') -> str:
    """Return a name as Python; one with `{...}` becomes an f-string."""
    return f"f{quote}{text}{quote}" if "{" in text else f"{quote}{text}{quote}"


def row_name(world: World, entity: Entity, of: Reader, *, spare: bool = False) -> str:
    """Return the name of the row that somebody works with."""
    held = world.placed(entity)
    if entity is world.account:
        return of.person
    if entity is world.tenant:
        return of.tenant
    holder = {Held.PERSON: of.person, Held.TENANT: of.tenant}.get(held, "")
    return world.row(entity, holder, spare=spare)


def reference_code(
    world: World, entity: Entity, of: Reader, *, spare: bool = False, quote: str = '"'
) -> str:
    """Return the key of the row that somebody works with, as Python."""
    return row_key(entity, name_code(row_name(world, entity, of, spare=spare), quote))


def others_code(entity: Entity, found: str) -> str:
    """Return a statement of all rows but the one of a key, as Python."""
    model, key = model_of(entity), f"{model_of(entity)}.{key_of(entity).name}"
    return f"select({model}).where({key} != {found}).order_by({key})"


def body_of(
    world: World, entity: Entity, fields: tuple[Field, ...], of: Reader, *, nth: int = NTH
) -> tuple[MemberView, ...]:
    """Return a body with a good value for each field that can have one."""
    members = []
    for field in fields:
        value = value_code(world, entity, field, of, nth=nth)
        if value is not None:
            members.append(MemberView(literal(field.name), value))
    return tuple(members)


def value_code(
    world: World, entity: Entity, field: Field, of: Reader, *, nth: int = NTH
) -> str | None:
    """Return a good value as it travels, as Python; None if there is none to give."""
    if field.type.name is TypeName.REF:
        return _reference(world, entity, field, of)
    # A row that must differ in an enum is the second one; the world has the first.
    distinct = field.type.name is TypeName.ENUM and world.alone(entity)
    nth = 1 if distinct else nth
    value = sample_of(world.spec, entity, field, enum_values(world, field), nth=nth)
    return None if value is None else code(wire(value))


def refused_values(field: Field) -> tuple[Case, ...]:
    """Return the values that a body must not hold, as they travel."""
    return tuple(Case(case.label, wire(case.value)) for case in refused(field))


def edge_values(entity: Entity, field: Field) -> tuple[Case, ...]:
    """Return the values that a body may just hold, as they travel."""
    return tuple(Case(case.label, wire(case.value)) for case in edges_of(entity, field))


def short_code(value: object) -> str:
    """Return a value as Python; a long run of one letter is multiplied."""
    if isinstance(value, str) and len(value) > _LONG:
        head, run, tail = _run(value)
        parts = [literal(part) for part in (head,) if part]
        parts.append(f"{literal(run[0])} * {len(run)}")
        parts += [literal(part) for part in (tail,) if part]
        return " + ".join(parts)
    return code(value)


def _run(text: str) -> tuple[str, str, str]:
    start = max(range(len(text)), key=lambda at: _length(text, at))
    end = start + _length(text, start)
    return text[:start], text[start:end], text[end:]


def _length(text: str, at: int) -> int:
    if at and text[at - 1] == text[at]:
        return 0
    rest = text[at:]
    return len(rest) - len(rest.lstrip(text[at]))


def travels(target: Entity, found: str) -> str:
    """Return the key of a row, both Python, as JSON carries it."""
    numbers = (TypeName.INTEGER, TypeName.BIGINT)
    return found if key_of(target).type.name in numbers else f"str({found})"


def member_code(world: World, member: Member, of: Reader) -> str | None:
    """Return a good value of a member of a contract, as Python."""
    if member.type.name in (TypeName.FILE, TypeName.REF):
        target = world.spec.entity(member.type.target)
        one = travels(target, reference_code(world, target, of)) if target else None
    else:
        field = Field(member.name, member.type)
        value = sample(field, enum_values(world, field))
        one = None if value is None else code(wire(value))
    return f"[{one}]" if one and member.many else one


def part_code(world: World, part: Part, of: Reader) -> str | None:
    """Return a good value of a part of a body, as Python; None if there is none to give."""
    if part.type is not None:
        return member_code(world, Member(part.name, part.type, many=part.many), of)
    found = [(one, part_code(world, one, of)) for one in part.parts]
    if any(one.required and code is None for one, code in found):
        return None
    inner = ", ".join(f"{literal(one.name)}: {code}" for one, code in found if code)
    return f"[{{{inner}}}]" if part.many else f"{{{inner}}}"


def _reference(world: World, entity: Entity, field: Field, of: Reader) -> str | None:
    target = world.spec.entity(field.type.target)
    if target is None or (target is entity and not field.required):
        return None
    lone = _lone(world, entity, field)
    if lone and not field.required and not world.spared(target):
        return None
    spare = lone and world.spared(target)
    found = reference_code(world, target, of, spare=spare)
    return travels(target, found)


def _lone(world: World, entity: Entity, field: Field) -> bool:
    """Tell whether the row of the world has used up the main row that a field points at."""
    groups = unique_groups(world.spec, entity)
    few = (TypeName.REF, TypeName.ENUM, TypeName.BOOLEAN)
    return any(field in group and all(f.type.name in few for f in group) for group in groups)
