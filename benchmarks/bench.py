"""Runs the tests of a backend again and again: each run is a fork of a process that has its libraries.

python bench.py FOLDER      a line of `NAME=value` and names of test files in, the exit code out
"""

import ast
import contextlib
import gc
import importlib
import importlib.metadata
import os
import resource
import signal
import sys
from pathlib import Path

PYTEST = [
    *("-x", "-q", "-o", "addopts=-p no:cacheprovider", "-W", "ignore", "--tb=no"),
    *("--assert=plain", "-p", "no:unraisableexception"),  # nobody reads why a test fails
]
OWN = {"backend", "tests", "migrations"}
MOST_CPU_S = 180
MOST_S = 1_800
"""Where a break waits for ever."""


def load(folder: Path) -> None:
    """Import the libraries that the modules of a backend name, and the plugins of pytest."""
    for path in [*folder.glob("backend/**/*.py"), *folder.glob("tests/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                if name.partition(".")[0] not in OWN:
                    with contextlib.suppress(ImportError):
                        importlib.import_module(name)
    for plugin in importlib.metadata.entry_points(group="pytest11"):
        plugin.load()
    gc.collect()
    gc.freeze()


def run(words: list[str]) -> int:
    """Run tests in a process of their own; return the exit code, below zero if it was ended."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
    signal.alarm(MOST_S)
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.environ.update(word.split("=", 1) for word in words if "=" in word)
    code = 1
    try:
        code = int(pytest.main([*PYTEST, *(word for word in words if "=" not in word)]))
    finally:
        os._exit(code)
    return code


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    sys.path[0] = sys.argv[1]
    sys.dont_write_bytecode = True
    pytest = importlib.import_module("pytest")
    load(Path())
    for line in sys.stdin:
        print(run(line.split()), flush=True)
