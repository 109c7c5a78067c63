"""Fields that no database could keep as they are said: the nearest that can be, and a finding."""

from collections.abc import Iterator
from dataclasses import replace

from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Contract, Entity, Field, Parameter, Shape, Spec
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.sound import sound, type_trouble


def with_limits(data: Data) -> Data:
    """Keep sizes, bounds, defaults and patterns within what can be kept."""
    changed = {
        (entity.name, field.name): found
        for entity in data.entities
        for field in entity.fields
        if (found := sound(field))[1]
    }
    if not changed:
        return data

    def kept(entity: Entity) -> Entity:
        fields = (changed.get((entity.name, f.name), (f,))[0] for f in entity.fields)
        return replace(entity, fields=tuple(fields))

    notes = tuple(_notes(data, changed))
    return replace(data.each(kept), diagnostics=(*data.diagnostics, *notes))


def _notes(
    data: Data, changed: dict[tuple[str, str], tuple[Field, tuple[str, ...]]]
) -> Iterator[Diagnostic]:
    for entity in data.entities:
        for field in entity.fields:
            for message in changed.get((entity.name, field.name), (field, ()))[1]:
                yield Diagnostic(
                    "LK-R401",
                    Severity.WARNING,
                    f"{entity.name}.{field.name}: {message}",
                    next((Span(s.file, s.line) for s in field.sources), None),
                    hint="the nearest that can be kept is taken; see the plan, Data Models",
                )


def within_limits(spec: Spec) -> Spec:
    """Return a spec whose messages have no type that cannot be kept."""
    return replace(
        spec,
        contracts=tuple(map(_contract, spec.contracts)),
        parameters=tuple(map(_parameter, spec.parameters)),
    )


def _contract(contract: Contract) -> Contract:
    return replace(contract, takes=_shape(contract.takes), gives=_shape(contract.gives))


def _shape(shape: Shape) -> Shape:
    members = tuple(replace(one, type=type_trouble(one.type)[1]) for one in shape.members)
    return shape if members == shape.members else replace(shape, members=members)


def _parameter(parameter: Parameter) -> Parameter:
    if parameter.type is None:
        return parameter
    return replace(parameter, type=type_trouble(parameter.type)[1])
