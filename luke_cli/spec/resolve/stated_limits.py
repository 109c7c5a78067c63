"""Limits that a team states in its own words, as settings `limit.<of what>.<what>`.

An offer expires after two days.              limit.offer.ttl = 2 d
A member can hold at most 50 shares.          limit.member.shares_max = 50
A lesson can be cancelled up to 24 hours
before it starts.                             limit.lesson.cancel_notice = 24 h
Drafts of claims are deleted after 30 days.   limit.claim.draft_retention = 30 d

Two statements are of the same thing where they name the same entity (or, in two documents, are of
the same noun) and limit the same of it. A document that itself gives two values speaks of cases.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from luke_cli.names import plural, singular, snake
from luke_cli.spec.facts import FigureFact, LimitFact
from luke_cli.spec.model import Decision, Entity, Setting, Spec
from luke_cli.spec.resolve.entity_names import EntityNames
from luke_cli.spec.resolve.figures import disagreeing, words_in_common
from luke_cli.spec.resolve.kinds_of_rows import kind_of
from luke_cli.spec.resolve.precedence import Choice, choose, decided, decision_id
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.settings import LIMIT
from luke_cli.spec.values import is_value, seconds

_NEUTRAL: Final = re.compile(
    r"^(?:open|active|current|concurrent|simultaneous|parallel|running|outstanding|unpaid|unconfirmed|"
    r"unanswered|pending|unused|raw|old|own)\s+"
)
"""What is said of things that somebody has at a time, and tells none of them from others."""
_ALL: Final = ("raw", "old", "own")
"""What leaves none of them out that are kept."""
_DONE: Final = re.compile(r"^\w+(?:ed|en)\s+(?=\w)")
_SAME_FROM_S: Final = 7 * 86400
_SAME_WITHIN: Final = 1.08
"""A month and four weeks are as long."""


class _Key(NamedTuple):
    """What is limited; two claims of one key are of the same."""

    subject: str
    """snake_case; "" where nobody says of what."""
    limit: str
    """`ttl`, `cancel_notice`, `shares_max`."""
    per: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a spec, and what was decided about them."""

    settings: tuple[Setting, ...]
    decisions: tuple[Decision, ...]


def resolve_limits(said: Said, spec: Spec, names: EntityNames) -> Limits:
    """Return the limits that the documents state of something that is there, or contradict."""
    reader = _Reader(spec, names)
    found: dict[_Key, list[LimitFact]] = {}
    for fact in said.of(LimitFact):
        for key in reader.keys(fact):
            found.setdefault(key, []).append(fact)
    limits = _together(found)
    for one, other in disagreeing(said.of(FigureFact), _alike):
        _add(limits, reader, one, other)
    settings: list[Setting] = []
    decisions: list[Decision] = []
    for key, facts in limits.items():
        choice = choose(said, facts, _value, alike=_alike) if _is_one(facts) else None
        if choice is None or not (reader.is_known(key) or choice.others) or not key.subject:
            continue
        name = f"{LIMIT}.{key.subject}.{key.limit}"
        decision = decided(said, decision_id(LIMIT, key.subject, key.limit), f"#{name}", choice)
        settings.append(_setting(said, name, facts, choice, decision))
        decisions += [decision] if decision else []
    return Limits(tuple(settings), tuple(decisions))


def _add(
    limits: dict[_Key, list[LimitFact]], reader: "_Reader", one: FigureFact, other: FigureFact
) -> None:
    """Add two figures that do not agree to the limit that either is known to be, else as one."""
    ours, theirs = _key_of(limits, one), _key_of(limits, other)
    key = ours or theirs or reader.named(one, other)
    if (ours and theirs) or key is None:
        return
    new = [figure for figure, known in ((one, ours), (other, theirs)) if known is None]
    if _is_one(facts := [*limits.get(key, ()), *map(_as_limit, new)]):
        limits[key] = facts


def _key_of(limits: Mapping[_Key, Sequence[LimitFact]], figure: FigureFact) -> _Key | None:
    place, value = figure.place, figure.value
    return next(
        (
            key
            for key, facts in limits.items()
            if any(
                (fact.place.file, fact.place.line, fact.value) == (place.file, place.line, value)
                for fact in facts
            )
        ),
        None,
    )


def _as_limit(figure: FigureFact) -> LimitFact:
    return LimitFact(
        place=figure.place,
        authority=figure.authority,
        section=figure.section,
        measure="count" if figure.counted else "time",
        value=figure.value,
        what=figure.counted,
    )


def _setting(
    said: Said,
    name: str,
    facts: Sequence[LimitFact],
    choice: Choice[LimitFact],
    decision: Decision | None,
) -> Setting:
    agreeing = [fact for fact in facts if _alike(_value(fact), choice.value)]
    basis = (decision.name,) if decision else ()
    return Setting(name, choice.value, said.sources(agreeing), basis)


def _together(found: Mapping[_Key, list[LimitFact]]) -> dict[_Key, list[LimitFact]]:
    """Add what is said of nothing in particular to the only thing of which the same is said."""
    merged = {key: facts for key, facts in found.items() if key.subject}
    for key, facts in found.items():
        same = [one for one in merged if one[1:] == key[1:]] if not key.subject else []
        if len(same) == 1:
            merged[same[0]] = [*merged[same[0]], *facts]
        elif not key.subject and not same and key.limit.endswith(("_max", "_min")):
            merged[key._replace(subject="user")] = facts
    return merged


def _is_one(facts: Iterable[LimitFact]) -> bool:
    """Tell whether no document gives two values: these would be of two cases."""
    told: dict[str, str] = {}
    return all(
        _alike(told.setdefault(fact.place.file, _value(fact)), _value(fact)) for fact in facts
    )


def _value(fact: LimitFact) -> str:
    value = f"{fact.value}/{fact.per}" if fact.per else fact.value
    return value if is_value(value) else ""


def _alike(one: str, other: str) -> bool:
    """Tell whether two values say the same: 48 hours and 2 days, a month and 30 days."""
    if one == other or "/" in one or "/" in other:
        return one == other
    try:
        short, long = sorted((seconds(one), seconds(other)))
    except ValueError:
        return False
    return short == long or (short >= _SAME_FROM_S and long < short * _SAME_WITHIN)


class _Reader:
    """Finds what claims are of."""

    def __init__(self, spec: Spec, names: EntityNames) -> None:
        self._spec = spec
        self._names = names
        self._entities = {snake(entity.name) for entity in spec.entities}
        self._known = self._entities | {singular(snake(role.name)) for role in spec.roles}
        self._fields = {field.name for entity in spec.entities for field in entity.fields}

    def keys(self, fact: LimitFact) -> Iterator[_Key]:
        """Yield what a claim is of; nothing if its words are none of a name."""
        limit = self._limit(fact)
        if not limit or not _value(fact):
            return
        kind = self._kind(fact.subject) if fact.measure == "retention" else None
        if kind:
            entity, word = kind
            yield _Key(snake(entity.name), f"{word}_{limit}", "")
        else:
            yield _Key(self._subject(fact), limit, fact.per)

    def named(self, one: FigureFact, other: FigureFact) -> _Key | None:
        """Return what two figures are of, by the words that they have in common."""
        words = [word for word in words_in_common(one, other) if not _is_counted(one, word)]
        things = next((word for word in words if self._names.find(word)), "")
        around = (
            word
            for figure in (one, other)
            for word in (*figure.words, *reversed(figure.section[1:]))
            if not _is_counted(one, word)
        )
        found = (self._names.find(word) for word in (things, *around) if word)
        entity = next((one for one in found if one), None)
        subject = snake(entity.name) if entity else next(iter(words), "user")
        if one.counted:
            return _Key(subject, plural(singular(snake(one.counted))), "")
        what = [word for word in words if word != things]
        return _Key(subject, f"{snake(what[0])}_time", "") if what else None

    def is_known(self, key: _Key) -> bool:
        """Tell whether a limit is of something that the plan has."""
        counted = re.fullmatch(r"(?:\w+?_)??(?P<things>\w+)_(?:max|min)", key.limit)
        things = counted["things"] if counted and "duration" not in key.limit else ""
        if not things or key.limit.endswith(("_times_max", "_ahead_max")):
            return key.subject in self._known
        parts = things.split("_")
        ends = ("_".join(parts[at:]) for at in range(len(parts)))
        return key.subject in self._known and any(
            singular(end) in self._entities or end in self._fields for end in ends
        )

    def _subject(self, fact: LimitFact) -> str:
        if fact.subject:
            words = (
                _NEUTRAL.sub("", fact.subject)
                if fact.measure in ("ttl", "retention")
                else fact.subject
            )
            entity = self._names.find(words)
            return snake(entity.name) if entity else singular(snake(words))
        if fact.measure not in ("notice", "ahead", "duration", "times"):
            return ""
        for heading in reversed(fact.section[1:]):
            if entity := self._names.within(heading):
                return snake(entity.name)
        return ""

    def _kind(self, words: str) -> tuple[Entity, str] | None:
        """Return the rows of a kind that words mean, and the kind: `closed claims`, `drafts`."""
        if not words or self._names.find(words):
            return None
        kind, _, noun = words.rpartition(" of " if " of " in words else " ")
        entity = self._names.find(noun) if kind else None
        if entity is not None:
            kind = singular(snake(kind))
            narrows = _NEUTRAL.match(words) and kind not in _ALL
            return (entity, kind) if narrows or kind_of(self._spec, entity, kind) else None
        word = singular(snake(words))
        found = [one for one in self._spec.entities if kind_of(self._spec, one, word)]
        return (found[0], word) if len(found) == 1 else None

    def _limit(self, fact: LimitFact) -> str:
        match fact.measure:
            case "count":
                things = plural(self._counted(fact))
                return "_".join(part for part in (snake(fact.verb), things, fact.bound) if part)
            case "duration":
                return f"duration_{fact.bound}"
            case "times":
                return f"{snake(fact.what)}_times_max"
            case "ahead":
                return f"{snake(fact.what)}_ahead_max"
            case "notice":
                return f"{snake(fact.what)}_notice"
        return fact.measure

    def _counted(self, fact: LimitFact) -> str:
        words = _NEUTRAL.sub("", fact.what)
        entity = self._names.find(words)
        if entity is None and fact.bound == "min":
            # What needs three reviews needs three that have been handed in.
            entity = self._names.find(_DONE.sub("", words))
        return snake(entity.name) if entity else singular(snake(words))


def _is_counted(figure: FigureFact, word: str) -> bool:
    return singular(word) in singular(figure.counted).split()
