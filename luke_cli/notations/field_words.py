"""One part of what is said about a field: a type, and the clauses around it.

string    list of strings    decimal(8,2) not null    FK -> users on delete cascade
"""

import re
from typing import Final

from luke_cli.docs.markdown import plain
from luke_cli.notations.field_forms import FORMS, Effect
from luke_cli.notations.phrase import Phrase, bracketed
from luke_cli.notations.type_words import worded_type
from luke_cli.notations.types import Reading, read_type
from luke_cli.spec.model import Type, TypeName

_PREPOSITION: Final = re.compile(
    r"(?:for|with|of|in|as|to|that|which|storing|containing|holding|from|when|at)\b", re.IGNORECASE
)
LOOSE_TYPES: Final = frozenset(
    "number count list set amount link id counter image file year any map hash".split()
)
"""Type words that are also plain words."""
_KINDS_OF_STRING: Final = (
    TypeName.EMAIL,
    TypeName.URL,
    TypeName.SLUG,
    TypeName.UUID,
    TypeName.ENUM,
)
_TYPE: Final = re.compile(
    r"""(?:(?:array|list|set)\s+of\s+\w+ | \[\s*\w+\s*\]
        | [A-Za-zА-я\u3040-\uffdc][\wА-я/-]*(?:[ ](?:precision|varying|text|string|
        number|unsigned|with(?:out)?[ ]time[ ]?zone|zone|array|list|object|data|address|type|v\d
        |e|y|hora|id))*)
        (?:\s*\(\s*(?:[\d\s,]+(?:char|byte)?|max|'[^()]*)\s*\)|<[^<>]*(?:<[^<>]*>)?[^<>]*>
        |\[[^\[\]]*\])*\??(?:\s+(?:unsigned|with\s+time\s+zone))?
        (?:\s*\|\s*(?:null|undefined|none))?""",
    re.IGNORECASE | re.VERBOSE,
)

_SPACED: Final = re.compile(r"\b(n?(?:var)?char2?|string)\s+(\d{1,5})(?=$|[\s,;])", re.IGNORECASE)
"""`varchar 120`: the size behind a space."""


def read_part(phrase: Phrase, part: str, *, is_first: bool) -> str | None:
    """Read one part; nothing is taken over unless all of it is understood.

    Shape: None if it is not understood, else what stands in brackets at its end.
    """
    part = _SPACED.sub(r"\1(\2)", plain(part).strip(" .*`—–-"))
    if not part:
        return ""
    rest, effects = part, []
    while rest:
        effect = _next(phrase, rest)
        if effect is None:
            break
        effects.append(effect[0])
        rest = rest[effect[1] :].strip(" ,+&")
        rest = re.sub(r"^and\b\s*", "", rest)
    is_typed = bool(effects) and is_first and _starts_with_type(part)
    if rest and not (is_typed and (_PREPOSITION.match(rest) or rest[0] in "([")):
        return None
    for effect_of in effects:
        effect_of(phrase)
    phrase.known += 1
    inside, rest = bracketed(rest) if rest[:1] == "(" else ("", rest)
    if rest:
        phrase.comment = rest.strip("()[] ")
    return inside


def _starts_with_type(part: str) -> bool:
    if worded_type(part) is not None:
        return True
    head = re.split(r"[\s(]", part, maxsplit=1)[0]
    return read_type(head).type is not None and head.lower() not in LOOSE_TYPES


def _next(phrase: Phrase, text: str) -> tuple[Effect, int] | None:
    worded = worded_type(text)
    if worded is not None and _may_be(phrase.reading.type, worded[0]):
        return typed(Reading(worded[0]), text[: worded[1]]), worded[1]
    for form, make in FORMS:
        match = form.match(text)
        if match is not None:
            return make(match), match.end()
    return _next_type(phrase, text)


def _next_type(phrase: Phrase, text: str) -> tuple[Effect, int] | None:
    match = _TYPE.match(text)
    while match is not None:
        reading = read_type(match[0])
        if reading.type is not None and _may_be(phrase.reading.type, reading.type):
            return typed(reading, match[0].strip()), match.end()
        shorter = match[0].rstrip().rpartition(" ")[0]
        match = re.compile(re.escape(shorter)).match(text) if shorter else None
    return None


def _may_be(said: Type | None, more: Type) -> bool:
    """Tell whether a second type makes the first more precise: `string, email`."""
    return said is None or (said.name is TypeName.STRING and more.name in _KINDS_OF_STRING)


def typed(reading: Reading, text: str) -> Effect:
    """Return what a type that is written as `text` says of a field."""

    def apply(phrase: Phrase) -> None:
        phrase.reading, phrase.type_text = reading, text
        phrase.many = phrase.many or reading.many
        phrase.generated = phrase.generated or reading.generated
        phrase.values = phrase.values or reading.values
        if reading.required is False:
            phrase.required = False

    return apply
