"""Two plans compared: what came, what went, what became something else."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from luke_cli.compare.change import Change, Pair, Sign
from luke_cli.compare.kinds import KINDS, Aspect, Kind
from luke_cli.spec.model import Spec

_LED: Final = ("traits", "needs", "sets", "takes", "gives", "fails", "inherits", "served by")
"""Aspects that do not speak for themselves beside others."""

_Items = Mapping[str, Mapping[str, Any]]
"""By the word of the kind, then by name."""


def compare(before: Spec, after: Spec) -> tuple[Change, ...]:
    """Return what changed from one plan to another.

    Shape: kinds in the order of `KINDS`; within a kind what is there in the order of the plan,
    then what is gone in the order of the old one.
    """
    new = {kind.word: kind.items(after) for kind in KINDS}
    old = {kind.word: _by_new_name(kind, kind.items(before), new[kind.word]) for kind in KINDS}
    return tuple(
        change
        for kind in KINDS
        for pair in _pairs(kind, old, new, before, after)
        for change in _changes(kind, pair, old, new)
    )


def _by_new_name(kind: Kind, was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return the items of the old plan by the names that they have in the new one."""
    came = {kind.former(item): name for name, item in now.items() if name not in was}
    return {name if name in now else came.get(name, name): was[name] for name in was}


def _pairs(kind: Kind, old: _Items, new: _Items, before: Spec, after: Spec) -> Iterator[Pair]:
    was, now = old[kind.word], new[kind.word]
    for name in (*now, *(name for name in was if name not in now)):
        yield Pair(name, was.get(name), now.get(name), before, after)


def _changes(kind: Kind, pair: Pair, old: _Items, new: _Items) -> Iterator[Change]:
    if pair.before is not None and pair.after is not None:
        yield from _became(kind, pair)
        return
    item = pair.after or pair.before
    # What it belongs to came or went as a whole, and that is told.
    if any((name in old[word]) is not (name in new[word]) for word, name in kind.owners(item)):
        return
    sign = Sign.ADDED if pair.before is None else Sign.REMOVED
    judge = kind.added if pair.before is None else kind.removed
    shown = ((aspect.word, aspect.show(item)) for aspect in kind.aspects)
    said = "; ".join(f"{word} {text}" if word in _LED else text for word, text in shown if text)
    yield Change(sign, kind.word, pair.name, said, judge(pair), item.sources)


def _became(kind: Kind, pair: Pair) -> Iterator[Change]:
    for aspect in (Aspect(kind.called, kind.renamed), *kind.aspects):
        was, now = aspect.show(pair.before), aspect.show(pair.after)
        if was != now:
            said, sources = _said(aspect, was, now), pair.after.sources or pair.before.sources
            yield Change(Sign.CHANGED, kind.word, pair.name, said, aspect.judge(pair), sources)


def _said(aspect: Aspect, was: str, now: str) -> str:
    word = f"{aspect.word} " if aspect.word else ""
    if was and now:
        return f"{word}{was} -> {now}"
    return f"now {word}{now}" if now else f"no longer {word}{was}"
