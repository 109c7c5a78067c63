"""What a run has to do with git: what is not committed, what git would not keep, and `--commit`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from luke_cli import summary
from luke_cli.errors import Exit, LukeError, UsageError, strongest
from luke_cli.phase import Phase
from luke_cli.plan import parse
from luke_cli.project import IMPL, PLAN
from luke_cli.result import Line, Outcome
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.export import to_json
from luke_cli.spec.model import Spec
from luke_cli.workspace import git
from luke_cli.workspace.base import FOLDER
from luke_cli.workspace.disk import HOME

_SCOPES: Final = {Phase.DESIGN: PLAN, Phase.DEVELOP: IMPL}
_SUBJECTS: Final = {Phase.DESIGN: "Plan the backend", Phase.DEVELOP: "Build the backend"}
_SHOWN: Final = 8
"""Names that a line lists."""
_PLACES: Final = ("sources", "basis")
"""What a plan says of where something came from: it moves with every line of a document."""


def told(root: Path, outcome: Outcome) -> Outcome:
    """Return an outcome with what git has to do with it; nothing where git keeps nothing."""
    dirty = git.uncommitted(root, HOME)
    if dirty is None:
        return outcome
    found = swallowed(root, outcome)
    lines = outcome.lines[:-1], outcome.lines[-1:]
    return replace(
        outcome,
        lines=(*lines[0], *_dirty(dirty), *lines[1]),
        diagnostics=(*outcome.diagnostics, *found),
    )


def swallowed(root: Path, outcome: Outcome) -> tuple[Diagnostic, ...]:
    """Return a finding for each file of an outcome that git would not keep.

    One that is not there is among them: a clone lacks it, which looks as if a person removed it.
    """
    made = [one.path for one in outcome.changes if one.text is not None or not one.writes]
    rules = git.ignored(root, made)
    return tuple(_swallowed(path, rule) for path, rule in sorted(rules.items()))


def refuse_edited(root: Path, outcome: Outcome) -> None:
    """Raise UsageError where a commit of this run would take a person's edits along."""
    dirty = git.uncommitted(root, HOME)
    if dirty is None:
        raise UsageError("--commit needs git, and a repository of it", hint="git init")
    written = {c.path for c in outcome.changes if c.writes and c.before is not None}
    edited = sorted(written & set(dirty))
    if edited:
        raise UsageError(
            f"--commit would commit edits that are not luke's: {_listed(edited)}",
            hint="commit or stash them first, or leave --commit out",
        )


def committed(root: Path, outcome: Outcome) -> Outcome:
    """Commit what a run wrote, in one commit, and return the outcome with what came of it."""
    rules = git.ignored(root, outcome.writes)
    paths = sorted(path for path in outcome.writes if path not in rules)
    if not paths:
        return _with_line(outcome, "nothing to commit")
    said = message(root, outcome)
    refused = git.commit(root, paths, said)
    if not refused:
        return _with_line(outcome, f"committed: {said.partition(chr(10))[0]}")
    found = Diagnostic("LK-W107", Severity.ERROR, f"git does not commit: {refused}", None)
    code = strongest((outcome.exit_code, Exit.USAGE))
    return replace(outcome, exit_code=code, diagnostics=(*outcome.diagnostics, found))


def message(root: Path, outcome: Outcome) -> str:
    """Return what a commit of this run says: a subject, entities, operations and files."""
    phase, spec = outcome.phase, outcome.spec
    if phase is None or spec is None:
        return "Prove the backend"
    before = _planned(git.text_at_last_change(root, _SCOPES[phase], PLAN))
    body = [
        *_differ("Entities", _entities(before), _entities(spec)),
        *_differ("Operations", _operations(before), _operations(spec)),
        f"Files: {summary.merged([c for c in outcome.changes if c.writes]).text}",
    ]
    subject = f"{_SUBJECTS[phase]} of {spec.project}"
    return "\n".join((subject, "", *body))


def _dirty(paths: Sequence[str]) -> Iterator[Line]:
    edited = [path for path in paths if not path.startswith(f"{FOLDER}/")]
    if edited:
        yield Line("git", f"not committed before this run: {_listed(edited, shown=3)}")


def _swallowed(path: str, rule: str) -> Diagnostic:
    said = f"git would not keep this file, it is ignored by {rule}"
    return Diagnostic("LK-W106", Severity.WARNING, said, Span(path, 1))


def _with_line(outcome: Outcome, text: str) -> Outcome:
    lines = outcome.lines
    return replace(outcome, lines=(*lines[:-1], Line("git", text), *lines[-1:]))


def _planned(text: str | None) -> Spec | None:
    try:
        return parse(text, file=PLAN) if text else None
    except LukeError:
        return None


def _entities(spec: Spec | None) -> dict[str, Any]:
    return _by_name(spec, "entities", lambda entity: str(entity["name"]))


def _operations(spec: Spec | None) -> dict[str, Any]:
    return _by_name(spec, "operations", lambda one: f"{one['method']} {one['path']}")


def _by_name(spec: Spec | None, kind: str, name: Callable[[Any], str]) -> dict[str, Any]:
    return {name(one): _meant(one) for one in to_json(spec)[kind]} if spec else {}


def _meant(value: Any) -> Any:
    """Return a part of a plan without the places that it came from."""
    if isinstance(value, Mapping):
        return {key: _meant(inner) for key, inner in value.items() if key not in _PLACES}
    if isinstance(value, list | tuple):
        return [_meant(inner) for inner in value]
    return value


def _differ(title: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line with what was added, changed and removed, if anything was."""
    names = {
        "added": [name for name in now if name not in before],
        "changed": [name for name in now if name in before and now[name] != before[name]],
        "removed": [name for name in before if name not in now],
    }
    said = [f"{what} {_listed(which)}" for what, which in names.items() if which]
    if said:
        yield f"{title}: {'; '.join(said)}"


def _listed(names: Sequence[str], *, shown: int = _SHOWN) -> str:
    more = f" and {len(names) - shown} more" if len(names) > shown else ""
    return f"{', '.join(names[:shown])}{more}"
