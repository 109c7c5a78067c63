"""Words for several roles at once: `all staff` where receptionists, dentists and managers work.

| GET | /patients | all staff |      Staff may see the price list.

Where a document lists such a word among its roles, it is one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import EndpointFact, EnumFact, FieldFact, PermissionFact, RoleFact
from luke_cli.spec.resolve.role_listings import ROLE_FIELDS
from luke_cli.spec.resolve.role_names import is_anybody, is_end_user, is_everybody, spelled
from luke_cli.spec.resolve.said import SECURITY, Said

_WORDS: Final = frozenset(
    "staff staff_member employee team_member personnel internal internal_staff internal_user coworker "
    "colleague mitarbeiter mitarbeiterin personal personale dipendente empleado funcionario "
    "collaborateur pracownik medewerker".split()
)
_FEWEST: Final = 2


def with_members(said: Said) -> Said:
    """Return the claims with the roles that such words stand for, each in their place."""
    members = _members(said)
    listed = {spelled(name) for name in _listed(said)}
    words = _WORDS - listed
    if len(members) < _FEWEST or not any(map(words.__contains__, map(spelled, _named(said)))):
        return said
    changed = {
        **said.by_kind,
        EndpointFact: tuple(_of_members(one, words, members) for one in said.of(EndpointFact)),
        PermissionFact: tuple(_each(said.of(PermissionFact), words, members)),
    }
    return replace(said, by_kind=changed)


def _members(said: Said) -> tuple[str, ...]:
    """Return those who work with the system: the roles of the account, or of the security document."""
    listings = (
        tuple(_values(said)),
        tuple(f.name for f in said.of(RoleFact) if said.owners.get(f.place.file) == SECURITY),
        tuple(f.name for f in said.of(RoleFact)),
    )
    listing = next((names for names in listings if len(names) >= _FEWEST), ())
    inside = (name for name in dict.fromkeys(listing) if _is_inside(spelled(name)))
    return tuple(inside)


def _is_inside(name: str) -> bool:
    return not (is_end_user(name) or is_anybody(name) or is_everybody(name) or name in _WORDS)


def _values(said: Said) -> Iterator[str]:
    listings: tuple[EnumFact | FieldFact, ...] = (*said.of(EnumFact), *said.of(FieldFact))
    for fact in listings:
        if snake(fact.name) in ROLE_FIELDS:
            yield from fact.values


def _listed(said: Said) -> Iterator[str]:
    yield from (fact.name for fact in said.of(RoleFact))
    yield from _values(said)


def _named(said: Said) -> Iterator[str]:
    for fact in said.of(EndpointFact):
        yield from fact.roles
    yield from (fact.role for fact in said.of(PermissionFact))


def _of_members(
    fact: EndpointFact, words: frozenset[str], members: tuple[str, ...]
) -> EndpointFact:
    if not any(spelled(role) in words for role in fact.roles):
        return fact
    there = {spelled(role) for role in fact.roles}
    more = tuple(one for one in members if spelled(one) not in there)

    def meant(role: str) -> tuple[str, ...]:
        return more if spelled(role) in words else (role,)

    return replace(
        fact,
        roles=tuple(dict.fromkeys(one for role in fact.roles for one in meant(role))),
        scopes=tuple((one, scope) for role, scope in fact.scopes for one in meant(role)),
    )


def _each(
    rights: Iterable[PermissionFact], words: frozenset[str], members: tuple[str, ...]
) -> Iterator[PermissionFact]:
    for right in rights:
        if spelled(right.role) in words:
            yield from (replace(right, role=member) for member in members)
        else:
            yield right
