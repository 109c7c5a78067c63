"""The door to git: bytes in, bytes out."""

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from luke_cli.errors import LukeError, UsageError
from luke_cli.workspace.conflict import LABELS

_UNKNOWN_OPTION: Final = 129
_FAILED: Final = 128
"""Fewer is the number of conflicts."""
_STYLES: Final = ("--zdiff3", "--diff3")
"""The second is for git before 2.35."""
_NOBODYS: Final = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""A merge is the same for everybody."""


def merge_file(yours: bytes, base: bytes, new: bytes) -> tuple[bytes, int]:
    """Merge two changes of one text.

    Shape: the merged text, with markers where both changed the same lines, and the number of those.
    Raises: LukeError if git is missing or refuses.
    """
    with TemporaryDirectory(prefix="luke-merge-") as name:
        folder = Path(name)
        for side, text in (("yours", yours), ("base", base), ("new", new)):
            (folder / side).write_bytes(text)
        for style in _STYLES:
            done = _run(_arguments(style), folder, environ=_NOBODYS)
            if done.returncode != _UNKNOWN_OPTION:
                break
    if done.returncode >= _FAILED or done.returncode < 0:
        raise LukeError(f"git cannot merge: {_said(done)}")
    return done.stdout, done.returncode


def uncommitted(root: Path, folder: str) -> tuple[str, ...] | None:
    """Return the files below a folder that git has not as they are; None where git keeps nothing.

    Shape: paths relative to the root, sorted; files that are ignored are not among them.
    """
    prefix = _asked(root, "rev-parse", "--show-prefix")
    if prefix is None:
        return None
    flags = ("--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    entries = _asked(root, "-c", "core.fsmonitor=false", "status", *flags, "--", folder)
    top = prefix.removesuffix("\n")
    return tuple(sorted(entry[3:].removeprefix(top) for entry in _split(entries)))


def ignored(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return the rule that swallows a file, by path, of those that git does not keep yet."""
    listed = "\0".join(paths).encode()
    done = _tried(root, "check-ignore", "--verbose", "-z", "--stdin", stdin=listed)
    if done is None or done.returncode:
        return {}
    parts = iter(_split(done.stdout.decode(errors="replace")))
    rules = zip(parts, parts, parts, parts, strict=False)
    return {path: f"{file}:{line}: {rule}" for file, line, rule, path in rules if rule[:1] != "!"}


def text_at_last_change(root: Path, scope: str, path: str) -> str | None:
    """Return what a file was in the last commit that changed something at or below `scope`."""
    commit = _asked(root, "log", "-1", "--format=%H", "--", scope)
    return _text(root, commit, path) if commit else None


def text_at(root: Path, revision: str, path: str) -> str | None:
    """Return a file of a project as it was at a revision; None if it was not there.

    Raises: LukeError if there is no such revision, or no git.
    """
    asked = ("rev-parse", "--quiet", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    found = None if "\0" in revision else _run(asked, root)
    if found is None or found.returncode:
        hint = "a shallow clone lacks what came before: git fetch --unshallow"
        raise UsageError(
            f"git knows no revision `{revision}` here", hint=hint if _is_shallow(root) else ""
        )
    return _text(root, found.stdout.decode(), path)


def _is_shallow(root: Path) -> bool:
    return (_asked(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def has_commits(root: Path) -> bool:
    """Tell whether a project is in a repository that has a commit."""
    return _asked(root, "rev-parse", "--quiet", "--verify", "HEAD^{commit}") is not None


def version() -> str:
    """Return what git says of itself.

    Raises: LukeError if there is none.
    """
    return _run(("--version",), Path.cwd()).stdout.decode(errors="replace").strip()


def commit(root: Path, paths: Sequence[str], message: str) -> str:
    """Commit some files as they are and nothing else; return why git refuses, "" if it does not.

    What a person has staged of other files stays staged.
    """
    listed = "\0".join(paths).encode()
    given = ("--pathspec-from-file=-", "--pathspec-file-nul")
    steps = (
        ("add", "--all", *given),
        ("commit", "--quiet", "--only", "--message", message, *given),
    )
    for step in steps:
        done = _tried(root, "--literal-pathspecs", *step, stdin=listed)
        if done is None or done.returncode:
            return _said(done) if done else "git is not there"
    return ""


def _text(root: Path, commit: str, path: str) -> str | None:
    return _asked(root, "cat-file", "blob", f"{commit.strip()}:./{path}")


def _split(text: str | None) -> list[str]:
    return [part for part in (text or "").split("\0") if part]


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stderr or done.stdout).decode(errors="replace").strip()


def _asked(root: Path, *arguments: str) -> str | None:
    """Return what git answers, None if it has no answer."""
    done = _tried(root, *arguments)
    return None if done is None or done.returncode else done.stdout.decode(errors="replace")


def _tried(
    root: Path, *arguments: str, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in the project; None where there is no git, as luke works without."""
    try:
        return _run(arguments, root, stdin=stdin)
    except LukeError:
        return None


def _arguments(style: str) -> list[str]:
    labels = [part for label in LABELS for part in ("-L", label)]
    return ["merge-file", "-p", style, *labels, "yours", "base", "new"]


def _run(
    arguments: Sequence[str],
    folder: Path,
    *,
    environ: Mapping[str, str] | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    """Run the person's own git, whose configuration says which folders it trusts."""
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, and a revision is no option
            ["git", *arguments],  # noqa: S607 - wherever the person has it
            cwd=folder,
            env=os.environ | {"LC_ALL": "C"} | dict(environ or {}),
            input=stdin,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise LukeError("git is needed: it merges your edits", hint="install git") from None
