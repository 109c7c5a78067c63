"""Which rows the parameters of a path name.

/expenses/{id}/receipts/{receipt_id}  ->  id: Expense, receipt_id: Receipt
"""

import keyword
import re
from typing import Final, NamedTuple

from luke_cli.names import plural, singular, snake
from luke_cli.spec.lookup import Lookup
from luke_cli.spec.model import Entity, Kind, Operation, Spec

_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_BY_GROUP: Final[Lookup[str, Entity]] = Lookup(lambda entity: [snake(entity.name)])
_BY_TABLE: Final[Lookup[str, Entity]] = Lookup(lambda entity: [entity.table])
_BY_PLURAL: Final[Lookup[str, Entity]] = Lookup(lambda entity: [plural(snake(entity.name))])
_REFERRING: Final[Lookup[str, Entity]] = Lookup(
    lambda entity: {field.type.target for field in entity.fields if field.type.target}
)
_COLLECTIONS: Final[Lookup[str, Operation]] = Lookup(
    lambda operation: [operation.path] if operation.kind in (Kind.LIST, Kind.CREATE) else []
)


class PathParameter(NamedTuple):
    """A parameter of a path, and the entity whose key it is, if any."""

    name: str
    entity: Entity | None


def base_path(spec: Spec) -> str:
    """Return what stands before every path."""
    return spec.setting("base_path") or "/api/v1"


def entity_of(spec: Spec, operation: Operation) -> Entity | None:
    """Return the entity that an operation acts on: the one that its group is named after."""
    return _BY_GROUP.first(spec.entities, operation.group)


def referring_to(spec: Spec, entity: Entity) -> tuple[Entity, ...]:
    """Return the entities with a reference to an entity, itself included."""
    return _REFERRING.all(spec.entities, entity.name)


def parameters_of(spec: Spec, operation: Operation) -> tuple[PathParameter, ...]:
    """Return the parameters of a path in their order."""
    own = entity_of(spec, operation)
    found = []
    collection = above = ""
    for segment in operation.path.split("/")[1:]:
        match = _PARAMETER.fullmatch(segment)
        if match is None:
            collection = segment or collection
        else:
            named = _named(spec, collection, match[1]) or _served(spec, above)
            named = named or _referred(spec, own, match[1])
            found.append(PathParameter(match[1], named))
        above = f"{above}/{segment}"
    if found and found[-1].entity is None and own is not None:
        found[-1] = found[-1]._replace(entity=own)
    return tuple(found)


def _named(spec: Spec, collection: str, parameter: str) -> Entity | None:
    word = snake(collection)
    stem = parameter.removesuffix("_id")
    named = (_BY_TABLE.first(spec.entities, word), _BY_PLURAL.first(spec.entities, word))
    called = (_BY_GROUP.first(spec.entities, each) for each in (word, stem, singular(word)))
    return next((entity for entity in (*named, *called) if entity), None)


def _served(spec: Spec, path: str) -> Entity | None:
    """Return the entity whose rows a path lists or takes: `/units` for BloodUnit."""
    operation = _COLLECTIONS.first(spec.operations, path)
    return entity_of(spec, operation) if operation else None


def _referred(spec: Spec, own: Entity | None, parameter: str) -> Entity | None:
    """Return the entity that a field with the name of a parameter refers to: `/lines/{line_id}`."""
    field = own.field(snake(parameter)) if own else None
    return spec.entity(field.type.target) if field and field.type.target else None


def identifier(name: str) -> str:
    """Return a name of a path or a query as a name of Python."""
    safe = snake(name) or "value"
    return f"{safe}_" if keyword.iskeyword(safe) or safe in ("access", "response") else safe
