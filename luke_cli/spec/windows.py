"""How soon and how late a moment may be that a request brings: what is asked before a row is made.

booking.create     starts_at >= now() + limit.booking.make_notice; starts_at <= now() + limit.booking.make_ahead_max

A change that brings the moment is asked the same.
"""

from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.spec.leads import MOMENTS, is_lead, lead_of, lead_setting
from luke_cli.spec.model import Entity, Field, Guard, Kind, Spec, Visibility

LEAST: Final = ">="
MOST: Final = "<="
_TAKEN: Final = (Visibility.BOTH, Visibility.IMMUTABLE, Visibility.WRITE_ONLY)


class Window(NamedTuple):
    """From when to when a moment may be, counted from now; canonical texts, "" for no end."""

    field: str
    least: str
    most: str


def windows_of(spec: Spec, entity: Entity) -> tuple[Window, ...]:
    """Return how far ahead the moments of an entity may be, in the order of its fields."""
    own = spec.operations_of(snake(entity.name))
    guards = [g for one in own if one.kind is Kind.CREATE for g in spec.guards_of(one.name)]
    ends = {(guard.of, guard.sign): lead_of(spec, guard) for guard in guards if is_lead(guard)}
    found = (
        Window(f.name, ends.get((f.name, LEAST), ""), ends.get((f.name, MOST), ""))
        for f in entity.fields
    )
    return tuple(window for window in found if window.least or window.most)


def window_trouble(spec: Spec, field: Field, guard: Guard) -> str:
    """Return why a row that is made cannot be asked for a moment; "" if it can."""
    if not is_lead(guard) or guard.sign not in (LEAST, MOST) or guard.role:
        return "of a row that is made only `FIELD >= now() + TIME` and `FIELD <= now() + TIME` are asked"
    if field.type.name not in MOMENTS or field.computed:
        return "it is no date and no datetime"
    if field.visibility not in _TAKEN or field.role:
        return "no request brings it"
    return "" if lead_of(spec, guard) else f"`{lead_setting(guard)}` is no time of one unit"
