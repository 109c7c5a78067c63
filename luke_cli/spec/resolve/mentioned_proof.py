"""Which nouns are things that are stored: the evidence of all sentences that speak of one.

A sentence that says what one has, or in which somebody wants to make one, is enough; several that
make, change or list one in passing are as much. Pages, values and persons need more.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from luke_cli.spec.facts import MentionFact
from luke_cli.spec.resolve.guesses import guessed
from luke_cli.spec.resolve.things import key_of

_NOTHING: Final = frozenset(
    "app application system website site page screen button dashboard email e-mail mail password "
    "login logout session notification reminder report chart graph statistic search filter "
    "result information data detail list time date day week month year hour minute way thing "
    "something anything everything someone nobody everybody people person progress change access "
    "setting preference language error number amount price name quantity total overview summary "
    "code link phone device browser map mobile web form field value option feature tool "
    "trend insight performance process ability visibility credential role permission right "
    "history confirmation decision action step part place side end start beginning case reason word line sentence return "
    "order_by sorting paging view tab menu icon colour color theme alert warning sync export import "
    "file format file_format csv excel pdf spreadsheet network connection internet account profile "
    "sign-up signup registration in title label caption row column card badge sheet chip switch "
    "header footer picture figure rule".split()
)
_SHOWING: Final = frozenset(
    "app application system website site page screen button dashboard notification reminder report "
    "chart graph statistic search filter result information data detail overview summary form field "
    "value option feature view tab menu icon colour color theme alert warning export import format "
    "access setting preference error number amount price name quantity total time way password "
    "email history progress status state".split()
)
"""What ends in one of these shows something, or is a value of something."""
_PERHAPS: Final = frozenset(
    "tool site case report card sheet part device place registration session picture decision change "
    "member fee payment message comment file record document signup warning reminder step rule badge person "
    "menu result list".split()
)
"""Words that are things where a sentence says what one has."""
_PEOPLE: Final = frozenset(
    "user users member members account accounts admin administrator administrators admins manager staff".split()
)
_ACCOUNTS: Final = ("user", "member")
"""Who signs in, and is a thing of its own where a sentence says what one has."""
_DEFINED: Final = 2
"""So many fields a glossary gives to a word that else is no thing."""
_ENOUGH: Final = 3
"""Points of evidence that what sentences speak of is stored."""
_SURE: Final = 5
"""Points of what is more often a page of figures: `match report`."""
_MADE: Final = 2
"""Points of a sentence in which somebody makes one in passing."""


@dataclass(frozen=True, slots=True)
class Known:
    """What else the documents say of the words that sentences use."""

    people: Container[str]
    """Who the stories are told by, and who may do something."""
    values: Container[str]
    """What something else has, and the states of something."""
    lives: Container[str]
    """What goes from one state to another."""


def stored(groups: Mapping[str, list[MentionFact]], known: Known) -> dict[str, list[MentionFact]]:
    """Return the mentions of what is stored, by its key, out of those of all nouns."""
    one_each = _without_states(groups)
    groups = {key: _but_ordered(found, one_each) for key, found in one_each.items()}
    return {key: found for key, found in groups.items() if _is_stored(key, found, known)}


def _is_stored(key: str, found: list[MentionFact], known: Known) -> bool:
    may_be = (
        _is_thing(key)
        or _is_perhaps(key, found, known.lives)
        or any(one.defined and len(one.fields) >= _DEFINED for one in found)
        or any(one.action == "manage" and one.within for one in found)
        or (key in _ACCOUNTS and any(one.fields for one in found))
    )
    if not may_be or (_is_compound(key) and not any(one.made or one.fields for one in found)):
        return False
    return _is_kept(key, found, known)


def _is_perhaps(key: str, found: list[MentionFact], lives: Container[str]) -> bool:
    """Tell whether what may be no thing is one here, by what sentences say of it."""
    if key == "application" and len({*_told(found)}) >= _ENOUGH:
        return True  # Of software nobody says so much: it is what an applicant fills in.
    if key in _PERHAPS or guessed(key) is not None:
        return _is_rich(found) or (key in _PERHAPS and key in lives)
    return key.endswith("_report") and (_is_rich(found) or _proof(found) >= _SURE)


def _is_rich(found: list[MentionFact]) -> bool:
    """Tell whether sentences say several things of each one."""
    return len({*_told(found)}) >= _DEFINED


def _told(found: Iterable[MentionFact]) -> Iterator[str]:
    """Yield what sentences say that each one has."""
    return (field for one in found if not one.weak for field in one.fields)


def _is_described(found: list[MentionFact] | None) -> bool:
    return any(mention.fields for mention in found or ())


def _is_made(found: list[MentionFact]) -> bool:
    return any(mention.made and not mention.weak for mention in found)


def _is_thing(key: str) -> bool:
    last = key.rpartition("_")[2]
    if not key or key in _NOTHING or last in _SHOWING or key in _PEOPLE:
        return False
    return guessed(key) is None


def _is_compound(key: str) -> bool:
    """Tell whether a word that alone is no thing is one with another: `work day`."""
    return "_" in key and key.rpartition("_")[2] in _NOTHING


def _is_kept(key: str, found: list[MentionFact], known: Known) -> bool:
    """Tell whether all that is said of a thing is evidence enough that rows of it are stored."""
    described = any(mention.fields and not mention.weak for mention in found)
    made = _is_made(found)
    if key in known.people:
        return described
    if key in known.values:
        return described or (made and len({one.place for one in found if _points(one)}) > 1)
    return _proof(found) + _MADE * (key in known.lives) >= _ENOUGH


def _proof(found: list[MentionFact]) -> int:
    """Return what the lines that speak of a thing prove together."""
    points: dict[tuple[str, int, bool], int] = {}
    for mention in found:
        place = (mention.place.file, mention.place.line, mention.made)
        points[place] = max(points.get(place, 0), _points(mention))
    return sum(points.values())


def _points(mention: MentionFact) -> int:
    """Return how much a sentence proves: what says what one has, or who makes one, is enough."""
    if not mention.weak and (mention.fields or mention.made):
        return _ENOUGH
    if mention.made or mention.defined:
        return _MADE
    return int(bool(mention.action or mention.fields) or not mention.weak)


def _without_states(
    groups: Mapping[str, list[MentionFact]],
) -> dict[str, list[MentionFact]]:
    """Take what is said of a `postponed match` for said of a match."""
    merged: dict[str, list[MentionFact]] = {}
    for key, found in groups.items():
        state, _, base = key.partition("_")
        is_state = state.endswith("ed") and base in groups and _is_thing(base)
        merged.setdefault(base if is_state else key, []).extend(found)
    for base, whole in _short_names(merged).items():
        merged[whole] += [replace(one, name=whole) for one in merged.pop(base)]
    return merged


def _short_names(groups: Mapping[str, list[MentionFact]]) -> dict[str, str]:
    """Return the short names of things: what an alarm has, if temperature alarms are made."""
    longer: dict[str, list[str]] = {}
    for key in groups:
        longer.setdefault(key.rpartition("_")[2], []).append(key)
    return {
        base: keys[1]
        for base, both in longer.items()
        if len(keys := sorted(both, key=len)) == len((base, "")) and keys[0] == base
        if _is_made(groups[keys[1]]) and not _is_made(groups[base])
        if not _is_described(groups[keys[1]])
    }


def _but_ordered(
    found: list[MentionFact], groups: Mapping[str, list[MentionFact]]
) -> list[MentionFact]:
    """Take `order a lunch` for the making of an order, where an order is a thing of its own."""
    return [
        replace(one, action="", weak=True)
        if one.verb and _is_described(groups.get(key_of(one.verb)))
        else one
        for one in found
    ]
