"""Fields as sentences speak of them: what can be said of which, and by what words they are meant.

An order without a reference is refused.      `customer_reference`, if the order has no other reference
A quotation is valid for 14 days.             `validity_days`          A lesson lasts 45 minutes.   `length_minutes`
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from luke_cli.names import plural, singular, snake
from luke_cli.notations.known_units import suits
from luke_cli.notations.rule_words import Rule
from luke_cli.spec.model import NUMBERS, TypeName

_TEXTS: Final = (TypeName.STRING, TypeName.TEXT, TypeName.EMAIL, TypeName.URL, TypeName.SLUG)
_MOMENTS: Final = (TypeName.DATE, TypeName.DATETIME)


_VAGUE: Final = frozenset(
    "id at on by of is no count date time day name number code status state type kind amount note text value total price person user "
    "key role group item list line order level part unit start end beginning".split()
)
"""Last words of names that are said of much else; `that very number` is one all the same."""
_VERB: Final = re.compile(
    r"(?P<mark>⟨E(?P<thing>\d+)⟩)\s+(?:(?:is|are|gets?|must|may|can|has\s+to|have\s+to)\s+)?(?:be\s+)?(?P<verb>[a-z]{4,})\b"
)
_ALLOWED: Final = re.compile(
    r"(?P<mark>⟨E(?P<thing>\d+)⟩)\s+(?:may|can|is\s+allowed\s+to)\s+(?:have|hold|keep|take|borrow|book|rent|order|own|use)\s+"
    r"(?:at\s+most|up\s+to|no\s+more\s+than)\s+\d+\s+[^.;]{3,80}\b(?:unless|if)\s+[^.;]{0,60}\b(?:another|(?:an)?other|different|otherwise)\b",
    re.IGNORECASE,
)
"""What one may have unless another number is set for it is the limit in its row."""
_LIMIT: Final = re.compile(r"(?:\w+_)?(?:limit|quota|allowance)|max(?:imum)?_\w+")
_MEANT: Final = {
    "last": ("duration", "length"),
    "run": ("duration", "length"),
    "weigh": ("weight",),
    "cost": ("price", "fee", "cost", "rate"),
}
"""Verbs that speak of fields with another stem."""
_FITS: Final = {
    TypeName.DATETIME: (TypeName.DATE,),
    TypeName.DATE: (TypeName.DATETIME, TypeName.BOOLEAN),
    TypeName.INTEGER: (
        TypeName.DECIMAL,
        TypeName.FLOAT,
        TypeName.UUID,
        TypeName.STRING,
        TypeName.ENUM,
    ),
    TypeName.DECIMAL: (TypeName.INTEGER, TypeName.BIGINT),
    TypeName.UUID: (TypeName.INTEGER, TypeName.BIGINT),
    TypeName.TEXT: (*NUMBERS, *_MOMENTS, TypeName.BOOLEAN),
}
"""What a field may be called by mistake, to what it is."""
_STEM: Final = 4


class Owner(NamedTuple):
    """A field of a thing."""

    thing: str
    """As its definition calls it."""
    field: str
    kind: TypeName | None
    values: tuple[str, ...] = ()


class Meant(NamedTuple):
    """A field that a verb speaks of."""

    owner: Owner
    at: int
    """Where it belongs in the sentence: behind its thing."""


def tails_of(
    fields: Mapping[str, Iterable[Owner]], bare: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return the last words that one field alone of a thing has, to that field, by the thing."""
    found: dict[str, dict[str, str]] = {}
    for thing, owners in fields.items():
        names = [(one.field, bare.get(one.field, one.field)) for one in owners]
        taken = {form for pair in names for form in pair}
        tails: dict[str, list[str]] = {}
        for field, name in names:
            tail = name.rpartition("_")[2]
            if "_" in name and tail not in taken:
                tails.setdefault(tail, []).append(field)
        found[thing] = {
            form: of[0]
            for tail, of in tails.items()
            if len(of) == 1
            for form in (tail, plural(tail))
        }
    return found


def is_vague(tail: str) -> bool:
    """Tell whether a last word says too little by itself."""
    return tail in _VAGUE or tail.removesuffix("s") in _VAGUE


def implied(text: str, things: Sequence[Iterable[Owner]]) -> Meant | None:
    """Return the number that the verb behind a thing speaks of; None if none or several.

    `things` has the fields of each thing with a mark.
    """
    if allowed := _ALLOWED.search(text):
        limits = [
            one
            for one in things[int(allowed["thing"])]
            if is_number(one) and _LIMIT.fullmatch(snake(one.field))
        ]
        words = {singular(word) for word in allowed[0].lower().split()}
        named = [one for one in limits if words & set(snake(one.field).split("_"))]
        limits = limits if len(limits) == 1 else named
        return Meant(limits[0], allowed.end("mark")) if len(limits) == 1 else None
    for match in _VERB.finditer(text):
        fields = things[int(match["thing"])]
        found = [one for one in fields if is_number(one) and _is_said(match["verb"], one)]
        if len(found) == 1:
            return Meant(found[0], match.end("mark"))
    return None


def is_number(owner: Owner) -> bool:
    """Tell whether a field is a number."""
    return owner.kind in NUMBERS


def _is_said(verb: str, owner: Owner) -> bool:
    first = snake(owner.field).partition("_")[0]
    if any(verb.startswith(stem) and first in nouns for stem, nouns in _MEANT.items()):
        return True
    same = next(
        (at for at, (a, b) in enumerate(zip(verb, first, strict=False)) if a != b),
        min(len(verb), len(first)),
    )
    return same >= max(_STEM, min(len(verb), len(first)) - 1)


def fitting(rule: Rule, owner: Owner, unit: str) -> Rule:
    """Return what of a rule can be said of a field of a kind."""
    kind = owner.kind
    if owner.field == "id":
        rule = Rule(kind=rule.kind)
    if kind not in _TEXTS:
        rule = rule._replace(min_length=None, max_length=None)
    if kind not in NUMBERS or not suits(unit, owner.field):
        rule = rule._replace(minimum="", maximum="")
    if rule.default and not _starts(rule.default, owner, unit):
        rule = rule._replace(default="")
    return rule if rule.kind and kind in _FITS[rule.kind] else rule._replace(kind=None)


def _starts(default: str, owner: Owner, unit: str) -> bool:
    """Tell whether a field can start with a value."""
    if owner.kind is TypeName.BOOLEAN:
        return default in ("true", "false")
    if owner.values:
        return snake(default) in map(snake, owner.values)
    is_number = default.lstrip("-").replace(".", "", 1).isdecimal()
    return owner.kind in NUMBERS and is_number and suits(unit, owner.field)
