"""Whose states a diagram draws that names nothing that is stored, or calls it by another word.

## A block, as the operator sees it      stateDiagram-v2: queued --> running, running --> suspended
                                         is of what the documents give the states queued, running, done ...
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, EnumFact, WorkflowFact
from luke_cli.spec.field_spellings import STATE_FIELDS
from luke_cli.spec.resolve.things import Thing, Things

_FEWEST: Final = 3
_NUMBER: Final = re.compile(r"\W*(\d+(?:\.\d+)+)")
_SECTIONS: Final = re.compile(
    r"(?:§|\b(?:see|section|chapter|siehe|abschnitt|kapitel|voir|cf\.?|ver|véase|sección|capítulo|seção|vedi|sezione))\s*(?:§|section|abschnitt|sección)?\s*"
    r"(\d+(?:\.\d+)+)",
    re.IGNORECASE,
)
"""`see section 4.2`"""

Steps = list[WorkflowFact]


def states_by_thing(
    facts: Iterable[WorkflowFact], things: Things, named: Mapping[str, Sequence[EnumFact]]
) -> dict[str, Steps]:
    """Sort steps by the key of the thing whose states they are."""
    found: dict[str, Steps] = {}
    unknown: Steps = []
    for step in facts:
        key = things.meant(step.entity) if step.entity else ""
        if key:
            found.setdefault(key, []).append(step)
        else:
            unknown.append(step)
    values = {kind: listed[0].values for kind, listed in named.items() if listed}
    known = [*_known(things, values)] if unknown else []
    for steps in _drawings(unknown):
        near = _owner(steps, known) or _referring(steps, things) or things.key(steps[0].entity)
        found.setdefault(near, []).extend(steps)
    return found


def _referring(steps: Steps, things: Things) -> str:
    """Return the thing whose state refers to the section of a drawing, or alone starts in it."""
    number = _NUMBER.match(steps[0].section[-1]) if steps[0].section else None
    states = {snake(name) for step in steps for name in (step.source, step.target)} - {""}
    claims = [
        (thing.key, claim)
        for thing in things.by_key.values()
        for field in STATE_FIELDS
        for claim in thing.fields.get(field, ())
        if not claim.values
    ]
    told = {key for key, one in claims if number and number[1] in _SECTIONS.findall(one.comment)}
    starting = {key for key, one in claims if snake(one.default.strip('"')) in states}
    found = told or starting
    return next(iter(found)) if len(found) == 1 else ""


def _drawings(steps: Steps) -> Iterator[Steps]:
    """Part steps of one place into those that hang together: a table may draw two workflows."""
    places: dict[tuple[str, tuple[str, ...], str], Steps] = {}
    for step in steps:
        places.setdefault((step.place.file, step.section, step.entity), []).append(step)
    for together in places.values():
        parent: dict[str, str] = {}
        find = _finder(parent)
        for step in together:
            first, last = find(snake(step.source or step.target)), find(snake(step.target))
            parent[last if step.target else first] = first
        parts: dict[str, Steps] = {}
        for step in together:
            parts.setdefault(find(snake(step.source or step.target)), []).append(step)
        yield from parts.values()


def _finder(parent: dict[str, str]) -> Callable[[str], str]:
    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    return find


def _known(
    things: Things, enums: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the states that each thing is known to have."""
    for thing in things.by_key.values():
        for field in STATE_FIELDS:
            if field in thing.fields:
                yield thing.key, frozenset(map(snake, values_of(enums, thing, field)))


def values_of(enums: Mapping[str, tuple[str, ...]], thing: Thing, name: str) -> tuple[str, ...]:
    """Return the values of a field as far as they are known without sentences."""
    claims = thing.fields[name]
    said = (claim for claim in claims if not claim.ruled or claim.authority is Authority.LIST)
    own = next((claim.values for claim in said if claim.values), ())
    kinds = (*(snake(claim.type_text) for claim in claims), f"{thing.key}_{name}")
    return own or next((enums[kind] for kind in kinds if kind in enums), ())


def is_near(known: Iterable[str], values: Iterable[str]) -> bool:
    """Tell whether two lists are one but for a word or two: `four smileys` are a list of moods."""
    return _are_near(frozenset(map(snake, known)), frozenset(map(snake, values)))


def _are_near(left: frozenset[str], right: frozenset[str]) -> bool:
    common = len(left & right)
    return common >= _FEWEST and common * 2 > max(len(left), len(right))


def _owner(steps: Steps, known: Iterable[tuple[str, frozenset[str]]]) -> str:
    """Return the one thing that has most of the states; "" if none, or several."""
    names = (snake(name) for step in steps for name in (step.source, step.target))
    states = frozenset(names) - {""}
    near = [key for key, values in known if _are_near(values, states)]
    return near[0] if len(set(near)) == 1 else ""
