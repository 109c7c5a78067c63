"""The order of operations: a literal path stands before one that would swallow it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import Spec
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
    first: dict[tuple[str, ...], int] = {}
    places: list[tuple[float, int, Draft]] = []
    for at, draft in enumerate(drafts):
        one = draft.operation
        parts = [one.method, *(_PARAMETER.sub("{}", p) for p in one.path.strip("/").split("/"))]
        above = min((first[key] for key in _wider(parts) if key in first), default=at + 1)
        places.append((min(above - 0.5, at), at, draft))
        if "{}" in parts:
            first.setdefault(tuple(parts), at)
    return tuple(draft for _, _, draft in sorted(places, key=lambda place: place[:2]))


def _wider(parts: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the paths that would swallow a path: some of its words are parameters there."""
    words = [at for at, part in enumerate(parts) if at and part != "{}"][:6]
    for chosen in range(1, 2 ** len(words)):
        masked = {at for bit, at in enumerate(words) if chosen >> bit & 1}
        yield tuple("{}" if at in masked else part for at, part in enumerate(parts))
