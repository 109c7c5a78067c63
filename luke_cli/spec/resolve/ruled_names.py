"""The names that the words of a rule can mean: of things, of their fields, and of a whole form.

event in the shop -> event        Cast list -> the one thing called `cast_...`
| Phone | `telefon` | optional | beside `strasse`, `plz` and `ort`: the one thing that has all of them
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from luke_cli.names import singular, snake
from luke_cli.spec.facts import RuleFact
from luke_cli.spec.field_spellings import STATE_FIELDS, spellings, stems
from luke_cli.spec.resolve.things import Thing, Things

_MOST_WORDS: Final = 3
_FEWEST_FIELDS: Final = 3
_FEWEST_TOLD: Final = 2
_NEXT: Final = 2
"""Lines between the rows of a form, at most."""
_OF_SCREENS: Final = re.compile(
    r"\b(?:the|an?|new|add|edit|create|change|list|form|table|sheet|screen|page|view|dialog|drawer|panel|editor|details?|"
    r"liste|formular|tabelle|maske|seite|ansicht|neue[rs]?)\b",
    re.IGNORECASE,
)
_CHAPTER: Final = re.compile(r"^\W*(?:[A-Z]{0,2}\d[\w.]*)?\W*")

Form = tuple[str, tuple[str, ...]]
"""The file and the headings that the fields of a form stand below."""


def beginnings(words: str) -> Iterator[str]:
    """Yield the first words of some, the longer beginning first."""
    parts = words.split()
    yield from (" ".join(parts[:at]) for at in range(min(len(parts), _MOST_WORDS), 0, -1))


@lru_cache(maxsize=1024)
def within(heading: str) -> tuple[str, ...]:
    """Return the runs of up to three words of a heading, the longer first."""
    words = re.findall(r"[A-Za-z][\w-]*", heading)
    return tuple(
        " ".join(words[at : at + size])
        for size in range(min(_MOST_WORDS, len(words)), 0, -1)
        for at in range(len(words) - size + 1)
    )


def subject(heading: str) -> str:
    """Return what a heading speaks of without the words for screens: `Cast` of `2. Cast list`."""
    return " ".join(_OF_SCREENS.sub(" ", _CHAPTER.sub("", heading)).split())


def form_of(rule: RuleFact) -> Form:
    """Return the form that a rule without a thing stands in."""
    return rule.place.file, rule.section


def things_of_forms(
    rules: Iterable[RuleFact], owners: Mapping[str, Sequence[Thing]], things: Things
) -> Mapping[Form, Thing]:
    """Return the thing of each form: the only one that has all its fields, or that other rows name.

    `owners`: the things that have a field, by its name. A form of which one thing alone is told has
    three fields, or two that name it.
    """
    named: dict[Form, list[RuleFact]] = {}
    told: dict[str, list[RuleFact]] = {}
    for rule in rules:
        if rule.entity:
            told.setdefault(rule.place.file, []).append(rule)
        else:
            named.setdefault(form_of(rule), []).append(rule)
    found: dict[Form, Thing] = {}
    for form, unnamed in named.items():
        names = {snake(rule.field) for rule in unnamed}
        others = _beside(unnamed, told.get(form[0], ()))
        of = {things.key(rule.entity) for rule in others}
        only = things.by_key.get(of.pop()) if len(of) == 1 else None
        if only is not None and len({rule.field for rule in others}) >= _FEWEST_TOLD:
            found[form] = only
        elif len(names) >= _FEWEST_FIELDS:
            fewest = min((owners.get(name, ()) for name in names), key=len)
            having = [thing for thing in fewest if names <= thing.fields.keys()]
            if len(having) == 1:
                found[form] = having[0]
    return found


def _beside(unnamed: Sequence[RuleFact], told: Iterable[RuleFact]) -> list[RuleFact]:
    """Return the rules of known fields that stand among those of a form, or next to them."""
    lines = [rule.place.line for rule in unnamed]
    first, last = min(lines) - _NEXT, max(lines) + _NEXT
    return [rule for rule in told if first <= rule.place.line <= last]


def field_named(thing: Thing, words: str) -> str:
    """Return the field of a thing that words name; "" if none, or several."""
    plain = snake(words)
    named = stems(words)
    for stem in (*named, *(other for one in named for other in spellings(one))):
        if stem in thing.fields:
            return stem
        if f"{stem}_id" in thing.fields:
            return f"{stem}_id"
    if singular(plain) in STATE_FIELDS or plain.partition("_")[0] in STATE_FIELDS:
        return next((name for name in STATE_FIELDS if name in thing.fields), "")
    ending = [
        name
        for name in thing.fields
        for stem in named
        if name.endswith(f"_{stem}") or name.startswith(f"{stem}_")
    ]
    return ending[0] if len(set(ending)) == 1 else ""
