"""Types of what a screen shows of a stored thing: its fields, and numbers that a query adds.

interface OrderRow { id: string; number: string; customer: string; itemsPacked: number }

It is no thing of its own where an `Order` is stored and nothing refers to an `OrderRow`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import Authority, EndpointFact, EntityFact, Fact, FieldFact
from luke_cli.spec.model import NUMBERS, TypeName

_ENDS: Final = re.compile(
    r"(?P<of>[a-z]\w*?)_(?:table_|list_)?(?P<end>row|tile|card|preview|teaser)$"
)
_KEYS: Final = ("id", "uuid", "key")


def row_types(found: Iterable[Fact | Diagnostic]) -> frozenset[str]:
    """Return the types, in snake_case and the singular, that only show rows of another thing."""
    items = tuple(found)
    fields: dict[str, dict[str, FieldFact]] = {}
    for one in items:
        if isinstance(one, FieldFact):
            fields.setdefault(_key(one.entity), {}).setdefault(snake(one.name), one)
    shapes = [one for one in items if isinstance(one, EntityFact)]
    stored = {_key(one.name) for one in shapes if one.authority > Authority.CODE or one.table}
    candidates = {
        key: match
        for one in shapes
        if (key := _key(one.name)) not in stored and (match := _ENDS.fullmatch(key))
    }
    asked = {*_referred(items)} if candidates else set()
    return frozenset(
        key
        for key, match in candidates.items()
        if not {key, match["end"]} & asked
        and _shows(fields.get(key, {}), fields.get(match["of"], {}))
    )


def _referred(items: Iterable[Fact | Diagnostic]) -> Iterator[str]:
    """Yield the things that fields refer to and that endpoints serve."""
    for one in items:
        if isinstance(one, FieldFact):
            yield from map(_key, re.findall(r"[A-Za-z]\w+", f"{one.target} {one.type_text}"))
            name = snake(one.name)
            yield from (name.removesuffix("_id"),) if name.endswith("_id") else ()
        elif isinstance(one, EndpointFact):
            yield from map(_key, filter(None, one.path.split("/")))


def _shows(shown: Mapping[str, FieldFact], stored: Mapping[str, FieldFact]) -> bool:
    """Tell whether all that is shown is a field, what a reference leads to, or a number."""
    references = {
        name.removesuffix("_id")
        for name, one in stored.items()
        if name.endswith("_id") or one.target or (one.type and one.type.name is TypeName.REF)
    }
    taken = [name for name in shown if name in stored and name not in _KEYS]
    added = [name for name in shown if name not in stored]
    return bool(taken and added) and all(
        _is_number(shown[name]) or any(f"{name}_".startswith(f"{one}_") for one in references)
        for name in added
    )


def _is_number(field: FieldFact) -> bool:
    kind = field.type.name if field.type else None
    return kind in (*NUMBERS, TypeName.BOOLEAN)


def _key(name: str) -> str:
    return singular(snake(name))
