"""Whether the generated tests notice: each guard of a backend is broken in turn, no break may survive.

    make mutants                       the example, and the projects of the tests
    DOCUMENTS=app/design make mutants  other documents
    ONLY="parcels hidden" make mutants  those breaks whose project, sort and place match

What is broken stands in `breaks`: the table of rights and what a route asks for, the conditions of
statements and what they set, every branch, step, bound and list of the code around them, and what
the schemas show, demand and take. No project has all that luke builds: the same function of the
same module is broken once, in the first that has it. A break survives if the whole suite passes in
spite of it, on SQLite and on PostgreSQL with Valkey: what only several processes at once would show
is seen on these.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import Queue

from backends import EXAMPLE, ROOT, built
from breaks.guards import guards
from breaks.rights import factors, field_rights, rights, routes, whole_scopes
from breaks.shown import demanded, hidden, shown
from breaks.source import Mutant
from breaks.statements import statements, written

from luke_cli.proof.servers import postgres, valkey

sys.path.insert(0, str(ROOT))
from tests.documents import PROJECTS

WORKERS = int(os.environ.get("WORKERS", str(os.cpu_count() or 1)))
ONLY = os.environ.get("ONLY", "")
"""What the project, sort and name of the breaks that are tried match; all if empty."""
SORTS = (
    *(rights, field_rights, whole_scopes, routes, factors),
    *(statements, written, guards, shown, hidden, demanded),
)


def mutants(backend: Path) -> Iterator[tuple[str, Mutant]]:
    """Yield every break of a backend once, with its sort."""
    seen: set[tuple[str, str]] = set()
    for sort in SORTS:
        for one in sort(backend):
            if (one.path, one.text) not in seen:
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

    def end(self) -> None:
        """Let the process go: it ends where there is nothing more to read."""
        self.process.communicate()


def projects(scratch: Path) -> Iterator[tuple[str, Path]]:
    """Yield the name and the backend of each project that is broken."""
    if "DOCUMENTS" in os.environ:
        yield "documents", built(scratch / "documents", Path(os.environ["DOCUMENTS"]))
        return
    yield EXAMPLE.parents[1].name, built(scratch / EXAMPLE.parents[1].name, EXAMPLE)
    for name, tree in PROJECTS.items():
        design = scratch / f"documents of {name}"
        design.mkdir()
        for path, text in tree.items():
            (design / Path(path).name).write_text(text, encoding="utf-8")
        yield name, built(scratch / name, design)


def tried(
    backend: Path, found: list[tuple[str, Mutant]], addresses: tuple[str, str]
) -> Iterator[bool]:
    """Yield for each break whether it survives. Raises: RuntimeError if the tests fail before."""
    database, windows = addresses
    benches: Queue[Bench] = Queue()
    every = []
    for number in range(WORKERS):
        url = f"postgresql+asyncpg://postgres@{database}/bench{number}_test"
        servers = (f"TEST_DATABASE_URL={url}", f"TEST_REDIS_URL=redis://{windows}/{number}")
        folder = shutil.copytree(backend, backend.parent / f"bench-{number}")
        every.append(Bench(folder, servers if windows else servers[:1]))
        benches.put(every[-1])

    def survives(one: tuple[str, Mutant]) -> bool:
        bench = benches.get()
        try:
            return bench.survives(one[1])
        finally:
            benches.put(bench)

    if not every[0].passes():
        raise RuntimeError("the tests fail before anything is broken")
    with ThreadPoolExecutor(max_workers=WORKERS) as workers:
        yield from workers.map(survives, found)
    for bench in every:
        bench.end()


def main() -> int:
    counts: Counter[str] = Counter()
    survivors: Counter[str] = Counter()
    known: set[tuple[str, str]] = set()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        addresses = stack.enter_context(postgres()), stack.enter_context(valkey())
        for project, backend in projects(scratch):
            every = list(mutants(backend))
            found = [
                (sort, one)
                for sort, one in every
                if (one.path, one.part) not in known
                and re.search(ONLY, f"{project} {sort} {one.name}")
            ]
            known |= {(one.path, one.part) for _, one in every}
            if not found:
                continue
            results = tried(backend, found, addresses)
            for (sort, one), survived in zip(found, results, strict=True):
                counts[sort] += 1
                survivors[sort] += survived
                if survived:
                    print(f"survives: {project} {sort} {one.name}", flush=True)
            print(f"{project}: {len(found)} breaks", flush=True)
    for sort, count in counts.items():
        print(f"{sort}: {count} breaks, {survivors[sort]} survive")
    print(f"{counts.total()} breaks, {survivors.total()} survive")
    return int(survivors.total() > 0)


if __name__ == "__main__":
    sys.exit(main())
