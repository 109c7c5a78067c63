"""What luke makes, joined with what stands there: the changes, what there is to say, what is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from luke_cli.engines import Engine
from luke_cli.engines.values import Written
from luke_cli.errors import DecisionNeededError, Exit
from luke_cli.files import FileTree
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Spec
from luke_cli.workspace import base, tree
from luke_cli.workspace.conflict import has_markers, places
from luke_cli.workspace.merge import Action, Base, Change, NotText, is_unsettled, merge


@dataclass(frozen=True, slots=True)
class Merged:
    """What a phase makes, joined with what stands there."""

    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...]
    writes: Mapping[str, str | None]
    seen: Mapping[str, str | NotText | None]

    @property
    def exit_code(self) -> Exit:
        """A person must decide where two texts exclude each other, or something stands in the way."""
        stuck = any(c.action in (Action.CONFLICT, Action.BLOCKED) for c in self.changes)
        return Exit.DECIDE if stuck else Exit.CLEAN


def merge_into(
    root: Path,
    scope: str,
    new: FileTree,
    features: Iterable[str] | None = None,
    held: FileTree | None = None,
    added: FileTree | None = None,
) -> Merged:
    """Merge what luke makes below `scope` with what stands there.

    `held` replaces texts that luke wrote last. `added` are files of somebody else as they stand
    there, with something of luke's in them: they are written, and not recorded as luke's.
    """
    known, added = base.read(root), added or {}
    before = known.below(scope) | {path: (text,) for path, text in (held or {}).items()}
    yours = tree.read(root, {*before, *new, *added, base.BASE}) | tree.others(root, scope, before)
    memory = yours.pop(base.BASE, None)
    before |= {path: (there,) for path in added if isinstance(there := yours.get(path), str)}
    _refuse_markers(yours, before)
    changes = merge(before, yours, {**new, **added})
    orphans = {c.path: before[c.path] for c in changes if c.action is Action.ORPHAN}
    blocked = {c.path for c in changes if c.action is Action.BLOCKED}
    made = {path: (text,) for path, text in new.items() if path not in blocked} | orphans
    written = known.replaced(scope, made, known.features if features is None else features)
    writes = {c.path: c.text for c in changes if c.writes} | base.writes(root, written)
    seen = {c.path: yours.get(c.path) for c in changes if c.writes} | {base.BASE: memory}
    return Merged(changes, tuple(_findings(changes, yours)), writes, seen)


def with_written(
    merged: Merged, part: Spec, engine: Engine, place: tuple[Path, str]
) -> tuple[Merged, Written]:
    """Let an engine write what is left open, on top of what stands there after the merge.

    `place` is the root, and the scope: what somebody has written there beside luke's files is of it.
    It counts as an edit of a person: luke's own record does not hold it, so later runs keep it.
    """
    if merged.exit_code:
        return merged, Written({})
    made = {c.path: c.text for c in merged.changes if c.text is not None}
    own = tree.own(*place, (c.path for c in merged.changes)) if engine.writes else {}
    written = engine.write(part, {**own, **made})
    changes = [
        replace(c, action=Action.NEW if c.before is None else Action.MERGED, text=text)
        if (text := written.texts.get(c.path)) is not None
        else c
        for c in merged.changes
    ]
    known = {c.path for c in changes}
    changes += [
        Change(p, Action.MERGED if p in own else Action.NEW, t, own.get(p))
        for p, t in written.texts.items()
        if p not in known
    ]
    changes.sort(key=lambda change: change.path)
    before = {change.path: change.before for change in changes if change.path in written.texts}
    both = replace(
        merged,
        changes=tuple(changes),
        writes={**merged.writes, **written.texts},
        seen={**before, **merged.seen},
    )
    return both, written


def _findings(
    changes: Iterable[Change], yours: Mapping[str, str | NotText]
) -> Iterable[Diagnostic]:
    for change in changes:
        there = yours.get(change.path)
        place = Span(change.path, 1)
        match change.action:
            case Action.CONFLICT:
                message = "conflict: you and luke both changed these lines; markers are in the file"
                for line in places(change.text or ""):
                    yield Diagnostic("LK-W101", Severity.ERROR, message, Span(change.path, line))
            case Action.BLOCKED if isinstance(there, NotText):
                message = f"luke makes a file here, but there is {there.what}; it is kept"
                yield Diagnostic("LK-W102", Severity.ERROR, message, place)
            case Action.ORPHAN:
                message = "luke no longer makes this file; it is kept because you edited it"
                yield Diagnostic("LK-W103", Severity.WARNING, message, place)
            case Action.GONE:
                message = "you deleted this file; it is not made again"
                yield Diagnostic("LK-W104", Severity.NOTE, message, place)
        if change.renamed_from:
            message = f"you renamed {change.renamed_from}; what luke changes there goes here"
            yield Diagnostic("LK-W105", Severity.NOTE, message, place)


def _refuse_markers(yours: Mapping[str, str | NotText], before: Base) -> None:
    marked = [
        path
        for path, text in yours.items()
        if isinstance(text, str) and is_unsettled(text, before.get(path, ()))
    ]
    _refuse(marked)


def refuse_marked(documents: Mapping[str, bytes]) -> None:
    """Go on only if no document, by path, is in the midst of a merge.

    Raises: DecisionNeededError.
    """
    _refuse([p for p, data in documents.items() if has_markers(data.decode(errors="replace"))])


def _refuse(marked: Sequence[str]) -> None:
    if marked:
        raise DecisionNeededError(
            f"conflict markers are still in {', '.join(marked)}",
            hint="settle them, then run this again",
        )
