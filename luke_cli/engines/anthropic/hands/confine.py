"""Run a program that nobody trusts: `python -I confine.py WHAT PROGRAM...`, a script of its own.

WHAT is JSON: {"writes": [folders], "reads": [folders], "cpu_s": 60, "memory_mb": 2048, "processes": 64}.
The program gets no network, reads and writes nothing else, and leaves no process behind; where the system
cannot keep it from one of these, `python -I confine.py probe` says so.

Source: landlock(7), namespaces(7).
"""

import ctypes
import json
import os
import resource
import signal
import struct
import sys
import time
from collections.abc import Iterable, Mapping
from typing import Any, Final

_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_IS_LINUX: Final = sys.platform == "linux"

_NEW_USER: Final = 0x10000000
_NEW_NET: Final = 0x40000000
_NEW_PID: Final = 0x20000000

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38

_READS: Final = 0b1101
"""Execute, read a file, read a folder."""
_OF_FILES: Final = 0b100_0000_0000_0111
"""Rights that a single file has: execute, write, read, truncate."""
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights the first versions know; later ones know 16."""
_TCP: Final = 0b11
_NET_SINCE: Final = 4
_NO_NETWORK: Final = 3
_PAUSE_S: Final = 0.03
_OPEN: Final = os.O_PATH | os.O_CLOEXEC if hasattr(os, "O_PATH") else os.O_RDONLY


def main(arguments: list[str]) -> int:
    """Run what the arguments say; returns its exit code."""
    if arguments == ["probe"]:
        sys.stdout.write(json.dumps(probe()))
        return 0
    what = json.loads(arguments[0])
    _alone()
    child = os.fork()
    if child == 0:
        _limit(what)
        _files(what)
        os.execve(arguments[1], arguments[1:], dict(os.environ))  # noqa: S606
    return _watched(child, what["processes"]) & 0xFF


def _watched(child: int, most: int) -> int:
    """Return the exit code of the program; it ends, with all of its own, if they become too many.

    No limit of the system would do: root has none, and others share theirs with all that they run.
    """
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        if _count(child) > most:
            sys.stdout.write(f"\nit started more than {most} processes and was ended\n")
            sys.stdout.flush()
            os.kill(child, signal.SIGKILL)
        time.sleep(_PAUSE_S)


def _count(child: int) -> int:
    """Return how many processes there are beside the first one of a program, itself included."""
    if not _IS_LINUX:
        return 0
    apart = _place(child)
    if apart == _place(os.getpid()):
        return 0
    return sum(_place(int(name)) == apart for name in os.listdir("/proc") if name.isdecimal())  # noqa: PTH208


def _place(process: int) -> int:
    """Return the namespace that a process is in, 0 if it is gone or somebody else's."""
    try:
        return os.stat(f"/proc/{process}/ns/pid").st_ino  # noqa: PTH116 - loads as little as it can
    except OSError:
        return 0


def probe() -> dict[str, bool]:
    """Tell what this system can keep a program from; this process is never the same again."""
    version = _landlock_version()
    parted = _alone()
    return {
        "network": parted["network"] or version >= _NET_SINCE,
        "files": version > 0,
        "processes": parted["processes"],
    }


def _alone() -> dict[str, bool]:
    """Leave the network and the processes of the machine, as far as this user may."""
    user, group = os.getuid(), os.getgid()
    wanted = {"network": _NEW_NET, "processes": _NEW_PID}
    if not _IS_LINUX:
        return dict.fromkeys(wanted, False)
    if user != 0 and _LIBC.unshare(_NEW_USER) == 0:
        _map(user, group)
    return {name: _LIBC.unshare(flag) == 0 for name, flag in wanted.items()}


def _map(user: int, group: int) -> None:
    """Stay who one is in a new user namespace."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(text)


def _limit(what: Mapping[str, Any]) -> None:
    memory = what["memory_mb"] * 1024**2
    for kind, most in (
        (resource.RLIMIT_CPU, what["cpu_s"]),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 64 * 1024**2),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _files(what: Mapping[str, Any]) -> None:
    """Take away all rights to files but those that are given."""
    version = _landlock_version()
    if version <= 0:
        return
    known = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("=QQ", known, _TCP if version >= _NET_SINCE else 0)
    size = 16 if version >= _NET_SINCE else 8
    rules = _LIBC.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if rules < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    _allow(rules, what["writes"], known)
    _allow(rules, what["reads"], _READS)
    _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if _LIBC.syscall(_RESTRICT_SELF, rules, 0) != 0:
        raise OSError(ctypes.get_errno(), "landlock")


def _allow(rules: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - loads as little as it can
            continue
        held = rights if os.path.isdir(path) else rights & _OF_FILES  # noqa: PTH112
        there = os.open(path, _OPEN)
        rule = struct.pack("=Qi", held, there)
        if _LIBC.syscall(_ADD_RULE, rules, _PATH_BENEATH, rule, 0) != 0:
            raise OSError(ctypes.get_errno(), path)
        os.close(there)


def _landlock_version() -> int:
    if not _IS_LINUX:
        return 0
    return int(_LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
