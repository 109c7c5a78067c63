"""Twenty services in one call: one process, and one a core; the ratio of how long they take.

    make services

Each is made of the documents of the example, under another name. The figures are medians of the
time on the clock, both ways in turn, so that a busy machine slows both; it has to be calm for the
ratio to say something, as it cannot be more than the cores that are free.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from luke_cli.workers import cores

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "examples/taskboard/app/design"
SERVICES = int(os.environ.get("SERVICES", "20"))
ROUNDS = int(os.environ.get("ROUNDS", "3"))
PHASES = ("--design", "--develop")


def fresh(folder: Path) -> None:
    """Make services that luke has never seen."""
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(SERVICES):
        design = folder / f"services/service-{number:02}/app/design"
        design.mkdir(parents=True)
        for document in DOCUMENTS.glob("*.md"):
            if document.name != "BACKEND-DEV.md":
                text = document.read_text(encoding="utf-8")
                text = text.replace("Taskboard", f"Taskboard {number}")
                (design / document.name).write_text(text, encoding="utf-8")


def took_s(folder: Path, phase: str, jobs: int) -> float:
    """Return the seconds of a call."""
    call = [sys.executable, "-m", "luke_cli", "-q", "--root", "services/*", "--jobs", str(jobs)]
    began_s = time.monotonic()
    subprocess.run([*call, phase], cwd=folder, check=True)
    return time.monotonic() - began_s


def main() -> None:
    os.environ["PYTHONPATH"] = str(ROOT)
    ways = (1, cores())
    times: dict[tuple[str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(ROUNDS):
            for jobs in ways:
                fresh(Path(scratch))
                for phase in PHASES:
                    spent = times.setdefault((phase, jobs), [])
                    spent.append(took_s(Path(scratch), phase, jobs))
    print(f"{SERVICES} services, median of {ROUNDS}, on the clock")
    for phase in PHASES:
        one, many = (statistics.median(times[phase, jobs]) for jobs in ways)
        pairs = zip(*(times[phase, jobs] for jobs in ways), strict=True)
        ratio = statistics.median(first / second for first, second in pairs)
        print(f"  {phase:<10} 1 process {one:6.1f} s   {ways[1]} {many:6.1f} s   {ratio:.2f} x")


if __name__ == "__main__":
    main()
