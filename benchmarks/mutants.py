"""Whether the generated tests notice: each guard of a backend is broken in turn, no break may survive.

    make mutants                       the example
    DOCUMENTS=app/design make mutants  other documents

What is broken: a right (a role gets the next wider scope), the right that a route asks for, the
filter of rows, of a tenant or of an owner in a statement, a guard of a transition, the check of a
version, the check of what a body refers to, and the entry in the trail.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
DOCUMENTS = Path(os.environ.get("DOCUMENTS", ROOT / "examples/taskboard/app/design"))
WORKERS = int(os.environ.get("WORKERS", str(os.cpu_count() or 1)))
ONLY = os.environ.get("ONLY", "")
"""A part of the names of the breaks that are tried; all if empty."""
PYTEST = ["-m", "pytest", "-x", "-q", "-o", "addopts=-p no:cacheprovider", "-W", "ignore"]
TRUE = '__import__("sqlalchemy").true()'
SCOPES = ("OWN", "TEAM", "TENANT", "ALL")


class Mutant(NamedTuple):
    """A break of one file."""

    name: str
    path: str
    text: str
    tests: tuple[str, ...]


def mutants(backend: Path) -> Iterator[Mutant]:
    """Yield every break of a backend."""
    yield from rights(backend)
    yield from whole_scopes(backend)
    for path in sorted((backend / "backend").glob("*/routes.py")):
        yield from routes(backend, path)
    for path in sorted((backend / "backend").glob("*/service.py")):
        yield from statements(backend, path)


def rights(backend: Path) -> Iterator[Mutant]:
    """Give a role the next wider scope of a right."""
    path = backend / "backend/policies.py"
    text = path.read_text(encoding="utf-8")
    known = [scope for scope in SCOPES if re.search(rf"^{scope}: Final", text, re.MULTILINE)]
    reaching = scoped(backend)
    for line in re.finditer(
        r'^    "(?P<right>[\w:]+)": \((?P<cells>[^()]*)\),', text, re.MULTILINE
    ):
        cells = [cell.strip() for cell in line["cells"].split(",") if cell.strip()]
        for column, cell in enumerate(cells):
            is_same = cell in known and line["right"] not in reaching
            if line["right"] == "signed-in" or cell == known[-1] or is_same:
                continue
            wider = known[known.index(cell) + 1] if cell in known else known[-1]
            changed = [wider if n == column else one for n, one in enumerate(cells)]
            broken = (
                f"{text[: line.start('cells')]}{', '.join(changed)},{text[line.end('cells') :]}"
            )
            name = f"right {line['right']} of role {column + 1}: {cell} -> {wider}"
            tests = ("tests/test_access.py", *asking_for(backend, line["right"]))
            yield Mutant(name, "backend/policies.py", broken, tests)


def asking_for(backend: Path, right: str) -> Iterator[str]:
    """Yield the tests of the groups whose routes ask for a right."""
    for path in sorted((backend / "backend").glob("*/routes.py")):
        tests = f"tests/test_{path.parent.name}.py"
        if f'"{right}"' in path.read_text(encoding="utf-8") and (backend / tests).exists():
            yield tests


def scoped(backend: Path) -> set[str]:
    """Return the rights whose scope a statement asks for; to create a row is the same in each."""
    found: set[str] = set()
    for path in sorted((backend / "backend").glob("*/routes.py")):
        service = path.with_name("service.py")
        asking = (
            asking_functions(service.read_text(encoding="utf-8")) if service.exists() else set()
        )
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            said = ast.unparse(node)
            if asking & set(re.findall(r"service\.(\w+)", said)):
                found |= set(re.findall(r"'([\w]+:\w+)'", said))
    return found


def asking_functions(text: str) -> set[str]:
    """Return the functions of a service of which a statement depends on the scope."""
    body = ast.parse(text).body
    bare = {
        ast.unparse(node.target)
        for node in body
        if isinstance(node, ast.AnnAssign)
        and re.search(r"Reference\([\w.]+, \w+\)", ast.unparse(node))
    }
    functions = [node for node in body if isinstance(node, ast.AsyncFunctionDef)]
    asking = {one.name for one in functions if "access.scope" in ast.unparse(one)}
    for one in functions:
        said = ast.unparse(one)
        if set(re.findall(r"\w+", said)) & (asking | bare):
            asking.add(one.name)
    return asking


def whole_scopes(backend: Path) -> Iterator[Mutant]:
    """Open a whole scope: without its tenant, without its owner."""
    path = backend / "backend/scopes.py"
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        is_filter = isinstance(node, ast.Compare) or (
            isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "in_"
        )
        if is_filter and ast.unparse(node) != "tenant is None":
            yield mutant(backend, path, text, node, TRUE, ("tests",))


def policies(backend: Path) -> dict[str, set[str]]:
    """Return the scopes that some role has of each right."""
    text = (backend / "backend/policies.py").read_text(encoding="utf-8")
    rows = re.findall(r'^    "([\w:-]+)": \(([^()]*)\),', text, re.MULTILINE)
    return {right: {cell.strip() for cell in row.split(",") if cell.strip()} for right, row in rows}


def open_to_all(backend: Path) -> set[str]:
    """Return the functions of rows that nobody reaches only in part: they filter nothing."""
    scopes = (backend / "backend/scopes.py").read_text(encoding="utf-8")
    known = policies(backend)
    whole = {"NONE", *known["signed-in"]}
    names = re.findall(
        r'^def (\w+)_rows\(.*\n    """.*"""\n    return within\(scope\)$', scopes, re.MULTILINE
    )
    return {
        f"{name}_rows"
        for name in names
        if all(cells <= whole for right, cells in known.items() if right.startswith(f"{name}:"))
    }


def routes(backend: Path, path: Path) -> Iterator[Mutant]:
    """Let a route ask for nothing but a token; what everybody may do to all rows is the same."""
    text = path.read_text(encoding="utf-8")
    cells = policies(backend)
    group = f"tests/test_{path.parent.name}.py"
    tests = ("tests/test_access.py", *([group] if (backend / group).exists() else []))
    for node in ast.walk(ast.parse(text)):
        is_right = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "allow"
        asked = re.findall(r"'([\w:-]+)'", ast.unparse(node)) if is_right else []
        if any(cells.get(right) != cells["signed-in"] for right in asked):
            yield mutant(backend, path, text, node, 'allow("signed-in")', tests)


def statements(backend: Path, path: Path) -> Iterator[Mutant]:
    """Take a condition out of a statement, or a check of references out of an operation."""
    text = path.read_text(encoding="utf-8")
    group = path.parent.name
    own = f"tests/test_{group}.py" if (backend / f"tests/test_{group}.py").exists() else "tests"
    tests = ("tests/test_access.py", own)
    whole = open_to_all(backend)
    for node in (node for part in narrowing(backend, path) for node in ast.walk(part)):
        match node:
            case ast.Call(func=ast.Name(id="where")) | ast.Call(func=ast.Attribute(attr="where")):
                for condition in node.args:
                    said = ast.unparse(condition)
                    if said.partition("(")[0] in whole:
                        continue
                    if re.search(r"_rows\(|\.in_\(|'_caller'|'_expected'|'_tenant'", said):
                        yield mutant(backend, path, text, condition, TRUE, tests)
            case ast.Call(func=ast.Name(id="Reference"), args=[_, ast.Name() as rows, *_]):
                if rows.id in whole:
                    continue
                yield mutant(backend, path, text, rows, f"(lambda _scope: {TRUE})", tests)
            case ast.Expr(
                value=ast.Await(value=ast.Call(func=ast.Name(id="check_references" | "audit")))
            ):
                yield mutant(backend, path, text, node, "pass", tests)
            case _:
                continue


def narrowing(backend: Path, path: Path) -> Iterator[ast.AST]:
    """Yield the parts of a service but statements that only those build who reach all rows."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    words = {
        one.name: set(re.findall(r"\w+", ast.unparse(one)))
        for one in body
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    asked = rights_of_services(path.with_name("routes.py"))
    cells = policies(backend)
    whole = {"NONE", *cells["signed-in"]}
    for part in body:
        if not isinstance(part, ast.FunctionDef):
            yield part
            continue
        using = {part.name}
        while more := {name for name, said in words.items() if said & using} - using:
            using |= more
        rights = {right for name in using for right in asked.get(name, ())}
        seen = {word for name in using for word in words[name] if word in ("sight", "reach")}
        if seen or not rights or any(cells.get(right, whole) - whole for right in rights):
            yield part


def rights_of_services(path: Path) -> dict[str, set[str]]:
    """Return the rights that the routes ask for before they call a function of the service."""
    found: dict[str, set[str]] = {}
    body = ast.parse(path.read_text(encoding="utf-8")).body if path.exists() else []
    for node in body:
        said = ast.unparse(node)
        for name in re.findall(r"service\.(\w+)", said):
            found.setdefault(name, set()).update(re.findall(r"allow\('([\w:-]+)'", said))
    return found


def mutant(
    backend: Path, path: Path, text: str, node: ast.AST, instead: str, tests: tuple[str, ...]
) -> Mutant:
    """Return the break that puts something else in place of a node."""
    said = ast.get_source_segment(text, node) or ""
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    name = f"{path.relative_to(backend)}:{node.lineno}: {' '.join(said.split())[:90]}"
    broken = text[:start] + instead + text[start + len(said) :]
    return Mutant(name, path.relative_to(backend).as_posix(), broken, tests)


def survives(folder: Path, one: Mutant) -> bool:
    """Tell whether the tests of a backend pass although it is broken."""
    path = folder / one.path
    whole = path.read_text(encoding="utf-8")
    path.write_text(one.text, encoding="utf-8")
    try:
        environ = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
        ran = subprocess.run(
            [sys.executable, *PYTEST, *one.tests],
            cwd=folder,
            env=os.environ | environ,
            capture_output=True,
            check=False,
        )
        return ran.returncode == 0
    finally:
        path.write_text(whole, encoding="utf-8")


def built(folder: Path) -> Path:
    """Return the backend of the documents."""
    shutil.copytree(DOCUMENTS, folder / "app/design")
    (folder / "app/design/BACKEND-DEV.md").unlink(missing_ok=True)
    for phase in ("--design", "--develop"):
        command = [sys.executable, "-m", "luke_cli", "--quiet", "--root", str(folder), phase]
        subprocess.run(command, check=True)
    return folder / "app/impl"


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        backend = built(Path(scratch) / "project")
        folders: Queue[Path] = Queue()
        for number in range(WORKERS):
            folders.put(shutil.copytree(backend, Path(scratch) / f"bench-{number}"))

        def tried(one: Mutant) -> bool:
            folder = folders.get()
            try:
                return survives(folder, one)
            finally:
                folders.put(folder)

        found = [one for one in mutants(backend) if ONLY in one.name]
        return told(found, tried)


def told(found: list[Mutant], tried: Callable[[Mutant], bool]) -> int:
    """Try every break and print the survivors; return their number."""
    survivors = 0
    with ThreadPoolExecutor(max_workers=WORKERS) as workers:
        for one, survived in zip(found, workers.map(tried, found), strict=True):
            survivors += survived
            if survived:
                print("survives:", one.name, flush=True)
    print(f"{len(found)} breaks, {survivors} survive")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
