"""Figures of two documents that are of the same thing, by their words, and do not agree.

PRD      A dispute has to be opened within 24 hours after the report.
WEB-UI   The Dispute button goes away 48 hours after the report.

Two figures are of the same thing where they have more words in common than either has with any
other figure of another document. Where the best have different values, nobody knows which is meant.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from luke_cli.names import singular
from luke_cli.spec.facts import FigureFact
from luke_cli.spec.values import seconds

_ENDING: Final = re.compile(r"(?<=\w{4})(?:ations?|ings?|ions?|ed|es|s|e)$")
_IRREGULAR: Final = {"held": "hold", "kept": "keep", "retained": "keep", "retention": "keep"}
_LETTERS: Final = 6
"""Of a word that count: what follows bends it."""
_WORDS: Final = 2
_NEAR: Final = 4
_FAR: Final = 12
"""How many times longer one may be where they have two words in common, and where more."""


@dataclass(frozen=True, slots=True)
class _Match:
    """The figures of other documents that are nearest to one."""

    common: int
    figures: tuple[FigureFact, ...]


def disagreeing(
    figures: Iterable[FigureFact], alike: Callable[[str, str], bool]
) -> Iterator[tuple[FigureFact, FigureFact]]:
    """Yield two figures of one thing that different documents tell differently, each pair once.

    `alike` tells whether two values of times say the same.
    """
    nearest = _nearest(tuple(figures))
    for figure, match in nearest.items():
        for other in match.figures:
            back = nearest.get(other)
            is_first = (figure.place.file, figure.place.line) < (other.place.file, other.place.line)
            if not (is_first and back and figure in back.figures):
                continue
            is_plain = all(alike(other.value, one.value) for one in match.figures)
            is_plain &= all(alike(figure.value, one.value) for one in back.figures)
            differs = not alike(figure.value, other.value)
            if is_plain and differs and _are_near(figure, other, match.common):
                yield figure, other


def words_in_common(one: FigureFact, other: FigureFact) -> tuple[str, ...]:
    """Return the words of a figure that the other has, too, as the first spells them."""
    stems = {stem(word) for word in other.words}
    return tuple(word for word in one.words if stem(word) in stems)


@cache
def stem(word: str) -> str:
    """Return what the forms of a word have in common: `cancel` of `cancellation`."""
    plain = _IRREGULAR.get(word, singular(word))
    return _ENDING.sub("", plain)[:_LETTERS]


def _nearest(figures: Sequence[FigureFact]) -> Mapping[FigureFact, _Match]:
    stems = {figure: frozenset(map(stem, figure.words)) for figure in figures}
    by_stem: dict[str, list[FigureFact]] = defaultdict(list)
    for figure, found in stems.items():
        for one in found:
            by_stem[one].append(figure)
    nearest: dict[FigureFact, _Match] = {}
    for figure, found in stems.items():
        common: dict[FigureFact, int] = defaultdict(int)
        for one in found:
            for other in by_stem[one]:
                if other.place.file != figure.place.file:
                    common[other] += 1
        told = {one: many for one, many in common.items() if _may_be_same(figure, one, many)}
        if told:
            most = max(told.values())
            nearest[figure] = _Match(most, tuple(o for o, many in told.items() if many == most))
    return nearest


def _may_be_same(one: FigureFact, other: FigureFact, common: int) -> bool:
    if not one.counted or not other.counted:
        turned = {one.when, other.when} == {"before", "after"}
        return not (one.counted or other.counted or turned) and common >= _WORDS
    ours, theirs = (singular(said.counted).split() for said in (one, other))
    return ours[-1] == theirs[-1] or ours[0] == theirs[0]


def _are_near(one: FigureFact, other: FigureFact, common: int) -> bool:
    """Tell whether two values could be of one thing: nobody mistakes a day for a year."""
    try:
        short, long = sorted(map(_size, (one.value, other.value)))
    except ValueError:
        return False
    return long <= short * (_FAR if common > _WORDS else _NEAR)


def _size(value: str) -> float:
    return float(value) if value.isdecimal() else seconds(value)
