"""Which rows the parameters of a path name.

/expenses/{id}/receipts/{receipt_id}  ->  id: Expense, receipt_id: Receipt
"""

import keyword
import re
from typing import Final, NamedTuple

from luke_cli.names import plural, singular, snake
from luke_cli.spec.model import (
    Entity,
    Operation,
    Spec,
)

_PARAMETER: Final = re.compile(r"\{(\w+)\}")


class PathParameter(NamedTuple):
    """A parameter of a path, and the entity whose key it is, if any."""

    name: str
    entity: Entity | None


def entity_of(spec: Spec, operation: Operation) -> Entity | None:
    """Return the entity that an operation acts on: the one that its group is named after."""
    return next((e for e in spec.entities if snake(e.name) == operation.group), None)


def parameters_of(spec: Spec, operation: Operation) -> tuple[PathParameter, ...]:
    """Return the parameters of a path in their order."""
    own = entity_of(spec, operation)
    found = []
    collection = ""
    for segment in operation.path.split("/"):
        match = _PARAMETER.fullmatch(segment)
        if match is None:
            collection = segment or collection
            continue
        found.append(PathParameter(match[1], _named(spec, collection, match[1])))
    if found and found[-1].entity is None and own is not None:
        found[-1] = found[-1]._replace(entity=own)
    return tuple(found)


def _named(spec: Spec, collection: str, parameter: str) -> Entity | None:
    word = snake(collection)
    stem = parameter.removesuffix("_id")
    return next(
        (e for e in spec.entities if word in (e.table, plural(snake(e.name)), snake(e.name))),
        None,
    ) or next((e for e in spec.entities if snake(e.name) in (stem, singular(word))), None)


def identifier(name: str) -> str:
    """Return a name of a path or a query as a name of Python."""
    safe = snake(name) or "value"
    return f"{safe}_" if keyword.iskeyword(safe) or safe in ("access", "response") else safe
