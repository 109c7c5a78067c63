"""The calls of the system that a program of a model may not make, as a filter that the kernel runs.

What goes around folders and namespaces is refused: sockets of any kind (one of a path leads out of
both), keys of the machine, memory that no file and no process has, tracing, new namespaces, looking
on at what others do with files, and changes of who owns a file, who may open it and how old it is: no
rule of a folder holds for these.

Source: seccomp(2); linux/filter.h; the tables of calls of x86-64 and of arm64.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import Final

_LOAD: Final = 0x20
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_ANY_BIT: Final = 0x45
_AND: Final = 0x54
_RETURN: Final = 0x06

_CALL: Final = 0
_MACHINE: Final = 4
_FIRST: Final = 16
_SECOND: Final = 24
"""Where the arguments of a call stand; the lower half of each is first."""

_ALLOWED: Final = 0x7FFF_0000
_REFUSED: Final = 0x0005_0001
"""It may not be: EPERM."""
_UNKNOWN: Final = 0x0005_0026
"""There is no such call: ENOSYS, upon which the C library takes the older one."""
_FOREIGN: Final = 0x4000_0000
"""Calls of x86-64 with pointers of half the size begin here."""
_APART: Final = 0x7E02_0080
"""The flags of clone(2) that make a namespace."""
_KIND: Final = 0xF
_STREAM: Final = 1
"""Of a pair of sockets: one of datagrams could be sent from to any path."""

_NUMBERS: Final[Mapping[str, tuple[int, Mapping[str, int]]]] = {
    "x86_64": (
        0xC000_003E,
        {"clone": 56, "socketpair": 53}
        | {"socket": 41, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311}
        | {"add_key": 248, "request_key": 249, "keyctl": 250, "bpf": 321, "perf_event_open": 298}
        | {"userfaultfd": 323, "unshare": 272, "setns": 308, "mount": 165, "umount2": 166}
        | {"pivot_root": 155, "chroot": 161, "shmget": 29, "msgget": 68, "semget": 64}
        | {"mq_open": 240, "memfd_create": 319}
        | {"chmod": 90, "fchmod": 91, "fchmodat": 268, "chown": 92, "fchown": 93, "lchown": 94}
        | {"fchownat": 260, "utime": 132, "utimes": 235, "futimesat": 261, "utimensat": 280}
        | {"setxattr": 188, "lsetxattr": 189, "fsetxattr": 190}
        | {"removexattr": 197, "lremovexattr": 198, "fremovexattr": 199}
        | {"inotify_init": 253, "inotify_init1": 294, "fanotify_init": 300},
    ),
    "aarch64": (
        0xC000_00B7,
        {"clone": 220, "socketpair": 199}
        | {"socket": 198, "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271}
        | {"add_key": 217, "request_key": 218, "keyctl": 219, "bpf": 280, "perf_event_open": 241}
        | {"userfaultfd": 282, "unshare": 97, "setns": 268, "mount": 40, "umount2": 39}
        | {"pivot_root": 41, "chroot": 51, "shmget": 194, "msgget": 186, "semget": 190}
        | {"mq_open": 180, "memfd_create": 279}
        | {"fchmod": 52, "fchmodat": 53, "fchownat": 54, "fchown": 55, "utimensat": 88}
        | {"setxattr": 5, "lsetxattr": 6, "fsetxattr": 7}
        | {"removexattr": 14, "lremovexattr": 15, "fremovexattr": 16}
        | {"inotify_init1": 26, "fanotify_init": 262},
    ),
}
"""By machine: how the kernel calls it, and its calls."""
_EVERYWHERE: Final = {
    "io_uring_setup": 425,
    "pidfd_getfd": 438,
    "memfd_secret": 447,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsmount": 432,
    "fchmodat2": 452,
    "setxattrat": 463,
    "removexattrat": 466,
    "file_setattr": 469,
}
"""Newer calls have the same number on all machines."""
_CLONE3: Final = 435


def seal(machine: str) -> bytes:
    """Return the filter for a machine as `platform.machine()` names it; empty for unknown ones.

    Shape: instructions of 8 bytes, as `struct sock_filter` has them.
    """
    if machine not in _NUMBERS:
        return b""
    known, calls = _NUMBERS[machine]
    return b"".join(struct.pack("=HBBI", *one) for one in _instructions(known, calls))


def _instructions(known: int, calls: Mapping[str, int]) -> Iterator[tuple[int, int, int, int]]:
    refused = [n for name, n in calls.items() if name not in ("clone", "socketpair")]
    yield _LOAD, 0, 0, _MACHINE
    yield _EQUAL, 1, 0, known
    yield _RETURN, 0, 0, _REFUSED
    yield _LOAD, 0, 0, _CALL
    yield _AT_LEAST, 0, 1, _FOREIGN
    yield _RETURN, 0, 0, _REFUSED
    for number in (*refused, *_EVERYWHERE.values()):
        yield _EQUAL, 0, 1, number
        yield _RETURN, 0, 0, _REFUSED
    # Its flags are in memory, where no filter sees them.
    yield _EQUAL, 0, 1, _CLONE3
    yield _RETURN, 0, 0, _UNKNOWN
    yield _EQUAL, 0, 4, calls["clone"]
    yield _LOAD, 0, 0, _FIRST
    yield _ANY_BIT, 0, 1, _APART
    yield _RETURN, 0, 0, _REFUSED
    yield _RETURN, 0, 0, _ALLOWED
    yield _EQUAL, 0, 4, calls["socketpair"]
    yield _LOAD, 0, 0, _SECOND
    yield _AND, 0, 0, _KIND
    yield _EQUAL, 1, 0, _STREAM
    yield _RETURN, 0, 0, _REFUSED
    yield _RETURN, 0, 0, _ALLOWED
