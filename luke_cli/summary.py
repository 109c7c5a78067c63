"""What a run found, in a line each: the same words for every phase and verb."""

from collections import Counter
from collections.abc import Iterable, Sequence

from luke_cli.docs.document import Document
from luke_cli.project import AUTHORS, Project
from luke_cli.result import Line
from luke_cli.spec.model import Basis, Kind, Operation, Spec
from luke_cli.workspace.merge import Action, Change

_MERGED = {
    Action.NEW: "new",
    Action.UNCHANGED: "unchanged",
    Action.UPDATED: "updated",
    Action.MERGED: "merged with your edits",
    Action.KEPT: "kept as you edited them",
    Action.REMOVED: "removed",
    Action.ORPHAN: "no longer made, edited, kept",
    Action.GONE: "deleted by you, not made again",
    Action.BLOCKED: "blocked",
    Action.CONFLICT: "in conflict",
}


def read(project: Project, documents: Sequence[Document]) -> Line:
    """Tell which documents were read, and which of the five are missing."""
    said = (f"{d.name} {d.line_count:,} {_number(d.line_count, 'line')}" for d in documents)
    missing = ", ".join(f"{a.document} ({a.person}, {a.role})" for a in project.missing)
    return Line("read", " · ".join(said), (f"not there: {missing}",) if missing else ())


def to_create() -> str:
    """Tell which documents a project is made of."""
    named = [author for author in AUTHORS if author.named]
    return ", ".join(f"{author.document} ({author.person}, {author.role})" for author in named)


def found(spec: Spec) -> Line:
    """Count what the documents describe."""
    fields = sum(len(entity.fields) for entity in spec.entities)
    assumed = sum(_is_assumed(entity.basis) for entity in spec.entities)
    covered = sum(is_covered(requirement.served_by) for requirement in spec.requirements)
    return Line(
        "found",
        _listed(
            _count(spec.entities, "entity", f"{assumed} assumed" if assumed else ""),
            f"{fields} {_number(fields, 'field')}",
            _count(spec.roles, "role"),
            _count(spec.permissions, "permission"),
            _count(spec.operations, "operation", f"{n} open" if (n := len(open_of(spec))) else ""),
            _count(spec.requirements, "requirement", f"{covered} covered"),
        ),
    )


def asked(told: str) -> Iterable[Line]:
    """Tell what a model was asked, if one was."""
    first, *more = told.split("\n")
    return (Line("model", first, tuple(more)),) if told else ()


def decide(spec: Spec) -> Line:
    """Count what somebody may want to look at."""
    text = _listed(
        _count(spec.decisions, "contradiction"),
        _count(spec.assumptions, "assumption"),
        _count(spec.questions, "question"),
    )
    return Line("decide", f"{text}   see Decisions in the plan" if text else "nothing is open")


def plan(spec: Spec, features: Sequence[str]) -> Line:
    """Tell how much of the plan is built."""
    asked = ", ".join(name.replace("_", " ") for name in features)
    text = _listed(
        _count(spec.entities, "entity"),
        _count(spec.operations, "operation"),
    )
    return Line("plan", f"{text} for {asked}" if asked else text)


def made(changes: Sequence[Change]) -> Line:
    """Count the files that luke makes."""
    return Line("make", _count([c for c in changes if c.text is not None], "file"))


def wrote(changes: Sequence[Change], folder: str) -> Line:
    """Tell how many files of a folder are written."""
    written = _count([change for change in changes if change.writes], "file")
    return Line("wrote", f"{folder}   {written}" if written else f"nothing, {folder} is up to date")


def opened(spec: Spec, changes: Sequence[Change], *, base_path: str) -> Iterable[Line]:
    """List the operations that answer 501 until somebody writes them."""
    texts = [change.text for change in changes if change.text and "NotWrittenError(" in change.text]
    operations = [
        operation
        for operation in open_of(spec)
        if any(f'NotWrittenError("{operation.name}")' in text for text in texts)
    ]
    if not operations:
        return
    width = max(len(f"{o.method} {base_path}{o.path}") for o in operations)
    details = tuple(_open_line(operation, base_path, width) for operation in operations)
    answer = "answers" if len(operations) == 1 else "answer"
    text = f"{_count(operations, 'operation')} {answer} 501 until written:"
    yield Line("open", text, details)


def open_of(spec: Spec) -> tuple[Operation, ...]:
    """Return the operations whose behaviour is open."""
    return tuple(operation for operation in spec.operations if operation.kind is Kind.CUSTOM)


def is_covered(served_by: Sequence[str]) -> bool:
    """Tell whether something of the plan serves a requirement, as far as it says."""
    return bool(served_by) and "open" not in served_by


def merged(changes: Sequence[Change]) -> Line:
    """Count what happens to the files."""
    counts = Counter(change.action for change in changes)
    return Line("merge", _listed(*(f"{counts[a]} {w}" for a, w in _MERGED.items() if counts[a])))


def one(change: Change) -> str:
    """Tell what happens to a single file."""
    lines = (change.text or "").count("\n")
    what = _MERGED[change.action].replace("as you edited them", "with your edits")
    return f"{change.path}   {what}, {lines:,} {_number(lines, 'line')}"


def _open_line(operation: Operation, base_path: str, width: int) -> str:
    request = f"{operation.method} {base_path}{operation.path}"
    source = operation.sources[0] if operation.sources else None
    place = f"   {source.file}:{source.line}" if source else ""
    return f"{request:<{width}}   {operation.name}{place}"


def _is_assumed(basis: Basis) -> bool:
    return any(reason.startswith("A-") for reason in basis)


def _count(items: Sequence[object], noun: str, more: str = "") -> str:
    if not items:
        return ""
    text = f"{len(items):,} {_number(len(items), noun)}"
    return f"{text} ({more})" if more else text


def _number(count: int, noun: str) -> str:
    if count == 1:
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def _listed(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
