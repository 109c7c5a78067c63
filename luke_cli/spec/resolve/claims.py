"""Claims about data, by the thing and the field that they are about.

The same thing under two spellings is one thing: `User Profile`, `user_profiles`, `UserProfile`.
"""

import bisect
import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from luke_cli.names import pascal, plural, singular, snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import Authority, EntityFact, FieldFact
from luke_cli.spec.resolve.said import Said

_PREFIXES: Final = ("tbl_", "t_")
_FIELD_NAMES: Final = frozenset({"metadata", "registry", "query", "model_config", "model_fields"})
_ENTITY_NAMES: Final = frozenset(
    "Access Annotated Any Base Base64 Body Boolean Date Day Decimal Double Email Enum Field File "
    "Final Index Insert Integer Interval Json Line List Literal Mapped Mapping Moment Numeric Page "
    "Paging Password Principal Query Reference Request Response Role Scope Select Settings Slug "
    "Source Storage String Text Time Transaction Type Update Url Uuid LoginSession LoginFailure "
    "None True False".split()
)
_TABLES: Final = frozenset({"auth", "login_sessions", "login_failures", "migrations", "tests"})


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that the documents store, and all that they claim about it."""

    key: str
    """Singular snake_case."""
    name: str
    """Name of the entity."""
    table: str
    facts: tuple[EntityFact, ...]
    fields: Mapping[str, tuple[FieldFact, ...]]
    """Claims by safe snake_case name, in the order of the most trusted notation."""

    @property
    def formal(self) -> bool:
        """A schema defines it."""
        return any(fact.authority is Authority.SCHEMA for fact in self.facts)


def key_of(name: str) -> str:
    """Return what all spellings of a thing have in common."""
    plain = snake(name)
    for prefix in _PREFIXES:
        plain = plain.removeprefix(prefix)
    return singular(plain)


def things_of(said: Said) -> tuple[tuple[Thing, ...], tuple[Diagnostic, ...]]:
    """Fold the claims about data, in the order in which things are first said to be stored."""
    found: dict[str, list[EntityFact]] = {}
    for fact in said.of(EntityFact):
        if key := key_of(fact.table or fact.name):
            found.setdefault(key, []).append(fact)
    whole = {key: facts for key, facts in found.items() if any(not f.partial for f in facts)}
    claims = _claims(said, whole)
    things = []
    notes: list[Diagnostic] = []
    for key, facts in _by_place(said, whole):
        things.append(_thing(said, key, facts, claims.get(key, ()), notes))
    return tuple(things), tuple(notes)


def _by_place(
    said: Said, whole: Mapping[str, list[EntityFact]]
) -> list[tuple[str, list[EntityFact]]]:
    """Order things as the most formal document that defines them does."""

    def place(item: tuple[str, list[EntityFact]]) -> tuple[int, int, int]:
        best = said.trusted(fact for fact in item[1] if not fact.partial)[0]
        _, authority, rank, line = said.distrust(best)
        return authority, rank, line

    return sorted(whole.items(), key=place)


def _claims(said: Said, whole: Mapping[str, list[EntityFact]]) -> dict[str, list[FieldFact]]:
    """Return the claims about fields; those of a thing that is only mentioned are left out."""
    partial = {(f.place.file, f.place.line): f.partial for facts in whole.values() for f in facts}
    starts = sorted(partial)
    claims: dict[str, list[FieldFact]] = {}
    for fact in said.of(FieldFact):
        key = key_of(fact.entity)
        if key in whole and not _is_mention(fact, starts, partial):
            claims.setdefault(key, []).append(fact)
    return claims


def _is_mention(
    fact: FieldFact,
    starts: list[tuple[str, int]],
    partial: Mapping[tuple[str, int], bool],
) -> bool:
    """Tell whether the nearest definition above a field shows only a part, in code."""
    index = bisect.bisect_right(starts, (fact.place.file, fact.place.line)) - 1
    if index < 0 or starts[index][0] != fact.place.file:
        return False
    return partial[starts[index]] and fact.authority is not Authority.SCHEMA


def _thing(
    said: Said,
    key: str,
    facts: list[EntityFact],
    claims: Iterable[FieldFact],
    notes: list[Diagnostic],
) -> Thing:
    tables = [f.table for f in said.trusted(facts) if f.table]
    name = pascal(key)
    if name in _ENTITY_NAMES or not name[:1].isalpha():
        name = f"{name}Record"
        notes.append(_renamed(facts[0], facts[0].name, name))
    table = snake(tables[0]) if tables else plural(key)
    if table in _TABLES or keyword.iskeyword(table) or not table[:1].isalpha():
        table = f"{table}_rows"
    fields: dict[str, list[FieldFact]] = {}
    for fact in sorted(said.trusted(claims), key=lambda f: -f.authority):
        if safe := safe_field(fact.name):
            fields.setdefault(safe, []).append(fact)
            if safe != snake(fact.name):
                notes.append(_renamed(fact, fact.name, safe))
    return Thing(key, name, table, tuple(facts), {n: tuple(f) for n, f in fields.items()})


def safe_field(name: str) -> str:
    """Return the snake_case name of a field that Python and the libraries leave free."""
    plain = snake(name)
    if not plain:
        return ""
    taken = keyword.iskeyword(plain) or plain in _FIELD_NAMES or plain.startswith("model_")
    if taken:
        return f"{plain}_value"
    return plain if plain[0].isalpha() else f"field_{plain}"


def _renamed(fact: EntityFact | FieldFact, said: str, name: str) -> Diagnostic:
    return Diagnostic(
        "LK-R101",
        Severity.WARNING,
        f"{said!r} cannot be a name in the backend; it is called {name}",
        fact.place,
    )
