"""What a step of a workflow needs and sets, and the scope of a right, in a cell.

    not owner; comments        approval_date = now(); writes Approval.approved

`writes` adds a row to a part of the entity.
"""

import re
from typing import Final

from luke_cli.plan.cells import LITERAL, Cell, CellError, at, listed, nearest
from luke_cli.spec.model import Effect

SCOPES: Final = ("own", "team", "tenant", "all")
DENIED: Final = "-"


def _read_guard(raw: str) -> str:
    name = raw.removeprefix("with ")
    if raw == "not owner" or re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return name
    expected = "expected `not owner` or a field that must come with the request"
    raise CellError("LK-P107", f"`{raw}` is no guard; {expected}")


GUARDS: Final = listed(Cell(str, _read_guard), ";")


def _write_effect(effect: Effect) -> str:
    if effect.writes_entity:
        return f"writes {effect.writes_entity}.{effect.writes_value}"
    return f"{effect.field} = {LITERAL.write(effect.value)}"


def _read_effect(raw: str) -> Effect:
    writes = re.fullmatch(r"writes ([A-Z][A-Za-z0-9]*)\.([A-Za-z0-9_]+)", raw)
    if writes:
        return Effect(writes_entity=writes[1], writes_value=writes[2])
    sets = re.match(r"([a-z][a-z0-9_]*) *= *", raw)
    if sets is None:
        expected = "expected for example `approved_at = now()` or `writes Approval.approved`"
        raise CellError("LK-P107", f"`{raw}` sets nothing; {expected}")
    return Effect(sets[1], at(sets.end(), LITERAL.read, raw[sets.end() :]))


EFFECTS: Final = listed(Cell(_write_effect, _read_effect), ";")


def read_scope(raw: str) -> str:
    """Return how far a right reaches, "" for a denial."""
    if raw == DENIED:
        return ""
    if raw in SCOPES:
        return raw
    said = f"`{raw}` is no scope" if raw else "a blank cell is no answer"
    expected = ", ".join(f"`{word}`" for word in (*SCOPES, DENIED))
    raise CellError("LK-P107", f"{said}; expected {expected}", hint=nearest(raw, SCOPES))
