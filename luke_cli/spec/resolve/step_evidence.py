"""What speaks of steps, by the entity that it is about: arrows, endpoints, rights, buttons, stories."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from luke_cli.names import plural, snake
from luke_cli.spec.facts import (
    NoStepFact,
    PermissionFact,
    RequirementFact,
    ScreenFact,
    WorkflowFact,
)
from luke_cli.spec.field_spellings import STATE_FIELDS
from luke_cli.spec.model import Entity, Field, Spec, TypeName
from luke_cli.spec.resolve.endpoints import Endpoint
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.lookups import enum_of
from luke_cli.spec.resolve.ownership import parent_of
from luke_cli.spec.resolve.path_meaning import Meaning
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.verbs import is_verb, states_after

_STATE_NAMES: Final = (*STATE_FIELDS, "workflow_state", "workflow_status")
_FEWEST_ARROWS: Final = 2


@dataclass(slots=True)
class Evidence:
    """What speaks of steps; each by the name of the entity."""

    arrows: dict[str, list[WorkflowFact]] = field(default_factory=lambda: defaultdict(list))
    """Under "" those that name no entity."""
    denials: dict[str, list[NoStepFact]] = field(default_factory=lambda: defaultdict(list))
    endpoints: dict[str, list[tuple[Endpoint, Meaning]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    rights: dict[str, list[PermissionFact]] = field(default_factory=lambda: defaultdict(list))
    buttons: dict[str, list[tuple[str, ScreenFact]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """With the verb that is on them."""
    stories: dict[str, list[RequirementFact]] = field(default_factory=lambda: defaultdict(list))


def evidence_of(
    said: Said, spec: Spec, names: EntityNames, endpoints: Iterable[tuple[Endpoint, Meaning]]
) -> Evidence:
    """Sort what speaks of steps by entity."""
    found = Evidence()
    _add_steps(found, said, names)
    for endpoint, meaning in endpoints:
        if meaning.step and meaning.entity:
            found.endpoints[meaning.entity.name].append((endpoint, meaning))
    for right in said.of(PermissionFact):
        about = names.within(right.resource)
        if about:
            found.rights[about.name].append(right)
    for entity, word, screen in _buttons(said, spec, names):
        found.buttons[entity].append((word, screen))
    nouns = _nouns(spec)
    for story in said.of(RequirementFact):
        words = dict.fromkeys(re.findall(r"[a-z0-9]+", story.text.lower()))
        for entity in dict.fromkeys(name for word in words for name in nouns.get(word, ())):
            found.stories[entity].append(story)
    return found


def _add_steps(found: Evidence, said: Said, names: EntityNames) -> None:
    for arrow in said.of(WorkflowFact):
        about = names.within(arrow.entity) if arrow.entity else None
        found.arrows[about.name if about else ""].append(arrow)
    for denial in said.of(NoStepFact):
        about = names.within(denial.entity)
        if about:
            found.denials[about.name].append(denial)


def state_field(spec: Spec, entity: Entity, arrows: Iterable[WorkflowFact] = ()) -> Field | None:
    """Return the field that holds the state of an entity; any list, if its values are what arrows join."""
    enums = [
        f for f in entity.fields if f.type.name is TypeName.ENUM and len(states_of(spec, f)) > 1
    ]
    named = [f for name in _STATE_NAMES for f in enums if f.name == name]
    own = f"{snake(entity.name)}_status"
    ending = [f for f in enums if f.name == own] or [
        f for f in enums if f.name.endswith(("_status", "_state"))
    ]
    joined = [one for one in enums if _joined(states_of(spec, one), arrows)]
    usual = [*named, *(ending if len(ending) == 1 else ())]
    return next(iter(usual or (joined if len(joined) == 1 else ())), None)


def _joined(values: Container[str], arrows: Iterable[WorkflowFact]) -> bool:
    ends = [(snake(arrow.source), snake(arrow.target)) for arrow in arrows]
    inside = {pair for pair in ends if pair[0] in values and pair[1] in values}
    return len(inside) >= _FEWEST_ARROWS


def states_of(spec: Spec, state: Field) -> tuple[str, ...]:
    """Return the states in their order."""
    enum = enum_of(spec, state.type.enum)
    return enum.values if enum else state.type.values


def _nouns(spec: Spec) -> dict[str, list[str]]:
    """Return the entities by the last word of their names."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in spec.entities:
        noun = snake(entity.name).split("_")[-1]
        for spelling in dict.fromkeys((noun, plural(noun))):
            found[spelling].append(entity.name)
    return found


def _buttons(said: Said, spec: Spec, names: EntityNames) -> Iterator[tuple[str, str, ScreenFact]]:
    """Yield each button with a verb: of the entity that the screen, the label or the verb tells."""
    movers: dict[str, list[Entity]] | None = None
    for screen in said.of(ScreenFact):
        if screen.kind not in ("action", "bulk"):
            continue
        about = names.within(" ".join(re.findall(r"[A-Za-z]+", screen.screen)))
        for words in screen.words:
            verb, *rest = snake(words).split("_")
            if not is_verb(verb) or (len(rest) > 2 and "for" not in rest):
                continue
            movers = movers if movers is not None else _movers(spec)
            entity = (
                about
                or _labelled(names, rest[: rest.index("for")] if "for" in rest else rest)
                or _alone(spec, movers, verb)
            )
            if entity:
                yield entity.name, verb, screen


def _labelled(names: EntityNames, words: list[str]) -> Entity | None:
    return next((found for word in words if (found := names.exact.get(word))), None)


def _movers(spec: Spec) -> dict[str, list[Entity]]:
    """Return the entities that can be in each state."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity in spec.entities:
        state = state_field(spec, entity)
        for value in states_of(spec, state) if state else ():
            found[value].append(entity)
    return found


def _alone(spec: Spec, movers: dict[str, list[Entity]], verb: str) -> Entity | None:
    """Return the entity that alone can be moved by a verb; records of its steps do not count."""
    found = {e.name: e for state in states_after(verb) for e in movers.get(state, ())}
    whole = [e for e in found.values() if getattr(parent_of(spec, e), "name", "") not in found]
    return whole[0] if len(whole) == 1 else None
