"""All files or none: new contents are staged, a journal is written, then each is moved into place.

A run that dies before the journal leaves the old tree. One that dies after it is finished by the
next run, or rolled back if somebody has changed one of the files meanwhile.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from luke_cli.errors import LukeError
from luke_cli.workspace import disk, journal, lock, tree
from luke_cli.workspace.journal import PENDING, Journal, Step
from luke_cli.workspace.merge import NotText

Seen = Mapping[str, str | NotText | None]
"""What a run has read where it is going to write; None is no file."""


def apply(root: Path, texts: Mapping[str, str | None], seen: Seen | None = None) -> None:
    """Write texts by path (None removes a file), all or none.

    Raises: LukeError, with the old tree in place: the disk refuses, another luke is writing, or
    what is there is no longer what was seen.
    """
    if not texts:
        return
    for path in texts:
        disk.refuse_outside(root, path)
    try:
        with lock.held(root):
            _heal(root)
            _refuse_changed(root, seen or {})
            _write(root, texts)
    except OSError as error:
        raise LukeError(f"nothing is written: {_told(error, root)}") from error


def is_interrupted(root: Path) -> bool:
    """Tell whether an earlier run died while it wrote."""
    return (root / PENDING).is_dir()


def recover(root: Path) -> str:
    """Finish or roll back what an earlier run left; return what was done, "" if nothing.

    Raises: LukeError if that run is still at it, or if what is left is nothing of luke's.
    """
    if not is_interrupted(root) and not (root / lock.LOCK).exists():
        return ""
    try:
        with lock.held(root):
            return _heal(root)
    except OSError as error:
        told = f"an interrupted run cannot be healed: {_told(error, root)}"
        raise LukeError(told) from error


def _heal(root: Path) -> str:
    if not is_interrupted(root):
        return ""
    disk.refuse_outside(root, f"{PENDING}/{journal.FORWARD}")
    steps = journal.read(root, journal.FORWARD).steps
    if steps and all(_can_go_on(root, step) for step in steps):
        _move(root, steps)
        _close(root, journal.FORWARD)
        _clear(root)
        return "an interrupted run was finished"
    _undo(root)
    return "an interrupted run was rolled back"


def _can_go_on(root: Path, step: Step) -> bool:
    """Tell whether a file is written, or is as it was and its new content is complete."""
    now = disk.digest(root / step.path)
    staged = disk.digest(root / PENDING / "new" / step.slot)
    return now == step.after or (now == step.before and staged == step.after)


def _refuse_changed(root: Path, seen: Seen) -> None:
    now = tree.read(root, seen)
    changed = sorted(path for path, text in seen.items() if now.get(path) != text)
    if changed:
        raise _changed_error(changed[0])


def _changed_error(path: str) -> LukeError:
    return LukeError(
        f"{path} has changed while luke was at work; nothing is written", hint="run this again"
    )


def _write(root: Path, texts: Mapping[str, str | None]) -> None:
    try:
        todo = _stage(root, texts)
        journal.write(root / PENDING, todo)
        _move(root, todo.steps)
        _close(root, journal.FORWARD)
    except BaseException:
        _undo_after_failure(root)
        raise
    _clear(root)


def _undo_after_failure(root: Path) -> None:
    try:
        _undo(root)
    except OSError as error:
        raise LukeError(
            f"some files may be written, and cannot be put back: {_told(error, root)}",
            hint="the next run of luke puts them back",
        ) from error


def _stage(root: Path, texts: Mapping[str, str | None]) -> Journal:
    pending = root / PENDING
    if pending.exists():
        # What could not be cleared away may be another name of a file that is in use.
        shutil.rmtree(pending)
    for folder in ("new", "old"):
        (pending / folder).mkdir(parents=True)
    steps, folders = [], dict[str, None]()
    for number, (path, text) in enumerate(sorted(texts.items())):
        target, slot = root / path, f"{number:04}"
        before = disk.digest(target)
        if before == "other":
            raise LukeError(
                f"nothing is written: {path} is no file", hint="move it away, then run this again"
            )
        if before:
            disk.keep(target, pending / "old" / slot)
        if text is not None:
            disk.put(pending / "new" / slot, text.encode(), like=target)
            folders |= dict.fromkeys(disk.missing_folders(root, path))
        steps.append(Step(path, before, disk.digest(pending / "new" / slot), slot))
    return Journal(tuple(steps), tuple(sorted(folders, key=len, reverse=True)))


def _move(root: Path, steps: tuple[Step, ...]) -> None:
    for step in steps:
        target = root / step.path
        now = disk.digest(target)
        if now not in (step.before, step.after):
            raise _changed_error(step.path)
        if step.after and now != step.after:
            target.parent.mkdir(parents=True, exist_ok=True)
            (root / PENDING / "new" / step.slot).replace(target)
        elif not step.after:
            target.unlink(missing_ok=True)
            disk.remove_empty(root, step.path)


def _undo(root: Path) -> None:
    """Put back what stood there, except where a person has been since."""
    journal.turn_back(root / PENDING)
    todo = journal.read(root, journal.BACK)
    for step in todo.steps:
        target, old = root / step.path, root / PENDING / "old" / step.slot
        if disk.digest(target) != step.after or step.before == step.after:
            continue
        if step.before and disk.digest(old) == step.before:
            target.parent.mkdir(parents=True, exist_ok=True)
            old.replace(target)
        elif not step.before:
            target.unlink(missing_ok=True)
    for folder in todo.folders:
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            (root / folder).rmdir()
    _close(root, journal.BACK)
    _clear(root)


def _close(root: Path, name: str) -> None:
    """Remove the journal: with it, a later edit of a person would look like one in the midst."""
    (root / PENDING / name).unlink(missing_ok=True)


def _clear(root: Path) -> None:
    """Remove what the journal was about; the next run clears away what is left."""
    shutil.rmtree(root / PENDING, ignore_errors=True)


def _told(error: OSError, root: Path) -> str:
    """Say what the disk refuses; of a move, for the place that it was to go to."""
    told = error.filename2 or error.filename
    if not told:
        return str(error.strerror)
    where = Path(told)
    name = where.relative_to(root).as_posix() if where.is_relative_to(root) else where.name
    return f"{name}: {error.strerror}"
