"""Three texts as parts with names, and what becomes of each part: what both changed is joined.

It is the rule of `merge.py` once more, for what is in a file: a member, a row, a section.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from luke_cli.workspace.conflict import marked


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a text and their name; the parts of a text are all of its lines."""

    key: str
    """Unique among its neighbours."""
    text: str
    parts: tuple["Part", ...] = ()
    """What it is made of, () if it is joined line by line."""


Join = Callable[[Part, Part, Part], str]
"""Joins a part that both changed: base (its text is "" if both added it), yours, new."""


def numbered(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts with the second of a name called `name#2`."""
    seen: dict[str, int] = {}
    unique = []
    for part in parts:
        seen[part.key] = count = seen.get(part.key, 0) + 1
        key = part.key if count == 1 else f"{part.key}#{count}"
        unique.append(Part(key, part.text, part.parts))
    return tuple(unique)


def keys(parts: Sequence[Part], above: str = "") -> set[str]:
    """Return the names of all parts, with those that they are part of."""
    found = set()
    for part in parts:
        found |= {f"{above}{part.key}"} | keys(part.parts, f"{above}{part.key} > ")
    return found


def joined(
    base: Sequence[Part],
    yours: Sequence[Part],
    new: Sequence[Part],
    join: Join,
    same_as: Callable[[str], Hashable] = lambda text: text.strip("\n"),
) -> str | None:
    """Return the text of all parts, each as base, yours and new make it.

    None if both sides have given a part another name: nobody can tell which one it is now.
    `same_as` returns what two texts have in common that say the same.
    """
    sides = [{part.key: part for part in side} for side in (base, yours, new)]
    if _are_renamed(*sides):
        return None
    texts = []
    for key in order(*map(list, sides)):
        before, mine, now = (side.get(key) for side in sides)
        texts.append(_one(before, mine, now, join, same_as))
    lines = [text for text in texts if text]
    ended = [text if text.endswith("\n") else f"{text}\n" for text in lines[:-1]]
    return "".join((*ended, *lines[-1:]))


def order(base: Sequence[str], yours: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return all names in the order of luke, or in yours if you have changed it.

    What only one side has stands behind its neighbour there.
    """
    kept, known = set(yours), set(base)
    moved = [key for key in base if key in kept] != [key for key in yours if key in known]
    first, second = (yours, new) if moved else (new, yours)
    result = list(first)
    place = 0
    for key in second:
        if key not in result:
            result.insert(place, key)
        place = result.index(key) + 1
    return result


def _are_renamed(
    base: Mapping[str, Part], yours: Mapping[str, Part], new: Mapping[str, Part]
) -> bool:
    is_gone = base.keys() - yours.keys() - new.keys()
    added = yours.keys() - base.keys(), new.keys() - base.keys()
    return bool(is_gone and added[0] - added[1] and added[1] - added[0])


def _one(
    base: Part | None,
    yours: Part | None,
    new: Part | None,
    join: Join,
    same_as: Callable[[str], Hashable],
) -> str:
    before, mine, now = (part and same_as(part.text) for part in (base, yours, new))
    if now in (mine, before):
        return yours.text if yours else ""
    if mine == before:
        return new.text if new else ""
    if yours and new:
        return join(base or Part(yours.key, ""), yours, new)
    return marked(*(part.text if part else "" for part in (yours, base, new)))
