"""What a run is about to write, so that another one can finish it or put everything back.

app/.luke/pending/journal       what is to happen; its arrival is the point of no return
app/.luke/pending/undoing       its name once the way is back: a second death must not go forward
app/.luke/pending/new/0007      the content of the seventh file
app/.luke/pending/old/0007      what stood there before
"""

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from luke_cli.errors import LukeError
from luke_cli.workspace import disk
from luke_cli.workspace.base import FOLDER

PENDING: Final = f"{FOLDER}/pending"
FORWARD: Final = "journal"
BACK: Final = "undoing"


@dataclass(frozen=True, slots=True)
class Step:
    """One file: the digests before and after, "" where there is no file."""

    path: str
    before: str
    after: str
    slot: str


@dataclass(frozen=True, slots=True)
class Journal:
    """All files of a run."""

    steps: tuple[Step, ...] = ()
    folders: tuple[str, ...] = ()
    """Those that the run makes, the innermost first."""


def write(pending: Path, journal: Journal) -> None:
    """Put the journal in its place, at once and for good."""
    draft = pending / "draft"
    disk.put(draft, json.dumps(asdict(journal)).encode(), sync=True)
    draft.rename(pending / FORWARD)
    disk.sync_folder(pending)


def read(root: Path, name: str) -> Journal:
    """Return what an earlier run was about to do; nothing if it had not come so far.

    Raises: LukeError for a journal that no luke wrote into this project.
    """
    try:
        text = (root / PENDING / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Journal()
    try:
        told = json.loads(text)
        journal = Journal(tuple(Step(**step) for step in told["steps"]), tuple(told["folders"]))
        _check(root, journal.steps, journal.folders)
    except (ValueError, TypeError, KeyError, AttributeError, LukeError) as error:
        raise LukeError(
            f"{PENDING}/{name} is nothing that luke wrote",
            hint=f"look at it, then delete {PENDING}",
        ) from error
    return journal


def turn_back(pending: Path) -> None:
    """Say that the way is back from now on."""
    with suppress(FileNotFoundError):
        (pending / FORWARD).rename(pending / BACK)


def _check(root: Path, steps: Sequence[Step], folders: Sequence[str]) -> None:
    """Refuse a journal that was put there: a project may come from anybody."""
    inner = (folder for folder in folders if folder not in disk.HOMES)
    for path in (*(step.path for step in steps), *inner):
        disk.refuse_outside(root, path)
    if not all(re.fullmatch(r"\d{4,6}", step.slot) for step in steps):
        raise ValueError
