"""Examples in JSON whose value cannot be one of the field: `"grade": "B+"` of a whole number.

"due_on": "2026-05-14T21:40:00Z"   of a day        "weight": 12.5     of a whole number
"status": "closed"                 of none of the states that there are
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from luke_cli.names import snake
from luke_cli.spec.facts import BodyFact
from luke_cli.spec.model import NUMBERS, WHOLE, Type, TypeName

_MOMENTS: Final = (TypeName.DATE, TypeName.DATETIME)
_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)
_PLAIN: Final = (*NUMBERS, *_MOMENTS, *_TEXTS, TypeName.BOOLEAN, TypeName.UUID, TypeName.ENUM)
_PLACEHOLDER: Final = re.compile(
    r"[^\w]*|.*[<>{}…|$].*|.*\.\.\..*|(?i:x+|null|none|string|text|number|int|integer|uuid|date|datetime|bool|boolean|enum|"
    r"value|example|foo|bar|abc|todo|tbd)",
)
_NUMBER: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)*")
_WORD: Final = re.compile(r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_INSIDE: Final = re.compile(
    r"^(?:\[\]\.?|(?:items|data|results|content|rows|records|entries|list|hits|payload|body)(?:\[\])?\.)"
)
"""What a list or an envelope puts in front of the members of a row."""


class Differing(NamedTuple):
    """A field, and the value that an example gives it."""

    field: str
    said: str


def member_of(fact: BodyFact) -> str:
    """Return the field that a member names, without the envelope around it."""
    return snake(_INSIDE.sub("", fact.name))


def differing(
    fact: BodyFact, stored: Mapping[str, Type], enums: Mapping[str, tuple[str, ...]]
) -> Differing | None:
    """Return the field whose type no value like that of the example has."""
    name = member_of(fact)
    kind, text = stored.get(name), fact.example.strip()
    if kind is None or fact.type is None or _PLACEHOLDER.fullmatch(text):
        return None
    sent = fact.type.name
    if kind.name not in _PLAIN or sent not in _PLAIN:
        return None
    values = enums.get(kind.enum, ()) if kind.name is TypeName.ENUM else ()
    if not _is_amiss(kind, sent, text, values):
        return None
    is_word = kind.name is TypeName.ENUM and sent is TypeName.STRING
    return Differing(name, text if is_word else str(sent))


def _is_amiss(kind: Type, sent: TypeName, text: str, values: tuple[str, ...]) -> bool:
    """Tell whether an example is no value of a type; in doubt it is one."""
    stored = kind.name
    if stored is TypeName.ENUM:
        return _is_no_choice(sent, text, values)
    if sent in _MOMENTS and stored in _MOMENTS:
        return sent is not stored and (sent is TypeName.DATETIME or bool(_DAY.fullmatch(text)))
    if sent is TypeName.BOOLEAN or stored is TypeName.BOOLEAN:
        return sent is not stored and text.lower() not in ("0", "1", "true", "false")
    if sent in NUMBERS:
        is_part = sent in (TypeName.DECIMAL, TypeName.FLOAT) and stored in WHOLE
        return is_part or stored not in NUMBERS
    return stored in NUMBERS and not _NUMBER.fullmatch(text)


def _is_no_choice(sent: TypeName, text: str, values: tuple[str, ...]) -> bool:
    is_word = sent in _TEXTS and _WORD.fullmatch(text) is not None
    return bool(values) and is_word and snake(text) not in map(snake, values)
