"""`luke check`: what a person's edits of the backend made untrue, with both lines."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from luke_cli import pipeline
from luke_cli.drift.facts import Fact, facts_of
from luke_cli.plan.places import place_of, places_of
from luke_cli.project import IMPL, PLAN
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.trace.code import item_at
from luke_cli.trace.items import items_of
from luke_cli.workspace import base, tree

_CODE: Final = f"{IMPL}/backend"
_CURE: Final = "write it into the plan, or mend the code"

Stated = Mapping[str, tuple[str, Fact]]
"""Facts and the file of each, by name."""


def drift(root: Path) -> tuple[Diagnostic, ...]:
    """Return where edited code states something else than what luke wrote for the plan.

    What a person added is no finding, nor is what moved to another module.
    Raises: UsageError without a plan; PlanError.
    """
    written = {
        path: texts[0]
        for path, texts in base.read(root).below(_CODE).items()
        if len(texts) == 1 and path.endswith(".py")
    }
    there = tree.read(root, written)
    edited = {path: text for path, text in written.items() if there.get(path) != text}
    if not edited:
        return ()
    expected = _stated(edited)
    found = _stated({p: text for p in edited if isinstance(text := there.get(p), str)})
    missing = {*expected} - {*found}
    elsewhere = _stated(_others(root, {*edited})) if missing else {}
    teller = _Teller(root, edited)
    return tuple(teller.tell(expected, {**elsewhere, **found}))


def _stated(texts: Mapping[str, str]) -> Stated:
    return {
        name: (path, fact)
        for path, text in sorted(texts.items())
        for name, fact in facts_of(text).items()
    }


def _others(root: Path, known: set[str]) -> Mapping[str, str]:
    """Return the modules of the backend that luke wrote and nobody edited, or that are new."""
    paths = {path.relative_to(root).as_posix() for path in (root / _CODE).rglob("*.py")}
    read = tree.read(root, paths - known)
    return {path: text for path, text in read.items() if isinstance(text, str)}


class _Teller:
    """What is needed to tell of a fact: the rows of the plan, and what luke wrote."""

    def __init__(self, root: Path, written: Mapping[str, str]) -> None:
        self._spec, plan = pipeline.built(root)
        self._places = places_of(plan)
        self._items = items_of(self._spec)
        self._written = written

    def tell(self, expected: Stated, found: Stated) -> Iterator[Diagnostic]:
        """Yield a finding for each fact that is gone or says something else."""
        for name, (path, fact) in expected.items():
            there = found.get(name)
            if there is not None and there[1].value == fact.value:
                continue
            place = Span(there[0], there[1].line) if there else Span(path, 1)
            says = f"says `{there[1].value}`" if there else "is gone"
            said = f"{name} {says}; the plan makes it `{fact.value}`"
            hint = f"{self._row(name, path, fact)}\n{_CURE}".strip()
            yield Diagnostic("LK-V103", Severity.WARNING, said, place, hint)

    def _row(self, name: str, path: str, fact: Fact) -> str:
        """Return the line of the plan that a fact comes from, with the name of its row."""
        below = path.removeprefix(f"{IMPL}/")
        about = item_at(below, self._written[path], fact.line, self._spec)
        first = name.partition(" ")[0]
        item = next((one for one in (name, about, first) if one in self._items), about)
        line = place_of(self._places, item) if item else 0
        return f"{PLAN}:{line}   {item}" if line else ""
