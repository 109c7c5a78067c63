"""The names that sentences about rights are made of: roles, verbs and things that are defined."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.notations.known_roles import ROLES, all_of
from luke_cli.notations.paths import STEP
from luke_cli.notations.permission_cells import is_everybody
from luke_cli.notations.role_words import role_name
from luke_cli.notations.verb_forms import forms_of
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    Authority,
    EndpointFact,
    EnumFact,
    Fact,
    FieldFact,
    PermissionFact,
    RoleFact,
)

_USUAL: Final = frozenset("read create update delete manage list * view edit write".split())
_DONE_TO: Final = (
    r"(?P<verb>[A-Za-z]+)\s+(?:(?:the|an?|all|one)\s+)?(?P<what>[a-z][\w-]*(?: [a-z][\w-]*)?)\W*"
)


def spoken(role: str) -> str:
    """Return the name of a role in words."""
    return snake(role).replace("_", " ")


def roles_of(facts: Iterable[Fact | Diagnostic]) -> Iterator[str]:
    """Yield the names of all roles."""
    for one in facts:
        if isinstance(one, RoleFact):
            yield role_name(one.name)
        elif isinstance(one, PermissionFact) and one.authority >= Authority.LIST:
            yield role_name(one.role)
        elif isinstance(one, EndpointFact):
            yield from (role_name(role) for role in one.roles if not is_everybody(role))
        elif isinstance(one, EnumFact | FieldFact) and snake(one.name).endswith(ROLES):
            yield from one.values


def roles_by_form(facts: Iterable[Fact | Diagnostic]) -> dict[str, str]:
    """Return the words for each role, one and all who have it, with the name."""
    return {
        form: name for name in roles_of(facts) if spoken(name) for form in in_both_numbers(name)
    }


def in_both_numbers(name: str) -> tuple[str, str]:
    """Return a name in words, of one and of all."""
    one = spoken(name)
    return one, all_of(one)


def steps_of_things(facts: Iterable[Fact | Diagnostic]) -> Iterator[tuple[str, str]]:
    """Yield each thing with a step of it that has a right or a path of its own."""
    for one in facts:
        if isinstance(one, PermissionFact) and one.authority >= Authority.LIST:
            thing, action = singular(snake(one.resource)), snake(one.action)
        elif isinstance(one, EndpointFact) and one.method in ("POST", "PUT", "PATCH"):
            step = STEP.search(one.path)
            thing, action = (
                (singular(snake(step["thing"])), snake(step["verb"])) if step else ("", "")
            )
        else:
            continue
        is_noun = singular(action) != action
        if thing and action and action not in _USUAL and "_" not in action and not is_noun:
            yield thing, action


def denied_in(facts: Iterable[Fact | Diagnostic]) -> Iterator[tuple[str, str, str]]:
    """Yield role, thing and action of what is denied."""
    for one in facts:
        if isinstance(one, PermissionFact) and not one.allowed:
            thing = singular(snake(one.resource))
            yield spoken(role_name(one.role)), thing, snake(one.action)


def objects_of(facts: Iterable[Fact | Diagnostic]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what endpoints say that a step is done to: `Approve hours` of a timesheet."""
    for one in facts:
        step = STEP.search(one.path) if isinstance(one, EndpointFact) else None
        told = re.fullmatch(_DONE_TO, one.summary) if isinstance(one, EndpointFact) else None
        if step and told and told["verb"].lower() in forms_of(snake(step["verb"])).all:
            yield (snake(step["verb"]), told["what"].lower()), singular(snake(step["thing"]))


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return the words for each thing, also its last word where no other ends with it."""
    found: dict[str, str] = {}
    for name in names:
        for form in in_both_numbers(name):
            found[form] = name
    tails: dict[str, set[str]] = {}
    for name in found.values():
        tails.setdefault(name.rpartition("_")[2], set()).add(name)
    for tail, owners in tails.items():
        for form in in_both_numbers(tail) if len(owners) == 1 else ():
            found.setdefault(form, next(iter(owners)))
    return found
