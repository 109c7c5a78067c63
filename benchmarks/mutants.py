"""Whether the generated tests notice: each guard of a backend is broken in turn, no break may survive.

    make mutants                       the example
    DOCUMENTS=app/design make mutants  other documents

What is broken stands in `breaks`: the table of rights and what a route asks for, the conditions of
statements and what they set, every branch, step, bound and list of the code around them, and what
the schemas show and take. A break survives if the whole suite passes in spite of it, on SQLite and
on PostgreSQL with Valkey: what only several processes at once would show is seen on these.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue

from breaks.guards import guards
from breaks.rights import factors, rights, routes, whole_scopes
from breaks.shown import shown
from breaks.source import Mutant
from breaks.statements import statements

from luke_cli.proof.servers import postgres, valkey

ROOT = Path(__file__).parent.parent
DOCUMENTS = Path(os.environ.get("DOCUMENTS", ROOT / "examples/taskboard/app/design"))
WORKERS = int(os.environ.get("WORKERS", str(os.cpu_count() or 1)))
ONLY = os.environ.get("ONLY", "")
"""What the names of the breaks that are tried match; all if empty."""
SORTS = (rights, whole_scopes, routes, factors, statements, guards, shown)


def mutants(backend: Path) -> Iterator[tuple[str, Mutant]]:
    """Yield every break of a backend once, with its sort."""
    seen: set[tuple[str, str]] = set()
    for sort in SORTS:
        for one in sort(backend):
            if (one.path, one.text) not in seen and re.search(ONLY, one.name):
                seen.add((one.path, one.text))
                yield sort.__name__, one


class Bench:
    """A copy of a backend, and a process that runs its tests."""

    def __init__(self, folder: Path, servers: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.servers = servers
        """Variables of the environment that name a PostgreSQL and a Valkey."""
        self.tests = {path.name: path.read_text() for path in folder.glob("tests/test_*.py")}
        environ = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "benchmarks/bench.py"), str(folder)],
            env=os.environ | environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def survives(self, one: Mutant) -> bool:
        """Tell whether the tests pass although the backend is broken, on both databases."""
        path = self.folder / one.path
        whole = path.read_text(encoding="utf-8")
        path.write_text(one.text, encoding="utf-8")
        try:
            return self.passes(one.path)
        finally:
            path.write_text(whole, encoding="utf-8")

    def passes(self, path: str = "") -> bool:
        """Tell whether all tests pass, those first that are most likely about a module."""
        words = set(re.findall(r"[a-z]+", path)) - {"backend", "py", "service", "routes"}
        stem = Path(path).stem

        def rank(name: str) -> tuple[int, bool, bool, str]:
            shared = words & set(re.findall(r"[a-z]+", name))
            return -len(shared), name != "test_access.py", stem not in self.tests[name], name

        files = [f"tests/{name}" for name in sorted(self.tests, key=rank)]
        runs = (files[:2], files[2:], *([[*self.servers, *files]] if self.servers else []))
        return all(self.run(words) for words in runs)

    def run(self, words: list[str]) -> bool:
        """Tell whether the tests of some files pass."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()) == 0


def built(folder: Path) -> Path:
    """Return the backend of the documents."""
    shutil.copytree(DOCUMENTS, folder / "app/design")
    (folder / "app/design/BACKEND-DEV.md").unlink(missing_ok=True)
    for phase in ("--design", "--develop"):
        command = [sys.executable, "-m", "luke_cli", "--quiet", "--root", str(folder), phase]
        subprocess.run(command, check=True)
    return folder / "app/impl"


def main() -> int:
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        backend = built(scratch / "project")
        found = list(mutants(backend))
        database, windows = stack.enter_context(postgres()), stack.enter_context(valkey())
        benches: Queue[Bench] = Queue()
        for number in range(WORKERS):
            url = f"postgresql+asyncpg://postgres@{database}/bench{number}_test"
            servers = (f"TEST_DATABASE_URL={url}", f"TEST_REDIS_URL=redis://{windows}/{number}")
            folder = shutil.copytree(backend, scratch / f"bench-{number}")
            benches.put(Bench(folder, servers if windows else servers[:1]))

        def tried(one: tuple[str, Mutant]) -> bool:
            bench = benches.get()
            try:
                return bench.survives(one[1])
            finally:
                benches.put(bench)

        first = benches.get()
        if not first.passes():
            print("the tests fail before anything is broken")
            return 1
        benches.put(first)
        return told(found, tried)


def told(found: list[tuple[str, Mutant]], tried: Callable[[tuple[str, Mutant]], bool]) -> int:
    """Try every break and print the survivors, and how many of each sort there are."""
    survivors: Counter[str] = Counter()
    with ThreadPoolExecutor(max_workers=WORKERS) as workers:
        for (sort, one), survived in zip(found, workers.map(tried, found), strict=True):
            survivors[sort] += survived
            if survived:
                print("survives:", one.name, flush=True)
    for sort, count in Counter(sort for sort, _ in found).items():
        print(f"{sort}: {count} breaks, {survivors[sort]} survive")
    print(f"{len(found)} breaks, {survivors.total()} survive")
    return int(survivors.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
