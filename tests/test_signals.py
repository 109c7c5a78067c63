"""Pipelines: nothing waits for input, and whoever ends a run ends all of it, within a second."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from luke_cli.proof.programs import Programs
from tests.documents import DOCUMENTS

CODES = {signal.SIGTERM: 143, signal.SIGINT: 130}
PATIENCE_S = 1.0 if (os.cpu_count() or 1) > 2 else 3.0
"""A second, where other tests do not take it."""

SLOW = """
import sys, time
from luke_cli import pipeline
from luke_cli.workspace import apply
from luke_cli.__main__ import main

def slow(root, *_):
    print("ready", flush=True)
    time.sleep(60)

place = sys.argv.pop(1)
if place == "work":
    pipeline.find = slow
else:
    move, steps = apply._move, []
    def half(root, done):
        move(root, done[: len(done) // 2])
        slow(root)
    apply._move = half
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("number", CODES, ids=lambda number: number.name)
@pytest.mark.parametrize("place", ["work", "write"])
def test_a_signal_ends_a_run_and_leaves_a_whole_tree(tree_of, files_of, number, place):
    """Even between two files of a run: what was moved is put back."""
    root = tree_of(DOCUMENTS)
    before = files_of(root)
    asked = [place, "--root", str(root), "--design"]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *asked],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout.readline() == "ready\n"
        asked_s = time.monotonic()
        run.send_signal(number)
        _, said = run.communicate(timeout=20)
    assert time.monotonic() - asked_s < PATIENCE_S
    assert run.returncode == CODES[number]
    assert "nothing is left half written" in said
    assert "Traceback" not in said
    assert files_of(root) == before
    assert not (root / "app/.luke/pending").exists()


@pytest.mark.parametrize(
    "asked", [[], ["--design"], ["--develop"], ["status"], ["check"], ["diff"], ["explain"]]
)
def test_nothing_waits_for_input(tree_of, asked):
    """Standard input stays open and silent; CI is not set."""
    root = tree_of(DOCUMENTS)
    environ = {name: value for name, value in os.environ.items() if name != "CI"}
    with subprocess.Popen(
        [sys.executable, "-m", "luke_cli", "--root", str(root), *asked],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environ,
    ) as run:
        assert run.wait(timeout=60) in (0, 1, 2)


CHILDREN = (
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
)


def test_the_programs_of_a_proof_end_with_it():
    """From another thread, children of children included; afterwards nothing starts."""
    programs, started = Programs(), threading.Event()

    def work() -> int:
        with programs.start([sys.executable, "-c", CHILDREN]) as process:
            started.set()
            return process.wait()

    with ThreadPoolExecutor() as workers:
        ran = workers.submit(work)
        assert started.wait(20)
        asked_s = time.monotonic()
        programs.end()
        assert ran.result(timeout=20) == -signal.SIGKILL
    assert time.monotonic() - asked_s < PATIENCE_S
    with pytest.raises(InterruptedError), programs.start([sys.executable, "-c", ""]):
        pass


def test_a_program_of_a_proof_has_no_input():
    """What asks a question gets the end of the file."""
    with Programs().start([sys.executable, "-c", "input()"], stderr=subprocess.DEVNULL) as process:
        assert process.wait(20) == 1
