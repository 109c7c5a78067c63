"""What both phases cost on the example documents, as ratios to only parsing them.

    make bench

Each figure is the median CPU time of processes of their own, start-up included, so that machines
can be compared by the ratio. The bare process parses the same documents with markdown-it-py.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = Path(os.environ.get("DOCUMENTS", ROOT / "examples/taskboard/app/design"))
ROUNDS = int(os.environ.get("ROUNDS", "7"))

BARE = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
reader = MarkdownIt("commonmark").enable("table")
for path in sorted(Path(sys.argv[1]).glob("*.md")):
    if path.name != "BACKEND-DEV.md":
        reader.parse(path.read_text(encoding="utf-8"))
"""


def cpu_s(command: list[str]) -> float:
    """Return the CPU seconds of a process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fresh(folder: Path) -> Path:
    """Return a project with the documents and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(DOCUMENTS, folder / "app/design")
    (folder / "app/design/BACKEND-DEV.md").unlink(missing_ok=True)
    return folder


def main() -> None:
    luke = [sys.executable, "-m", "luke_cli", "--quiet"]
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(ROUNDS):
            project = fresh(Path(scratch) / "project")
            commands = {
                "parse only": [sys.executable, "-c", BARE, str(project / "app/design")],
                "design": [*luke, "--root", str(project), "--design"],
                "develop": [*luke, "--root", str(project), "--develop"],
                "design again": [*luke, "--root", str(project), "--design"],
                "develop again": [*luke, "--root", str(project), "--develop"],
                "help": [sys.executable, "-m", "luke_cli", "--help"],
                "version": [sys.executable, "-m", "luke_cli", "--version"],
            }
            for name, command in commands.items():
                times.setdefault(name, []).append(cpu_s(command))
    bare = statistics.median(times["parse only"])
    print(f"{DOCUMENTS.parent.parent.name}, median of {ROUNDS}, CPU")
    for name, spent in times.items():
        middle = statistics.median(spent)
        first = times.get(name.removesuffix(" again"), spent)
        share = (
            f"   {middle / statistics.median(first):.2f} x the first" if spent is not first else ""
        )
        print(f"  {name:<14} {middle:6.2f} s   {middle / bare:5.1f} x parse only{share}")


if __name__ == "__main__":
    main()
