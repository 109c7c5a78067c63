"""Where a step of a workflow starts, if no document says so: by the order of the states."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.steps import BACK, Machine, Verb
from luke_cli.spec.resolve.verbs import DECLINING, JUDGES, NEGATIVE

_AFTER_LAST: Final = frozenset("archived refunded retired overdue expired".split())

_AFTER_FIRST: Final = frozenset(
    "suspended paused on_hold blocked inactive disabled hidden flagged returned disputed "
    "unpublished revoked terminated no_show banned".split()
)

_RESUBMIT: Final = re.compile(r"\bre-?submi(?:t|ssion)", re.IGNORECASE)

_WAITING: Final = ("submitted", "pending", "in_review", "under_review", "requested", "open")


def origins_of(said: Said, machine: Machine, verb: Verb) -> tuple[str, ...]:
    """Return the states that a step starts from."""
    found = verb.origins or list(_guessed(said, machine, verb))
    ordered = [state for state in machine.states if state in found and state != verb.target]
    return tuple(ordered) or tuple(s for s in machine.states if s != verb.target)[:1]


def _guessed(said: Said, machine: Machine, verb: Verb) -> Iterator[str]:
    """Yield where a step starts, by the order of the states."""
    target = verb.target
    way = [state for state in machine.states if state not in NEGATIVE]
    if verb.verb in BACK:
        later = way[way.index(target) + 1 :] if target in way else way[1:]
        yield from (
            later[:1] if verb.verb in ("withdraw", "recall", "retract", "unsubmit") else later[-1:]
        )
    elif target in DECLINING:
        yield _waiting(machine, way)
    elif target in _AFTER_LAST:
        yield from way[-1:]
    elif target in _AFTER_FIRST:
        yield from way[1:-1] or way[1:] or way
    elif target in NEGATIVE:
        yield from way[:-1] or way
    elif target in way and way.index(target):
        yield way[way.index(target) - 1]
        if way.index(target) == 1 and said.mentions(_RESUBMIT):
            yield from (state for state in machine.states if state in DECLINING)
    else:
        yield from way[1:2]


def _waiting(machine: Machine, way: list[str]) -> str:
    """Return the state in which a row waits for a verdict."""
    verdicts = [verb.target for verb in machine.verbs if verb.verb in JUDGES and verb.target in way]
    if verdicts and way.index(verdicts[0]):
        return way[way.index(verdicts[0]) - 1]
    return next(
        (state for state in reversed(way) if state in _WAITING), (way or [machine.initial])[0]
    )
