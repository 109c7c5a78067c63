"""`luke doctor`: whether this machine and this project have what luke needs."""

import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from luke_cli.errors import Exit, LukeError
from luke_cli.project import DESIGN, PLAN, find
from luke_cli.proof.servers import postgres_folder, valkey_program
from luke_cli.result import Line, Outcome
from luke_cli.workspace import base, git, tree
from luke_cli.workspace.apply import is_interrupted

_OLDEST: Final = (3, 11)
_WIDE: Final = 9


class Seen(NamedTuple):
    """What there is to say of something that is needed."""

    said: str
    """"" if it is not there."""
    cure: str
    """What to do where it is not there."""
    needed: bool = True
    """Without it luke cannot do its work; else only a part of it."""


def doctor(root: Path) -> Outcome:
    """Look at what luke needs; exit 1 if something is missing that both phases need."""
    seen = {name: look(root) for name, look in _LOOKS.items()}
    missing = [name for name, one in seen.items() if one.needed and not one.said]
    return Outcome(
        exit_code=Exit.FINDINGS if missing else Exit.CLEAN,
        answer=tuple(Line(name, _told(one)) for name, one in seen.items()),
        lines=(Line("found", f"missing: {', '.join(missing)}" if missing else "all is well"),),
    )


def _told(one: Seen) -> str:
    state = "ok" if one.said else "missing" if one.needed else "absent"
    return f"{state:<{_WIDE}}{one.said or one.cure}"


def _python(_: Path) -> Seen:
    said = platform.python_version() if sys.version_info >= _OLDEST else ""
    return Seen(said, "install Python 3.11 or newer")


def _git(_: Path) -> Seen:
    try:
        return Seen(git.version(), "install git")
    except LukeError:
        return Seen("", "install git: it merges your edits")


def _postgresql(_: Path) -> Seen:
    cure = "luke verify needs one: install postgresql, or set PG_BIN"
    return Seen("found" if postgres_folder() else "", cure, needed=False)


def _valkey(_: Path) -> Seen:
    cure = "luke verify tests limits and caches with one: install valkey or redis"
    return Seen("found" if valkey_program() else "", cure, needed=False)


def _project(root: Path) -> Seen:
    said = DESIGN if (root / DESIGN).is_dir() else ""
    return Seen(said, f"make {DESIGN}: luke init")


def _documents(root: Path) -> Seen:
    found = [document.name for document in find(root).documents]
    return Seen(", ".join(found), "make some: luke init")


def _plan(root: Path) -> Seen:
    said = PLAN if tree.read(root, [PLAN]) else ""
    return Seen(said, "make it: luke --design", needed=False)


def _base(root: Path) -> Seen:
    count = len(base.read(root).texts)
    there = (root / base.BASE).exists()
    said = f"{base.BASE}, {count} files" if count else "" if there else "nothing is written yet"
    return Seen(said, f"{base.BASE} cannot be read: take it from git")


def _pending(root: Path) -> Seen:
    said = "" if is_interrupted(root) else "no interrupted run"
    return Seen(said, "a run was interrupted; the next luke --design heals it")


_LOOKS: Final[dict[str, Callable[[Path], Seen]]] = {
    "python": _python,
    "git": _git,
    "postgresql": _postgresql,
    "valkey": _valkey,
    "project": _project,
    "documents": _documents,
    "plan": _plan,
    "base": _base,
    "pending": _pending,
}
