"""Lists in any sentence that are those of a field but for a value or two.

Dogs come in four sizes: small, medium, large and giant.      Size: small / medium / large / giant
Badges: open (grey), paid (green), lost (red).                An order is either open or paid.

A list that lacks values says something only where words tell that it is whole: `either`, `only`, `four`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from luke_cli.names import singular, snake

_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_PARTS: Final = re.compile(r"[:;.()?!]|\s[–—-]\s")
_BETWEEN: Final = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|[/|]|\s(?:and|or)\s)\s*", re.IGNORECASE)
_WHOLE: Final = re.compile(
    r"\b(?:either|only|exactly|one\s+of|must\s+be|two|three|four|five|six|seven|eight|options?|values?|radio|drop-?down|select(?:or)?|"
    r"segmented|choices?|choose|chosen|pick|picked|selected|picker)\b",
    re.IGNORECASE,
)
_ARROWS: Final = re.compile(
    r"->|→|=>|⇒|\bto\s+`|(?<!\bchosen\s)(?<!\bchoose\s)(?<!\bpick\s)(?<!\bpicked\s)(?<!\bselect\s)(?<!\bselected\s)(?<!\bone\s)\bfrom\b",
    re.IGNORECASE,
)
_BARE: Final = re.compile(
    r"^(?:(?:an?|the|and|or|also|then|one\s+of|either|any\s+of)\s+)+", re.IGNORECASE
)
_FEWEST: Final = 2
_MOST_WORDS: Final = 3
_MOST_OTHERS: Final = 2
"""Values that a list has and the field has not; with more it is the list of something else."""


class Choice(NamedTuple):
    """A field with a closed list."""

    thing: str
    field: str
    values: tuple[str, ...]
    """As its definition writes them."""


def by_value(choices: Iterable[Choice]) -> dict[str, list[Choice]]:
    """Return the fields that have each value, by its snake_case name."""
    found: dict[str, list[Choice]] = {}
    for choice in choices:
        for value in dict.fromkeys(map(snake, choice.values)):
            found.setdefault(value, []).append(choice)
    return found


def listed_in(
    text: str, known: Mapping[str, Sequence[Choice]]
) -> Iterator[tuple[tuple[Choice, ...], tuple[str, ...]]]:
    """Yield each list of a sentence that differs from the list of some fields, with those fields."""
    if _ARROWS.search(text) or not _BETWEEN.search(text):
        return
    for part, is_told in _lists(text):
        items = _items(part, known, is_told=is_told)
        named = {one for item in items for one in known.get(snake(item), ())}
        said = frozenset(map(snake, items))
        is_known = any(said == frozenset(map(snake, one.values)) for one in named)
        meant = tuple(one for one in sorted(named) if _is_other(one, items, text))
        if meant and not is_known:
            yield meant, tuple(items)


def _lists(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a sentence that may be lists, and whether a colon or a bracket opens them."""
    for inside in _BRACKETS.findall(text):
        if _BETWEEN.search(inside):
            yield inside, True
    bare = _BRACKETS.sub(" ", text)
    done, is_told = 0, False
    for end in (*_PARTS.finditer(bare), None):
        part = bare[done : end.start() if end else len(bare)]
        if _BETWEEN.search(part):
            yield part, is_told
        if end is not None:
            done, is_told = end.end(), end[0] == ":"


def _items(part: str, known: Mapping[str, Sequence[Choice]], *, is_told: bool) -> list[str]:
    """Return the items of a list; its first and its last may stand in other words."""
    raw = [_BARE.sub("", one.strip(" `'\"“”*\n")) for one in _BETWEEN.split(part)]
    raw = [one for one in raw if one]
    items: list[str] = []
    for at, one in enumerate(raw):
        is_item = len(one.split()) <= _MOST_WORDS and re.fullmatch(r"[A-Za-z][\w /+-]*", one)
        if snake(one) in known:
            items.append(one)
        elif (ends := _ends(one, known, first=True)) and (at == 0 or not is_item):
            # What stands before it is no list: `each has one kind, and the kinds are raw, ...`
            items = ends
        elif ends and _names_field(one, known):
            return []
        elif at == len(raw) - 1 and (begins := _ends(one, known, first=False)):
            items += begins
        elif is_item and (at or is_told):
            items.append(one)
        elif any(snake(item) in known for item in items):
            break
        else:
            items = []
    return list(dict.fromkeys(items))


def _ends(text: str, known: Mapping[str, object], *, first: bool) -> list[str]:
    """Return the value that words end with, or begin with: `a bill is open`, `lost by the guest`."""
    words = text.split()
    sizes = range(min(_MOST_WORDS, len(words)), 0, -1)
    runs = (" ".join(words[-size:] if first else words[:size]) for size in sizes)
    return [run for run in runs if snake(run) in known][:1]


def _names_field(text: str, known: Mapping[str, Sequence[Choice]]) -> bool:
    """Tell whether an item is the name of a field with its first value: `kinds first`."""
    ends = _ends(text, known, first=True)
    return bool(ends) and any(
        singular(snake(text.split(maxsplit=1)[0])) == one.field for one in known[snake(ends[0])]
    )


def _is_other(choice: Choice, items: Sequence[str], text: str) -> bool:
    """Tell whether a list is meant to be that of a field, and is another."""
    own, said = set(map(snake, choice.values)), set(map(snake, items))
    both = own & said
    if len(both) < _FEWEST or own == said or len(both) * 2 < max(len(said), 2):
        return False
    is_whole = _WHOLE.search(text) is not None
    if said - own:
        return len(said - own) <= _MOST_OTHERS and (is_whole or len(own - said) <= 1)
    return is_whole and len(said) >= _FEWEST and len(own) > _FEWEST
