"""How long rows are kept: what time deletes is a trait of the entity, once for each kind of row.

kept 90 d after created_at
kept limit.claim.closed_retention after closed_at where status = closed
kept 30 d after deleted_at                    rows that are only marked as deleted go for good

The time may be a setting, so that there is one place to change it.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.spec.conditions import conditions_of, conditions_text
from luke_cli.spec.due import MOMENTS, nobody_trouble
from luke_cli.spec.model import Condition, Entity, FieldRole, Spec, Trait, TypeName
from luke_cli.spec.trail import trail_of
from luke_cli.spec.values import seconds

KEPT: Final = "kept"
_LIFETIME: Final = re.compile(
    r"(?P<after>[1-9]\d{0,3} (?:min|h|d|y)|[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*) after (?P<since>[a-z][a-z0-9_]*)"
    r"(?: where (?P<where>.+))?",
    re.ASCII,
)


class Lifetime(NamedTuple):
    """Which rows time deletes, and when."""

    after: str
    """Canonical text of a duration, `30 d`, or the name of a setting that holds one."""
    since: str
    """A date or a datetime of the row; where it is empty, the row stays."""
    where: tuple[Condition, ...] = ()
    """All of these hold for the rows that it is about."""


class Forgotten(NamedTuple):
    """Rows that time deletes."""

    entity: Entity
    lifetime: Lifetime

    @property
    def name(self) -> str:
        """Return what is done with them, a step of its own: `claim.forget_draft`."""
        words = [c.value or f"{c.field}_{c.sign}" for c in self.lifetime.where]
        ends = ["deleted"] if self.of_deleted else [snake(word) for word in words]
        return "_".join((self.action, *ends))

    @property
    def action(self) -> str:
        """Return what the trail calls it: `claim.forget`."""
        return f"{snake(self.entity.name)}.forget"

    @property
    def of_deleted(self) -> bool:
        """Tell whether the rows are marked as deleted already."""
        field = self.entity.field(self.lifetime.since)
        return field is not None and field.role is FieldRole.DELETED

    @property
    def marks(self) -> str:
        """Return the field that marks them as deleted; "" if they go for good."""
        gone = next((f.name for f in self.entity.fields if f.role is FieldRole.DELETED), "")
        return "" if self.of_deleted else gone


def lifetime_text(lifetime: Lifetime) -> str:
    """Return a lifetime as the trait of a plan holds it."""
    where = conditions_text(lifetime.where)
    return f"{lifetime.after} after {lifetime.since}" + (f" where {where}" if where else "")


def lifetime_of(text: str) -> Lifetime | None:
    """Return the lifetime of the words of a trait; None if they say something else."""
    found = _LIFETIME.fullmatch(text)
    try:
        where = conditions_of(found["where"]) if found and found["where"] else ()
    except ValueError:
        return None
    return Lifetime(found["after"], found["since"], where) if found else None


def kept_trait(lifetime: Lifetime) -> Trait:
    """Return the trait that says how long rows are kept."""
    return Trait(KEPT, lifetime_text(lifetime))


def forgotten_of(entity: Entity) -> Iterator[Forgotten]:
    """Yield the rows of an entity that time deletes."""
    for trait in entity.traits:
        lifetime = lifetime_of(trait.subject) if trait.name == KEPT else None
        if lifetime:
            yield Forgotten(entity, lifetime)


def forgotten(spec: Spec) -> tuple[Forgotten, ...]:
    """Return all rows that time deletes, in the order of the entities."""
    return tuple(one for entity in spec.entities for one in forgotten_of(entity))


def is_setting(lifetime: Lifetime) -> bool:
    """Tell whether a setting says how long rows are kept."""
    return not lifetime.after[0].isdigit()


def kept_s(spec: Spec, lifetime: Lifetime) -> float:
    """Return how long rows are kept, in seconds; 0 if the setting holds no time."""
    told = spec.setting(lifetime.after) if is_setting(lifetime) else lifetime.after
    try:
        return seconds(told)
    except ValueError:
        return 0.0


def forgetting_trouble(spec: Spec, one: Forgotten) -> str:
    """Return why time cannot delete rows; "" if it can, or if a field of them is unknown."""
    entity, lifetime = one
    field = entity.field(lifetime.since)
    if field is None:
        return ""
    if field.type.name not in MOMENTS or field.computed:
        return f"`{field.name}` is no date and no datetime"
    if kept_s(spec, lifetime) <= 0:
        return f"`{lifetime.after}` is no time"
    return _kind_trouble(spec, entity) or _tied(one) or _trail_trouble(spec, one)


def _trail_trouble(spec: Spec, one: Forgotten) -> str:
    """Return why the trail cannot hold that rows are deleted; "" if it can."""
    trail = trail_of(spec)
    if trail and not trail.holds(len(one.action)):
        return f"`{trail.action}` of the trail has no room for `{one.action}`"
    return nobody_trouble(spec, one.entity)


def _kind_trouble(spec: Spec, entity: Entity) -> str:
    """Return why no rows of an entity go by time."""
    trail = trail_of(spec)
    if trail and trail.entity.name == entity.name:
        return "`audit_retention` says how long the trail is kept"
    if entity.trait("account"):
        return "what signs in has sessions, and rows of its own"
    if entity.trait("file of"):
        return "its files are kept outside of the database"
    return ""


def _tied(one: Forgotten) -> str:
    """Return the reference by which rows of an entity keep each other; "" if none does."""
    up = next(
        (
            field.name
            for field in one.entity.fields
            if field.type.name is TypeName.REF
            and field.type.target == one.entity.name
            and field.on_delete in ("restrict", "")
        ),
        "",
    )
    return f"rows keep each other by `{up}`" if up and not one.marks else ""
