"""What happens to a file: base (luke wrote it last), yours (what is there), new (luke makes it).

yours       base        new         ->
-           -           text        new
-           text        text        gone        a person deleted it: it stays deleted
text        any         the same    unchanged
as base     text        text        updated
text        text        as base     kept        only a person changed it
text        other       other       merged, or conflict with markers
as base     text        -           removed     luke no longer makes it
text        other       -           orphan      luke no longer makes it, a person changed it
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from luke_cli.files import FileTree
from luke_cli.workspace.git import merge_file


class Action(StrEnum):
    """What happens to a file."""

    NEW = "new"
    UPDATED = "updated"
    MERGED = "merged"
    CONFLICT = "conflict"
    """Both changed the same lines: the text has markers."""
    REMOVED = "removed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    ORPHAN = "orphan"
    GONE = "gone"
    BLOCKED = "blocked"
    """Something that is no text stands there."""


WRITES: Final = (Action.NEW, Action.UPDATED, Action.MERGED, Action.CONFLICT, Action.REMOVED)
"""The actions that touch the disk."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one file."""

    path: str
    """POSIX, relative to the project root."""
    action: Action
    text: str | None = None
    """What stands there afterwards; None if nothing does."""
    before: str | None = None
    """What stands there now."""

    @property
    def writes(self) -> bool:
        """Tell whether the disk changes."""
        return self.action in WRITES


@dataclass(frozen=True, slots=True)
class NotText:
    """Something else than a text file stands there."""

    what: str


Yours = Mapping[str, str | NotText]
"""What is there, by path; nothing where there is no file."""

Base = Mapping[str, Sequence[str]]
"""What luke wrote last, by path: more than one text where two branches were joined."""

_MARKERS: Final = (re.compile("<{7} "), re.compile("={7}\r?$"), re.compile(">{7} "))
"""The lines of a conflict, in their order."""


def merge(base: Base, yours: Yours, new: FileTree) -> tuple[Change, ...]:
    """Decide about every file that luke made or makes, sorted by path."""
    if not any(path in yours for path in base):
        base = {}  # the whole tree is gone: it is made anew, not taken for deleted file by file
    paths = sorted({*base, *new})
    return tuple(
        decide(path, base.get(path, ()), yours.get(path), new.get(path))
        for path in paths
        if path in new or path in yours
    )


def decide(path: str, base: Sequence[str], yours: str | NotText | None, new: str | None) -> Change:
    """Decide about one file; line ends stay as the person has them."""
    if isinstance(yours, NotText):
        return Change(path, Action.BLOCKED)
    if yours is None:
        return Change(path, Action.GONE) if base else Change(path, Action.NEW, new)
    ending = "\r\n" if "\r\n" in yours else "\n"
    text = yours.replace("\r\n", "\n")
    action, result = _both(_nearest(base, text), text, new)
    if result == text:
        return Change(path, action, yours, yours)
    return Change(path, action, result and result.replace("\n", ending), yours)


def has_markers(text: str) -> bool:
    """Tell whether a conflict is still to be settled in a text."""
    found = 0
    for line in text.split("\n") if "<<<<<<< " in text else ():
        found += bool(_MARKERS[found].match(line))
        if found == len(_MARKERS):
            return True
    return False


def _nearest(base: Sequence[str], yours: str) -> str | None:
    """Return the base that the person's text most likely came from."""
    return yours if yours in base else next(iter(base), None)


def _both(base: str | None, yours: str, new: str | None) -> tuple[Action, str | None]:
    if new is None:
        return (Action.REMOVED, None) if yours == base else (Action.ORPHAN, yours)
    if yours == new:
        return Action.UNCHANGED, yours
    if yours == base:
        return Action.UPDATED, new
    if new == base:
        return Action.KEPT, yours
    return _joined(base or "", yours, new)


def _joined(base: str, yours: str, new: str) -> tuple[Action, str]:
    merged, conflicts = merge_file(yours.encode(), base.encode(), new.encode())
    text = merged.decode()
    if conflicts:
        return Action.CONFLICT, text
    return (Action.KEPT if text == yours else Action.MERGED), text
