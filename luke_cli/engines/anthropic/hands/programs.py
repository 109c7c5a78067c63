"""The programs that a model may run: by name and argument, never through a shell.

    pytest -q tests/test_trips.py -k export      ruff check --fix backend/trips
    mypy    alembic upgrade head                 python -m backend.commands --help

Each runs as a module of the python of the backend, confined by `confine.py`.
"""

import json
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from luke_cli.engines.anthropic.hands.seal import seal
from luke_cli.engines.anthropic.hands.staging import remove

_LAUNCHER: Final = Path(__file__).with_name("confine.py")
_SHELL: Final = re.compile(r"[|&;<>`$\n\\*?~(){}!]")
_LONGEST: Final = 8_000
"""Characters of a command: far more than one needs, far less than a system takes."""
_MODULE: Final = re.compile(r"backend(?:\.[a-z_][a-z0-9_]*)*")
_OPTIONS: Final[Mapping[str, re.Pattern[str]]] = {
    "pytest": re.compile(
        r"-q|-qq|-v|-vv|-x|-l|-s|-k|--lf|--ff|--runxfail|--maxfail=\d+|--durations=\d+"
        r"|--tb=(?:short|long|line|no|native)"
    ),
    "ruff": re.compile(r"--fix|--diff|--check|--no-cache|--output-format=(?:concise|full)"),
    "mypy": re.compile(r"--strict|--show-error-codes|--pretty"),
    "alembic": re.compile(r"--sql|--verbose"),
}
_FIRST: Final[Mapping[str, frozenset[str]]] = {
    "ruff": frozenset(("check", "format")),
    "alembic": frozenset(
        ("upgrade", "downgrade", "current", "check", "history", "heads", "show", "branches")
    ),
}
_SYSTEM: Final = (
    *("/usr", "/lib", "/lib64", "/bin", "/dev/urandom", "/dev/null"),
    # Who there is on the machine, and what it is told in secret, stands beside these.
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/os-release"),
    *(f"/etc/python3.{sys.version_info.minor}", "/etc/ssl/openssl.cnf"),
    # What mypy asks of the machine; the rest of /proc shows the variables of luke, a key among them.
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat"),
)
_OF_PYTHON: Final = ("bin", "include", "lib", "lib64", "pyvenv.cfg")
"""What stands below the folder that a Python is installed in."""
_KEPT_FROM: Final = ("network", "files", "names of files", "processes")
_SCRATCH: Final = "scratch"
_ROOT: Final = "root"
_TYPES: Final = "types"
_GRACE_S: Final = 30.0
_SECRET: Final = "of a staging copy only, at least 32 bytes long"  # noqa: S105


class ForbiddenError(Exception):
    """A command may not be run; the text says what may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """What a program may use."""

    seconds: float = 180.0
    cpu_s: int = 240
    memory_mb: int = 3072
    """Of each process, and of all at once."""
    disk_mb: int = 1024
    processes: int = 64
    output_bytes: int = 20_000


@dataclass(frozen=True, slots=True)
class Programs:
    """Runs programs in a folder, with the python that a backend runs on."""

    folder: Path
    python: Path
    most: Most = Most()
    types: Path | None = None
    """What mypy begins with; what a program leaves in its own copy of it is gone when it ends."""
    writes: bool = True
    """Whether the folder may be written; if not, programs write only what is gone when they end."""

    def run(self, command: str) -> tuple[int, str]:
        """Run a command and return its exit code and what it said.

        Raises: ForbiddenError.
        """
        arguments = argv(command)
        place = Path(tempfile.mkdtemp(prefix="luke-hands-"))
        try:
            scratch, root = place / _SCRATCH, place / _ROOT
            scratch.mkdir()
            root.mkdir()
            if self.types is not None and "mypy" in arguments[:2]:
                shutil.copytree(self.types, scratch / _TYPES)
            return self._ran(arguments, scratch, root)
        finally:
            remove(place)

    def _ran(self, arguments: Sequence[str], scratch: Path, root: Path) -> tuple[int, str]:
        folder = str(self.folder.resolve())
        what = {
            "writes": [str(scratch), "/dev/null", *([folder] if self.writes else [])],
            "reads": [folder, *_read(self.python)],
            "root": str(root),
            "cpu_s": self.most.cpu_s,
            "memory_mb": self.most.memory_mb,
            "disk_mb": self.most.disk_mb,
            "processes": self.most.processes,
            "seal": seal(platform.machine()).hex(),
        }
        launched = [sys.executable, "-I", "-S", str(_LAUNCHER), json.dumps(what)]
        with (
            tempfile.TemporaryFile() as said,
            subprocess.Popen(
                [*launched, str(self.python), *arguments],
                cwd=self.folder,
                env=self._environ(scratch),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            ) as process,
        ):
            try:
                code = process.wait(self.most.seconds)
                late = ""
            except subprocess.TimeoutExpired:
                code, late = -1, f"\nit did not end within {self.most.seconds:g} s and was ended"
            finally:
                _end(process)
            said.seek(0)
            return code, _middle(said.read(64 * 1024**2), self.most.output_bytes) + late

    def _environ(self, scratch: Path) -> Mapping[str, str]:
        return {
            "HOME": str(scratch),
            "TMPDIR": str(scratch),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "MYPY_CACHE_DIR": str(scratch / _TYPES),
            "RUFF_NO_CACHE": "true",
            "APP_JWT_SECRET": _SECRET,
            "APP_MFA_KEY": _SECRET,
        }


def confinement() -> Mapping[str, bool]:
    """Tell what this system keeps programs from: network, files, processes left behind, ..."""
    with tempfile.TemporaryDirectory(prefix="luke-hands-") as root:
        what = {
            "seal": seal(platform.machine()).hex(),
            "root": root,
            "reads": _read(Path(sys.executable)),
            "writes": [],
        }
        how = ["probe", json.dumps(what), sys.executable]
        asked = [sys.executable, "-I", "-S", str(_LAUNCHER), *how]
        ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    held: Mapping[str, bool] = json.loads(ran.stdout) if ran.returncode == 0 else {}
    return {name: held.get(name, False) for name in _KEPT_FROM}


def _read(python: Path) -> list[str]:
    """Return what a program may read: the system, Python and its packages."""
    own = {python.resolve().parent.parent, python.parent.parent, Path(sys.base_prefix)}
    # A `bin` may stand in anybody's home: what else is beside it is no Python.
    parts = sorted(str(prefix / name) for prefix in own for name in _OF_PYTHON)
    return [*_SYSTEM, *parts, str(_LAUNCHER)]


def argv(command: str) -> list[str]:
    """Return the arguments of python for a command; raises ForbiddenError."""
    if len(command) > _LONGEST:
        raise ForbiddenError(f"a command has at most {_LONGEST:,} characters: name fewer paths")
    found = _SHELL.search(command)
    if found is not None:
        raise ForbiddenError(
            f"there is no shell: {found[0]!r} means nothing here. Run one program with plain"
            " arguments; Read, Grep and Glob show files, Write and Edit change them"
        )
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ForbiddenError(f"the command cannot be split: {error}") from None
    program, arguments = _program(words)
    for argument in arguments:
        _check_path(argument)
    if program.startswith("backend"):
        return ["-m", program, *arguments]
    _check_options(program, arguments)
    quiet = ["-p", "no:cacheprovider"] if program == "pytest" else []
    return ["-m", program, *quiet, *arguments]


def _program(words: Sequence[str]) -> tuple[str, list[str]]:
    if words[:2] == ["python", "-m"] and len(words) > 2:
        words = words[2:]
    if words and (words[0] in _OPTIONS or _MODULE.fullmatch(words[0])):
        return words[0], list(words[1:])
    named = words[0] if words else ""
    known = ", ".join(_OPTIONS)
    raise ForbiddenError(f"`{named}` may not be run. Run one of {known}, or python -m backend.NAME")


def _check_path(argument: str) -> None:
    value = argument.partition("=")[2] or argument
    parts = value.replace("\\", "/").split("/")
    if value.startswith(("/", "@")) or ".." in parts:
        raise ForbiddenError(
            f"`{argument}` leads out of the copy: give paths below it, `backend/...`"
        )


def _check_options(program: str, arguments: Sequence[str]) -> None:
    allowed = _OPTIONS[program]
    first = _FIRST.get(program)
    if first is not None and (not arguments or arguments[0] not in first):
        raise ForbiddenError(f"{program} may be run as: {', '.join(sorted(first))}")
    for argument in arguments:
        # Behind `-k` as well: pytest takes a `-p` there for what it is anywhere else.
        if argument.startswith("-") and not allowed.fullmatch(argument):
            raise ForbiddenError(f"{program} may not be given `{argument}`")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End whatever is left of a program: who watches it ends all that it has started."""
    process.terminate()
    try:
        process.wait(_GRACE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _middle(data: bytes, most: int) -> str:
    text = data.decode("utf-8", "replace")
    if len(text) <= most:
        return text
    half = most // 2
    return f"{text[:half]}\n... {len(text) - most:,} characters are left out ...\n{text[-half:]}"
