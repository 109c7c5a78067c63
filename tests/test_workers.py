"""Processes side by side: what they make comes in order, and none of them outlives its work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from luke_cli.workers import each
from tests.test_signals import PATIENCE_S


def process_of(item: str) -> tuple[str, int]:
    time.sleep(0.3 if item == "slow" else 0)
    return item, os.getpid()


def dies(item: str) -> str:
    if item == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def sleeps(folder: Path) -> None:
    (folder / str(os.getpid())).touch()
    time.sleep(60)


def is_there(process: str) -> bool:
    """Tell whether a process runs; one that ended and waits for its parent does not."""
    ran = subprocess.run(
        ["ps", "-o", "stat=", "-p", process], capture_output=True, text=True, check=False
    )
    return ran.stdout.strip()[:1] not in ("", "Z")


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_what_they_make_comes_in_the_order_of_the_items(jobs):
    """However many there are, and whoever is done first; none where there is nothing to do."""
    made = list(each(process_of, ["slow", "b", "c"], jobs=jobs))
    assert [item for item, _ in made] == ["slow", "b", "c"]
    assert len({process for _, process in made}) <= min(jobs, 3)
    assert os.getpid() not in {process for _, process in made}
    assert list(each(process_of, [], jobs=jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_dies_stops_no_other(jobs):
    made = list(each(dies, ["a", "bad", "b", "bad", "c"], jobs=jobs))
    assert made == ["a", None, "b", None, "c"]


STOPPED = """
import sys
from pathlib import Path
from luke_cli.process import ended_by_signals
from luke_cli.workers import each
from tests.test_workers import sleeps

with ended_by_signals():
    list(each(sleeps, [Path(sys.argv[1])] * 3, jobs=2))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_they_end_with_who_started_them(tmp_path, number):
    """Ctrl-C, which a terminal sends to everybody, SIGTERM and SIGKILL end them in the midst of an item."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, str(tmp_path)],
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as run:
        until_s = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until_s:
            time.sleep(0.02)
        asked_s = time.monotonic()
        if number is signal.SIGINT:
            os.killpg(run.pid, number)
        else:
            run.send_signal(number)
        run.wait(20)
    took_s = time.monotonic() - asked_s
    workers = [path.name for path in tmp_path.iterdir()]
    assert len(workers) == 2
    assert took_s < PATIENCE_S
    # Nobody waits for those of one that was killed.
    while any(map(is_there, workers)) and time.monotonic() < asked_s + PATIENCE_S:
        time.sleep(0.02)
    assert not any(map(is_there, workers))
