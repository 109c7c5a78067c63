"""Run a program that nobody trusts: `python -I confine.py WHAT PROGRAM...`, a script of its own.

WHAT is JSON: {"writes": [folders], "reads": [folders], "cpu_s": 60, "memory_mb": 2048, "disk_mb": 1024,
"processes": 64, "seal": "the filter of seal.py in hexadecimal digits", "root": "an empty folder"}. The program
gets no network, reads and writes nothing else, does not even see what else there is, has no rights of root,
and leaves no process behind; where the system cannot keep it from one of these, `python -I confine.py probe
WHAT PYTHON` says so.

Source: landlock(7), namespaces(7), pivot_root(2), capabilities(7), seccomp(2).
"""

import ctypes
import json
import os
import resource
import signal
import stat
import struct
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import count
from typing import Any, Final

_LIBC: Final = ctypes.CDLL(None, use_errno=True)
_IS_LINUX: Final = sys.platform == "linux"

_NEW_USER: Final = 0x10000000
_NEW_NET: Final = 0x40000000
_NEW_PID: Final = 0x20000000
_NEW_IPC: Final = 0x08000000
_NEW_MOUNTS: Final = 0x00020000

_BIND: Final = 0x1000 | 0x4000
"""With all that is mounted below."""
_PRIVATE: Final = 0x40000 | 0x4000
_READ_ONLY: Final = 0x20 | 0x1
_PLAIN: Final = 0x2 | 0x4 | 0x8
"""Without devices and programs."""
_DETACH: Final = 2

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION: Final = 1
_PATH_BENEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_SECCOMP: Final = 22
_FILTER: Final = 2
_DROP_BOUND: Final = 24
_AMBIENT: Final = 47
_CLEAR: Final = 4
_CAPABILITIES: Final = 64
_CAPABILITY_HEADER: Final = 0x20080522

_READS: Final = 0b1101
"""Execute, read a file, read a folder."""
_OF_FILES: Final = 0b100_0000_0000_0111
"""Rights that a single file has: execute, write, read, truncate."""
_FILE_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights the first versions know; later ones know 16."""
_TCP: Final = 0b11
_NET_SINCE: Final = 4
_NO_NETWORK: Final = 3
_SCOPES_SINCE: Final = 6
_SCOPES: Final = 0b11
"""Signals and sockets reach nobody but the program itself."""
_NEVER_MADE: Final = 0b1110_0100_0000
"""Rights that no folder gives: devices, sockets and pipes with a name."""
_PAUSE_S: Final = 0.03
_FULL: Final = 12
"""Every so many pauses, memory and files are counted as well."""
_BLOCK: Final = 512
_NAME_BYTES: Final = 256
"""What an empty file costs."""
_OPEN: Final = os.O_PATH | os.O_CLOEXEC if hasattr(os, "O_PATH") else os.O_RDONLY


def main(arguments: list[str]) -> int:
    """Run what the arguments say; returns its exit code."""
    if arguments[0] == "probe":
        sys.stdout.write(json.dumps(probe(json.loads(arguments[1]), arguments[2])))
        return 0
    what, parent = json.loads(arguments[0]), os.getppid()
    _alone()
    child = os.fork()
    if child == 0:
        # In a group of its own: a signal to the group of this one would end who watches.
        os.setsid()
        _hidden(what, arguments[1])
        _limit(what)
        _files(what)
        _unprivileged()
        _sealed(what["seal"])
        os.execve(arguments[1], arguments[1:], dict(os.environ))  # noqa: S606
    return _watched(child, parent, what) & 0xFF


def _watched(child: int, parent: int, what: Mapping[str, Any]) -> int:
    """Return the exit code of the program; it ends, with all of its own, if it takes too much.

    No limit of the system would do: root has none, others share theirs with all that they run, and
    what one process may have is nothing to what many may.
    """
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    for turn in count():
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        wrong = _excess(child, what, is_full=turn % _FULL == 0)
        if wrong:
            sys.stdout.write(f"\nit {wrong} and was ended\n")
            sys.stdout.flush()
        if wrong or asked or os.getppid() != parent:
            _end(child)
        time.sleep(_PAUSE_S)
    raise AssertionError


def _end(child: int) -> None:
    """End a program: with the first process of a namespace goes all that is in it."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            kill(child, signal.SIGKILL)


def _excess(child: int, what: Mapping[str, Any], *, is_full: bool) -> str:
    """Return what a program has done too much of, "" if nothing."""
    members = _members(child)
    if len(members) > what["processes"]:
        return f"started more than {what['processes']} processes"
    if not is_full:
        return ""
    if sum(map(_resident, members)) > what["memory_mb"] * 1024**2:
        return f"took more than {what['memory_mb']} MB of memory"
    stored = sum(map(_stored, what["writes"])) + sum(_unlinked(members).values())
    if stored > what["disk_mb"] * 1024**2:
        return f"wrote more than {what['disk_mb']} MB of files"
    return ""


def _members(child: int) -> list[int]:
    """Return the processes of a program, the first one included; none where it is not apart."""
    apart = _place(child) if _IS_LINUX else 0
    if not apart or apart == _place(os.getpid()):
        return []
    names = (name for name in os.listdir("/proc") if name.isdecimal())  # noqa: PTH208
    return [int(name) for name in names if _place(int(name)) == apart]


def _place(process: int) -> int:
    """Return the namespace that a process is in, 0 if it is gone or somebody else's."""
    try:
        return os.stat(f"/proc/{process}/ns/pid").st_ino  # noqa: PTH116 - loads as little as it can
    except OSError:
        return 0


def _resident(process: int) -> int:
    """Return the bytes of memory that a process has."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[1]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


def _stored(folder: str) -> int:
    """Return the bytes of the files below a folder, and of their names."""
    total, waiting = 0, [folder]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                with suppress(OSError):
                    total += _NAME_BYTES + entry.stat(follow_symlinks=False).st_blocks * _BLOCK
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
    return total


def _unlinked(members: Iterable[int]) -> dict[tuple[int, int], int]:
    """Return the bytes of files that are held open and have no name any more."""
    found = {}
    for process in members:
        with suppress(OSError), os.scandir(f"/proc/{process}/fd") as entries:
            for entry in entries:
                with suppress(OSError):
                    told = entry.stat()
                    if stat.S_ISREG(told.st_mode) and not told.st_nlink:
                        found[told.st_dev, told.st_ino] = told.st_blocks * _BLOCK
    return found


def probe(what: Mapping[str, Any], program: str) -> dict[str, bool]:
    """Tell what this system can keep a program from; this process is never the same again."""
    version = _landlock_version()
    parted = _alone()
    # What is forked now is in the namespaces; so is what would be run.
    child = os.fork()
    if child == 0:
        os.chdir("/")
        os._exit(not _hidden(what, program))
    hidden = os.waitpid(child, 0)[1] == 0
    return {
        "network": _sealed(what["seal"]) or parted["network"] or version >= _NET_SINCE,
        "files": version > 0,
        "names of files": hidden,
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
    _LIBC.unshare(_NEW_IPC)
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


def _hidden(what: Mapping[str, Any], program: str) -> bool:
    """See nothing of the machine but what may be read or written; tells whether that holds.

    Landlock does not keep anybody from asking whether a file is there, how large it is and how old.
    """
    here, root = os.getcwd(), what["root"]  # noqa: PTH109 - loads as little as it can
    if not _IS_LINUX or _LIBC.unshare(_NEW_MOUNTS) != 0:
        return False
    try:
        _mount("", "/", _PRIVATE)
        _mount("tmpfs", root, 0)
        # Of processes only its own: who asks for one that is not there takes that for a bug.
        os.mkdir(f"{root}/proc")  # noqa: PTH102
        _mount("proc", f"{root}/proc", _PLAIN)
        for path in sorted({*what["reads"], *what["writes"], program}):
            _lay(path, root)
        _mount("tmpfs", root, _READ_ONLY)
        if not _runs(root, program):
            return False
        os.chdir(root)
        if _LIBC.pivot_root(b".", b".") == 0 and _LIBC.umount2(b".", _DETACH) == 0:
            return True
    except (OSError, AttributeError):
        return False
    finally:
        os.chdir(here)
    return False


def _lay(path: str, root: str) -> None:
    """Show a file or a folder below another root as well; links on the way to it are links there."""
    at, waiting = "", path.strip("/").split("/")
    while waiting:
        at = f"{at}/{waiting.pop(0)}"
        if os.path.ismount(root + at):
            return
        if os.path.islink(at):  # noqa: PTH114
            leads_to = os.readlink(at)  # noqa: PTH115
            with suppress(FileExistsError):
                os.symlink(leads_to, root + at)  # noqa: PTH211
            above = os.path.dirname(at)  # noqa: PTH120
            _lay(os.path.normpath(os.path.join(above, leads_to, *waiting)), root)  # noqa: PTH118
            return
        if not os.path.exists(at):  # noqa: PTH110
            return
        if os.path.isdir(at):  # noqa: PTH112
            os.makedirs(root + at, exist_ok=True)  # noqa: PTH103
        else:
            os.close(os.open(root + at, os.O_CREAT | os.O_WRONLY))
    _mount(at, root + at, _BIND)


def _mount(what: str, where: str, flags: int) -> None:
    source = os.fsencode(what)
    if _LIBC.mount(source, os.fsencode(where), source, flags, None) != 0:
        raise OSError(ctypes.get_errno(), where)


def _runs(root: str, program: str) -> bool:
    """Tell whether a program, a Python, finds all that it needs below a root."""
    child = os.fork()
    if child == 0:
        try:
            os.chroot(root)
            os.execve(program, [program, "-I", "-S", "-c", ""], {})  # noqa: S606
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


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
    _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if version <= 0:
        return
    known = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("=QQQ", known, _TCP, _SCOPES)
    size = 24 if version >= _SCOPES_SINCE else 16 if version >= _NET_SINCE else 8
    rules = _LIBC.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if rules < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    _allow(rules, what["writes"], known & ~_NEVER_MADE)
    _allow(rules, what["reads"], _READS)
    if _LIBC.syscall(_RESTRICT_SELF, rules, 0) != 0:
        raise OSError(ctypes.get_errno(), "landlock")


def _unprivileged() -> None:
    """Be nobody in particular: root has rights that no folder bounds, to the clock and to disks."""
    if not _IS_LINUX:
        return
    for capability in range(_CAPABILITIES):
        _LIBC.prctl(_DROP_BOUND, capability, 0, 0, 0)
    _LIBC.prctl(_AMBIENT, _CLEAR, 0, 0, 0)
    _LIBC.capset(struct.pack("=Ii", _CAPABILITY_HEADER, 0), struct.pack("=6I", *([0] * 6)))


def _sealed(seal: str) -> bool:
    """Make no call of the system any more that a filter refuses; tells whether that holds."""
    code = bytes.fromhex(seal)
    if not code or not _IS_LINUX:
        return False
    held = ctypes.create_string_buffer(code, len(code))
    filtered = struct.pack("@HP", len(code) // 8, ctypes.addressof(held))
    _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(_LIBC.prctl(_SECCOMP, _FILTER, filtered, 0, 0) == 0)


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
