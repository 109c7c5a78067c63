"""What has to hold of a row before it is changed: the words of guards, and what they are about."""

import re
from typing import Final

from luke_cli.names import snake
from luke_cli.spec.model import OWNER, Entity, Guard, Kind, Operation, Spec, TypeName

CHANGES: Final = (Kind.UPDATE, Kind.DELETE, Kind.TRANSITION)
"""Kinds of operations that change a row, and may ask something of it first."""
ORDERED: Final = ("<", "<=", ">", ">=")
COUNTS: Final = (">", ">=", "<", "<=", "=")
_COUNT: Final = re.compile(r"count\(([A-Z][A-Za-z0-9]*)\)")
MONEY: Final = r"(?:eur(?:os?)?|usd|dollars?|gbp|pounds?|chf|€|\$|£)"
"""What stands before or behind an amount of money in a sentence."""
_ONLY_BY: Final = re.compile(
    r"\b(?P<limit>(?:not?\s+)?(?:above|over|below|under|beyond|exceed(?:s|ing)?|at least|at most|up to"
    r"|(?:more|less|greater|fewer|higher|lower) than)"
    rf"\s+(?:{MONEY}\s?)?\d(?:[.,\u202f]?\d)*(?:\s?{MONEY})?)(?:\s+(?P<unit>[a-z]+))??"
    r"(?P<need>(?=,|\s+(?:\w+ly\s+)?(?:can|may|must|shall|should|needs?|requires?|has|have|is|are|be|only|reserved)\b)"
    r"(?=.*\b(?:needs?|requires?|must|only|reserved|has to|have to)\b).*)",
    re.IGNORECASE,
)
_INTRODUCED: Final = re.compile(r"\W*(?:(?:if|for|when\w*|where|in|with|of)\b.*)?", re.IGNORECASE)
"""What stands before an amount with a comma behind it: `For trips`, or nothing."""


def guard_text(guard: Guard) -> str:
    """Return a guard in words, as a cell of the plan holds it: `amount <= 500 or role auditor`."""
    if guard.sign == OWNER:
        return f"{OWNER} {guard.of}"
    told = f"{guard.of} {guard.sign} {guard.value}".rstrip()
    return f"{told} or role {guard.role}" if guard.role else told


def asked_above(sentence: str) -> re.Match[str] | None:
    """Find what a sentence asks for where a row is above or below an amount; None if it asks nothing.

    `Trips over 5,000 EUR can only be approved by an admin` is no word about all trips.
    Shape: `limit` is `over 5,000 EUR`, `unit` what is counted, if that is said, and `need` the rest.
    """
    match = _ONLY_BY.search(sentence)
    if match is None or not match["need"].startswith(","):
        return match
    return match if _INTRODUCED.fullmatch(sentence[: match.start()]) else None


def part_of(guard: Guard) -> str:
    """Return the entity whose rows a guard counts; "" if it is about a field."""
    counted = _COUNT.fullmatch(guard.of)
    return counted[1] if counted else ""


def states_in(guard: Guard) -> tuple[str, ...]:
    """Return the values that a guard with `in` lists."""
    return tuple(guard.value.split(", ")) if guard.sign == "in" else ()


def other_field(entity: Entity, guard: Guard) -> str:
    """Return the field that a guard compares with; "" if it compares with a value."""
    return guard.value if entity.field(guard.value) and guard.sign != "in" else ""


def guarded_entity(spec: Spec, operation: Operation) -> Entity | None:
    """Return the entity whose row an operation changes; None if it changes none."""
    if operation.kind not in CHANGES:
        return None
    return next((e for e in spec.entities if snake(e.name) == operation.group), None)


def counted_by(part: Entity, entity: Entity) -> str:
    """Return the field by which rows of a part belong to one of an entity; "" if they do not."""
    fields = (f for f in part.fields if f.type.name is TypeName.REF and not f.computed)
    return next((f.name for f in fields if f.type.target == entity.name), "")
