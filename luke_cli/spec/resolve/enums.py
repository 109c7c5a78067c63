"""Closed lists of values: which fields have one, what it is called, and what stands in it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.facts import Authority, EnumFact, Fact, FieldFact, RoleFact, WorkflowFact
from luke_cli.spec.field_spellings import STATE_FIELDS, list_names
from luke_cli.spec.model import Assumption, Decision, Enum, Field, Side, Type, TypeName
from luke_cli.spec.resolve.precedence import decision_id, reason
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.state_owners import states_by_thing
from luke_cli.spec.resolve.things import Thing, Things
from luke_cli.spec.safe_names import safe_enum

_TEXTS: Final = (TypeName.STRING, TypeName.TEXT)
_FEWEST: Final = 2
"""Steps that make a workflow."""
_ROLES: Final = ("role", "user_role", "account_role")

_WHOLE: Final = re.compile(
    r"\b(?:one\s+of|either|exactly)\b|\bonly\s+(?:the\s+)?(?:two|three|four|five|values|options)\b|\b(?:choices|options)\s+(?:are|is)\b|\b(?:choices|options|values)\s*:|\b(?:possible|allowed|valid)\s+(?:values|status|states|choices)\b|"
    r"\bis\s+(?:either\s+)?[\w`]+(?:,\s+[\w`]+)+,?\s+or\s|"
    r"\b(?:un[oa]\s+de|s[oó]lo\s+pueden?\s+ser|entweder|eine[rs]?\s+von|nur\s+(?:die\s+)?werte|soit|l\Wune?\s+des?|uma?\s+d[eo]s?|"
    r"só\s+pode(?:m)?\s+ser|un[oa]\s+(?:tra|fra|di)|(?:può|possono)\s+essere\s+solo)\b",
    re.IGNORECASE,
)
"""A screen may show some of the values; these words give all."""

List = tuple[tuple[str, ...], list[Fact]]
"""Values, and who says them."""


@dataclass(frozen=True, slots=True)
class Lists:
    """All closed lists that the documents give, by what they are about."""

    named: Mapping[str, list[EnumFact]]
    """By the snake_case name of the type."""
    states: Mapping[str, list[WorkflowFact]]
    """By the key of the thing."""
    roles: tuple[RoleFact, ...]
    classes: frozenset[str]
    """Names that entities have."""


@dataclass(slots=True)
class Enums:
    """The enums found so far, with what was decided about them."""

    by_name: dict[str, Enum] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    assumptions: dict[str, Assumption] = field(default_factory=dict)


def lists_of(said: Said, things: Things) -> Lists:
    """Sort the lists of the documents by what they are about."""
    named: dict[str, list[EnumFact]] = {}
    for fact in said.of(EnumFact):
        named.setdefault(snake(fact.name), []).append(fact)
    states = states_by_thing(said.of(WorkflowFact), things, named)
    classes = frozenset(thing.name for thing in things.by_key.values())
    return Lists(named, states, said.of(RoleFact), classes)


def listed(
    said: Said, lists: Lists, thing: Thing, claims: Sequence[FieldFact], base: Field, enums: Enums
) -> Field | None:
    """Return a field with the type of its closed list; None if its values are none."""
    named = _type_name(said, lists, claims) or _tail_name(lists, thing, base.name, claims)
    found = _found(said, lists, thing, base.name, named, claims)
    if not found:
        return None
    values, facts = found[0]
    name = safe_enum(named or f"{thing.name}_{base.name}", lists.classes)
    basis = _basis(said, thing, base.name, found, enums)
    uses = [fact for fact in claims if named and snake(fact.type_text) == named]
    enum = _kept(enums, Enum(name, values, said.sources([*facts, *uses]), basis), thing, lists)
    default = snake(base.default.strip('"'))
    return replace(
        base,
        type=Type(TypeName.ENUM, enum=enum.name),
        default=f'"{default}"' if default in enum.values else "",
        minimum="",
        maximum="",
        over="",
        under="",
        pattern="",
        min_length=None,
        max_length=None,
        basis=enum.basis,
    )


def _basis(
    said: Said, thing: Thing, name: str, found: Sequence[List], enums: Enums
) -> tuple[str, ...]:
    values, facts = found[0]
    decision = _decision(said, thing, name, found)
    if decision:
        enums.decisions.append(decision)
    basis = (decision.name,) if decision else ()
    if any(isinstance(fact, FieldFact | EnumFact) for fact in facts):
        return basis
    assumption = _assumption(said, thing, name, values, facts)
    enums.assumptions[assumption.name] = assumption
    return (*basis, assumption.name)


def _type_name(said: Said, lists: Lists, claims: Sequence[FieldFact]) -> str:
    """Return the name of the type where a document gives it one: `expense_status`."""
    for fact in said.trusted(claims):
        text = snake(fact.type_text)
        if text in lists.named:
            return text
        foreign = fact.type is None or fact.type.name is TypeName.ENUM
        if foreign and text and _is_custom(fact, text):
            return text
    return ""


def _tail_name(lists: Lists, thing: Thing, name: str, claims: Sequence[FieldFact]) -> str:
    """Return the list that a field left open means: `reason` of a StockMovement, `MovementReason`."""
    if not _is_open(claims) or any(fact.values and not fact.ruled for fact in claims):
        return ""
    kinds = list_names(thing.key, name, {snake(one) for one in lists.classes})
    return next((kind for kind in kinds if kind in lists.named), "")


def _is_custom(fact: FieldFact, text: str) -> bool:
    if fact.type and fact.type.enum:
        return True
    return fact.type is None and text.isidentifier() and fact.default.startswith('"')


def _found(
    said: Said, lists: Lists, thing: Thing, name: str, named: str, claims: Sequence[FieldFact]
) -> list[List]:
    """Return the lists of values that documents give, the most trusted first."""
    kinds = dict.fromkeys((named, f"{thing.key}_{name}", f"{thing.key}{name}"))
    facts: list[FieldFact | EnumFact] = list(claims)
    facts += [fact for kind in kinds if kind for fact in lists.named.get(kind, ())]
    found = _grouped((values_of(fact.values), fact) for fact in said.trusted(facts))
    steps = lists.states.get(thing.key, ()) if name in STATE_FIELDS else ()
    if steps and (found or named or _is_open(claims) or _is_moved(steps, claims)):
        told = _states(steps, found)
        # What a screen lists is less than what is drawn, though it may be longer.
        is_first = any(map(_is_drawn, steps)) and _are_ruled(found)
        found = _merged((*told, *found)) if is_first else [*found, *told]
    if not found and named and name in _ROLES and lists.roles:
        found = [(values_of(role.name for role in lists.roles), list(lists.roles))]
    if not found and named:
        found = _from_default(claims)
    return [one for one in found if one[0]]


def _is_drawn(step: WorkflowFact) -> bool:
    return step.authority >= Authority.LIST and bool(step.source)


def _are_ruled(found: Sequence[List]) -> bool:
    """Tell whether no more than sentences and screens give the lists."""
    facts = [fact for _, by in found for fact in by]
    return all(
        isinstance(fact, FieldFact) and fact.ruled and fact.authority is Authority.PROSE
        for fact in facts
    )


def _is_open(claims: Sequence[FieldFact]) -> bool:
    """Tell whether the values of a closed list stand elsewhere: `status | enum | see 3.`."""
    return any(fact.type and fact.type.name is TypeName.ENUM for fact in claims)


def _is_moved(steps: Sequence[WorkflowFact], claims: Sequence[FieldFact]) -> bool:
    """Tell whether a text holds the states of a workflow that is drawn, or begins as it does."""
    if not all(fact.type is None or fact.type.name in _TEXTS for fact in claims):
        return False
    arrows = [step for step in steps if step.source and step.target]
    states = {snake(state) for step in arrows for state in (step.source, step.target)}
    defaults = {snake(fact.default.strip('"')) for fact in claims if fact.default}
    if len(arrows) < _FEWEST or (defaults and not defaults <= states):
        return False
    drawn = [step for step in arrows if step.authority >= Authority.LIST]
    return bool(defaults) or len(drawn) >= _FEWEST or len(arrows) > _FEWEST


def _merged(lists: Iterable[List]) -> list[List]:
    """Return lists with what says the same together; the order is that of the first."""
    return _grouped((values, fact) for values, facts in lists for fact in facts)


def _grouped(found: Iterable[tuple[tuple[str, ...], Fact]]) -> list[List]:
    lists: dict[frozenset[str], List] = {}
    for values, fact in found:
        if values:
            lists.setdefault(frozenset(values), (values, []))[1].append(fact)
    return list(lists.values())


def _states(steps: Iterable[WorkflowFact], known: Sequence[List]) -> list[List]:
    """Return the states that prose lists for a thing, one list a document, what is drawn first.

    Where a schema lists them, words that are mostly no states of it say something else.
    """
    by_file: dict[str, list[WorkflowFact]] = {}
    # A scenario or a sentence passes some of the states; a drawing has them all.
    for step in sorted(steps, key=lambda step: not _is_drawn(step)):
        by_file.setdefault(step.place.file, []).append(step)
    listed = {value for values, _ in known for value in values}
    told: list[List] = [
        (values_of(state for f in facts for state in (f.source, f.target)), list(facts))
        for facts in by_file.values()
    ]
    return [
        (values, facts)
        for values, facts in told
        if not listed or len(listed & {*values}) * 2 >= len(values)
    ]


def _from_default(claims: Sequence[FieldFact]) -> list[List]:
    for fact in claims:
        if value := snake(fact.default.strip('"')):
            return [((value,), [fact])]
    return []


def values_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return values in snake_case, each once; what has no letters is left out."""
    return tuple(dict.fromkeys(value for text in texts if (value := snake(text))))


def _decision(said: Said, thing: Thing, name: str, found: Sequence[List]) -> Decision | None:
    (values, facts), *others = found
    aside = [
        one for one in others if not set(one[0]) <= set(values) or _is_closed(said, one[1], facts)
    ]
    if not aside:
        return None
    formal = any(isinstance(fact, FieldFact | EnumFact) for fact in facts)
    shown = all(isinstance(fact, WorkflowFact) for _, by in aside for fact in by)
    why = "the other words are in no schema" if formal and shown else ""
    return Decision(
        name=decision_id(thing.key, name),
        about=f"{thing.name}.{name}",
        taken=Side(", ".join(values), said.sources(facts)),
        aside=tuple(Side(", ".join(other), said.sources(by)) for other, by in aside),
        why=why or reason(said, facts[0], [by[0] for _, by in aside]),
    )


def _is_closed(said: Said, facts: Iterable[Fact], taken: Iterable[Fact]) -> bool:
    """Tell whether other lines give all values of a field: `it is one of a, b and c`."""
    own = {fact.place for fact in taken}
    whole = {(line.place.file, line.place.line) for line in said.mentions(_WHOLE)}
    closed = (f.place for f in facts if isinstance(f, FieldFact) and f.closed)
    return any(place not in own and (place.file, place.line) in whole for place in closed)


def _assumption(
    said: Said, thing: Thing, name: str, values: tuple[str, ...], facts: Sequence[Fact]
) -> Assumption:
    return Assumption(
        name=f"A-{thing.key}-{name}".replace("_", "-"),
        about=f"{thing.name}.{name}",
        proposal=", ".join(values),
        why="the type is never defined; these values are named in prose",
        sources=said.sources(facts),
    )


def _kept(enums: Enums, enum: Enum, thing: Thing, lists: Lists) -> Enum:
    """Keep an enum under a name that no other list has; the longer of two alike wins."""
    known = enums.by_name.get(enum.name)
    if known is None or {*known.values} <= {*enum.values}:
        enums.by_name[enum.name] = enum
        return enum
    if {*enum.values} <= {*known.values}:
        return known
    other = replace(enum, name=safe_enum(f"{thing.name}_{enum.name}", lists.classes))
    if other.name in enums.by_name or other.name == enum.name:
        return known
    enums.by_name[other.name] = other
    return other
