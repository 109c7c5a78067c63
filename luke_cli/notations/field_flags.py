"""Columns of a table that say which fields must be given: yes and no, M and O, 1 and 0..1.

| Field | Needed? |      | Field | May be left out |      | Field | M/O |      | Field | Card. |
|-------|---------|      |-------|-----------------|      |-------|-----|      |-------|-------|
| email | yes     |      | email | no              |      | email | M   |      | email | 1     |
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_YES: Final = re.compile(
    r"(?:y|yes|true|x|✓|✔️?|✅|☑️?|●|1|ja|j|sí|si|s|oui|sim|да|是|はい|○|◯|예|네|o|ya|tak|evet|"
    r"(?:yes|ja)\b.*)",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"(?:n|no|false|✗|✘|❌|☐|–|-|—|0|nein|non|não|нет|否|いいえ|×|✕|아니오|아니요|tidak|nie|hayır|"
    r"(?:no|nein)\b.*)",
    re.IGNORECASE,
)
_MUST: Final = re.compile(
    r"(?:mandatory|required|req\.?|must(?: be set| have)?|not[ -]null(?:able)?|nn|nonnull|always|obligatory|compulsory|"
    r"1\s?(?:\.\.|[-–…,:])\s?(?:1|\*|n|m)|\[1\]|exactly (?:1|one)|at least (?:1|one)|one|"
    r"pflicht(?:feld)?|muss|obligatori[oa]|requerido|obligatoire|requis|обязательно|必填|必須|필수|wajib)",
    re.IGNORECASE,
)
_MAY: Final = re.compile(
    r"(?:optional|opt\.?|may|can|null|nullable|conditional|sometimes|(?:0|zero)\s?(?:\.\.|[-–…,:])\s?(?:1|\*|n|m)|"
    r"\*|0 or (?:1|one)|zero or one|at most (?:1|one)|kann|opcional|facultati[fv]o?|"
    r"optionnel|任意|선택|(?:if|when|once|only|unless|until|after)\b.*)",
    re.IGNORECASE,
)
_LETTERS: Final = {"m": True, "r": True, "o": False, "c": False}
"""Mandatory, required, optional, conditional."""


@dataclass(frozen=True, slots=True)
class Flags:
    """How the cells of one column are to be read."""

    is_inverted: bool
    """Its header asks whether a field may be missing."""
    is_lettered: bool
    """`O` is `optional` there, and no circle."""
    blank: bool | None
    """What an empty cell says."""

    def required(self, cell: str) -> bool | None:
        """Tell whether the cell says that the field must be given; None if it does not say."""
        if not cell:
            return self.blank
        if self.is_lettered and cell.lower() in _LETTERS:
            return _LETTERS[cell.lower()]
        if _MUST.fullmatch(cell) or _MAY.fullmatch(cell):
            return bool(_MUST.fullmatch(cell))
        if _YES.fullmatch(cell) or _NO.fullmatch(cell):
            return bool(_YES.fullmatch(cell)) != self.is_inverted
        return True if cell.lower() == "m" else None


def flags_of(cells: Sequence[str], *, is_inverted: bool) -> Flags:
    """Return how a column is to be read, from all that stands in it."""
    said = [cell.lower() for cell in cells if cell]
    is_lettered = all(cell in _LETTERS for cell in said) and any(cell in "mr" for cell in said)
    ticks = bool(said) and all(_YES.fullmatch(cell) for cell in said)
    blank = False if not is_inverted else True if ticks else None
    return Flags(is_inverted=is_inverted, is_lettered=is_lettered, blank=blank)


def says_itself(cells: Sequence[str]) -> bool:
    """Tell a column that says what must be given without its header: `M`, `optional`, `0..1`."""
    said = [cell.strip() for cell in cells if cell.strip()]
    if len(said) < max(2, 0.7 * len(cells)):
        return False
    letters = all(cell.lower() in _LETTERS for cell in said) and any(c in "mMrR" for c in said)
    words = all(
        cell == "1" or _MUST.fullmatch(cell) or (_MAY.fullmatch(cell) and " " not in cell)
        for cell in said
    )
    return letters or (words and any(cell != "1" for cell in said))


def is_yes(cell: str) -> bool:
    """Tell whether a cell says yes."""
    return bool(_YES.fullmatch(cell))
