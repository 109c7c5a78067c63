"""What the documents of a set mean, as a person wrote it down in `truth.yaml`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from tests.measure.places import Lines, Place, first, named, read_lines, spelled

SETS: Final = Path(__file__).parent / "sets"


@dataclass(frozen=True)
class TrueField:
    """A field: the names and the types that are right, and the lines that say so."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    places: frozenset[Place]


@dataclass(frozen=True)
class TrueEntity:
    """An entity: the names that are right, the lines that say so, its fields."""

    names: tuple[str, ...]
    places: frozenset[Place]
    fields: tuple[TrueField, ...]


@dataclass(frozen=True)
class TrueContradiction:
    """Two places that do not agree about something."""

    about: str
    sides: tuple[frozenset[Place], ...]


@dataclass(frozen=True)
class Truth:
    """A set and its meaning."""

    name: str
    kind: str
    """`formal` or `prose`."""
    lines: Lines
    entities: tuple[TrueEntity, ...]
    enums: Mapping[str, tuple[str, ...]]
    endpoints: tuple[str, ...]
    """`METHOD /path` below the base path, parameters as `{}`."""
    roles: Mapping[str, tuple[str, ...]]
    """Role and what it inherits."""
    permissions: tuple[tuple[str, str, str, str], ...]
    """Role, resource, action, and the scope or ""."""
    transitions: tuple[tuple[str, str, str], ...]
    """Entity, state before, state after."""
    settings: Mapping[str, str]
    contradictions: tuple[TrueContradiction, ...]
    not_entities: frozenset[str]
    optional_entities: frozenset[str]
    """Entities that a careful reader may also see."""

    @property
    def root(self) -> Path:
        """The project of the set."""
        return SETS / self.name


def truths() -> Iterable[Truth]:
    """Return every set in the order of its name."""
    return (_truth(path.parent) for path in sorted(SETS.glob("*/truth.yaml")))


def _truth(folder: Path) -> Truth:
    raw = yaml.safe_load((folder / "truth.yaml").read_text(encoding="utf-8"))
    lines = read_lines(folder / "app/design")
    return Truth(
        name=folder.name,
        kind=raw["kind"],
        lines=lines,
        entities=tuple(_entity(lines, *item, raw["kind"]) for item in raw["entities"].items()),
        enums={name: tuple(values) for name, values in raw["enums"].items()},
        endpoints=tuple(raw["endpoints"]),
        roles={role: tuple(parents) for role, parents in raw["roles"].items()},
        permissions=tuple(_permissions(raw["permissions"])),
        transitions=tuple(_transitions(raw["transitions"])),
        settings={key: _setting(value) for key, value in raw["settings"].items()},
        contradictions=tuple(
            TrueContradiction(one["about"], tuple(named(lines, side) for side in one["between"]))
            for one in raw["contradictions"]
        ),
        not_entities=frozenset(raw["not_entities"]),
        optional_entities=frozenset(raw.get("optional_entities", ())),
    )


def _entity(lines: Lines, names: str, raw: Mapping[str, Any], kind: str) -> TrueEntity:
    places = named(lines, raw["at"])
    if kind == "prose":
        fields = tuple(_said(*item) for item in raw["fields"].items())
    else:
        fields = tuple(_field(lines, max(places), *item) for item in raw["fields"].items())
    return TrueEntity(tuple(names.split("|")), places, fields)


def _said(names: str, types: str) -> TrueField:
    """Read a field of prose, which has no line of its own."""
    return TrueField(tuple(names.split("|")), tuple(types.split("|")), frozenset())


def _field(lines: Lines, entity: Place, names: str, said: str) -> TrueField:
    """Read `type|type`, or `type|type @ text`, where the text is behind the entity's line."""
    types, _, text = said.partition(" @ ")
    alternatives = tuple(names.split("|"))
    return TrueField(
        alternatives, tuple(types.split("|")), _lines(lines, entity, alternatives, text)
    )


def _lines(lines: Lines, entity: Place, names: Iterable[str], text: str) -> frozenset[Place]:
    if not text:
        return frozenset({_spelled(lines, entity, names)})
    if text.partition(": ")[0] in lines:
        return named(lines, text)
    return frozenset(first(lines, entity[0], part, entity[1]) for part in text.split(" || "))


def _spelled(lines: Lines, entity: Place, names: Iterable[str]) -> Place:
    problem = LookupError("a field has no name")
    for name in names:
        try:
            return spelled(lines, entity, name)
        except LookupError as error:
            problem = error
    raise problem


def _permissions(raw: Mapping[str, list[str]]) -> Iterable[tuple[str, str, str, str]]:
    """Read `resource:action` or `resource:action=scope` of each role."""
    for role, rights in raw.items():
        for right in rights:
            name, _, scope = right.partition("=")
            resource, _, action = name.partition(":")
            yield role, resource, action, scope


def _transitions(raw: Mapping[str, list[str]]) -> Iterable[tuple[str, str, str]]:
    for entity, steps in raw.items():
        for step in steps:
            before, _, after = step.partition(" -> ")
            yield entity, before, after


def _setting(raw: object) -> str:
    return ", ".join(map(str, raw)) if isinstance(raw, list) else str(raw)
