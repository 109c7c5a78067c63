"""The indexes that the lists of an entity need: one for each filter and each order they offer."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from luke_cli.backend.views.belonging import tenant_field
from luke_cli.backend.views.queries import ROWS, default_sort, searched_fields
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Field, Kind, Spec, TypeName

_FEW: Final = (TypeName.ENUM, TypeName.BOOLEAN)
"""Kinds of which many rows share a value: the order of the list goes with it."""
_UNORDERED: Final = (TypeName.JSON, TypeName.BYTES, TypeName.TEXT)
_LONGEST: Final = 60
"""Characters of a name: PostgreSQL cuts off what is beyond 63."""


def list_indexes(
    spec: Spec, entity: Entity, known: set[tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield name and columns of each index that none of the `known` columns stands for."""
    tenant = tenant_field(entity)
    first = (tenant.name,) if tenant else ()
    taken = set(known)
    for columns in dict.fromkeys(_wanted(spec, entity)):
        whole = (*first, *(column for column in columns if column not in first))
        lead = whole[: len(first) + 1]
        if whole == first or any(one[: len(lead)] == lead for one in taken):
            continue
        taken.add(whole)
        yield _name(entity, whole), whole


def word_indexes(spec: Spec, entity: Entity) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield name and columns of each index of words that the searches of an entity need."""
    searches = (
        parameter
        for operation in spec.operations_of(snake(entity.name))
        if operation.kind in ROWS
        for parameter in spec.parameters_of(operation.name)
        if parameter.means == "search"
    )
    found = (tuple(f.name for f in searched_fields(entity, one)) for one in searches)
    for columns in dict.fromkeys(found):
        if columns:
            yield _name(entity, (*columns, "words")), columns


def _name(entity: Entity, columns: tuple[str, ...]) -> str:
    name = f"ix_{entity.table}_{'_'.join(columns)}"
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - 9]}_{sha256(name.encode()).hexdigest()[:8]}"


def _wanted(spec: Spec, entity: Entity) -> Iterator[tuple[str, ...]]:
    """Yield the columns by which the rows of a list are found and put in order."""
    order = default_sort(entity).removeprefix("-")
    for operation in spec.operations_of(snake(entity.name)):
        if operation.kind is not Kind.LIST:
            continue
        if _lacks_one(entity.field(order)):
            yield (order,)
        for parameter in spec.parameters_of(operation.name):
            for name in parameter.fields if parameter.means in ("filter", "sort") else ():
                field = entity.field(name)
                if field is None or parameter.operator == "contains" or not _lacks_one(field):
                    continue
                few = parameter.means == "filter" and field.type.name in _FEW
                yield (name, order) if few and order != name else (name,)


def _lacks_one(field: Field | None) -> bool:
    """Tell whether a column could have an index, and has none by itself."""
    if field is None or field.computed or field.type.name in _UNORDERED:
        return False
    return not field.has_index
