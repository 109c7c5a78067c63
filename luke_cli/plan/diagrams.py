"""The diagrams of the plan, in Mermaid."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luke_cli.plan.show import mermaid
from luke_cli.spec.due import due_text
from luke_cli.spec.model import Entity, Field, FieldRole, Spec, Transition, TypeName

_WORDS_OF_MERMAID: Final = frozenset(
    [
        "state",
        "end",
        "note",
        "class",
        "direction",
        "fork",
        "join",
        "choice",
        "as",
        "default",
        "style",
        "click",
    ]
)


def entities(spec: Spec) -> str:
    """Return the diagram of entities and their references; those to the tenant are left out."""
    lines = [line for entity in spec.entities for line in _references(spec, entity)]
    drawn = {word for line in lines for word in line.split(" ")}
    alone = (entity.name for entity in spec.entities if entity.name not in drawn)
    return mermaid("erDiagram", [*alone, *lines])


def _references(spec: Spec, entity: Entity) -> Iterator[str]:
    for field in entity.fields:
        target = field.type.target
        if field.type.name is not TypeName.REF or field.role is FieldRole.TENANT:
            continue
        if spec.entity(target):
            yield f"{target} {_parent(field)}--{_child(field)} {entity.name} : {field.name}"


def _parent(field: Field) -> str:
    return "||" if field.required else "|o"


def _child(field: Field) -> str:
    return "o|" if field.unique else "o{"


def states(steps: Sequence[Transition], first: str) -> str:
    """Return the diagram of a workflow that starts in a state ("" if nothing says where)."""
    targets = [step.target for step in steps]
    origins = [state for step in steps for state in step.origins]
    used = list(dict.fromkeys(filter(None, (first, *origins, *targets))))
    ends = [state for state in used if state in targets and state not in origins]
    lines = [
        f'state "{_shown(state)}" as {_name(state)}' for state in used if _name(state) != state
    ]
    lines += [f"[*] --> {_name(first)}"] if first else []
    for step in steps:
        label = due_text(step.due) if step.due else step.operation.partition(".")[2]
        lines += (f"{_name(o)} --> {_name(step.target)} : {label}" for o in step.origins)
    return mermaid("stateDiagram-v2", [*lines, *(f"{_name(end)} --> [*]" for end in ends)])


def _name(state: str) -> str:
    plain = state.isidentifier() and state.isascii() and state.lower() not in _WORDS_OF_MERMAID
    return state if plain else f"s_{re.sub('[^A-Za-z0-9]', '_', state)}"


def _shown(state: str) -> str:
    return re.sub(r"[^\w .-]", " ", state)
