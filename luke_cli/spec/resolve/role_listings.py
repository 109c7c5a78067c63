"""Where documents list the roles: bullets and tables, the values of a field, a sentence that counts them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import (
    Authority,
    EndpointFact,
    EnumFact,
    Fact,
    FieldFact,
    PermissionFact,
    RoleFact,
    WorkflowFact,
)
from luke_cli.spec.model import Spec
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.role_names import fold, is_anybody, is_everybody, known
from luke_cli.spec.resolve.said import CLIENTS, SECURITY, Line, Said

ROLE_FIELDS: Final = (
    *("role", "user_role", "role_name", "account_role", "roles", "user_type"),
    *("rol", "rolle", "papel", "ruolo"),
)
_COUNTS: Final = tuple(
    frozenset(words.split())
    for words in (
        "two zwei deux dos dois due 2",
        "three drei trois tres três tre 3",
        "four vier quatre cuatro quatro quattro 4",
        "five fünf cinq cinco cinque 5",
        "six sechs seis sei 6",
        "seven sieben sept siete sete sette 7",
        "eight acht huit ocho oito otto 8",
    )
)
_FEWEST: Final = 2
"""What the first of the counts means."""
_COUNTED: Final = re.compile(
    rf"\b(?:has|have|knows?|distinguish(?:es)?|there\s+are|comes?\s+with|hat|kennt|gibt\s+es|unterscheidet|tiene|hay|existen|"
    rf"distingue|tem|há|existem|compte|connaît|il\s+y\s+a|ci\s+sono|prevede)\s+(?:(?:exactly|only|just|precisely|genau|nur|"
    rf"exactamente|solo|exactement|exatamente|só|esattamente)\s+)?(?P<count>{'|'.join(sorted(word for some in _COUNTS for word in some))})\s+"
    r"(?:(?:user|different|distinct|system)\s+)?(?:roles|(?:benutzer)?rollen|rôles|papéis|perfiles|perfis|ruoli|profils)\b"
    r"(?=\W*$|\s*[.:;,(\u2013\u2014])",
    re.IGNORECASE,
)
"""`VetStock has exactly four roles.`"""
_MOST: Final = 3
"""Of so many values or roles all but one have to be the same where a list is not called one of roles."""
_SOME: Final = re.compile(r"invit|request|approv|step|rule|notif|template|audit|log")
"""Things of which a field `role` names only some roles."""


_AGENT: Final = re.compile(
    r"(?:[a-z]+_)*(?:[a-z]{3,}(?:er|or|ist|ian|man|woman)|(?:front|help|service)_desk|clerk|agent|assistant|consultant|"
    r"accountant|staff|guard|chief|lead|nurse)"
)
_NO_AGENT: Final = frozenset(
    "worker scheduler timer server browser computer trigger author creator owner sender receiver user number order member "
    "customer other either never after paper letter transfer error processor provider".split()
)
"""Who does something ends so, and things that do."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of roles that a document gives."""

    names: tuple[str, ...]
    """As written."""
    facts: tuple[Fact, ...]
    closed: bool
    """It claims to be complete: an enum."""
    formal: bool
    trusted: bool
    """It stands in the document of the security engineer."""
    shown: bool = False
    """Only the words of a screen say so."""
    guessed: bool = False
    """Its values alone tell that it lists roles."""

    @property
    def rank(self) -> tuple[bool, bool, bool, bool]:
        """What sorts listings, the most trusted first."""
        whole = len(self.names) > 1
        return (
            self.guessed,
            not (self.trusted and self.formal and whole),
            not (self.closed and whole),
            not (self.formal and whole),
        )


def listings_of(said: Said, spec: Spec, enum: str) -> list[Listing]:
    """Return the lists of roles, the most trusted first; `enum` is what that of the account is called."""
    found = [*_told(said)]
    called = [*_enumerated(said, spec, enum)]
    closed = (
        Listing(
            fact.values,
            (fact,),
            closed=True,
            formal=fact.authority >= Authority.LIST,
            trusted=said.owners.get(fact.place.file) == SECURITY,
            guessed=not called,
        )
        for fact in called or _by_values(said, found)
    )
    return sorted((*found, *closed), key=lambda listing: listing.rank)


def with_rights(said: Said) -> Iterator[str]:
    """Yield whom a table of rights or of endpoints names."""
    for right in said.of(PermissionFact):
        if right.allowed and right.authority >= Authority.LIST:
            yield right.role
    for endpoint in said.of(EndpointFact):
        if endpoint.authority >= Authority.LIST:
            yield from endpoint.roles


def counted(said: Said) -> Iterator[tuple[int, Line]]:
    """Yield how many roles there are, where a sentence says so: `Pool has exactly four roles`."""
    for line in said.mentions(_COUNTED):
        match = _COUNTED.search(line.text)
        word = match["count"].lower() if match else ""
        yield from ((n, line) for n, words in enumerate(_COUNTS, _FEWEST) if word in words)


def in_steps(said: Said, spec: Spec, names: Sequence[str]) -> Iterator[tuple[str, WorkflowFact]]:
    """Yield who takes a step and is in no list of roles, where other steps are taken by those that are.

    Whom a field names (`reviewer_id`) has no role of that name, and no machine has one.
    """
    steps = said.of(WorkflowFact)
    if not any(known(names, role) for step in steps for role in step.roles):
        return
    spoken = {snake(entity.name) for entity in spec.entities}
    spoken |= {field.name for entity in spec.entities for field in entity.fields}
    for step in steps:
        for role in step.roles:
            name = singular(snake(role))
            is_spoken = any(one == name or one.startswith(f"{name}_") for one in spoken)
            is_role = _AGENT.fullmatch(name) and name not in _NO_AGENT and not is_anybody(name)
            if is_role and not is_spoken and not known(names, role):
                yield name, step


def _told(said: Said) -> Iterator[Listing]:
    by_place: dict[tuple[str, int], list[RoleFact]] = {}
    for fact in said.of(RoleFact):
        if not (said.is_anybody(fact.name) or is_everybody(fact.name)):
            by_place.setdefault((fact.place.file, fact.authority), []).append(fact)
    for (file, authority), facts in by_place.items():
        formal = authority >= Authority.LIST
        yield Listing(
            tuple(dict.fromkeys(fact.name for fact in facts)),
            tuple(facts),
            closed=False,
            formal=formal,
            trusted=said.owners.get(file) == SECURITY,
            shown=not formal and said.owners.get(file) in CLIENTS,
        )


def _enumerated(said: Said, spec: Spec, enum: str) -> Iterator[FieldFact | EnumFact]:
    """Yield the values of what is called the role of the account."""
    account = account_of(spec)
    if account is None:
        return
    owner = snake(account.name)
    names = {*ROLE_FIELDS, f"{owner}_role", f"{owner}_roles", snake(enum)}
    for field in said.of(FieldFact):
        here = singular(snake(field.entity)) in (owner, singular(account.table))
        if here and field.values and snake(field.name) in names:
            yield field
    for fact in said.of(EnumFact):
        if snake(fact.name) in names:
            yield fact


def _by_values(said: Said, told: Sequence[Listing]) -> Iterator[FieldFact | EnumFact]:
    """Yield the values of a field that has roles by another name: `perfil`, `job_role`."""
    names = fold(
        [*(name for one in told if one.formal for name in one.names), *with_rights(said)],
        said.signed,
    )
    lists: tuple[FieldFact | EnumFact, ...] = (*said.of(FieldFact), *said.of(EnumFact))
    for fact in lists:
        thing = fact.entity if isinstance(fact, FieldFact) else fact.name
        if fact.authority < Authority.LIST or _SOME.search(snake(thing)):
            continue
        meant = {one for value in fact.values for one in known(names, value)}
        most = max(len(fact.values), len(names))
        if most >= _MOST and len(meant) >= max(_MOST, most - 1):
            yield fact
