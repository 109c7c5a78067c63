"""Steps that time takes: from which states, to which, and when.

pending -> expired (automatic, 48h after created_at)     An unpaid reservation expires after 48 hours.
| made | lapsed | automatic, after 2 days |              Loans become overdue when due_at has passed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.names import last_word, plural, snake
from luke_cli.spec.facts import Fact, WorkflowFact
from luke_cli.spec.model import Due, Entity, FieldRole
from luke_cli.spec.resolve.said import Line, Said
from luke_cli.spec.resolve.timed_words import (
    AMOUNT,
    PASSED,
    SINCE,
    Told,
    duration,
    since_of,
    told_time,
)
from luke_cli.spec.resolve.verbs import participles, verb_of

_BY_ITSELF: Final = re.compile(
    r"(?:auto(?:matic(?:ally)?)?\b.*|(?:by\s+)?(?:the\s+)?(?:system|time|timer|time-?\s?out|"
    r"scheduler|cron(?:[ -]?job)?|(?:(?:background|nightly|daily|hourly)[ -])?job))\s*$",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"\bautomatic(?:ally)?\b", re.IGNORECASE)
_PART: Final = re.compile(r"\s*(?:[,;/|()]|\b(?:after|when|once|if)\b)\s*")
_TIME_WORDS: Final = frozenset(
    "minute minutes hour hours h day days week weeks month months year years passed past".split()
)
_LIMIT: Final = re.compile(
    r"\b(?:within|before|until|up to|no later|at most|only|can|may)\b", re.IGNORECASE
)
"""A time that somebody has, and not one after which something happens."""
_INTRANSITIVE: Final = frozenset(("expire", "lapse", "end", "elapse", "time_out"))
"""What time does without anybody."""
_BESIDE: Final = re.compile(
    r"\b(?:is|are|older|than|after|when|if|once|for|has|have|more|by|the|it|its|passed|past)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Timed:
    """A step that time takes, or that somebody says happens by itself."""

    target: str
    origins: tuple[str, ...]
    """() if no document says where it starts."""
    due: Due | None
    """None if nobody says when, or a row does not keep from when."""
    assumed: bool
    """Nobody says from when the time is counted."""
    said: tuple[Fact | Line, ...]
    arrows: tuple[WorkflowFact, ...] = ()
    """The arrows that are this step, and no other."""


def timed_steps(
    said: Said, entity: Entity, states: tuple[str, ...], arrows: Iterable[WorkflowFact]
) -> tuple[Timed, ...]:
    """Return what time does to the rows of an entity with some states."""
    known = tuple(arrows)
    told = [*_of_sentences(said, entity, states, known), *_of_arrows(said, entity, known)]
    found: dict[tuple[str, Due | None], Timed] = {}
    for one in told:
        before = found.get((one.target, one.due))
        found[one.target, one.due] = _joined(before, one) if before else one
    timed = {one.target for one in found.values() if one.due}
    return tuple(one for one in found.values() if one.due or one.target not in timed)


def starts_of(
    entity: Entity, states: tuple[str, ...], initial: str, timed: Timed
) -> tuple[str, ...]:
    """Return where a step starts that no document gives a start: () if nothing tells that.

    What is counted from when a row was made starts as rows do, and what is counted from when it
    was accepted, there.
    """
    field = entity.field(timed.due.field) if timed.due else None
    if field is None:
        return ()
    if field.role is FieldRole.CREATED:
        return (initial,) if initial != timed.target else ()
    return tuple(state for state in states if field.name.startswith(f"{state}_"))[:1]


def _joined(one: Timed, other: Timed) -> Timed:
    return Timed(
        target=one.target,
        origins=tuple(dict.fromkeys((*one.origins, *other.origins))),
        due=one.due,
        assumed=one.assumed and other.assumed,
        said=tuple(dict.fromkeys((*one.said, *other.said))),
        arrows=tuple(dict.fromkeys((*one.arrows, *other.arrows))),
    )


def _of_arrows(said: Said, entity: Entity, arrows: tuple[WorkflowFact, ...]) -> Iterator[Timed]:
    """Yield the arrows whose label, row or line says that time takes them."""
    for arrow in arrows:
        label = " ".join((arrow.action, *arrow.conditions))
        line = _line(said, arrow, arrows)
        parts = (*_PART.split(label), *arrow.roles, *line.split(" | "))
        alone = any(_BY_ITSELF.match(part) for part in parts) or bool(_ALONE.search(line))
        told = told_time(label) or (told_time(line) if alone else None)
        if alone or (told and _is_of_time(arrow, told)):
            target, origins = snake(arrow.target), (snake(arrow.source),)
            yield _timed(entity, target, origins, told, (arrow,), (arrow,))


def _line(said: Said, arrow: WorkflowFact, arrows: tuple[WorkflowFact, ...]) -> str:
    """Return the row or the line of an arrow; "" if it has several."""
    place = (arrow.place.file, arrow.place.line)
    alone = sum((one.place.file, one.place.line) == place for one in arrows) == 1
    lines = said.at(*place) if alone else ()
    return lines[0].text if lines else ""


def _is_of_time(arrow: WorkflowFact, told: Told) -> bool:
    """Tell whether nobody has to act: a label is a time and no act, or a verb that time has."""
    if arrow.roles or _LIMIT.search(arrow.action):
        return False
    label = arrow.action.replace(told.since, " ") if told.since else arrow.action
    act = snake(_BESIDE.sub(" ", re.sub(AMOUNT, " ", label)).strip())
    return not act or act.removesuffix("s") in _INTRANSITIVE


def _timed(
    entity: Entity,
    target: str,
    origins: tuple[str, ...],
    told: Told | None,
    said: tuple[Fact | Line, ...],
    arrows: tuple[WorkflowFact, ...],
) -> Timed:
    since = since_of(entity, told, origins) if told else None
    due = Due(since.field, told.after) if told and since else None
    return Timed(target, origins, due, bool(since and since.assumed), said, arrows)


def _of_sentences(
    said: Said, entity: Entity, states: tuple[str, ...], arrows: tuple[WorkflowFact, ...]
) -> Iterator[Timed]:
    """Yield the sentences that say as a whole what becomes of a thing, and when."""
    near = said.sentences(_TIME_WORDS)
    names = _things(entity)
    mine = [one for one in near if any(name in one[1].lower() for name in names)]
    forms = _Forms(entity, states) if mine else None
    for line, sentence in mine:
        read = forms.read(sentence) if forms else None
        if read is None:
            continue
        target, origins, told = read
        drawn = [one for one in arrows if snake(one.target) == target and not one.roles]
        if origins:
            drawn = [one for one in drawn if snake(one.source) in origins]
        starts = origins or tuple(dict.fromkeys(snake(one.source) for one in drawn))
        yield _timed(entity, target, starts, told, (line, *drawn), tuple(drawn))


def _things(entity: Entity) -> tuple[str, ...]:
    name, short = snake(entity.name).replace("_", " "), last_word(entity.name)
    return tuple(dict.fromkeys((name, plural(name), short, plural(short))))


class _Forms:
    """The sentences that say what time does to a thing with some states."""

    def __init__(self, entity: Entity, states: tuple[str, ...]) -> None:
        self._states = states
        self._targets = {form: state for state in states for form in _acts(state)}
        thing = "|".join(sorted(map(re.escape, _things(entity)), key=len, reverse=True))
        act = "|".join(sorted(map(re.escape, self._targets), key=len, reverse=True))
        self._forms = [re.compile(one, re.IGNORECASE) for one in _sentences(thing, act)]

    def read(self, sentence: str) -> tuple[str, tuple[str, ...], Told] | None:
        """Return where a sentence leads, from which states as far as it says so, and when."""
        text = " ".join(re.sub(r"[`*\"]", "", sentence).strip(" .;:!-").split())
        match = next((found for form in self._forms if (found := form.fullmatch(text))), None)
        if match is None:
            return None
        said = {name: value for name, value in match.groupdict().items() if value}
        target = self._targets[" ".join(said["act"].lower().split())]
        origins = self._origins(
            said.get("kind", "").strip().lower(), said.get("undone", "").lower(), target
        )
        told = _told(said)
        return (target, origins, told) if origins is not None and told else None

    def _origins(self, kind: str, undone: str, target: str) -> tuple[str, ...] | None:
        """Return the states that a kind of thing is in; () if none is said, None if it is none."""
        state = snake(kind)
        if state in self._states and state != target:
            return (state,)
        before = undone or kind.removeprefix("un").removeprefix("not ").strip("- ")
        missed = snake(before)
        if not kind and not undone:
            return ()
        if missed in self._states and (undone or before != kind):
            return self._states[: self._states.index(missed)][-1:]
        return None


def _acts(state: str) -> Iterator[str]:
    """Yield how a sentence says that a thing comes into a state: `expires`, `expired`, `lapse`."""
    verb = verb_of(state)
    stems = [] if verb.startswith("mark_") else [verb]
    if not stems and state.endswith("ed"):
        stems = [state[:-1], state[:-2]]
    for stem in stems:
        yield from (f"{stem}{end}".replace("_", " ") for end in ("", "s", "es"))
        yield from (form.replace("_", " ") for form in participles(stem))
    yield state.replace("_", " ")


def _told(said: dict[str, str]) -> Told | None:
    """Return the time of the groups of a sentence."""
    passed = next(
        (said[name] for name in ("date_field", "date_past", "date_at") if name in said), ""
    )
    if passed:
        return Told("", passed)
    after = duration(said["amount"]) if "amount" in said else ""
    return Told(after, said.get("since", "").strip()) if after else None


def _sentences(thing: str, act: str) -> Iterator[str]:
    """Yield the forms of sentences; `act` are the words for the states."""
    subject = rf"(?:(?:an?|the|each|every|all|any)\s+)?(?P<kind>[a-z_-]+\s+)??(?:{thing})"
    how = r"(?:(?:automatically|then|also|by\s+itself)\s+)*"
    does = (
        rf"(?:(?:will|shall|should)\s+)?{how}"
        rf"(?:(?:be|is|are|gets?|becomes?|turns?|goes|go|moves?|changes?)\s+)?{how}"
        rf"(?:(?:marked|set|moved|changed|considered|deemed)\s+)?(?:(?:as|to|into)\s+)?(?P<act>{act})"
        r"(?:\s+automatically|\s+by\s+itself|\s+by\s+the\s+(?:system|backend|server))?"
    )
    length = rf"(?P<amount>{AMOUNT}){SINCE.format('since')}?"
    when = rf"(?:(?:(?:after|in)\s+)?(?:more\s+than\s+)?{length}|{PASSED.format('date')})"
    undone = (
        r"(?:is|are|was|were|has|have)\s+not\s+(?:(?:yet|been)\s+)*(?P<undone>\w+)\s+"
        rf"(?:within|for|after|in)\s+{length}"
    )
    it = rf"(?:it|they|the\s+(?:{thing}))"
    yield rf"{subject}\s+{does},?\s+{when}"
    yield rf"{when},?\s+{subject}\s+{does}"
    yield rf"{subject}\s+{does},?\s+(?:if|when)\s+{it}\s+{undone}"
    yield rf"(?:if|when)\s+{subject}\s+{undone},?\s+(?:then\s+)?{it}\s+{does}"
    yield rf"{subject}\s+(?:that|which)\s+{undone},?\s+{does}"
    yield rf"{subject}\s+older\s+than\s+{length}\s+{does}"
