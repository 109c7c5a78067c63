"""What a step of a workflow needs and sets, and the scope of a right, in a cell.

    not owner; comments        approval_date = now(); writes Approval.approved
    48 h after created_at

`writes` adds a row to a part of the entity. What time takes has in its Needs when it is due.
"""

import re
from typing import Final

from luke_cli.plan.cells import LITERAL, Cell, CellError, at, listed, nearest
from luke_cli.spec.due import due_of, due_text
from luke_cli.spec.model import Due, Effect, Transition

SCOPES: Final = ("own", "team", "tenant", "all")
DENIED: Final = "-"


def _read_need(raw: str) -> str | Due:
    due = due_of(raw)
    name = raw.removeprefix("with ")
    if due or raw == "not owner" or re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return due or name
    expected = (
        "expected `not owner`, a field that must come with the request, "
        "or when time takes the step: `48 h after created_at`"
    )
    raise CellError("LK-P107", f"`{raw}` is no guard; {expected}")


_NEEDS: Final = listed(
    Cell(lambda need: due_text(need) if isinstance(need, Due) else need, _read_need), ";"
)


def write_needs(step: Transition) -> str:
    """Show what a step needs; of what time takes when it is due comes first."""
    return _NEEDS.write((*((step.due,) if step.due else ()), *step.needs))


def read_needs(raw: str) -> dict[str, object]:
    """Return the attributes of a step that its Needs say; raises CellError."""
    found = _NEEDS.read(raw)
    dues = [need for need in found if isinstance(need, Due)]
    if dues[1:]:
        raise CellError("LK-P107", "a step is due at one time only", at=raw.find(due_text(dues[1])))
    return {
        "needs": tuple(need for need in found if not isinstance(need, Due)),
        "due": dues[0] if dues else None,
    }


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
