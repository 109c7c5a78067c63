"""Whose a row is, where it belongs to several people by different ways: their paths in the plan.

    owner borrower_id; owner tool_id.owner_id      traits: a row is of both
    owner tool_id.owner_id                         a precondition: this one only

The first owner is a field of the row, whom it is made for; each further one is a field or a path of
references that ends at an account.
"""

from dataclasses import dataclass

from luke_cli.spec.model import OWNER, Entity, Field, Spec, TypeName


@dataclass(frozen=True, slots=True)
class Way:
    """How a row leads to one of its owners."""

    path: str
    """As the plan names it: `borrower_id` or `tool_id.owner_id`."""
    steps: tuple[tuple[Entity, Field], ...]
    """The reference of each entity on the way; the last one names the account."""


def way_of(spec: Spec, entity: Entity, path: str) -> Way | None:
    """Return how a path leads from an entity to the account; None if it does not."""
    steps: list[tuple[Entity, Field]] = []
    at: Entity | None = entity
    for name in path.split("."):
        field = at.field(name) if at else None
        if at is None or field is None or field.type.name is not TypeName.REF or field.computed:
            return None
        steps.append((at, field))
        at = spec.entity(field.type.target)
    ends = at is not None and at is spec.account
    return Way(path, tuple(steps)) if ends else None


def ways_of(spec: Spec, entity: Entity) -> tuple[Way, ...]:
    """Return the ways to all owners of a row; none if it has one or nobody owns it."""
    found = tuple(way for path in entity.owners if (way := way_of(spec, entity, path)))
    return found if found[1:] else ()


def only_owner(spec: Spec, operation: str) -> str:
    """Return the one of several owners whose row an operation changes; "" if it is any of them."""
    asked = (guard.of for guard in spec.asked_before(operation) if guard.sign == OWNER)
    return next(asked, "")
