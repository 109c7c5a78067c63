"""`luke why FILE:LINE`: the line of the plan, the lines of the documents, and the tests."""

import ast
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from luke_cli import pipeline
from luke_cli.errors import UsageError
from luke_cli.plan.places import place_of, places_of
from luke_cli.project import DESIGN, IMPL, PLAN
from luke_cli.proof.subjects import Subjects
from luke_cli.result import Line, Outcome
from luke_cli.spec.model import Spec
from luke_cli.trace.code import item_at
from luke_cli.trace.items import Item, items_of, said_by

_PLACE: Final = re.compile(r"(?P<file>[^:\0]+):(?P<line>\d{1,7})(?::\d+)?")
_WORD: Final = re.compile(r"\w+(?:[.:]\w+)+")
"""What may be the name of an item in a table of the code: `expense:approve`."""
_SHOWN: Final = 3
"""Tests that are named."""
_WIDE: Final = 90


def why(root: Path, here: Path, place: str) -> Outcome:
    """Tell where a line came from, what came of it, and what proves it.

    Raises: UsageError for a place that is none or of which nothing is known; PlanError.
    """
    path, line, text = _read(root, here, place)
    spec, plan = pipeline.built(root)
    items = items_of(spec)
    teller = _Teller(root, spec, places_of(plan))
    if path == PLAN:
        at = (name for name, row in teller.places.items() if row == line and name in items)
        found = [items[name] for name in sorted(at, key=len, reverse=True)[:1]]
    elif path.startswith(f"{IMPL}/"):
        told = _WORD.findall(text.split("\n")[line - 1])
        about = item_at(path.removeprefix(f"{IMPL}/"), text, line, spec)
        found = [items[name] for name in (about, *told) if name in items][:1]
    else:
        found = said_by(items, path.removeprefix(f"{DESIGN}/"), line)
    if not found:
        said = f"{path}:{line}   nothing of the plan is about this line"
        return Outcome(answer=(Line(said, ""),), spec=spec)
    return Outcome(answer=tuple(line for item in found for line in teller.tell(item)), spec=spec)


def _read(root: Path, here: Path, place: str) -> tuple[str, int, str]:
    match = _PLACE.fullmatch(place)
    if match is None:
        raise UsageError(f"`{place}` is no place", hint="luke why app/design/PRD.md:88")
    home = root.resolve()
    for start in (here, root):
        said = start / match["file"]
        # os.path says no where pathlib raises: of a name that is too long for the disk.
        if os.path.isfile(said) and (path := said.resolve()).is_relative_to(home):  # noqa: PTH113
            text = path.read_text(encoding="utf-8", errors="replace")
            line = int(match["line"])
            if not 0 < line <= text.count("\n") + 1:
                raise UsageError(f"{match['file']} has no line {line}")
            return path.relative_to(home).as_posix(), line, text
    raise UsageError(
        f"there is no file {match['file']} in this project", hint="luke why app/design/PRD.md:88"
    )


def _tests(root: Path) -> list[str]:
    """Return the tests of the backend as they are written, without running them."""
    found = []
    for path in sorted((root / IMPL / "tests").glob("test_*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8", errors="replace"))
        except SyntaxError:
            continue
        functions = (n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
        found += [f"tests/{path.name}::{one.name}" for one in functions if one.name[:4] == "test"]
    return found


class _Teller:
    """What is needed to tell of an item."""

    def __init__(self, root: Path, spec: Spec, places: Mapping[str, int]) -> None:
        self.places = places
        self._root = root
        self._spec = spec
        subjects = Subjects(spec)
        self._tests: dict[str, list[str]] = {}
        for test in _tests(root):
            self._tests.setdefault(subjects.of(test), []).append(f"{IMPL}/{test}")

    def tell(self, item: Item) -> Iterator[Line]:
        """Tell of an item: its name, its row, who says so, and what proves it."""
        yield Line(f"{item.name}   {item.title}".rstrip(), "")
        yield Line("  plan", f"{PLAN}:{place_of(self.places, item.name)}   {item.said}".rstrip())
        said = [self._quoted(source.file, source.line) for source in item.sources]
        reasons = [reason for name in item.basis if (reason := self._reason(name))]
        if said or not reasons:
            first, *more = said or ["no document; it follows from the rest of the plan"]
            yield Line("  said in", first, tuple(more))
        for reason in reasons:
            yield Line("  because", reason)
        serves = [r for r in self._spec.requirements if item.name in r.served_by]
        if serves:
            first, *more = [f"{r.name}   {r.text[:_WIDE]}" for r in serves]
            yield Line("  serves", first, tuple(more))
        yield self._proved(item)

    def _proved(self, item: Item) -> Line:
        found = [test for name in item.operations for test in self._tests.get(name, ())]
        cells = [f"{IMPL}/tests/test_access.py::test_reach[{name}-*]" for name in item.operations]
        shown = [*cells[:1], *found[: _SHOWN - 1]] if self._tests else []
        if not shown:
            return Line("  proved by", "no test of a single operation; the migrations, if a field")
        more = len(found) + len(cells) - len(shown)
        first, *rest = shown
        return Line("  proved by", first, (*rest, *([f"and {more} more"] if more > 0 else ())))

    def _quoted(self, file: str, line: int) -> str:
        path = f"{DESIGN}/{file}"
        found = self._root / path
        # A plan comes from anybody: what it says of its sources is no reason to read elsewhere.
        is_here = found.resolve().is_relative_to(self._root.resolve())
        try:
            text = found.read_text(encoding="utf-8", errors="replace") if is_here else ""
        except OSError:
            text = ""
        said = next(iter(text.split("\n")[line - 1 : line]), "").strip()
        return f"{path}:{line}   {said[:_WIDE]}".rstrip()

    def _reason(self, name: str) -> str:
        for one in self._spec.decisions:
            if one.name == name:
                return f"{name}   {one.taken.value}: {one.why}"
        for guess in self._spec.assumptions:
            if guess.name == name:
                return f"{name}   {guess.proposal}"
        for question in self._spec.questions:
            if question.name == name:
                return f"{name}   {question.ask}"
        return ""
