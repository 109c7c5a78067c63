"""What a sentence whose states are marks says of steps: that there is one, or that there is none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from luke_cli.notations.known_step_forms import (
    ACTIVE,
    ALONE,
    FINAL,
    IF_DONE,
    NO_STEPS,
    ONLY,
    REFUSED,
    STEPS,
    UNTIL,
    VERBS,
    S,
)
from luke_cli.notations.workflow_lists import DEAD


def steps_told(
    text: str, states: Sequence[str], known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Yield source, target and whether there is a step; no target for a state that none leaves."""
    if "⟨S" not in text:
        return
    for forms, is_step in ((NO_STEPS, False), (STEPS, True)):
        for form in forms:
            for match in form.finditer(text):
                pair = (states[int(match[1])], states[int(match[2])])
                source, target = reversed(pair) if "turned" in form.groupindex else pair
                yield source, target, is_step
    yield from _alone(text, states, known)
    yield from _done(text, states, known)
    yield from _only(text, states, known)
    for form in FINAL:
        for match in form.finditer(text):
            yield from ((states[int(n)], "", False) for n in re.findall(S, match["states"]))


def _done(
    text: str, states: Sequence[str], known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Yield the steps that verbs speak of, and those that there are not."""
    for form, is_step in ACTIVE:
        for match in form.finditer(text):
            yield states[int(match[1])], states[int(match[2])], is_step
    may_be = () if REFUSED.search(text) else IF_DONE
    for form in (*VERBS, *may_be):
        for match in form.finditer(text):
            target = states[int(match[1])]
            origins = [states[int(n)] for n in re.findall(S, match["origins"])]
            yield from ((one, target, True) for one in origins if one != target)
            if "only" in text.lower():
                yield from _others(origins, target, known)
    yield from steps_until(text, states, known)


def steps_until(
    text: str, states: Sequence[str], known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Yield the steps from each state before the one that ends a wish: `until it is packed`."""
    for match in (match for form in UNTIL for match in form.finditer(text)):
        target, end = states[int(match[1])], states[int(match[3])]
        yield from ((one, target, True) for one in _before(end, target, known))


def _before(end: str, target: str, known: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the states that are listed before one, but for those that an act like this one ends in."""
    whole = [states for states in known.values() if {end, target} <= {*states}]
    if len(whole) == 1:
        listed = whole[0][: whole[0].index(end)]
        yield from (state for state in listed if state != target and state not in DEAD)


def _alone(
    text: str, states: Sequence[str], known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Yield the steps that there are not, where only some states may follow one."""
    for form in ALONE:
        for match in form.finditer(text):
            source = states[int(match[1] or match[2])]
            targets = [states[int(n)] for n in re.findall(S, match["targets"])]
            for other, _, _ in _others(targets, source, known):
                yield source, other, False


def _only(
    text: str, states: Sequence[str], known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Yield the steps that there are not, where one may only start from some states."""
    found = next((match for form in ONLY if (match := form.search(text))), None)
    if found is None or "only" not in text.lower():
        return
    origins = [states[int(n)] for n in re.findall(S, found["origins"])]
    target = next(one for n in re.findall(S, found[0]) if (one := states[int(n)]) not in origins)
    yield from _others(origins, target, known)


def _others(
    origins: Iterable[str], target: str, known: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Yield that there is no step from any other state."""
    named = {target, *origins}
    whole = [states for states in known.values() if named <= {*states}]
    others = {state for states in whole for state in states} - named
    yield from ((state, target, False) for state in sorted(others))
