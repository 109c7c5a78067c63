"""The cell of a table that says of which type a field is: a type, a phrase, or the values themselves.

varchar(80)    UUID (reference to Member)    string, 80    draft / sent / paid
"""

import re
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.field_phrases import qualify
from luke_cli.notations.field_words import typed
from luke_cli.notations.phrase import Phrase
from luke_cli.notations.type_words import worded_type
from luke_cli.notations.types import is_type, read_type
from luke_cli.spec.model import TypeName

_LENGTH: Final = re.compile(
    r"(?P<word>string|str|text|varchar|char|zeichenkette|texto|texte)\s*,?\s+(?P<size>\d{1,5})"
    r"(?=\s*(?:$|[,;(]))",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"[^()]*\((?=[^()]*[^\W\d])(?!\s*(?:max|'|\"))[^()]*\).*", re.DOTALL)
_LISTED: Final = re.compile(r"[^\W\d][\w-]*(?:\s+/\s+[^\W\d][\w-]*)+")
_COMMAS: Final = re.compile(r"[a-z][\w-]*(?:,\s*[a-z][\w-]*){2,}", re.ASCII)


def read_type_cell(phrase: Phrase, cell: str) -> None:
    """Take over what the cell says; what nobody understands stays as its text."""
    bare = _LENGTH.sub(r"\g<word>(\g<size>)", plain(cell).strip())
    reading = read_type(bare)
    is_remarked = bool(_REMARK.fullmatch(bare)) and not _says_values(reading.type)
    if reading.type is not None and not is_remarked:
        typed(reading, bare)(phrase)
    elif values := _values(bare):
        phrase.values, phrase.type_text = values, "enum"
        phrase.known += 1
    else:
        qualify(phrase, re.sub(r"^\s*[-=]>", "→", bare))
    if phrase.type is None and not phrase.type_text:
        phrase.type_text, phrase.comment = bare, ""


def is_type_cell(cell: str) -> bool:
    """Tell whether the cell says a type, a target or the values."""
    probe = Phrase(())
    read_type_cell(probe, cell.strip("` "))
    return probe.is_typed


def _says_values(of: object) -> bool:
    return getattr(of, "name", None) is TypeName.ENUM


def _values(bare: str) -> tuple[str, ...]:
    """Return the values of `draft / sent / paid`; () if a part is a type or says something else."""
    separator = "/" if _LISTED.fullmatch(bare) else "," if _COMMAS.fullmatch(bare) else ""
    is_worded = worded_type(bare) is not None
    parts = [part.strip() for part in bare.split(separator)] if separator and not is_worded else []
    probe = Phrase(())
    for part in parts:
        qualify(probe, part)
    is_other = probe.known or probe.is_typed or any(map(is_type, parts))
    return () if is_other else tuple(dict.fromkeys(parts))
