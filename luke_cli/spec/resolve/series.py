"""Series of words that name nearly all values of a list, and others: `cash, card, direct debit`.

Whoever writes one down means the list; where a word in it is no value of the list, two documents
do not agree. What is said beside the values (`required`, `shown on top`) is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import SeriesFact
from luke_cli.spec.model import Decision, Enum, Side
from luke_cli.spec.resolve.draft import Data
from luke_cli.spec.resolve.precedence import decision_id
from luke_cli.spec.resolve.ruled_values import is_no_value
from luke_cli.spec.resolve.said import CLIENTS

_FEWEST: Final = 3
"""Values of a list that a series can be told to mean."""
_MOST_OTHERS: Final = 2
_SHORT: Final = 3
"""Letters of a value that may be a part of any other words."""
_STOPS: Final = frozenset(
    "the a an of in on at by to for with from as is are be was has have and or nor not no none null null each every all any its "
    "their that which who whose it they there then than once when if while until only also up down out off first last next "
    "how many much required optional mandatory preset default sorted shown visible per over under above below within without between "
    "der die das ein eine ist sind mit von und oder als wird pflicht el la los las un una es son con de del y o que le les des "
    "est sont avec du et ou qui".split()
)
_LEADS: Final = frozenset(
    "the a an of in on at by to for as is are be one either der die das el la los las le les ein eine un una des".split()
)
_TRIMMED: Final = re.compile(r"(?:required|optional|mandatory|preset|default)")

_ROLE: Final = re.compile(
    r"\b(?:roles?|rolle|rollen|r[oô]les?|rol|papel|ruolo|perfil)\b", re.IGNORECASE
)
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True, slots=True)
class _Listed:
    """An enum and the field that has it."""

    enum: Enum
    entity: str
    key: str
    field: str
    values: tuple[str, ...]
    """snake_case"""


def with_series(data: Data) -> Data:
    """Add a decision for each list of which a series in another document names another value."""
    listed = [*_listed(data)]
    spoken = {field.name for entity in data.entities for field in entity.fields}
    spoken |= {snake(entity.name) for entity in data.entities}
    by_name = {decision.name: decision for decision in data.decisions}
    for fact in data.said.of(SeriesFact):
        meant = [one for one in listed if one.field != "role" or _is_of_roles(data, fact)]
        found = [(one, said) for one in meant if (said := _said(fact, one, spoken))]
        if len(found) != 1:
            continue
        one, said = found[0]
        name = decision_id(one.key, one.field)
        if decision := _with_side(data, by_name.get(name), name, one, said, fact):
            by_name[name] = decision
    return replace(data, decisions=tuple(by_name.values()))


def _with_side(
    data: Data,
    known: Decision | None,
    name: str,
    one: _Listed,
    said: tuple[str, ...],
    fact: SeriesFact,
) -> Decision | None:
    """Return the decision about a list with what a series says; None if it is told already."""
    (source,) = data.said.sources([fact])
    value = ", ".join(said)
    taken = known.taken if known else Side(", ".join(one.values), one.enum.sources)
    aside = known.aside if known else ()
    sides = (taken, *aside)
    if source.file in {place.file for place in taken.sources} or any(
        place.file == source.file and abs(place.line - source.line) <= 1
        for side in sides
        for place in side.sources
    ):
        return None
    same = next((side for side in aside if side.value == value), None)
    if same:
        more = replace(same, sources=(*same.sources, source))
        aside = tuple(more if side is same else side for side in aside)
    else:
        aside = (*aside, Side(value, (source,)))
    if known:
        return replace(known, aside=aside)
    why = "what lists the values comes before words that name them"
    return Decision(name=name, about=f"{one.entity}.{one.field}", taken=taken, aside=aside, why=why)


def _listed(data: Data) -> Iterator[_Listed]:
    enums = {enum.name: enum for enum in data.enums}
    things = data.by_entity()
    seen: set[str] = set()
    for entity in data.entities:
        for field in entity.fields:
            enum = enums.get(field.type.enum) if field.type.enum else None
            if enum is None or enum.name in seen or entity.name not in things:
                continue
            values = tuple(map(snake, enum.values))
            if len(values) >= _FEWEST and enum.sources:
                seen.add(enum.name)
                yield _Listed(enum, entity.name, things[entity.name].key, field.name, values)


def _is_of_roles(data: Data, fact: SeriesFact) -> bool:
    """Tell whether roles are chosen or shown there; people are named in many other series."""
    lines = (data.said.at(fact.place.file, fact.place.line - before) for before in (1, 0))
    text = " ".join(one.text for found in lines for one in found)
    return data.said.owners.get(fact.place.file) in CLIENTS and bool(_ROLE.search(text))


def _said(fact: SeriesFact, one: _Listed, spoken: set[str]) -> tuple[str, ...]:
    """Return the values that a series gives a list, () if it does not mean it or has no other."""
    items = [*map(_trimmed, fact.items)]
    meant = [
        _value(whole, one.values) or _value(item, one.values)
        for whole, item in zip(fact.items, items, strict=True)
    ]
    known = {value for value in meant if value}
    others = [item for item, value in zip(items, meant, strict=True) if item and not value]
    if len(known) < len(one.values) - 1 or len(known) <= len(others):
        return ()
    if not 0 < len(others) <= _MOST_OTHERS or any(_is_aside(item, spoken) for item in others):
        return ()
    told = (value or snake(item) for item, value in zip(items, meant, strict=True))
    return tuple(dict.fromkeys(value for value in told if value))


def _value(item: str, values: Sequence[str]) -> str:
    """Return the value that an item means: `formic` of `formic acid`, `low` of `priority is low`."""
    name = snake(_POSSESSIVE.sub("", item))
    if name in values:
        return name
    words = [*map(singular, name.split("_"))]
    for value in values:
        parts = [*map(singular, value.split("_"))]
        more = [word for word in words if word not in parts]
        led = words[-len(parts) :] == parts and len(words) > len(parts)
        is_led = led and words[-len(parts) - 1] in _LEADS
        is_part = all(part in words for part in parts) and len(more) == 1 and len(value) > _SHORT
        if words == parts or is_led or (is_part and more[0] not in _STOPS):
            return value
    return ""


def _trimmed(item: str) -> str:
    """Return an item without the words that only lead to it, "" if it is said of the series."""
    words = item.split()
    leads = [at for at, word in enumerate(words[:-1]) if word.lower() in _LEADS]
    words = words[leads[-1] + 1 :] if leads else words
    return "" if len(words) == 1 and _TRIMMED.fullmatch(words[0].lower()) else " ".join(words)


def _is_aside(item: str, spoken: set[str]) -> bool:
    """Tell whether words beside values are no value themselves."""
    name = snake(item)
    words = name.split("_")
    return (
        not 0 < len(words) <= _MOST_OTHERS
        or bool(_STOPS.intersection(words))
        or name in spoken
        or singular(name) in spoken
        or is_no_value(name)
    )
