"""Rights of roles that one document lists and another speaks of, by names of their own.

A `joiner` is a role where a document lists it as one; then `Joiners can ...` is about a role too.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from luke_cli.docs.document import Document
from luke_cli.names import folded, plural, snake
from luke_cli.notations import (
    access,
    access_modals,
    access_prose,
    access_things,
    permission_tables,
    policies,
    role_headings,
    whole_rights,
)
from luke_cli.notations.role_words import is_role_word
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    Authority,
    EndpointFact,
    EnumFact,
    Fact,
    FieldFact,
    PermissionFact,
    RequirementFact,
    RoleFact,
)

Found = list[Fact | Diagnostic]
ROLES: Final = ("role", "rol", "rolle")
"""Ends of the names of fields and lists whose values are roles."""


_SPOKEN: Final = re.compile(r"[^\W\d_]{3,20}(?:[ _-][^\W\d_]{2,20}){0,2}")


def with_known(documents: Sequence[Document], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document the rights of roles that are named in another."""
    names = _names(item for items in found for item in items)
    if not names:
        return [*found]
    return [_again(one, items, names) for one, items in zip(documents, found, strict=True)]


def _names(found: Iterable[Fact | Diagnostic]) -> frozenset[str]:
    roles = {" ".join(name.lower().split()) for one in found for name in _listed(one)}
    own = {one for one in roles if _SPOKEN.fullmatch(one)}
    spoken = {one.replace("_", " ").replace("-", " ") for one in own if not is_role_word(one)}
    plain = frozenset(folded(snake(one)) for one in spoken)
    return plain.union(*((one, one.replace(" ", "_"), all_of(one)) for one in spoken))


def _listed(found: Fact | Diagnostic) -> tuple[str, ...]:
    """Return the roles that a fact lists: a role, who may call, the values of a `role`."""
    if isinstance(found, RoleFact):
        return (found.name,)
    if isinstance(found, EndpointFact):
        return found.roles
    if isinstance(found, RequirementFact):
        return (found.role,) if found.role else ()
    if isinstance(found, PermissionFact) and found.authority >= Authority.LIST:
        return (found.role,)
    named = isinstance(found, EnumFact | FieldFact) and snake(found.name).endswith(ROLES)
    return found.values if named and isinstance(found, EnumFact | FieldFact) else ()


def all_of(name: str) -> str:
    """Return what all who have a role are called."""
    return plural(name.replace(" ", "_")).replace("_", " ")


def _again(document: Document, items: Found, names: frozenset[str]) -> Found:
    before = {item for item in items if _is_told(item)}
    read = (
        *access_prose.recognise(document, names),
        *access_modals.recognise(document, names),
        *access_things.recognise(document, names),
        *permission_tables.recognise(document, names),
        *access.recognise(document, names),
        *policies.recognise(document, names),
        *role_headings.recognise(document, names),
        *whole_rights.recognise(document, names),
    )
    more = [item for item in read if _is_told(item) and item not in before]
    return sorted([*items, *more], key=lambda item: item.place.line if item.place else 0)


def _is_told(item: Fact | Diagnostic) -> bool:
    """Tell whether an item is a right, or says whose rights a role has too."""
    return isinstance(item, PermissionFact) or (isinstance(item, RoleFact) and bool(item.inherits))
