"""What has to hold of a row, in a cell.

    amount > 0; receipt is set; count(Line) >= 1; status in draft, rejected; ends_on > starts_on

`starts_at >= now() + 24 h`, or `now() + limit.booking.cancel_notice`: so long before it.
`total <= 500 or role finance_lead`: who has the role may do it all the same.
`owner tool_id.owner_id`: of several owners of a row this one only.
"""

import re
from typing import Final

from luke_cli.plan.cells import LITERAL, Cell, CellError, at, listed
from luke_cli.spec.guards import guard_text
from luke_cli.spec.leads import is_lead_value
from luke_cli.spec.model import OWNER, Guard

_GUARD: Final = re.compile(
    r"(?P<of>[a-z][a-z0-9_]*|count\([A-Z][A-Za-z0-9]*\)) (?P<sign>is not set|is set|in|<>|<=|>=|=|<|>)"
    r"(?: (?!or role )(?P<value>(?:\"(?:[^\"\\]|\\.)*\"|[^\"])+?))?(?: or role (?P<role>[a-z][a-z0-9_]*))?",
    re.ASCII,
)
_OWNER: Final = re.compile(rf"{OWNER} (?P<path>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)", re.ASCII)
_FIELD: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_STATES: Final = re.compile(r"[A-Za-z0-9_.-]+(?:, [A-Za-z0-9_.-]+)*", re.ASCII)


def _read(raw: str) -> Guard:
    if of_one := _OWNER.fullmatch(raw):
        return Guard(of_one["path"], OWNER)
    said = _GUARD.fullmatch(raw)
    if said is None or bool(said["value"]) is said["sign"].endswith("set"):
        example = (
            "`amount > 0`, `receipt is set`, `count(Line) >= 1` or `status in draft, rejected`"
        )
        raise CellError("LK-P107", f"`{raw}` is no condition; expected for example {example}")
    value = said["value"] or ""
    if said["sign"] == "in":
        if not _STATES.fullmatch(value):
            raise CellError("LK-P107", f"`{value}` is no list of values", at=said.start("value"))
    elif (
        value
        and not is_lead_value(value)
        and not (_FIELD.fullmatch(value) and value not in ("true", "false", "null"))
    ):
        value = at(said.start("value"), LITERAL.read, value)
    return Guard(said["of"], said["sign"], value, said["role"] or "")


ROW_GUARDS: Final = listed(Cell(guard_text, _read), ";")
