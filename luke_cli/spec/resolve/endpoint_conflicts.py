"""Endpoints of which documents disagree on the method or the spelling: one is taken.

`POST /lessons/{id}/cancel` in a contract and `DELETE /lessons/{id}/cancel` on a screen are one
act; `POST` and `DELETE` of `/posts/{id}/like` in one document are two. `/hand-over` and `/handover`
are one path, and who calls the one that is not built gets a 404.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.names import kebab, singular
from luke_cli.spec.facts import Authority, EndpointFact
from luke_cli.spec.model import Decision, Operation, Side
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
    by_words: dict[tuple[str, ...], list[Endpoint]] = {}
    for endpoint in all_:
        method, path = endpoint_key(endpoint.method, endpoint.path)
        by_words.setdefault((method, *map(singular, path.split("/"))), []).append(endpoint)
        if method in _WRITES:
            by_path.setdefault(path, []).append(endpoint)
    named = Counter(file for endpoint in all_ for file in _files(endpoint))

    def doubt(one: Endpoint) -> tuple[int, int, tuple[bool, int, int, int]]:
        # The document that names most endpoints is the one that defines them.
        most = max(named[file] for file in _files(one))
        return -one.authority, -most, said.distrust(one.facts[0])

    conflicts = (
        *(
            conflict
            for same in by_path.values()
            for conflict in _conflicts(sorted(same, key=doubt))
        ),
        *(
            conflict
            for same in by_words.values()
            for conflict in _singulars(sorted(same, key=doubt))
        ),
    )
    aside = {id(conflict.aside) for conflict in conflicts}
    return tuple(one for one in all_ if id(one) not in aside), conflicts


def decision_of(said: Said, conflict: Conflict, operation: str) -> Decision:
    """Return the decision that names both places."""
    one, two = conflict.taken, conflict.aside
    return Decision(
        name=f"D-{kebab(operation.replace('.', '-'))}-{'path' if one.method == two.method else 'method'}",
        about=operation,
        taken=Side(f"{one.method} {one.path}", said.sources(one.facts)),
        aside=(Side(f"{two.method} {two.path}", said.sources(two.facts)),),
        why="the more formal notation first, then the document that names most endpoints; both would do the same",
    )


def spelled_otherwise(
    said: Said, operation: Operation, facts: Iterable[EndpointFact]
) -> Decision | None:
    """Return the decision between the spellings of one path in several documents."""
    size = operation.path.count("/")
    sides: dict[str, list[EndpointFact]] = {}
    for fact in facts:
        if not fact.tested_only:
            sides.setdefault(_spelling(fact.path, size), []).append(fact)
    own = sides.pop(_spelling(operation.path, size), [])
    files = {fact.place.file for fact in own}
    aside = tuple(
        Side(f"{operation.method} {others[0].path}", said.sources(others))
        for others in sides.values()
        if files.isdisjoint(fact.place.file for fact in others)
    )
    if not own or not aside:
        return None
    return Decision(
        name=f"D-{kebab(operation.name.replace('.', '-'))}-path",
        about=operation.name,
        taken=Side(f"{operation.method} {operation.path}", said.sources(own)),
        aside=aside,
        why="the more formal notation first, then the document that is read first",
    )


def _spelling(path: str, size: int) -> str:
    """Return the words of a path below the base path, whatever its parameters are called."""
    parts = path.rstrip("/").split("/")[-size:]
    return "/".join("{}" if part.startswith("{") else part for part in parts)


def _conflicts(ordered: Sequence[Endpoint]) -> Iterator[Conflict]:
    taken: list[Endpoint] = []
    for one in ordered:
        same = [other for other in taken if _is_one_act(other, one)]
        if not same:
            taken.append(one)
            continue
        # Where an act can be undone, what is not called by DELETE is not the undoing.
        undoes = one.method == "DELETE"
        yield Conflict(min(same, key=lambda it: (it.method == "DELETE") != undoes), one)


def _singulars(ordered: Sequence[Endpoint]) -> Iterator[Conflict]:
    """Yield `GET /booking` of a sentence beside `GET /bookings` of a list."""
    for other in ordered[1:]:
        is_said = other.authority == Authority.PROSE < ordered[0].authority
        if is_said and not _files(ordered[0]) & _files(other):
            yield Conflict(ordered[0], other)


def _is_one_act(one: Endpoint, other: Endpoint) -> bool:
    match = _LAST.search(one.path)
    if match is None or one.tested_only or other.tested_only or _files(one) & _files(other):
        return False
    if match["row"]:
        return one.method in _CHANGES and other.method in _CHANGES
    act = match["act"]
    is_undone = act in _TOGGLES and "DELETE" in (one.method, other.method)
    return not is_undone and singular(act) == act


def _files(endpoint: Endpoint) -> set[str]:
    return {fact.place.file for fact in endpoint.facts}
