"""The condition of a partial index: `WHERE status = 'draft' AND deleted_at IS NULL`."""

import re
from collections.abc import Sequence
from typing import Final

from luke_cli.notations.sql.checks import conjuncts, split_at, stripped
from luke_cli.notations.sql.tokens import Token, joined

Conditions = tuple[tuple[str, str, str], ...]
"""Column, sign and value of each part that AND joins."""

_COLUMN: Final = r"[(\s]*[\"`\[]?(?P<column>[^\W\d][\w$]*)[\"`\]]?[)\s]*(?:::[\w ]+)?"
_COMPARED: Final = re.compile(
    _COLUMN + r"\s*(?P<sign>=|<>|!=|\bIS NOT\b|\bIS\b)\s*"
    r"(?:N?'(?P<text>[^']*)'|(?P<word>-?\s?\d+(?:\.\d+)?|TRUE|FALSE|NULL))(?:::[\w ]+)?",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"(?P<no>NOT\s+)?" + _COLUMN, re.IGNORECASE)
_SIGNS: Final = {"=": "=", "IS": "=", "<>": "<>", "!=": "<>", "IS NOT": "<>"}
_LONGEST: Final = 1000


def read_where(tokens: Sequence[Token]) -> tuple[str, Conditions]:
    """Return a condition as it is written and its parts; none if one of them says more."""
    text = stripped(joined(tokens))
    if len(text) > _LONGEST or len(split_at(text, "OR")) > 1:
        return text[:_LONGEST], ()
    parts = [_part(stripped(part)) for part in conjuncts(text)]
    return text, tuple(part for part in parts if part) if all(parts) else ()


def _part(text: str) -> tuple[str, str, str] | None:
    if match := _COMPARED.fullmatch(text):
        sign = _SIGNS[" ".join(match["sign"].upper().split())]
        if match["word"] and match["word"].upper() == "NULL":
            return match["column"], "is null" if sign == "=" else "is not null", ""
        value = match["text"] if match["word"] is None else match["word"].lower().replace(" ", "")
        return match["column"], sign, value
    if match := _ALONE.fullmatch(text):
        return match["column"], "=", "false" if match["no"] else "true"
    return None
