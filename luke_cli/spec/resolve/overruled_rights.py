"""Rights that one document gives and a more trusted one denies, or gives to others only.

Clerks may refund payments (PRD)  against  payment:refund is the manager's (the table of rights)
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from luke_cli.names import kebab
from luke_cli.spec.facts import Fact, PermissionFact
from luke_cli.spec.model import Decision, Side
from luke_cli.spec.resolve.rights_table import Right, Rights
from luke_cli.spec.resolve.role_names import known
from luke_cli.spec.resolve.said import SECURITY, Line, Said

_ONLY: Final = re.compile(
    r"\b(?:only|nur|solo|sólo|seule?s?)\s+(?:(?:the|an?|der|die|das|el|la|los|las|un|una|ein|eine|le|les)\s+)?([a-z][\w-]*)",
    re.IGNORECASE,
)
"""`Only a manager can cancel a booking.`"""


def overruled(said: Said, rights: Rights) -> tuple[Decision, ...]:
    """Return a decision for each claim about a right that a more trusted claim is against."""
    found: dict[str, Decision] = {}
    for key, role, fact in (*rights.overruled, *_of_masters(rights)):
        decision = _decision(said, rights, key, role, fact)
        if decision is not None:
            found.setdefault(decision.name, decision)
    return tuple(found.values())


def _of_masters(rights: Rights) -> Iterator[tuple[tuple[str, str], str, PermissionFact]]:
    """Yield what is denied to those who may do everything, each with who says that they may."""
    for key, denied in rights.denied.items():
        for role, whole in rights.masters.items():
            yield from ((key, role, fact) for fact in whole if role in denied)


def _decision(
    said: Said, rights: Rights, key: tuple[str, str], role: str, fact: PermissionFact
) -> Decision | None:
    held = rights.granted.get(key, {})
    denied = rights.denied.get(key, {}).get(role, [])
    if not fact.allowed:
        taken = _of_others(fact, held[role].facts)
        # `May not see those of others` is no word against a right to one's own.
        if not taken or held[role].scope in ("own", "team"):
            return None
        sides = role, f"not {role}"
    elif denied:
        taken = _of_others(fact, denied)
        sides = f"not {role}", role
    else:
        taken = [one for right in held.values() for one in right.facts]
        sides = " and ".join(held), role
    if not taken:
        return None
    resource, action = key
    by_security = any(said.owners.get(one.place.file) == SECURITY for one in taken)
    return Decision(
        name=f"D-{kebab(resource)}-{kebab(action)}-{kebab(role)}",
        about=f"{resource}:{action}",
        taken=Side(sides[0], said.sources(taken)),
        aside=(Side(sides[1], said.sources([fact])),),
        why=_why(fact, by_security=by_security),
    )


def _why(aside: PermissionFact, *, by_security: bool) -> str:
    if aside.resource == "*":
        return "what is said of one right goes before what is said of all"
    return (
        "the security document decides rights" if by_security else "the more formal claim decides"
    )


def refused(
    said: Said, rights: Rights, key: tuple[str, str], roles: Iterable[str], endpoint: Sequence[Fact]
) -> dict[str, list[Fact]]:
    """Return who an endpoint lets in against the word of the security document."""
    denied = rights.denied.get(key, {})
    files = {fact.place.file for fact in endpoint}
    found = {
        role: [
            fact
            for fact in denied.get(role, ())
            if said.owners.get(fact.place.file) == SECURITY and fact.place.file not in files
        ]
        for role in roles
    }
    return {role: facts for role, facts in found.items() if facts}


def are_the_only(said: Said, held: Mapping[str, Right]) -> bool:
    """Tell whether words say that nobody but those who hold a right has it."""
    places = {(fact.place.file, fact.place.line) for right in held.values() for fact in right.facts}
    lines = (one for one in said.mentions(_ONLY) if (one.place.file, one.place.line) in places)
    names = (match[1] for line in lines for match in _ONLY.finditer(line.text))
    return any(known(tuple(held), name) for name in names)


def _of_others(fact: Fact, facts: Iterable[Fact | Line]) -> list[Fact | Line]:
    """Return the claims of other documents: one document may say more precisely what it means."""
    return [one for one in facts if one.place.file != fact.place.file]
