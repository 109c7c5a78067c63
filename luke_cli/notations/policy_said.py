"""What a policy says, before it is a fact, and the names that policies have for common things."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.notations.conditions import Way
from luke_cli.notations.permission_words import Right

EVERYBODY: Final = "everybody"
"""Who is meant where a policy asks for no role: all who have signed in."""
_METHODS: Final = {
    "get": "read",
    "head": "read",
    "post": "create",
    "put": "update",
    "patch": "update",
    "delete": "delete",
    "select": "read",
    "insert": "create",
    "index": "read",
    "show": "read",
    "view_any": "read",
    "list": "read",
    "store": "create",
    "new": "create",
    "edit": "update",
    "destroy": "delete",
    "force_delete": "delete",
    "all": "*",
    "any": "*",
}
_ANYTHING: Final = frozenset(("*", ".*", "/*", "**", "all", "any"))


class Policy(NamedTuple):
    """Somebody may do something, or must not; `line`: from 0, in the text."""

    role: str
    right: Right
    line: int
    allowed: bool = True


class Above(NamedTuple):
    """A role has the rights of another."""

    role: str
    above: str
    line: int


Reader = Callable[[str, str, frozenset[str]], Iterable[Policy | Above]]
"""Reads the policies of a text in a language; the last are the roles that the documents list."""


def action_named(word: str) -> str:
    """Return the action that a policy calls by a method, a command or a verb."""
    if word in _ANYTHING:
        return "*"
    name = snake(word)
    return _METHODS.get(name, name)


def resource_named(word: str) -> str:
    """Return the resource that a policy names, `*` for all."""
    return "*" if word.lower() in _ANYTHING else word


def of_path(path: str, method: str) -> Right | None:
    """Return the right to call a path: `GET /orders/*` reads orders, `POST /orders/:id/ship` ships."""
    if path.strip("/") in ("", "*", ".*", "**"):
        return Right("*", "*") if action_named(method) == "*" else None
    parts = [part for part in path.strip("/").split("/") if not re.fullmatch(r"api|v\d+", part)]
    names = [part for part in parts if re.fullmatch(r"[A-Za-z][\w-]*", part)]
    if not names:
        return None
    behind = parts[parts.index(names[0]) + 1 :]
    is_act = len(names) > 1 and parts[-1] == names[-1] and len(behind) > 1
    if is_act and method.lower() in ("post", "put", "patch") and not names[-1].endswith("s"):
        return Right(names[0], snake(names[-1]))
    return Right(names[-1] if len(names) > 1 else names[0], action_named(method))


def by_ways(
    found: Iterable[Way], rights: Iterable[Right], line: int, *, everybody: bool = True
) -> Iterator[Policy]:
    """Yield who may do something by each way that a condition leaves open.

    `everybody`: a way that asks for no role is open to all who have signed in.
    """
    told = [*rights]
    for way in found:
        for role in way.roles or ((EVERYBODY,) if everybody else ()):
            for one in told:
                yield Policy(role, Right(one.resource, one.action, way.scope or one.scope), line)
