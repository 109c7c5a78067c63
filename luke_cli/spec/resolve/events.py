"""Which operations the words of an event mean.

a trip is approved or rejected    trip.approve, trip.reject      an order has shipped    order.ship
a new order comes in              order.create                   its status changes      all its steps
"""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.names import snake, words
from luke_cli.spec.model import Entity, Kind, Operation, Spec
from luke_cli.spec.notifications import is_trigger
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.ownership import account_of
from luke_cli.spec.resolve.verbs import participles

_TIMED: Final = re.compile(
    r"\b(?:not|no|unless|until|before|days?|hours?|minutes?|weeks?|due|deadline|overdue|late|expires?|expired|"
    r"every|daily|weekly|reaches|exceeds?)\b"
)
"""Time passes, or something does not happen: no operation is called then."""
_CHANGES: Final = re.compile(
    r"\b(?:status|state)\b.*\bchang\w+|\bchang\w+ (?:\w+ ){0,2}(?:status|state)\b"
)
_KINDS: Final = (
    (Kind.CREATE, re.compile(
        r"\b(?:creat(?:e|es|ed)|add(?:s|ed)?|plac(?:e|es|ed)|open(?:s|ed)?|fil(?:e|es|ed)|rais(?:e|es|ed)|"
        r"request(?:s|ed)?|register(?:s|ed)?|book(?:s|ed)?|post(?:s|ed)?|record(?:s|ed)?|ma[dk]es?|writes?|written|"
        r"submit(?:s|ted)?|report(?:s|ed)?|comes in|arrives|new)\b")),
    (Kind.UPLOAD, re.compile(r"\b(?:upload(?:s|ed)?|attach(?:es|ed)?)\b")),
    (Kind.UPDATE, re.compile(r"\b(?:updat(?:e|es|ed)|chang(?:e|es|ed)|edit(?:s|ed)?|modif(?:y|ies|ied))\b")),
    (Kind.DELETE, re.compile(r"\b(?:delet(?:e|es|ed)|remov(?:e|es|ed))\b")),
)  # fmt: skip


def operations_meant(spec: Spec, names: EntityNames, event: str) -> list[Operation]:
    """Return the operations that an event means, in the order of the plan; none if it is unclear."""
    text = " ".join(words(event))
    if _TIMED.search(text):
        return []
    able = [operation for operation in spec.operations if is_trigger(spec, operation)]
    entities = _entities(spec, names, text)
    for entity in entities:
        own = [operation for operation in able if operation.group == snake(entity.name)]
        found = _meant(spec, own, text)
        if found:
            return found
    steps = [] if entities else list(_steps(spec, able, text))
    return steps if len({step.group for step in steps}) == 1 else []


def _meant(spec: Spec, own: list[Operation], text: str) -> list[Operation]:
    """Return what of the operations of an entity is meant: a step before anything else."""
    if _CHANGES.search(text):
        steps = [operation for operation in own if operation.kind is Kind.TRANSITION]
        return steps or [operation for operation in own if operation.kind is Kind.UPDATE]
    steps = list(_steps(spec, own, text))
    if steps:
        return steps
    kinds = [kind for kind, pattern in _KINDS if pattern.search(text)]
    return [operation for operation in own if operation.kind in kinds]


def _steps(spec: Spec, operations: list[Operation], text: str) -> Iterator[Operation]:
    for operation in operations:
        if operation.kind is Kind.TRANSITION:
            forms = "|".join(map(re.escape, sorted(_forms(spec, operation), key=len, reverse=True)))
            if re.search(rf"\b(?:{forms})\b", text):
                yield operation


def _forms(spec: Spec, operation: Operation) -> set[str]:
    """Return how a step is told: `approve`, `approves`, `approved`, and the state it leads to."""
    step = spec.transition(operation.name)
    verb = operation.verb
    head, _, rest = verb.partition("_")
    tail = f" {rest.replace('_', ' ')}" if rest else ""
    third = f"{head}es" if head.endswith(("s", "sh", "ch", "x")) else f"{head}s"
    third = f"{head[:-1]}ies" if re.search(r"[^aeiou]y$", head) else third
    forms = {
        f"{head}{tail}",
        f"{third}{tail}",
        *(one.replace("_", " ") for one in participles(verb)),
    }
    return forms | ({step.target.replace("_", " ")} if step else set())


def _entities(spec: Spec, names: EntityNames, text: str) -> list[Entity]:
    """Return the entities that an event names, the longest name first, who acts in it last."""
    parts = text.split()
    account = account_of(spec)
    found: dict[str, Entity] = {}
    for length in (3, 2, 1):
        for at in range(len(parts) - length + 1):
            entity = names.find("_".join(parts[at : at + length]))
            if entity is not None:
                found.setdefault(entity.name, entity)
    return sorted(found.values(), key=lambda entity: entity is account)
