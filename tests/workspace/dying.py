"""Applies a change many times, each time with an end at another call to the system.

    python dying.py FOLDER kill|full|stuck < what    ->  a line of JSON for each end

kill: the process is killed before the call, and in the midst of each write; full: this one call
fails, as on a full disk; stuck: it and each later one that could write fails.
"""

import errno
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from luke_cli.errors import LukeError
from luke_cli.workspace.apply import apply, is_interrupted, recover

CALLS = (
    *("open", "write", "fsync", "rename", "replace", "link", "unlink", "mkdir", "rmdir"),
    *("chmod", "ftruncate", "pwrite"),
)
UNDISTURBED = 9
"""The code of a run with fewer calls."""


class Counter:
    """Counts the calls that change the disk, and ends the run at one of them."""

    def __init__(self, end, way):
        self.left = end
        self.way = way
        for name in CALLS:
            setattr(os, name, self.counted(name, getattr(os, name)))

    def counted(self, name, real):
        def call(*args, **kwargs):
            if name == "open" and not args[1] & (os.O_WRONLY | os.O_RDWR):
                return real(*args, **kwargs)
            self.left -= 1
            if self.left == -1 or (self.left < 0 and self.way == "stuck"):
                self.end(name, real, args)
            return real(*args, **kwargs)

        return call

    def end(self, name, real, args):
        if self.way == "kill":
            if name == "write":
                real(args[0], args[1][: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.ENOSPC, "No space left on device")


def tree(root):
    """Return files and folders with content and mode, without luke's own."""
    return {
        path.relative_to(root).as_posix(): [
            path.read_text(encoding="utf-8") if path.is_file() else None,
            path.stat().st_mode,
        ]
        for path in sorted(root.rglob("*"))
        if ".luke" not in path.parts
    }


def died(root, texts, end, way):
    """Apply in a child and return how it ended."""
    child = os.fork()
    if child == 0:
        counter = Counter(end, way)
        try:
            apply(root, texts)
        except LukeError:
            os._exit(2)
        except BaseException:  # noqa: BLE001
            os._exit(7)
        os._exit(0 if counter.left < 0 else UNDISTURBED)
    status = os.waitpid(child, 0)[1]
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def main():
    os.fsync = lambda _: None  # the machine goes on, only the process dies
    folder, way = Path(sys.argv[1]), sys.argv[2]
    what = json.load(sys.stdin)
    for end in range(10_000):
        root = folder / str(end)
        for path, text in what["before"].items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        code = died(root, what["texts"], end, way)
        at_once = tree(root)
        healed = recover(root)
        after = tree(root)
        apply(root, {k: v for k, v in what["texts"].items() if after.get(k, [None])[0] != v})
        left = sorted(p.name for p in (root / "app/.luke").rglob("*"))
        seen = [code, at_once, healed, after, tree(root), left, is_interrupted(root)]
        sys.stdout.write(json.dumps(seen) + "\n")
        shutil.rmtree(root)
        if code == UNDISTURBED:
            return


if __name__ == "__main__":
    main()
