"""All files or none: new contents are staged, a journal is written, then each is moved into place.

    app/.luke/pending/journal       what is to happen; its arrival is the point of no return
    app/.luke/pending/new/0007      the content of the seventh file
    app/.luke/pending/old/0007      what stood there before

A run that dies before the journal leaves the old tree. One that dies after it is finished by the
next run, or rolled back if somebody has changed one of the files meanwhile.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from luke_cli.errors import LukeError
from luke_cli.workspace.base import FOLDER

_HOME: Final = "app"
_PENDING: Final = f"{FOLDER}/pending"
_JOURNAL: Final = "journal"
_UNDOING: Final = "undoing"
"""The name of the journal once the way is back: a second death must not go forward again."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One file: the digests before and after, "" where there is no file."""

    path: str
    before: str
    after: str
    slot: str


def apply(root: Path, texts: Mapping[str, str | None]) -> None:
    """Write texts by path (None removes a file), all or none.

    Raises: LukeError, with the old tree in place.
    """
    if not texts:
        return
    for path in texts:
        _refuse_outside(root, path)
    pending = root / _PENDING
    try:
        steps = _stage(root, pending, texts)
        _perform(root, pending, steps)
    except OSError as error:
        with suppress(OSError):
            _undo(root, pending)
        raise LukeError(f"nothing is written: {_told(error, root)}") from error
    except BaseException:
        _undo(root, pending)
        raise
    shutil.rmtree(pending, ignore_errors=True)  # the next run clears away what is left


def is_interrupted(root: Path) -> bool:
    """Tell whether an earlier run died while it wrote."""
    return (root / _PENDING).is_dir()


def recover(root: Path) -> str:
    """Finish or roll back what an earlier run left; return what was done, "" if nothing."""
    pending = root / _PENDING
    if not pending.is_dir():
        return ""
    steps = _journal(pending / _JOURNAL)
    if steps and all(_digest(root / step.path) in (step.before, step.after) for step in steps):
        _move(root, pending, steps)
        done = "an interrupted run was finished"
    else:
        _undo(root, pending)
        done = "an interrupted run was rolled back"
    shutil.rmtree(pending, ignore_errors=True)
    return done


def _refuse_outside(root: Path, path: str) -> None:
    pure = PurePosixPath(path)
    home = (root / _HOME).resolve()
    inside = pure.parts[:1] == (_HOME,) and ".." not in pure.parts
    if not inside or not (root / path).parent.resolve().is_relative_to(home):
        raise LukeError(f"{path} is outside of {_HOME}/, luke does not write there")


def _stage(root: Path, pending: Path, texts: Mapping[str, str | None]) -> list[_Step]:
    for folder in ("new", "old"):
        (pending / folder).mkdir(parents=True, exist_ok=True)
    steps = []
    for number, (path, text) in enumerate(sorted(texts.items())):
        target, slot = root / path, f"{number:04}"
        if target.exists():
            shutil.copy2(target, pending / "old" / slot)
        if text is not None:
            _write(pending / "new" / slot, text, like=target)
        steps.append(_Step(path, _digest(target), _digest(pending / "new" / slot), slot))
    return steps


def _write(path: Path, text: str, *, like: Path) -> None:
    path.write_bytes(text.encode())
    if like.exists():
        shutil.copymode(like, path)


def _perform(root: Path, pending: Path, steps: Sequence[_Step]) -> None:
    draft = pending / "draft"
    draft.write_text(json.dumps([asdict(step) for step in steps]), encoding="utf-8")
    draft.rename(pending / _JOURNAL)
    _move(root, pending, steps)


def _journal(path: Path) -> list[_Step]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    return [_Step(**step) for step in json.loads(text)]


def _move(root: Path, pending: Path, steps: Sequence[_Step]) -> None:
    for step in steps:
        target, staged = root / step.path, pending / "new" / step.slot
        if step.after and staged.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
        elif not step.after:
            target.unlink(missing_ok=True)
            _remove_empty(target.parent, root / _HOME)


def _undo(root: Path, pending: Path) -> None:
    """Put back what stood there, except where a person has been since."""
    with suppress(FileNotFoundError):
        (pending / _JOURNAL).rename(pending / _UNDOING)
    for step in _journal(pending / _UNDOING):
        target, old = root / step.path, pending / "old" / step.slot
        if _digest(target) != step.after:
            continue
        if step.before:
            target.parent.mkdir(parents=True, exist_ok=True)
            old.replace(target)
        else:
            target.unlink(missing_ok=True)
            _remove_empty(target.parent, root / _HOME)
    shutil.rmtree(pending, ignore_errors=True)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _told(error: OSError, root: Path) -> str:
    where = Path(error.filename or "")
    name = where.relative_to(root).as_posix() if where.is_relative_to(root) else where.name
    return f"{name}: {error.strerror}" if name else str(error.strerror)
