"""What happens to a file: base (luke wrote it last), yours (what is there), new (luke makes it).

`DECISIONS` is the rule, a row for what a person did and a column for what luke does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from luke_cli.files import FileTree
from luke_cli.workspace.conflict import has_markers, is_lukes
from luke_cli.workspace.join import join
from luke_cli.workspace.renames import renamed
from luke_cli.workspace.texts import as_in, plain


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


class Here(StrEnum):
    """What a person has made of a file."""

    ABSENT = auto()
    UNTOUCHED = auto()
    """It is as luke wrote it, but not as luke makes it now."""
    ALIKE = auto()
    """It is as luke makes it now, however it came to that."""
    EDITED = auto()
    """It is another text; where luke never wrote, any text."""
    OTHER = auto()
    """It is no text: a link, a folder, a picture."""


class Made(StrEnum):
    """What luke makes of a file."""

    NOTHING = auto()
    SAME = auto()
    """It is as luke wrote it before."""
    CHANGED = auto()
    FIRST = auto()
    """luke never wrote it before."""


DECISIONS: Final[Mapping[Here, Mapping[Made, Action]]] = {
    Here.ABSENT: {
        # NOTHING: it is gone for both
        Made.SAME: Action.GONE,
        Made.CHANGED: Action.GONE,
        Made.FIRST: Action.NEW,
    },
    Here.UNTOUCHED: {
        Made.NOTHING: Action.REMOVED,
        Made.SAME: Action.UPDATED,  # of markers between what luke wrote on two branches
        Made.CHANGED: Action.UPDATED,
        # FIRST: as luke wrote it, but it never did
    },
    Here.ALIKE: {
        # NOTHING: as luke makes it, but it makes none
        Made.SAME: Action.UNCHANGED,
        Made.CHANGED: Action.UNCHANGED,
        Made.FIRST: Action.UNCHANGED,
    },
    Here.EDITED: {
        Made.NOTHING: Action.ORPHAN,
        Made.SAME: Action.KEPT,
        Made.CHANGED: Action.MERGED,
        Made.FIRST: Action.MERGED,
    },
    Here.OTHER: {
        Made.NOTHING: Action.ORPHAN,
        Made.SAME: Action.KEPT,
        Made.CHANGED: Action.BLOCKED,
        Made.FIRST: Action.BLOCKED,
    },
}
"""MERGED becomes CONFLICT where the changes exclude each other. A missing cell cannot be."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one file."""

    path: str
    """POSIX, relative to the project root."""
    action: Action
    text: str | None = None
    """What stands there afterwards; None if nothing or no text does."""
    before: str | None = None
    """What stands there now."""
    renamed_from: str = ""
    """Where luke made it, if you have given it another name."""

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


def merge(base: Base, yours: Yours, new: FileTree) -> tuple[Change, ...]:
    """Decide about every file that luke made or makes, sorted by path.

    Where a file of luke's is missing, one among `yours` that luke never made may be it, renamed.
    """
    if not any(path in yours for path in base):
        base = {}  # the whole tree is gone: it is made anew, not taken for deleted file by file
    return tuple(sorted(_changes(base, yours, new), key=lambda change: change.path))


def decide(path: str, base: Sequence[str], yours: str | NotText | None, new: str | None) -> Change:
    """Decide about one file; line ends and a byte order mark stay as the person has them."""
    here = plain(yours) if isinstance(yours, str) else yours
    known = [plain(text) for text in base]
    action = DECISIONS[_here(here, known, new)][_made(_nearest(known, here), new)]
    before = yours if isinstance(yours, str) else None
    if action is Action.MERGED and isinstance(here, str) and isinstance(yours, str):
        return _merged(path, known, yours, new or "")
    text = new if action in WRITES else before
    if before is not None and action is Action.UPDATED:
        text = as_in(new or "", before)
    return Change(path, action, text, before)


def is_unsettled(text: str, base: Sequence[str]) -> bool:
    """Tell whether a person must settle a text before luke goes on.

    Markers between texts that luke alone wrote are none of that: luke makes the file anew.
    """
    return has_markers(text) and not is_lukes(plain(text), base)


def _changes(base: Base, yours: Yours, new: FileTree) -> Iterator[Change]:
    elsewhere = renamed(
        {path: texts for path, texts in base.items() if path not in yours and path in new},
        {path: text for path, text in yours.items() if path not in base and path not in new},
    )
    for path in {*base, *new}:
        if place := elsewhere.get(path):
            change = decide(place, base[path], yours[place], new[path])
            yield Change(place, change.action, change.text, change.before, renamed_from=path)
        elif path in new or path in yours:
            yield decide(path, base.get(path, ()), yours.get(path), new.get(path))


def _here(yours: str | NotText | None, base: Sequence[str], new: str | None) -> Here:
    if yours is None:
        return Here.ABSENT
    if isinstance(yours, NotText):
        return Here.OTHER
    if yours == new:
        return Here.ALIKE
    return Here.UNTOUCHED if yours in base or is_lukes(yours, base) else Here.EDITED


def _made(base: str | None, new: str | None) -> Made:
    if new is None:
        return Made.NOTHING
    if base is None:
        return Made.FIRST
    return Made.SAME if new == base else Made.CHANGED


def _nearest(base: Sequence[str], yours: str | NotText | None) -> str | None:
    """Return the base that the person's text most likely came from."""
    return yours if isinstance(yours, str) and yours in base else next(iter(base), None)


def _merged(path: str, base: Sequence[str], yours: str, new: str) -> Change:
    """Join both changes, from the base that does it without a conflict if there is one."""
    here = plain(yours)
    for before in base or ("",):
        result = join(path, before, here, new)
        if not has_markers(result):
            break
    if result == here:
        return Change(path, Action.KEPT, yours, yours)
    action = Action.CONFLICT if has_markers(result) else Action.MERGED
    return Change(path, action, as_in(result, yours), yours)
