"""Conflict markers: both changed the same lines, and a person settles it in the file."""

import re
from collections.abc import Sequence
from typing import Final

from luke_cli.workspace.texts import lines_of

LABELS: Final = ("yours", "luke wrote before", "luke writes now")

_STEPS: Final = (
    (re.compile("<{7} "), "yours"),
    (re.compile(r"\|{7} "), "base"),
    (re.compile("={7}\r?$"), "new"),
    (re.compile(">{7} "), ""),
)
"""The lines of a conflict in their order, and whose text follows; the second may be missing."""


def marked(yours: str, base: str, new: str) -> str:
    """Return whole texts between markers."""
    mine, before, now = LABELS
    blocks = (yours, base, new)
    mine_, before_, now_ = (text if text[-1:] in ("", "\n") else f"{text}\n" for text in blocks)
    return f"<<<<<<< {mine}\n{mine_}||||||| {before}\n{before_}=======\n{now_}>>>>>>> {now}\n"


def places(text: str) -> tuple[int, ...]:
    """Return the line of each conflict, 1-based."""
    return _read(text)[2] if "<<<<<<< " in text else ()


def has_markers(text: str) -> bool:
    """Tell whether a conflict is still to be settled in a text."""
    return bool(places(text))


def sides(text: str) -> tuple[str, str]:
    """Return the text settled for the one side, and for the other; the same without a conflict."""
    if not has_markers(text):
        return text, text
    yours, new, _ = _read(text)
    return yours, new


def is_lukes(text: str, written: Sequence[str]) -> bool:
    """Tell whether two branches that luke wrote were joined with markers, and nobody edited them.

    Every line is one of luke's, and none is missing that all branches have.
    """
    if len(written) < 2 or not has_markers(text):
        return False
    branches = [set(lines_of(branch)) for branch in written]
    there = {line for side in sides(text) for line in lines_of(side)}
    return set.intersection(*branches) <= there <= set.union(*branches)


def _read(text: str) -> tuple[str, str, tuple[int, ...]]:
    """Return both sides, and where the conflicts are that have all their markers."""
    sides_: dict[str, list[str]] = {"yours": [], "new": []}
    whose, start, found = "", 0, []
    for number, line in enumerate(lines_of(text), 1):
        step = _step(whose, line)
        if step is None:
            for side, lines in sides_.items():
                if whose in ("", side):
                    lines.append(line)
            continue
        if whose == "":
            start = number
        elif step == "":
            found.append(start)
        whose = step
    return "".join(sides_["yours"]), "".join(sides_["new"]), tuple(found)


def _step(whose: str, line: str) -> str | None:
    """Return whose text follows a line, None if it is no marker that may stand here."""
    if line[:1] not in "<|=>":
        return None
    following = {"": ("yours",), "yours": ("base", "new"), "base": ("new",), "new": ("",)}[whose]
    steps = (step for marker, step in _STEPS if step in following and marker.match(line))
    return next(steps, None)
