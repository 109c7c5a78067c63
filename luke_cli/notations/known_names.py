"""What the fields and things of the documents are called in sentences.

`ends_on`: the end date      `weekly_hours`: the hours per week      `max_guests`: the number of guests
`meter_start`: the meter at the start
"""

import re
from collections.abc import Container, Iterator, Mapping
from typing import Final

from luke_cli.names import plural, singular
from luke_cli.notations.known_units import MEASURES
from luke_cli.spec.field_spellings import spellings

_UNSAID: Final = frozenset("created_at updated_at deleted_at".split())
_SUFFIX: Final = re.compile(rf"_(?:{'|'.join(MEASURES)}|at|on|date|time|day)$")
_PERIODS: Final = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
}
_MOST: Final = re.compile(
    r"^(?:max(?:imum)?|num(?:ber)?(?:_of)?)_(?!number_|no_)(\w+s)$|^(\w+)_count$"
)
"""`max_guests`, `guest_count`: a number of them."""
_OF_IT: Final = ("name", "number", "code", "title", "address", "phone", "email", "colour", "color")
"""`school_name`: the name of the school, where no school is a thing of its own."""
_NOUNS: Final = {
    "expires": ("expiry", "expiration"),
    "arrives": ("arrival",),
    "departs": ("departure",),
    "delivered": ("delivery",),
    "returned": ("return",),
    "received": ("receipt",),
}
"""Of the verbs of moments: `expires_on` is the expiry date, or the expiry."""
_MOMENT: Final = re.compile(
    r"^(\w+)_(start|end|beginning|departure|arrival|entry|exit|pickup|delivery|return|handover)$"
)


def parts_of(things: Mapping[str, str]) -> dict[str, str]:
    """Return the words that one thing alone begins or ends with; no thing is called so."""
    found: dict[str, set[str]] = {}
    for spelled, name in things.items():
        first, _, rest = spelled.partition("_")
        for word in (first, rest.rpartition("_")[2]) if rest else ():
            found.setdefault(word, set()).add(name)
    return {
        word: next(iter(of)) for word, of in found.items() if len(of) == 1 and word not in things
    }


def forms(name: str, things: Container[str]) -> Iterator[str]:
    """Yield what a field is called, also in the plural; `things`: what all things are called."""
    if name in _UNSAID:
        return
    bare = bare_name(name)
    more = (*_dated(name, bare), *_paraphrases(name), *spellings(name), *spellings(bare))
    for one in dict.fromkeys((name, bare, *more)):
        yield from (one, plural(one))
    # Not in the plural: the number of schools counts them.
    whole, _, last = name.rpartition("_")
    if last in _OF_IT and whole and whole not in things:
        yield from (f"{last}_of_{the}{whole}" for the in ("", "the_", "a_"))


def bare_name(name: str) -> str:
    """Return a name without its unit, and without what says that it points or is a moment."""
    return _SUFFIX.sub("", name.removesuffix("_id"))


def _dated(name: str, bare: str) -> Iterator[str]:
    """Yield `end_date` for `ends_on`, `start_time` for `starts_at`."""
    ends = ("date", "day") if name.endswith("_on") else ("date", "time")
    if name.endswith(("_on", "_at")):
        stems = [bare] if name.endswith("_on") else []
        stems += [bare[:-1]] if re.search(r"[^s]s$", bare) and "_" not in bare else []
        stems += _NOUNS.get(bare, ())
        yield from (f"{stem}_{end}" for stem in stems for end in ends)
        yield from (noun for noun in _NOUNS.get(bare, ()) if bare.endswith("s"))


def _paraphrases(name: str) -> Iterator[str]:
    """Yield what a name is in several words."""
    period, _, rest = name.partition("_")
    if rest and period in _PERIODS:
        yield from (f"{rest}_{per}_{_PERIODS[period]}" for per in ("per", "a"))
    if most := _MOST.match(name):
        yield f"number_of_{plural(singular(most[1] or most[2]))}"
    if moment := _MOMENT.match(name):
        yield from (f"{moment[1]}_at_{the}{moment[2]}" for the in ("", "the_"))
        yield f"{moment[2]}_{moment[1]}"
