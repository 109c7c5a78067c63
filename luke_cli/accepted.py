"""Findings that a person has looked at, kept in the project as `app/.luke/accepted`.

    LK-X401 e386bcde818ed7ca app/design/DESIGN.md #access_token_ttl: 15 min is taken, 30 min set aside

One line a fact, sorted, no date: what follows the fingerprint is for people. Two branches are
joined by keeping the lines of both (`merge=union`). A finding comes back when what it says changes,
not when it moves to another line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from luke_cli.errors import UsageError
from luke_cli.source import Diagnostic
from luke_cli.workspace import tree
from luke_cli.workspace.base import FOLDER

ACCEPTED: Final = f"{FOLDER}/accepted"
ALL: Final = "all"
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Accepted:
    """Findings that need nobody any more."""

    fingerprints: frozenset[str] = frozenset()

    def left(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings that nobody has accepted."""
        return tuple(one for one in found if one.fingerprint not in self.fingerprints)


def read(root: Path) -> Accepted:
    """Return what was accepted in a project; a line that is no line of ours is left out."""
    rows = (line.split(" ") for line in _text(root).splitlines())
    return Accepted(frozenset(row[1] for row in rows if len(row) > 2 and row[0][:3] == "LK-"))


def chosen(found: Sequence[Diagnostic], what: str) -> tuple[Diagnostic, ...]:
    """Return the findings that `all`, a code, a `FILE:LINE` or a fingerprint names.

    Raises: UsageError if there is none.
    """
    some = tuple(one for one in found if what in (ALL, *_names(one)))
    if not some:
        near = "\n".join(f"{one.fingerprint}   {one.code}   {one.message}" for one in found[:20])
        raise UsageError(
            f"no finding is `{what}`", hint=f"{near}\nor `all`, a code, or FILE:LINE".strip()
        )
    return some


def text_with(root: Path, found: Iterable[Diagnostic]) -> str:
    """Return the file with some findings more."""
    lines = {*_text(root).splitlines(), *map(_line, found)}
    return "".join(f"{line}\n" for line in sorted(lines))


def _names(found: Diagnostic) -> tuple[str, ...]:
    place = f"{found.place.file}:{found.place.line}" if found.place else found.code
    return found.code, found.fingerprint, place


def _line(found: Diagnostic) -> str:
    file = found.place.file if found.place else "-"
    said = "".join(c if c.isprintable() else " " for c in found.message)[:_LONGEST]
    return f"{found.code} {found.fingerprint} {file} {said}".rstrip()


def _text(root: Path) -> str:
    text = tree.read(root, [ACCEPTED]).get(ACCEPTED)
    return text if isinstance(text, str) else ""
