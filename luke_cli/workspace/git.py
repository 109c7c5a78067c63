"""The door to git: bytes in, bytes out."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from luke_cli.errors import LukeError, UsageError

_UNKNOWN_OPTION: Final = 129
_FAILED: Final = 128
"""Fewer is the number of conflicts."""
_STYLES: Final = ("--zdiff3", "--diff3")
"""The second is for git before 2.35."""
_LABELS: Final = ("yours", "luke wrote before", "luke writes now")


def merge_file(yours: bytes, base: bytes, new: bytes) -> tuple[bytes, int]:
    """Merge two changes of one text.

    Shape: the merged text, with markers where both changed the same lines, and the number of those.
    Raises: LukeError if git is missing or refuses.
    """
    with TemporaryDirectory(prefix="luke-merge-") as folder:
        for name, text in (("yours", yours), ("base", base), ("new", new)):
            Path(folder, name).write_bytes(text)
        for style in _STYLES:
            done = _run(_arguments(style), folder)
            if done.returncode != _UNKNOWN_OPTION:
                break
    if done.returncode >= _FAILED or done.returncode < 0:
        raise LukeError(f"git cannot merge: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout, done.returncode


def _arguments(style: str) -> list[str]:
    labels = [part for label in _LABELS for part in ("-L", label)]
    return ["merge-file", "-p", style, *labels, "yours", "base", "new"]


def _run(arguments: Sequence[str], folder: str) -> subprocess.CompletedProcess[bytes]:
    quiet = os.environ | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LC_ALL": "C",
    }
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, its input are files of ours
            ["git", *arguments],  # noqa: S607 - wherever the person has it
            cwd=folder,
            env=quiet,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise LukeError("git is needed to merge your edits", hint="install git") from None


def text_at(root: Path, revision: str, path: str) -> str | None:
    """Return a file of a project as it was at a revision; None if it was not there.

    Raises: LukeError if there is no such revision, or no git.
    """
    asked = ["rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}"]
    found = _ask(asked, root)
    if found.returncode:
        raise UsageError(f"git knows no revision `{revision}` here")
    commit = found.stdout.decode().strip()
    blob = _ask(["cat-file", "blob", f"{commit}:./{path}"], root)
    return None if blob.returncode else blob.stdout.decode(errors="replace")


def has_commits(root: Path) -> bool:
    """Tell whether a project is in a repository that has a commit."""
    asked = ["rev-parse", "--quiet", "--verify", "HEAD^{commit}"]
    try:
        return not _ask(asked, root).returncode
    except LukeError:
        return False


def version() -> str:
    """Return what git says of itself.

    Raises: LukeError if there is none.
    """
    return _ask(["--version"], Path.cwd()).stdout.decode(errors="replace").strip()


def _ask(arguments: Sequence[str], root: Path) -> subprocess.CompletedProcess[bytes]:
    """Ask the person's own git, whose configuration says which folders it trusts."""
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, a revision is no option here
            ["git", *arguments],  # noqa: S607 - wherever the person has it
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise LukeError("git is needed to look at a revision", hint="install git") from None
