"""Who may call an endpoint, by the names that the documents themselves give to roles.

PATCH /jobs/{id}   change the notes (joiner)        roles: joiner, foreman        joiners only

A word in brackets is a role where a document lists it as one; alone, it could be anything.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.endpoint_scopes import Scopes, scopes_beside, without_scopes
from luke_cli.notations.permission_lists import reach_told
from luke_cli.notations.role_words import role_name, role_names
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    ANY_USER,
    EndpointFact,
    EnumFact,
    Fact,
    FieldFact,
    RequirementFact,
    RoleFact,
)

_NAMES: Final = (
    re.compile(r"[(\[](?P<roles>[^\W\d][\w /,&|-]{1,80})[)\]]\W*$"),
    re.compile(
        r"\b(?:roles?|who|access|allowed|callers?|requires?|needs|permitted)\s*[:=]\s*(?P<roles>[^\W\d][\w /,&|-]{1,80}?)\W*$",
        re.IGNORECASE,
    ),
    re.compile(r"(?:^|[,;.:–—-]\s*)(?P<roles>[^\W\d][\w /,&|-]{1,60}?)\s+only\W*$", re.IGNORECASE),
    re.compile(r"\s[–—-]\s+(?P<roles>[^\W\d][\w /,&|+-]{1,60}?)\W*$"),
)


_GROUP: Final = re.compile(r"(?P<roles>[^:;]{2,60}):\s*(?P<whose>[^:;]{2,40})")
"""`clerk, owner: all`"""
_OF_ROWS: Final = frozenset("owner author creator submitter requester self".split())
"""Who somebody is to a row, and not to the system."""
_OWN_ONLY: Final = re.compile(
    r"\W*(?:only\s+)?(?:for\s+)?(?:(?:their|his|her|your|one['’]s)\s+)?own(?:\s+\w+){0,2}(?:\s+only)?\W*",
    re.IGNORECASE,
)


def with_roles(found: Sequence[Fact | Diagnostic]) -> Iterable[Fact | Diagnostic]:
    """Give the endpoints the roles that the words beside them name."""
    roles = {_key(item.name) for item in found if isinstance(item, RoleFact)}
    roles |= {_key(item.role) for item in found if isinstance(item, RequirementFact)} - {""}
    for item in found:
        name = item.name if isinstance(item, EnumFact | FieldFact) else ""
        if isinstance(item, EnumFact | FieldFact) and _key(name).rpartition("_")[2] in (
            "role",
            "rol",
            "rolle",
        ):
            roles |= {_key(value) for value in item.values}
    roles |= {_key(role) for item in found if isinstance(item, EndpointFact) for role in item.roles}
    declared = {_key(item.name) for item in found if isinstance(item, RoleFact)}
    rows = _OF_ROWS - declared if len(declared) > 1 else frozenset[str]()
    for item in found:
        if not isinstance(item, EndpointFact) or item.public is True:
            yield item
        elif item.roles:
            yield _of_rows(_with_others(item, roles), rows)
        else:
            yield item if item.public is False else _of_rows(_called_by(item, roles | rows), rows)


def _called_by(item: EndpointFact, roles: set[str]) -> EndpointFact:
    """Return an endpoint with the roles that its words name, each with how far it reaches."""
    said = item.summary[-120:]
    names = next(_named(without_scopes(said), roles), ())
    if not names:
        names = next((n for text in (said, item.access) if (n := _whole(text, roles))), ())
        said = said if _whole(said, roles) else item.access
    scopes = scopes_beside(said, names)
    if not names:
        names, scopes = _in_clauses(item.access, roles)
    if not names and _OWN_ONLY.fullmatch(item.access or item.summary):
        names, scopes = (ANY_USER,), ((ANY_USER, "own"),)
    return replace(item, roles=names, scopes=scopes, public=False) if names else item


def _with_others(item: EndpointFact, roles: set[str]) -> EndpointFact:
    """Return an endpoint also with those of its list who are roles in these documents only."""
    names = _whole(item.access, roles)
    if not set(item.roles) < set(names):
        return item
    return replace(item, roles=names, scopes=scopes_beside(item.access, names))


def _of_rows(item: EndpointFact, rows: Collection[str]) -> EndpointFact:
    """Return an endpoint whose `owner` is everybody with rows of his own, where that is no role."""
    names = [name for name in item.roles if _key(name) in rows]
    if not names:
        return item
    others = tuple(name for name in item.roles if name not in names)
    scopes = tuple((role, scope) for role, scope in item.scopes if role not in names)
    return replace(item, roles=(*others, ANY_USER), scopes=(*scopes, (ANY_USER, "own")))


def _whole(text: str, roles: set[str]) -> tuple[str, ...]:
    return _listed(without_scopes(text), roles) if text else ()


def _in_clauses(text: str, roles: set[str]) -> tuple[tuple[str, ...], Scopes]:
    """Read `guests see their own, wardens see all`: each clause starts with a role, and says how far."""
    names: list[str] = []
    scopes: list[tuple[str, str]] = []
    grouped = [_GROUP.fullmatch(group) for group in re.split(r"\s*;\s*", text)]
    if all(grouped):
        for group in filter(None, grouped):
            those = _listed(group["roles"], roles)
            scope = reach_told(group["whose"])
            if not those or not scope:
                return (), ()
            names += those
            scopes += [(name, scope) for name in those]
        return tuple(names), tuple(scopes)
    for clause in filter(None, re.split(r"\s*(?:[,;|]|\b(?:and|but|while)\b)\s*", text)):
        words = role_name(clause).split()
        length = next((n for n in (3, 2, 1) if _key(" ".join(words[:n])) in roles), 0)
        scope = reach_told(" ".join(words[length:]))
        if not length or (len(words) > length and not scope):
            return (), ()
        names.append(" ".join(words[:length]))
        scopes += [(names[-1], scope)] if scope else []
    return tuple(names), tuple(scopes)


def _named(text: str, roles: set[str]) -> Iterator[tuple[str, ...]]:
    for pattern in _NAMES:
        match = pattern.search(text)
        if match and (names := _listed(match["roles"], roles)):
            yield names


def _listed(text: str, roles: set[str]) -> tuple[str, ...]:
    names = role_names(text)
    return names if names and all(_key(name) in roles for name in names) else ()


def _key(name: str) -> str:
    return singular(snake(name))
