"""Policies of Casbin, one a line.

p, clerk, parcel, read                    p, courier, /parcels/:id, (GET)|(PATCH)
p, auditor, parcel, delete, deny          g, manager, clerk
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.conditions import ways
from luke_cli.notations.marks import scope_named
from luke_cli.notations.permission_words import Right, right_of
from luke_cli.notations.policy_said import Above, Policy, action_named, of_path, resource_named
from luke_cli.notations.role_words import is_role_word

_LINE: Final = re.compile(r"[ \t]*(?P<kind>[pg]2?)[ \t]*,(?P<rest>[^\n]{3,300})")
_MODEL: Final = re.compile(r"^[ \t]*p[ \t]*=[ \t]*(?P<columns>sub[\w, \t]+)$", re.MULTILINE)
_USUAL: Final = ("sub", "obj", "act", "eft")
_USUAL_BY_TENANT: Final = ("sub", "dom", "obj", "act", "eft")
_LANGUAGES: Final = frozenset("csv conf ini casbin text txt policy plaintext perm".split()) | {""}
_ROLE: Final = re.compile(r"(?:(?:role|group)(?:::?|_|/))?(?P<name>[A-Za-z][\w-]{1,40})")
_PERSONS: Final = frozenset("alice bob carol cathy charlie dave eve tom jack user1 user2".split())
"""Those whom examples let in by name."""
_EFFECTS: Final = ("allow", "deny")


def read(language: str, text: str, known: frozenset[str]) -> Iterator[Policy | Above]:
    """Yield the policies of a text."""
    if language not in _LANGUAGES:
        return
    model = _MODEL.search(text)
    columns = tuple(re.split(r"[\s,]+", model["columns"].strip())) if model else ()
    lines = [
        (at, match["kind"], [part.strip(" \t\"'") for part in match["rest"].split(",")])
        for at, line in enumerate(text.split("\n"))
        if (match := _LINE.fullmatch(line.partition("#")[0].rstrip()))
    ]
    policies = [(at, cells) for at, kind, cells in lines if kind[0] == "p" and len(cells) > 2]
    subjects = {cells[0] for _, cells in policies}
    for at, cells in policies:
        yield from _policies(at, cells, columns or _columns(cells))
    for at, kind, cells in lines:
        if kind == "g" and len(cells) > 1 and policies:
            role, above = _name(cells[0]), _name(cells[1])
            is_role = cells[0] in subjects or is_role_word(role) or role.lower() in known
            if role and above and is_role:
                yield Above(role, above, at)


def _columns(cells: list[str]) -> tuple[str, ...]:
    """Return what the cells of a policy mean; where there are four, the second may be a tenant."""
    last = cells[-1]
    is_act = re.fullmatch(r"[\w*()|]+", last) and last.lower() not in _EFFECTS and not _reach(last)
    if len(cells) > 3 and is_act:
        return _USUAL_BY_TENANT[:-1]
    return _USUAL_BY_TENANT if len(cells) > 4 and last.lower() in _EFFECTS else _USUAL


def _reach(cell: str) -> str:
    """Return how far a cell says that a policy reaches: `own`, `r.sub.id == r.obj.owner`."""
    if re.fullmatch(r"\w+", cell):
        return scope_named(cell)
    found = ways(cell)
    return found[0].scope if len(found) == 1 and not found[0].roles else ""


def _policies(at: int, cells: list[str], columns: tuple[str, ...]) -> Iterator[Policy]:
    of = dict(zip(columns, cells, strict=False))
    role = _name(of.get("sub", ""))
    effect = of.get("eft", "") or (cells[len(columns)] if len(cells) > len(columns) else "")
    if not role or not of.get("obj") or not of.get("act"):
        return
    allowed = effect.lower() != "deny"
    is_reach = bool(effect) and effect.lower() not in _EFFECTS
    scope = _reach(effect) if is_reach else ""
    if is_reach and not scope:
        return
    for action in re.split(r"[()|\s]+", of["act"]):
        right = _right(of["obj"], action) if action else None
        if right is not None:
            yield Policy(
                role, Right(right.resource, right.action, scope or right.scope), at, allowed
            )


def _right(thing: str, action: str) -> Right | None:
    if thing.startswith("/"):
        return of_path(thing, action)
    resource, verb = resource_named(thing), action_named(action)
    right = None if "*" in (resource, verb) else right_of(f"{resource}:{verb}")
    return right or Right(resource, verb)


def _name(subject: str) -> str:
    match = _ROLE.fullmatch(subject)
    return match["name"] if match and match["name"].lower() not in _PERSONS else ""
