"""The house: which room may know which, and what no file may say."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from luke_cli.codes import CODES, STAGES

ROOT: Final = Path(__file__).parent.parent
PACKAGE: Final = ROOT / "luke_cli"

LEAVES: Final = (
    "source errors files names codes config assets templating usage process manual completion "
    "__init__"
)

ARROWS: Final = {
    # room          may import (besides leaves and itself)
    "docs":         "",
    "spec":         "docs",
    "notations":    "docs spec",
    "plan":         "spec",
    "backend":      "spec",
    "workspace":    "",
    "compare":      "spec plan backend",
    "phase":        "",
    "project":      "",
    "revisions":    "project spec plan backend workspace",
    "proof":        "spec backend",
    "engines":      "project docs notations spec plan backend proof",
    "result":       "phase spec workspace compare",
    "accepted":     "workspace",
    "gates":        "project spec accepted result",
    "formats":      "spec plan compare result",
    "summary":      "project docs spec workspace result",
    "remembered":   "project docs spec plan backend engines workspace",
    "merging":      "spec engines workspace",
    "pipeline":     "project docs spec plan backend workspace engines phase result summary "
                    "remembered revisions merging",
    "status":       "project spec backend compare pipeline engines workspace result summary proof",
    "verify":       "project plan pipeline proof result spec",
    "trace":        "project plan spec backend pipeline proof result",
    "repository":   "project plan phase spec workspace result summary",
    "drift":        "project plan spec backend revisions pipeline workspace trace result",
    "init":         "project result",
    "doctor":       "project workspace proof result",
    "explain":      "result",
    "diff":         "project plan spec compare pipeline workspace accepted gates result",
    "team":         "project spec pipeline workspace result summary merging formats trace",
    "console":      "phase workspace result formats",
    "verbs":        "phase project pipeline engines workspace result status repository verify trace "
                    "diff accepted gates drift init doctor team",
    "commands":     "phase project result console explain verbs",
    "workers":      "",
    "several":      "project result console commands workers",
    "cli":          "",
    "__main__":     "",
}  # fmt: skip
"""Every arrow of the architecture; a room further down may know those above, never the reverse."""

LEAF_ARROWS: Final = {
    "errors": "source usage",
    "templating": "assets",
    "codes": "codes",
    "process": "errors",
    "manual": "manual errors",
    "completion": "codes config errors manual",
}

LARGE: Final[dict[str, str]] = {
    "spec/model.py": "one vocabulary, read as a list",
    "spec/facts.py": "one vocabulary, read as a list",
    "engines/anthropic/hands/confine.py": "a script of its own, which can import nothing of luke",
}
"""Modules that stay over the limit of about 300 lines, each with its reason."""

MODULES: Final = sorted(path for path in PACKAGE.rglob("*.py"))

ELSEWHERE: Final = re.compile(
    r"/(?:work|home|Users)/\w|/root/|/tmp/\w|pypi\.|pythonhosted|files\.python|registry\.npmjs"
)
"""Places of one machine, and hosts of package indexes."""

THE_WORD_ITSELF: Final = {"tests/test_house.py"}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("luke_cli"):
            if node.module == "luke_cli":
                yield from ((node.lineno, alias.name) for alias in node.names)
            else:
                yield node.lineno, node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            own = (alias.name for alias in node.names if alias.name.startswith("luke_cli."))
            yield from ((node.lineno, name.split(".")[1]) for name in own)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_room_is_in_the_table():
    """A new room says in the table what it may know."""
    rooms = {room_of(path) for path in MODULES} - set(LEAVES.split())
    assert rooms == set(ARROWS)


def test_the_table_has_one_direction():
    """No room knows a room further down."""
    rows = list(ARROWS)
    for row, known in ARROWS.items():
        for other in known.split():
            assert rows.index(other) < rows.index(row), f"{row} -> {other}"


def test_imports_follow_the_arrows():
    """Whatever a room imports, the table allows."""
    leaves = set(LEAVES.split())
    wrong = []
    for path in MODULES:
        room = room_of(path)
        if room in leaves:
            allowed = set(LEAF_ARROWS.get(room, "").split())
        else:
            allowed = leaves | {room} | set(ARROWS.get(room, "").split())
        wrong += [
            f"{path.relative_to(ROOT)}:{line}: {room} -> {other}"
            for line, other in imports(parsed(path))
            if other not in allowed and not other.startswith("__version__")
        ]
    assert wrong == []


def test_only_one_room_knows_a_library():
    """Each outside thing has one door."""
    doors = {
        "typer": {"cli.py"},
        "rich": {"console.py"},
        "anthropic": {"engines"},
        "httpx2": {"engines"},
        "git": set(),
        "sqlglot": {"notations"},
        "markdown_it": {"docs"},
        "jinja2": {"templating.py"},
        "yaml": {"notations"},
        "mcp": {"team"},
        "multiprocessing": {"workers.py"},
    }
    wrong = []
    for path in MODULES:
        place = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                continue
            tops = {name.split(".")[0] for name in names}
            wrong += [f"{place} imports {t}" for t in tops if t in doors and place not in doors[t]]
    assert wrong == []


def test_no_own_import_is_hidden_in_a_function():
    """What a module needs of luke stands at its top."""
    hidden = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for line, _ in imports(node)
    ]
    assert hidden == []


def test_modules_are_rooms_not_halls():
    """A module that needs a table of contents is two."""
    large = {
        path.relative_to(PACKAGE).as_posix(): count
        for path in MODULES
        if (count := path.read_text(encoding="utf-8").count("\n")) > 350
    }
    assert {name: count for name, count in large.items() if name not in LARGE} == {}


def test_functions_fit_on_a_screen():
    """A longer function wants a name for its middle."""
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """List the files of the project, those that are not committed yet included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return sorted(name for name in set(names) if name and (ROOT / name).is_file())


def test_no_place_of_one_machine(tracked):
    """The project speaks of itself alone: no machine path, no host of a package index."""
    wrong = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name in tracked
        if name not in THE_WORD_ITSELF
        for number, line in enumerate(
            (ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if ELSEWHERE.search(line)
    ]
    assert wrong == []


def test_every_code_is_explained():
    """A diagnostic code that luke uses has one entry, and an entry leaves nothing out."""
    assert [entry for entry in CODES if not all(text.strip() for text in entry)] == []
    known = [entry.code for entry in CODES]
    assert sorted(set(known)) == sorted(known)
    assert all(re.fullmatch(rf"LK-[{''.join(STAGES)}]\d{{3}}", code) for code in known)
    used = {
        code
        for path in MODULES
        if "codes" not in path.parts
        for code in re.findall(r"\bLK-[A-Z]\d+\b", path.read_text(encoding="utf-8"))
    }
    assert used - set(known) == set()
    assert set(known) - used == set(), "nothing says these any more"
