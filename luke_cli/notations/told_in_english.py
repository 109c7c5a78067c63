"""What documents in other languages say once they are put into English (see `tongues`).

`room` | Entero | Obligatorio: Sí          Intentos fallidos antes del bloqueo | 5
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from luke_cli.docs.document import Document
from luke_cli.names import snake
from luke_cli.notations import field_rules, numbers, stated_limits, workflow_tables, workflows
from luke_cli.notations.known_states import states_of
from luke_cli.notations.tongues import Told
from luke_cli.notations.tongues.bonds import Bonds
from luke_cli.source import Diagnostic
from luke_cli.spec.facts import (
    EndpointFact,
    Fact,
    LimitFact,
    PermissionFact,
    RequirementFact,
    RoleFact,
    RuleFact,
    SettingFact,
    WorkflowFact,
)

Found = list[Fact | Diagnostic]


def with_told(told: Sequence[Told | None], found: Sequence[Found]) -> list[Found]:
    """Add to what was found in each document what it says in English, if it is in no English."""
    states = states_of(item for items in found for item in items)
    return [
        items if one is None else _again(one, items, states)
        for one, items in zip(told, found, strict=True)
    ]


def _again(told: Told, items: Found, states: frozenset[str]) -> Found:
    read = {_key(one): one for one in _read(told.document, states)}
    # What limits something is read from whole sentences: half of one in English is none.
    items = [one for one in items if not isinstance(one, LimitFact)]
    kept = [_named(_completed(one, read), told.bonds) for one in items]
    known = {_key(one) for one in items}
    more = [_bare(one) for key, one in read.items() if key not in known]
    return sorted([*kept, *more], key=lambda one: one.place.line if one.place else 0)


def _read(document: Document, states: frozenset[str]) -> Iterator[Fact | Diagnostic]:
    for one in (
        *field_rules.recognise(document),
        *numbers.recognise(document),
        *stated_limits.recognise(document),
        *workflows.recognise(document, states),
        *workflow_tables.recognise(document, states),
    ):
        if isinstance(one, LimitFact | RuleFact | SettingFact | WorkflowFact):
            yield one


def _key(one: Fact | Diagnostic) -> Hashable:
    """Return what a fact is about, and the line that says it."""
    if isinstance(one, WorkflowFact):
        return one.place.file, one.place.line, snake(one.source), snake(one.target)
    if isinstance(one, LimitFact):
        return one.place.file, one.place.line, one.value
    if isinstance(one, SettingFact):
        return one.place.file, one.place.line, one.key
    return (one.place.file, one.place.line, one.field) if isinstance(one, RuleFact) else one


def _completed(
    one: Fact | Diagnostic, read: Mapping[Hashable, Fact | Diagnostic]
) -> Fact | Diagnostic:
    """Name the thing of a step as the code does."""
    same = read.get(_key(one))
    if isinstance(one, WorkflowFact) and isinstance(same, WorkflowFact):
        return replace(one, entity=same.entity, section=same.section)
    return one


def _named(one: Fact | Diagnostic, bonds: Bonds) -> Fact | Diagnostic:
    """Call a role by its name in the code, where the documents say which it is."""
    if isinstance(one, PermissionFact | RequirementFact):
        return replace(one, role=bonds.code(one.role))
    if isinstance(one, EndpointFact):
        return replace(one, roles=tuple(map(bonds.code, one.roles)))
    return replace(one, name=bonds.code(one.name)) if isinstance(one, RoleFact) else one


def _bare(one: Fact | Diagnostic) -> Fact | Diagnostic:
    """Return a step without the words of a label, which are half in English."""
    is_worded = isinstance(one, WorkflowFact) and " " in one.action.strip()
    return replace(one, action="") if isinstance(one, WorkflowFact) and is_worded else one
