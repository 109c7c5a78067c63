"""The one door to ruff: imports are sorted and pruned, lines are wrapped, for a whole tree at once."""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

from ruff import find_ruff_bin

from luke_cli.files import FileTree

_FIX: Final = ("check", "--fix-only", "--select", "I,F401,UP037,RUF022", "--quiet", ".")
_FORMAT: Final = ("format", "--quiet", ".")


def formatted(tree: FileTree) -> FileTree:
    """Return the tree with its Python files as ruff writes them.

    Raises: ValueError if a file is not Python, with what ruff says.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        paths = {path: root / path for path in tree if path.endswith((".py", "pyproject.toml"))}
        for path, target in paths.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(tree[path], encoding="utf-8", newline="\n")
        for arguments in (_FIX, _FORMAT):
            _run(root, arguments)
        written = {path: target.read_text(encoding="utf-8") for path, target in paths.items()}
    return {path: written.get(path, text) for path, text in tree.items()}


def _run(root: Path, arguments: tuple[str, ...]) -> None:
    command = [find_ruff_bin(), *arguments]
    ran = subprocess.run(  # noqa: S603 - our own arguments
        command, cwd=root, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise ValueError((ran.stderr or ran.stdout).replace(str(root), "").strip())
