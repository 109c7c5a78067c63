"""The order of operations: a literal path stands before one that would swallow it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Operation, Spec
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoints import endpoint_key

_PARAMETER: Final = re.compile(r"\{\w+\}")

_ORDER: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


def distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield drafts, the first of those with one method and path."""
    seen: set[tuple[str, str]] = set()
    for draft in drafts:
        key = endpoint_key(draft.operation.method, draft.operation.path)
        if key not in seen:
            seen.add(key)
            yield draft


def ordered(spec: Spec, drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Sort operations: by entity, and a literal path before one that would swallow it."""
    order = {"auth": -1} | {snake(e.name): rank for rank, e in enumerate(spec.entities)}
    ranks = {name: rank for rank, name in enumerate(order)}

    def key(draft: Draft) -> tuple[int, str, int, list[bool], str, int]:
        one = draft.operation
        parts = one.path.strip("/").split("/")
        shape = [part.startswith("{") for part in parts]
        known = ranks.get(one.group, len(ranks))
        name = one.group if known == len(ranks) else ""
        return (
            known,
            name,
            len(parts),
            shape,
            _PARAMETER.sub("{}", one.path),
            _ORDER.index(one.method),
        )

    return _unshadowed(sorted(drafts, key=key))


def _unshadowed(drafts: list[Draft]) -> tuple[Draft, ...]:
    """Move an operation before the one of another group that would swallow its path."""
    ordered: list[Draft] = []
    for draft in drafts:
        at = next(
            (i for i, one in enumerate(ordered) if _swallows(one.operation, draft.operation)), None
        )
        if at is None:
            ordered.append(draft)
        else:
            ordered.insert(at, draft)
    return tuple(ordered)


def _swallows(one: Operation, other: Operation) -> bool:
    if one.method != other.method or one.path.count("/") != other.path.count("/"):
        return False
    pairs = list(zip(one.path.split("/"), other.path.split("/"), strict=True))
    if not all(a == b or a.startswith("{") for a, b in pairs):
        return False
    return any(a.startswith("{") and not b.startswith("{") for a, b in pairs)
