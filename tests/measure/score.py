"""How near luke's reading of a set comes to what the set means."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from luke_cli.engines.template.design import design
from luke_cli.names import singular, snake
from luke_cli.project import find
from luke_cli.spec.export import to_json
from tests.measure.places import Place, nearest, shown
from tests.measure.truth import TrueEntity, TrueField, Truth

Json = Mapping[str, Any]

FLOORS: Final[Mapping[str, float]] = {
    "entities recall": 0.97,
    "entities precision": 0.97,
    "fields recall": 0.97,
    "field types": 0.96,
    "source lines": 0.98,
    "endpoints recall": 0.97,
    "endpoints precision": 0.95,
    "roles recall": 1.0,
    "roles precision": 1.0,
    "permissions recall": 0.90,
    "transitions recall": 0.90,
    "settings recall": 0.80,
    "contradictions recall": 0.75,
    "prose entities recall": 0.85,
    "prose entities precision": 0.95,
    "prose entities assumed": 1.0,
    "prose fields recall": 0.85,
    "taken for an entity": 1.0,
}
"""What each figure has to reach over all sets."""


class Mark(NamedTuple):
    """One thing that luke got right or missed."""

    figure: str
    right: bool
    about: str
    place: str
    """`file:line` to look at; "" if there is none."""


@dataclass(frozen=True)
class _Reading:
    truth: Truth
    spec: Json
    entities: Mapping[str, Json]
    """What luke read, by the name that the truth gives it; its own name where it has none."""

    @property
    def is_prose(self) -> bool:
        return self.truth.kind == "prose"


def marks(truth: Truth) -> Iterator[Mark]:
    """Read a set and compare it with its truth."""
    designed = design(find(truth.root).documents)
    spec = to_json(designed.spec)
    reading = _Reading(truth, spec, _paired(truth, spec))
    yield from _entities(reading)
    yield from _roles(reading)
    yield from _permissions(reading)
    yield from _transitions(reading)
    if reading.is_prose:
        yield from _prose_fields(reading)
    else:
        yield from _fields(reading)
        yield from _endpoints(reading)
        yield from _settings(reading)
        yield from _contradictions(reading)


def _key(name: str) -> str:
    return singular(snake(name)).replace("_", "")


def _paired(truth: Truth, spec: Json) -> dict[str, Json]:
    names = {_key(name): entity.names[0] for entity in truth.entities for name in entity.names}
    read: dict[str, Json] = {}
    for entity in spec["entities"]:
        read.setdefault(names.get(_key(entity["name"]), entity["name"]), entity)
    return read


def _entities(reading: _Reading) -> Iterator[Mark]:
    truth = reading.truth
    prefix = "prose " if reading.is_prose else ""
    for entity in truth.entities:
        there = entity.names[0] in reading.entities
        yield Mark(f"{prefix}entities recall", there, entity.names[0], shown(entity.places))
    known = {entity.names[0] for entity in truth.entities}
    optional = {_key(name) for name in truth.optional_entities}
    taken = {_key(name) for name in truth.not_entities}
    for name, entity in reading.entities.items():
        place = _first(entity)
        if name in known:
            yield Mark(f"{prefix}entities precision", True, name, place)
            if reading.is_prose:
                yield Mark("prose entities assumed", entity["assumed"], name, place)
        elif _key(name) not in optional and (reading.is_prose or not entity["assumed"]):
            yield Mark(f"{prefix}entities precision", False, name, place)
        if name not in known:
            yield Mark("taken for an entity", _key(name) not in taken, name, place)


def _fields(reading: _Reading) -> Iterator[Mark]:
    for entity in reading.truth.entities:
        read = reading.entities.get(entity.names[0])
        if read is None:
            yield from _unread(entity)
            continue
        yield Mark(
            "source lines", _cites(read, entity.places), entity.names[0], shown(entity.places)
        )
        by_name = {field["name"]: field for field in read["fields"]}
        for field in entity.fields:
            yield from _field(f"{entity.names[0]}.{field.names[0]}", field, by_name)


def _prose_fields(reading: _Reading) -> Iterator[Mark]:
    for entity in reading.truth.entities:
        if (read := reading.entities.get(entity.names[0])) is not None:
            names = {field["name"].removesuffix("_id") for field in read["fields"]}
            for field in entity.fields:
                right = any(name.removesuffix("_id") in names for name in field.names)
                about = f"{entity.names[0]}.{field.names[0]}, read {sorted(names)}"
                yield Mark("prose fields recall", right, about, shown(entity.places))


def _unread(entity: TrueEntity) -> Iterator[Mark]:
    for field in entity.fields:
        about = f"{entity.names[0]}.{field.names[0]}"
        yield Mark("fields recall", False, about, shown(field.places))


def _field(about: str, field: TrueField, by_name: Mapping[str, Json]) -> Iterator[Mark]:
    read = next((by_name[name] for name in field.names if name in by_name), None)
    yield Mark("fields recall", read is not None, about, shown(field.places))
    if read is not None:
        told = f"{about}: {read['type']}, not {'|'.join(field.types)}"
        yield Mark("field types", read["type"] in field.types, told, shown(field.places))
        yield Mark("source lines", _cites(read, field.places), about, shown(field.places))


def _endpoints(reading: _Reading) -> Iterator[Mark]:
    wanted = {_path(endpoint) for endpoint in reading.truth.endpoints}
    read = {
        _path(f"{one['method']} {one['path']}"): one
        for one in reading.spec["operations"]
        if one["method"]
    }
    for endpoint in sorted(wanted):
        place = "" if endpoint in read else shown([nearest(reading.truth.lines, endpoint)])
        yield Mark("endpoints recall", endpoint in read, endpoint, place)
    for endpoint, one in read.items():
        if not one["assumed"]:
            yield Mark("endpoints precision", endpoint in wanted, endpoint, _first(one))


def _path(endpoint: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", endpoint)


def _roles(reading: _Reading) -> Iterator[Mark]:
    wanted = reading.truth.roles
    read = {_key(role["name"]): role for role in reading.spec["roles"]}
    names = {_key(name): name for name in wanted}
    for key, name in names.items():
        yield Mark("roles recall", key in read, name, "")
        if key in read and wanted[name]:
            parents = {_key(parent) for parent in read[key]["inherits"]}
            inherits = {_key(parent) for parent in wanted[name]} <= parents
            yield Mark("roles recall", inherits, f"{name} inherits {wanted[name]}", "")
    for key, role in read.items():
        if not role["assumed"]:
            yield Mark("roles precision", key in names, role["name"], _first(role))


def _permissions(reading: _Reading) -> Iterator[Mark]:
    held: dict[tuple[str, str, str], str] = {}
    above = {_key(r["name"]): [_key(p) for p in r["inherits"]] for r in reading.spec["roles"]}
    for one in reading.spec["permissions"]:
        held[_key(one["role"]), _key(one["resource"]), one["action"]] = one["scope"]
    for role, resource, action, scope in reading.truth.permissions:
        scopes = [
            held[r, _key(resource), a]
            for r in _with_parents(_key(role), above)
            for a in (action, "manage")
            if (r, _key(resource), a) in held
        ]
        right = bool(scopes) if not scope else scope in scopes
        told = f"{role} {resource}:{action} {scope or 'any'}, read as {scopes or 'nothing'}"
        place = "" if right else shown([nearest(reading.truth.lines, f"{role} {resource}")])
        yield Mark("permissions recall", right, told, place)


def _with_parents(role: str, above: Mapping[str, Iterable[str]]) -> Iterator[str]:
    seen = {role}
    left = [role]
    while left:
        yield (current := left.pop())
        fresh = [parent for parent in above.get(current, ()) if parent not in seen]
        seen.update(fresh)
        left.extend(fresh)


def _transitions(reading: _Reading) -> Iterator[Mark]:
    read = {
        (_key(one["entity"]), snake(origin), snake(one["to"]))
        for one in reading.spec["transitions"]
        for origin in one["from"]
    }
    for entity, before, after in reading.truth.transitions:
        right = (_key(entity), snake(before), snake(after)) in read
        place = "" if right else shown([nearest(reading.truth.lines, f"{before} {after}")])
        yield Mark("transitions recall", right, f"{entity} {before} -> {after}", place)


def _settings(reading: _Reading) -> Iterator[Mark]:
    read = {one["key"]: one for one in reading.spec["settings"]}
    for key, value in reading.truth.settings.items():
        named = [one for name, one in read.items() if name.startswith(f"{key}.")]
        one = read.get(key) or (named[0] if len(named) == 1 else None)  # more exact than asked
        got = _shown(one) if one else "nothing"
        right = _plain(got) == _plain(value)
        place = "" if right else shown([nearest(reading.truth.lines, f"{key} {value}")])
        yield Mark("settings recall", right, f"{key}: {got}, not {value}", place)


def _shown(setting: Json) -> str:
    value = setting["value"]
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    unit = setting["unit"] or ""
    return f"{text}{'' if unit.startswith('/') else ' '}{unit}".strip()


_SECONDS: Final = {"ms": 0.001, "s": 1, "min": 60, "h": 3600, "d": 86400}


def _plain(text: str) -> str:
    """Return what two spellings of a value have in common: `120 s`, `2 min`; `99 %`, `99.0 %`."""
    told = text.casefold().replace("per ip", "per address")
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(ms|s|min|h|d|%)", told)
    if match is None:
        return told.replace(" ", "")
    return f"{float(match[1]) * _SECONDS.get(match[2], 1):g}{'%' if match[2] == '%' else ''}"


def _contradictions(reading: _Reading) -> Iterator[Mark]:
    read = [
        {(one["file"], one["line"]) for one in decision["alternatives"]}
        for decision in reading.spec["decisions"]
        if decision["kind"] == "contradiction"
    ]
    for true in reading.truth.contradictions:
        right = any(all(side & places for side in true.sides) for places in read)
        place = " and ".join(shown(side) for side in true.sides)
        yield Mark("contradictions recall", right, true.about, place)


def _cites(read: Json, places: Iterable[Place]) -> bool:
    return not {(one["file"], one["line"]) for one in read["sources"]}.isdisjoint(places)


def _first(read: Json) -> str:
    return next((f"{one['file']}:{one['line']}" for one in read["sources"]), "")
