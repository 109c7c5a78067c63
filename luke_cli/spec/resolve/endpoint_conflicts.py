"""Endpoints of which documents disagree on the method: one is taken, the other set aside.

`POST /lessons/{id}/cancel` in a contract and `DELETE /lessons/{id}/cancel` on a screen are one
act; `POST` and `DELETE` of `/posts/{id}/like` in one document are two.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.names import kebab, singular
from luke_cli.spec.model import Decision, Side
from luke_cli.spec.resolve.endpoints import Endpoint, endpoint_key
from luke_cli.spec.resolve.said import Said

_WRITES: Final = ("POST", "PUT", "PATCH", "DELETE")
_CHANGES: Final = ("PUT", "PATCH")
_TOGGLES: Final = frozenset(
    "follow like favorite favourite star vote upvote subscribe bookmark save pin mute block watch "
    "join attend mark read assign lock archive publish-lock activate membership subscription".split()
)
"""Acts that are undone by DELETE on the same path."""
_LAST: Final = re.compile(r"/\{\w+\}/(?P<act>[\w-]+)$|/(?P<row>\{\w+\})$")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One act under two methods."""

    taken: Endpoint
    aside: Endpoint


def reconciled(
    said: Said, endpoints: Iterable[Endpoint]
) -> tuple[tuple[Endpoint, ...], tuple[Conflict, ...]]:
    """Return the endpoints without those that name an act by another method, and those."""
    all_ = tuple(endpoints)
    by_path: dict[str, list[Endpoint]] = {}
    for endpoint in all_:
        if endpoint.method in _WRITES:
            by_path.setdefault(endpoint_key("", endpoint.path)[1], []).append(endpoint)
    conflicts = tuple(c for same in by_path.values() for c in _conflicts(said, same))
    aside = {id(conflict.aside) for conflict in conflicts}
    return tuple(one for one in all_ if id(one) not in aside), conflicts


def decision_of(said: Said, conflict: Conflict, operation: str) -> Decision:
    """Return the decision that names both places."""
    one, two = conflict.taken, conflict.aside
    return Decision(
        name=f"D-{kebab(operation.replace('.', '-'))}-method",
        about=operation,
        taken=Side(f"{one.method} {one.path}", said.sources(one.facts)),
        aside=(Side(f"{two.method} {two.path}", said.sources(two.facts)),),
        why="the more formal notation first; both would do the same",
    )


def _conflicts(said: Said, same: list[Endpoint]) -> Iterator[Conflict]:
    ordered = sorted(same, key=lambda one: (-one.authority, said.distrust(one.facts[0])))
    for other in ordered[1:]:
        if _is_one_act(ordered[0], other):
            yield Conflict(ordered[0], other)


def _is_one_act(one: Endpoint, other: Endpoint) -> bool:
    match = _LAST.search(one.path)
    if match is None or one.tested_only or other.tested_only or _files(one) & _files(other):
        return False
    if match["row"]:
        return one.method in _CHANGES and other.method in _CHANGES
    act = match["act"]
    return act not in _TOGGLES and singular(act) == act


def _files(endpoint: Endpoint) -> set[str]:
    return {fact.place.file for fact in endpoint.facts}
