"""What luke has read so far, in few words: so that a model looks for what is missing."""

from collections.abc import Iterator
from typing import NamedTuple

from luke_cli.plan.cells_types import TYPE
from luke_cli.spec.model import Entity, Field, Spec


class Section(NamedTuple):
    """A list under a title."""

    title: str
    lines: tuple[str, ...]


def outline(spec: Spec) -> tuple[Section, ...]:
    """Return the sections of a spec that have something in them."""
    sections = (
        Section("entities", tuple(map(_entity, spec.entities))),
        Section("roles", tuple(role.name for role in spec.roles)),
        Section("rights", tuple(_rights(spec))),
        Section("endpoints", tuple(f"{o.method} {o.path}" for o in spec.operations)),
        Section("parameters", tuple(f"{one.operation} {one.name}" for one in spec.parameters)),
        Section("steps", tuple(_steps(spec))),
        Section("settings", tuple(f"{one.name} = {one.value}" for one in spec.settings)),
        Section("requirements", tuple(one.text for one in spec.requirements)),
        Section("open questions", tuple(f"{one.about}: {one.meanwhile}" for one in spec.questions)),
    )
    return tuple(section for section in sections if section.lines)


def _entity(entity: Entity) -> str:
    return f"{entity.name}: " + ", ".join(map(_field, entity.fields))


def _field(field: Field) -> str:
    needed = " required" if field.required else ""
    return f"{field.name} {TYPE.write(field.type)}{needed}"


def _rights(spec: Spec) -> Iterator[str]:
    for permission in spec.permissions:
        yield f"{permission.name}: " + ", ".join(f"{role} {far}" for role, far in permission.scopes)


def _steps(spec: Spec) -> Iterator[str]:
    for step in spec.transitions:
        yield f"{step.entity}.{step.field}: {', '.join(step.origins)} -> {step.target}"
