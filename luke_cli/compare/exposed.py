"""What clients see of the fields of an entity: the members of its bodies, by name."""

from dataclasses import dataclass, field
from typing import Final

from luke_cli.backend.views.schemas import create_members, shown, taken_fields
from luke_cli.names import snake
from luke_cli.spec.model import Kind, Spec

_MAKES: Final = (Kind.CREATE, Kind.BULK)
_TAKES: Final = (*_MAKES, Kind.UPDATE)


@dataclass(frozen=True, slots=True)
class Exposed:
    """The fields of an entity that its operations take and give."""

    given: frozenset[str] = field(default=frozenset())
    taken: frozenset[str] = field(default=frozenset())
    demanded: frozenset[str] = field(default=frozenset())
    """Without these a row cannot be created."""


def exposed(spec: Spec, name: str) -> Exposed:
    """Return what the operations of an entity show; nothing of one that has none."""
    entity = spec.entity(name)
    kinds = {operation.kind for operation in spec.operations_of(snake(name))}
    if entity is None or not kinds:
        return Exposed()
    nested = frozenset[str]()
    taken = taken_fields(spec, entity, creating=True) if kinds & {*_TAKES} else ()
    made = create_members(spec, entity, nested) if kinds & {*_MAKES} else ()
    return Exposed(
        frozenset(member.name for member in shown(spec, entity)),
        frozenset(one.name for one in taken),
        frozenset(member.name for member in made if not member.default),
    )
