"""Claims about data, by the thing and the field that they are about.

The same thing under two spellings is one thing: `User Profile`, `user_profiles`, `UserProfile`,
and the class `User` that is kept in the table `app_users`.
"""

import bisect
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luke_cli.names import plural, snake
from luke_cli.source import Diagnostic, Severity
from luke_cli.spec.facts import Authority, EntityFact, FieldFact
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.things import Thing, Things, index, key_of
from luke_cli.spec.safe_names import safe_entity, safe_field, safe_table

Place = tuple[str, int]


@dataclass(slots=True)
class _Names:
    """The names that are given away, so that none is given twice."""

    entities: set[str]
    tables: set[str]
    singular: frozenset[str]
    """Documents whose names of things are mostly singular: their plural is the table."""


def fold(said: Said) -> tuple[Things, tuple[Diagnostic, ...]]:
    """Fold the claims about data, in the order in which things are first said to be stored."""
    aliases = _aliases(said.of(EntityFact))
    found: dict[str, list[EntityFact]] = {}
    for fact in said.of(EntityFact):
        key = key_of(fact.name or fact.table)
        if key:
            found.setdefault(aliases.get(key, key), []).append(fact)
    whole = {key: facts for key, facts in found.items() if any(not f.partial for f in facts)}
    claims = _claims(said, whole, aliases)
    names = _Names(set(), set(), _singular(said.of(EntityFact)))
    notes: list[Diagnostic] = []
    things = [
        _thing(said, key, facts, claims.get(key, ()), names, notes)
        for key, facts in _by_place(said, whole)
    ]
    return index(things, aliases), tuple(notes)


def _aliases(facts: Sequence[EntityFact]) -> dict[str, str]:
    """Return which keys stand for others: those of tables that are not called as their class is.

    A title of two words is no class: `Picker task (pick_tasks)` is called as its table is.
    """
    own = {key_of(f.name) for f in facts if f.name != f.table and " " not in f.name.strip()}
    tables = {key_of(fact.table) for fact in facts if fact.name == fact.table}
    roots: dict[str, str] = {}

    def root(key: str) -> str:
        while key in roots:
            key = roots[key]
        return key

    for fact in facts:
        name, table = root(key_of(fact.name)), root(key_of(fact.table))
        if name and table and name != table:
            is_class = name in own and not (table in tables and name.startswith(f"{table}_"))
            kept, given_up = (name, table) if is_class else (table, name)
            roots[given_up] = kept
    named = own | tables | set(roots)
    for fact in facts:
        title = key_of(fact.title)
        if title and title not in named:
            roots[title] = root(key_of(fact.name))
    return {key: root(key) for key in roots}


def _singular(facts: Iterable[EntityFact]) -> frozenset[str]:
    counted: Counter[str] = Counter()
    for fact in facts:
        plain = snake(fact.name)
        counted[fact.place.file] += 1 if plural(plain) != plain else -1
    return frozenset(file for file, surplus in counted.items() if surplus >= 0)


def _by_place(
    said: Said, whole: Mapping[str, list[EntityFact]]
) -> list[tuple[str, list[EntityFact]]]:
    """Order things as the most formal document that defines them does."""

    def place(item: tuple[str, list[EntityFact]]) -> tuple[int, int, int]:
        best = said.trusted(fact for fact in item[1] if not fact.partial)[0]
        _, authority, rank, line = said.distrust(best)
        return authority, rank, line

    return sorted(whole.items(), key=place)


def _claims(
    said: Said, whole: Mapping[str, list[EntityFact]], aliases: Mapping[str, str]
) -> dict[str, list[FieldFact]]:
    """Return the claims about fields; those of a thing that is only mentioned are left out."""
    partial = {(f.place.file, f.place.line): f.partial for facts in whole.values() for f in facts}
    starts = sorted(partial)
    claims: dict[str, list[FieldFact]] = {}
    for fact in said.of(FieldFact):
        key = key_of(fact.entity)
        key = aliases.get(key, key)
        if key in whole and not _is_mention(fact, starts, partial):
            claims.setdefault(key, []).append(fact)
    return claims


def _is_mention(fact: FieldFact, starts: list[Place], partial: Mapping[Place, bool]) -> bool:
    """Tell whether the nearest definition above a field shows only a part, in code."""
    at = bisect.bisect_right(starts, (fact.place.file, fact.place.line)) - 1
    if at < 0 or starts[at][0] != fact.place.file:
        return False
    return partial[starts[at]] and fact.authority is not Authority.SCHEMA


def _thing(
    said: Said,
    key: str,
    facts: list[EntityFact],
    claims: Iterable[FieldFact],
    names: _Names,
    notes: list[Diagnostic],
) -> Thing:
    name = safe_entity(key)
    if name != safe_plain(key):
        notes.append(renamed(facts[0], facts[0].name, name))
    name = free(name, "Record", names.entities)
    table = free(_table(said, key, facts, names), "_rows", names.tables)
    fields: dict[str, list[FieldFact]] = {}
    for fact in sorted(said.trusted(claims), key=lambda f: -f.authority):
        if safe := safe_field(fact.name):
            fields.setdefault(safe, []).append(fact)
            if safe != snake(fact.name):
                notes.append(renamed(fact, fact.name, safe))
    return Thing(key, name, table, tuple(facts), {n: tuple(f) for n, f in fields.items()})


def safe_plain(key: str) -> str:
    """Return the name that a class has if nothing speaks against it."""
    return "".join(word[:1].upper() + word[1:] for word in key.split("_"))


def _table(said: Said, key: str, facts: list[EntityFact], names: _Names) -> str:
    """Return the table: as a schema calls it, else as a list of tables does, else the plural."""
    for fact in said.trusted(facts):
        if fact.table:
            return safe_table(fact.table)
        listed = fact.name.islower() or fact.name.isupper()
        if listed and fact.place.file not in names.singular and "_" in fact.name:
            return safe_table(fact.name)
    return safe_table(plural(key))


def free(name: str, suffix: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and take it."""
    while name in taken:
        name += suffix
    taken.add(name)
    return name


def renamed(fact: EntityFact | FieldFact, said: str, name: str) -> Diagnostic:
    """Report a name that the backend cannot have."""
    return Diagnostic(
        "LK-R101",
        Severity.WARNING,
        f"{said!r} cannot be a name in the backend; it is called {name}",
        fact.place,
    )
