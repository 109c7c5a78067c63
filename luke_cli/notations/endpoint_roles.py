"""Who may call an endpoint, by the names that the documents themselves give to roles.

PATCH /jobs/{id}   change the notes (joiner)        roles: joiner, foreman        joiners only

A word in brackets is a role where a document lists it as one; alone, it could be anything.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.role_words import role_names
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import EndpointFact, EnumFact, Fact, FieldFact, RoleFact

_NAMES: Final = (
    re.compile(r"[(\[](?P<roles>[^\W\d][\w /,&|-]{1,80})[)\]]\W*$"),
    re.compile(
        r"\b(?:roles?|who|access|allowed|callers?)\s*[:=]\s*(?P<roles>[^\W\d][\w /,&|-]{1,80}?)\W*$",
        re.IGNORECASE,
    ),
    re.compile(r"(?:^|[,;.:–—-]\s*)(?P<roles>[^\W\d][\w /,&|-]{1,60}?)\s+only\W*$", re.IGNORECASE),
    re.compile(r"\s[–—-]\s+(?P<roles>[^\W\d][\w /,&|-]{1,60}?)\W*$"),
)


def with_roles(found: Sequence[Fact | Diagnostic]) -> Iterable[Fact | Diagnostic]:
    """Give the endpoints the roles that the words beside them name."""
    roles = {_key(item.name) for item in found if isinstance(item, RoleFact)}
    for item in found:
        name = item.name if isinstance(item, EnumFact | FieldFact) else ""
        if isinstance(item, EnumFact | FieldFact) and _key(name).rpartition("_")[2] in (
            "role",
            "rol",
            "rolle",
        ):
            roles |= {_key(value) for value in item.values}
    for item in found:
        if not isinstance(item, EndpointFact) or item.roles or item.public is not None:
            yield item
            continue
        names = next(_named(item.summary[-120:], roles), ())
        yield replace(item, roles=names, public=False) if names else item


def _named(text: str, roles: set[str]) -> Iterator[tuple[str, ...]]:
    for pattern in _NAMES:
        match = pattern.search(text)
        names = role_names(match["roles"]) if match else ()
        if names and all(_key(name) in roles for name in names):
            yield names


def _key(name: str) -> str:
    return singular(snake(name))
