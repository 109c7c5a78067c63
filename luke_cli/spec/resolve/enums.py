"""Closed lists of values: which fields have one, what it is called, and what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from luke_cli.names import pascal, snake
from luke_cli.spec.facts import EnumFact, Fact, FieldFact, RoleFact, WorkflowFact
from luke_cli.spec.model import Assumption, Decision, Enum, Side, TypeName
from luke_cli.spec.resolve.claims import Thing, key_of
from luke_cli.spec.resolve.said import Said

_STATES: Final = ("status", "state", "stage", "phase")
_ROLES: Final = ("role", "user_role", "account_role")


@dataclass(frozen=True, slots=True)
class Listed:
    """The enum of a field, and what was decided about it."""

    enum: Enum
    decision: Decision | None = None
    assumption: Assumption | None = None


def listed(said: Said, thing: Thing, name: str, claims: Sequence[FieldFact]) -> Listed | None:
    """Return the enum of a field; None if its values are no closed list."""
    named = _type_name(said, claims)
    lists = _lists(said, thing, name, named, claims)
    if not lists:
        return None
    enum = pascal(named) if named else f"{thing.name}{pascal(name)}"
    enum = f"{enum}Value" if enum == thing.name else enum
    (values, facts), *others = lists
    decision = _decision(said, thing, name, lists) if _unlike(values, others) else None
    assumption = None
    if not any(isinstance(fact, FieldFact | EnumFact) for fact in facts):
        assumption = _assumption(said, thing, name, values, facts)
    basis = tuple(item.name for item in (decision, assumption) if item)
    return Listed(
        Enum(enum, values, said.sources(facts), basis), decision=decision, assumption=assumption
    )


def _type_name(said: Said, claims: Sequence[FieldFact]) -> str:
    """Return the name of the type where a document gives it one: `expense_status`."""
    known = {snake(fact.name) for fact in said.of(EnumFact)}
    for fact in said.trusted(claims):
        text = snake(fact.type_text)
        foreign = fact.type is None or fact.type.name is TypeName.ENUM
        if text in known:
            return text
        if foreign and text and _is_custom(fact, text):
            return text
    return ""


def _is_custom(fact: FieldFact, text: str) -> bool:
    if fact.type and fact.type.enum:
        return True
    return fact.type is None and text.isidentifier() and fact.default.startswith('"')


def _lists(
    said: Said, thing: Thing, name: str, named: str, claims: Sequence[FieldFact]
) -> list[tuple[tuple[str, ...], list[Fact]]]:
    """Return the lists of values that documents give, the most trusted first."""
    found: list[tuple[tuple[str, ...], Fact]] = []
    kinds = {named, f"{thing.key}_{name}", f"{thing.key}{name}"} - {""}
    facts: list[FieldFact | EnumFact] = list(claims)
    facts += [fact for fact in said.of(EnumFact) if snake(fact.name) in kinds]
    for fact in said.trusted(facts):
        values = values_of(fact.values)
        if values:
            found.append((values, fact))
    grouped = _grouped(found)
    if name in _STATES and (grouped or named):
        grouped += _states(said, thing)
    if not grouped and named and name in _ROLES:
        roles = said.of(RoleFact)
        grouped = [(values_of(role.name for role in roles), list(roles))] if roles else []
    if not grouped and named:
        grouped = _from_default(claims)
    return grouped


def _grouped(
    found: Sequence[tuple[tuple[str, ...], Fact]],
) -> list[tuple[tuple[str, ...], list[Fact]]]:
    lists: dict[frozenset[str], tuple[tuple[str, ...], list[Fact]]] = {}
    for values, fact in found:
        lists.setdefault(frozenset(values), (values, []))[1].append(fact)
    return list(lists.values())


def _states(said: Said, thing: Thing) -> list[tuple[tuple[str, ...], list[Fact]]]:
    """Return the states that prose lists for a thing, one list a document."""
    by_file: dict[str, list[WorkflowFact]] = {}
    for fact in said.of(WorkflowFact):
        if key_of(fact.entity) == thing.key:
            by_file.setdefault(fact.place.file, []).append(fact)
    return [
        (values_of(state for f in facts for state in (f.source, f.target)), list(facts))
        for facts in by_file.values()
    ]


def _from_default(claims: Sequence[FieldFact]) -> list[tuple[tuple[str, ...], list[Fact]]]:
    for fact in claims:
        if value := snake(fact.default.strip('"')):
            return [((value,), [fact])]
    return []


def values_of(texts: object) -> tuple[str, ...]:
    """Return values in snake_case, each once; what has no letters is left out."""
    return tuple(dict.fromkeys(v for text in texts if (v := snake(text))))  # type: ignore[attr-defined]


def _unlike(values: tuple[str, ...], others: Sequence[tuple[tuple[str, ...], list[Fact]]]) -> bool:
    return any(not set(other) <= set(values) for other, _ in others)


def _decision(
    said: Said,
    thing: Thing,
    name: str,
    lists: Sequence[tuple[tuple[str, ...], list[Fact]]],
) -> Decision:
    (values, facts), *others = lists
    return Decision(
        name=f"D-{thing.key}-{name}".replace("_", "-"),
        about=f"{thing.name}.{name}",
        taken=Side(", ".join(values), said.sources(facts)),
        aside=tuple(
            Side(", ".join(other), said.sources(said_by))
            for other, said_by in others
            if not set(other) <= set(values)
        ),
        why="the more formal list decides; the other words are in no schema",
    )


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


def merged_enums(enums: Mapping[str, Enum], enum: Enum) -> Enum:
    """Return an enum under a name that no other list has."""
    known = enums.get(enum.name)
    if known is None or known.values == enum.values:
        return enum
    longer = {*known.values} <= {*enum.values}
    return enum if longer else known
