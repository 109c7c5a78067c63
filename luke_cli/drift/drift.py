"""`luke check`: what a person's edits of the backend made untrue, with both lines."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from luke_cli import pipeline, revisions
from luke_cli.drift import environment, revised
from luke_cli.drift.facts import facts_of
from luke_cli.drift.values import Compared, Fact, Placed, Stated
from luke_cli.errors import LukeError
from luke_cli.plan.places import place_of, places_of
from luke_cli.project import IMPL, PLAN
from luke_cli.result import Outcome
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Spec
from luke_cli.trace.code import item_at, setting_of
from luke_cli.trace.items import items_of
from luke_cli.workspace import base, tree
from luke_cli.workspace.merge import Action, NotText

_CODE: Final = f"{IMPL}/backend"
_CURE: Final = "write it into the plan, or mend the code"
_DO: Final = tuple(
    f"{name}.py"
    for name in "service scopes due main access limits policies security storage".split()
)
"""Modules whose functions and statements do what rows of the plan say."""

_PREFIX: Final = "APP_"
"""How variables begin that set something."""
_READ: Final = re.compile(r".* reads (\w+) of the settings")


def drift(root: Path, built: Outcome) -> tuple[Diagnostic, ...]:
    """Return where edited code states something else than what luke wrote for the plan.

    `built` is what the plan as it stands comes to: what that no longer makes, or makes as the code
    has it, is no finding. Nor is what a person added, nor what moved to another module.
    """
    known = base.read(root)
    files = revisions.standing(root, known, known.features)
    found = [
        *_code(root, known, built),
        *_environment(root, known),
        *([one] if (one := revised.compared(files)) else ()),
    ]
    told = [one for each in found for one in each.unread]
    for one in found:
        told += _Teller(root, one.written).tell(one.wanted, one.found)
    return tuple(told)


def _environment(root: Path, known: base.Written) -> Iterator[Compared]:
    path = environment.EXAMPLE
    there, written = tree.read(root, [path]).get(path), known.texts.get(path, ())
    if isinstance(there, str) and written and there not in written:
        yield environment.compared(written[0], there)


def _code(root: Path, known: base.Written, built: Outcome) -> Iterator[Compared]:
    orphans = {change.path for change in built.changes if change.action is Action.ORPHAN}
    written = {path: texts for path, texts in _modules(known).items() if path not in orphans}
    there = tree.read(root, written)
    edited = {path: texts for path, texts in written.items() if there.get(path) not in texts}
    if not edited:
        return
    broken = dict(_broken({path: there.get(path) for path in edited}))
    read = {path: texts for path, texts in edited.items() if path not in broken}
    sides = [_stated(side, _DO) for side in _sides(read)]
    stands = {p: text for p in read if isinstance(text := there.get(p), str)}
    found = _stated(stands, written={path: "\n".join(read[path]) for path in stands})
    if any(_lacking(facts, found.get(name, ())) for one in sides for name, facts in one.items()):
        found = _joined(found, _stated(_others(root, {*edited})))
    gone = {name for side in sides for name in side if _is_gone(name, sides, found)}
    now = {
        path: texts[0]
        for path, texts in _modules(_made(known, built.writes)).items()
        if path in read
    }
    planned = _stated(now, _DO)
    wanted = {name: facts for name, facts in planned.items() if name in gone}
    yield Compared(wanted, found, now, tuple(broken.values()))


def _modules(written: base.Written) -> Mapping[str, Sequence[str]]:
    return {path: texts for path, texts in written.below(_CODE).items() if path.endswith(".py")}


def _made(known: base.Written, writes: Mapping[str, str | None]) -> base.Written:
    """Return what luke makes of the plan as it stands; what it wrote last if that is the same."""
    text = writes.get(base.BASE)
    return base.parse(text) if text else known


def _sides(texts: Mapping[str, Sequence[str]]) -> Iterator[Mapping[str, str]]:
    """Yield what luke wrote last: once for each of the branches that were joined, else once."""
    for number in range(max(map(len, texts.values()), default=0)):
        yield {path: either[min(number, len(either) - 1)] for path, either in texts.items()}


def _is_gone(name: str, sides: Sequence[Stated], found: Stated) -> bool:
    """Tell whether code has facts of a name as luke wrote them on no branch."""
    return all(_lacking(side.get(name, ()), found.get(name, ())) for side in sides)


def _broken(there: Mapping[str, str | NotText | None]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield a finding, by path, for each module that Python cannot read."""
    for path, text in there.items():
        try:
            ast.parse(text if isinstance(text, str) else "")
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            said = f"Python cannot read this module, nobody knows what it does: {error}"
            yield path, Diagnostic("LK-V103", Severity.WARNING, said, Span(path, line), _CURE)


def _stated(
    texts: Mapping[str, str],
    doing: Sequence[str] = (".py",),
    written: Mapping[str, str] | None = None,
) -> Stated:
    """Return what modules state, and what those do whose name ends as one of `doing`.

    Functions that are not in what luke has `written` are part of what calls them.
    """
    found: dict[str, list[Placed]] = {}
    for path, text in sorted(texts.items()):
        folder = PurePosixPath(path).parent.name if path.endswith(tuple(doing)) else ""
        for fact in facts_of(text, folder, (written or {}).get(path)):
            found.setdefault(fact.name, []).append((path, fact))
    return found


def _joined(found: Stated, others: Stated) -> Stated:
    names = {**found, **others}
    return {name: (*found.get(name, ()), *others.get(name, ())) for name in names}


def _others(root: Path, known: set[str]) -> Mapping[str, str]:
    """Return the modules of the backend that luke wrote and nobody edited, or that are new."""
    paths = {path.relative_to(root).as_posix() for path in (root / _CODE).rglob("*.py")}
    read = tree.read(root, paths - known)
    return {path: text for path, text in read.items() if isinstance(text, str)}


def _lacking(expected: Sequence[Placed], found: Sequence[Placed]) -> list[Placed]:
    """Return the facts of one name that are not among those found, each of which counts once."""
    there = [fact.value for _, fact in found]
    lacking = []
    for path, fact in expected:
        if fact.value in there:
            there.remove(fact.value)
        else:
            lacking.append((path, fact))
    return lacking


def _served(fact: Fact, path: str, found: Stated) -> list[Placed]:
    """Return what the function of a route serves now."""
    if not fact.by:
        return []
    routes = (one for placed in found.values() for one in placed if one[1].by == fact.by)
    return [one for one in routes if one[0] == path]


class _Teller:
    """What is needed to tell of a fact: the rows of the plan, and what luke wrote."""

    def __init__(self, root: Path, written: Mapping[str, str]) -> None:
        try:
            self._spec, plan = pipeline.built(root)
        except LukeError:  # the phase that reads the plan tells why
            self._spec, plan = Spec(""), ""
        self._plan, self._places = plan, places_of(plan)
        self._items = items_of(self._spec)
        self._written = written

    def tell(self, expected: Stated, found: Stated) -> Iterator[Diagnostic]:
        """Yield a finding for each fact that is gone or says something else.

        Of what is gone as a whole, the parts are not told.
        """
        for name, facts in expected.items():
            for path, fact in _lacking(facts, found.get(name, ())):
                if not fact.inside or fact.inside in found:
                    yield self._finding(path, fact, found)

    def _finding(self, path: str, fact: Fact, found: Stated) -> Diagnostic:
        there = [one for one in found.get(fact.name, ()) if one[1].value != fact.value]
        moved = [] if there else _served(fact, path, found)
        around = found.get(fact.inside, ())
        places = (*there, *moved, *around)
        file, line = next(((file, one.line) for file, one in places), (path, 1))
        says = f"says `{there[0][1].value}`" if there else "is gone"
        if moved:
            says = f"is {moved[0][1].name} now"
        said = f"{fact.name} {says}; the plan makes it `{fact.value}`"
        hint = f"{self._row(fact.name, path, fact)}\n{_CURE}".strip()
        return Diagnostic("LK-V103", Severity.WARNING, said, Span(file, line), hint)

    def _row(self, name: str, path: str, fact: Fact) -> str:
        """Return the line of the plan that a fact comes from, with the name of its row."""
        below = path.removeprefix(f"{IMPL}/")
        read = _READ.fullmatch(name)
        about = item_at(below, self._written[path], fact.line, self._spec)
        first = name.partition(" ")[0]
        member = read[1] if read else name.removeprefix(_PREFIX).lower()
        setting = setting_of(member, self._spec)
        item = next((one for one in (name, first, setting, about) if one in self._items), about)
        line = place_of(self._places, item) if item else self._spoken(name)
        return f"{PLAN}:{line}   {item or name}" if line else ""

    def _spoken(self, name: str) -> int:
        """Return the line of the plan that speaks of something without a row of its own, else 0."""
        lines = enumerate(self._plan.split("\n"), 1)
        return next((number for number, line in lines if f"`{name}`" in line), 0)
