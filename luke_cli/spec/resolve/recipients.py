"""Whom the words of a recipient mean, for the rows of an entity.

the employee, its owner    the owner of the row, by the field that says so
their manager              whom the account of the owner reports to
managers, all admins       the accounts of a role
the customer               an address in the row, or in what the row refers to
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.model import Entity, Operation, Spec
from luke_cli.spec.notifications import ROLE, address_of, readers_of
from luke_cli.spec.resolve.ownership import account_of, parent_of, reference_to
from luke_cli.spec.resolve.role_names import is_everybody, known

_PARTS: Final = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|as\s+well\s+as)\s+(?:also\s+)?")
_LEAD: Final = re.compile(
    r"^(?:(?:the|an?|all|every|each|its|their|his|her|my|our|any|other|responsible|respective|assigned|both)\s+)+",
    re.IGNORECASE,
)
_ALL: Final = re.compile(r"(?:all|every|any)\b", re.IGNORECASE)
_POSSESSED: Final = re.compile(r"^[\w ]{2,40}['\u2019]s?\s+", re.IGNORECASE)
_OF: Final = re.compile(r"\s+(?:of|who|whose|that|for|in|on|behind)\b.*$", re.IGNORECASE)
_OWNERS: Final = frozenset(
    "owner creator author requester requestor submitter applicant reporter sender they them he she i "
    "me person one user account originator holder him her".split()
)
_LEADERS: Final = frozenset(
    "manager supervisor lead leader boss superior line_manager team_lead".split()
)
_ENDINGS: Final = ("", "_id", "_email", "_by", "_by_id", "_to", "_user_id")


def recipients(
    spec: Spec, operation: Operation, entity: Entity, told: str
) -> tuple[list[str], list[str]]:
    """Return whom some words mean, as in the plan, and the words that mean nobody."""
    found: dict[str, None] = {}
    unknown = []
    for part in _PARTS.split(told.strip(" .;")):
        meant = list(_meant(spec, operation, entity, part))
        found |= dict.fromkeys(meant)
        if not meant and part:
            unknown.append(part)
    return list(found), unknown


def _meant(spec: Spec, operation: Operation, entity: Entity, part: str) -> Iterator[str]:
    plain = _OF.sub("", _POSSESSED.sub("", _LEAD.sub("", part)))
    if is_everybody(plain):
        yield from (f"{ROLE}{role}" for role in readers_of(spec, operation))
        return
    word = singular(snake(plain))
    owner = _owner(spec, entity)
    several = word != snake(plain) or _ALL.match(part) is not None
    direct = _path(spec, entity, word, owner, several=several)
    if direct:
        yield direct
        return
    readers = readers_of(spec, operation)
    roles = [r for r in known([role.name for role in spec.roles], plain) if r in readers]
    for role in roles:
        # A role that reads no more than its own: there is one of it that a row is of.
        yield owner if readers[role] == "own" and owner else f"{ROLE}{role}"
    if not roles and word in _OWNERS and owner:
        yield owner


def _path(spec: Spec, entity: Entity, word: str, owner: str, *, several: bool) -> str:
    """Return the path of fields that a word means, "" if it means none."""
    for ending in _ENDINGS:
        if address_of(spec, entity, f"{word}{ending}"):
            return f"{word}{ending}"
    leader = _leader(spec, word) if owner and not several else ""
    if leader and address_of(spec, entity, f"{owner}.{leader}"):
        return f"{owner}.{leader}"
    for field in entity.fields:
        named = field.type.target and snake(field.type.target) == word
        if named and address_of(spec, entity, f"{field.name}.email"):
            return f"{field.name}.email"
        if named and not several and address_of(spec, entity, field.name):
            return field.name
    return ""


def _leader(spec: Spec, word: str) -> str:
    """Return the field of an account that says whom it reports to, if a word means them."""
    account = account_of(spec)
    if account is None:
        return ""
    setting = next((s.value for s in spec.settings if s.name == "team_by"), "")
    names = {field.name for field in account.fields if field.type.target == account.name}
    if word in _LEADERS and setting.partition(".")[2] in names:
        return setting.partition(".")[2]
    return f"{word}_id" if f"{word}_id" in names else ""


def _owner(spec: Spec, entity: Entity) -> str:
    """Return the path from a row to whose it is, through what it is a part of."""
    steps: list[str] = []
    at: Entity | None = entity
    seen: set[str] = set()
    while at is not None and at.name not in seen:
        seen.add(at.name)
        trait = at.trait("owner")
        own = trait.subject if trait else "email" if at.trait("account") else ""
        if own:
            path = ".".join((*steps, own))
            return path if address_of(spec, entity, path) else ""
        above = parent_of(spec, at)
        field = reference_to(at, above.name) if above else None
        steps.append(field.name if field else "")
        at = above
    return ""
