"""The revisions that are there: how they follow each other, and the schema that they leave.

Nothing is run: a revision is read. What luke wrote last counts for a revision of luke's, so that an
edit in it changes no later one; what a person's own revision adds is the person's, and stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from luke_cli.backend.revisions.read import Revision, read
from luke_cli.backend.revisions.values import Files
from luke_cli.backend.schema.applied import applied
from luke_cli.backend.schema.steps import (
    AddColumn,
    AddConstraint,
    AddIndex,
    CreateTable,
    FillColumn,
    RenameTable,
    RunSql,
    Step,
    about,
)
from luke_cli.backend.schema.values import Schema, Table


@dataclass(frozen=True, slots=True)
class History:
    """What the revisions that are there come to."""

    schema: Schema
    """What they leave."""
    others: frozenset[str]
    """What of it a person's own revisions added: `table`, `table.column`, or a name within it."""
    heads: tuple[str, ...]
    """The ids that no other follows."""
    troubles: tuple[tuple[str, str], ...] = ()
    """Paths, and why the revisions cannot be followed."""


def history_of(files: Files) -> History:
    """Follow the revisions from the first to the last."""
    known: dict[str, tuple[str, Revision]] = {}
    troubles: list[tuple[str, str]] = []
    for path in sorted(files.there):
        try:
            revision = read(files.text(path))
        except SyntaxError as error:
            troubles.append((path, f"it is no Python: line {error.lineno}"))
            continue
        if revision is None:
            continue
        if revision.name in known:
            other = known[revision.name][0]
            troubles.append((path, f"it has the id of {other}: {revision.name}"))
        known.setdefault(revision.name, (path, revision))
    for path, revision in known.values():
        lost = [one for one in revision.follows if one not in known]
        troubles += [(path, f"it follows {one}, which is not there") for one in lost]
    troubles += _clashes(known)
    if troubles:
        return History(Schema(), frozenset(), (), tuple(troubles))
    followed = {one for _, revision in known.values() for one in revision.follows}
    heads = tuple(sorted(name for name in known if name not in followed))
    return _followed(files, known, heads)


def _followed(
    files: Files, known: Mapping[str, tuple[str, Revision]], heads: tuple[str, ...]
) -> History:
    schema, others = Schema(), set[str]()
    for path, revision in _in_order(known):
        own = files.is_own(path)
        for step in revision.steps:
            try:
                schema = applied(schema, step)
            except LookupError as error:
                if own:
                    return History(schema, frozenset(), heads, ((path, str(error)),))
                continue
            if not own:
                others |= set(_adds(step))
    return History(schema, frozenset(others), heads)


def _in_order(known: Mapping[str, tuple[str, Revision]]) -> Iterator[tuple[str, Revision]]:
    """Yield the revisions, those before a revision first; of branches the lower id first."""
    waiting = dict(sorted(known.items()))
    while waiting:
        free = (n for n, (_, r) in waiting.items() if not any(one in waiting for one in r.follows))
        name = next(free, next(iter(waiting)))
        yield waiting.pop(name)


def _clashes(known: Mapping[str, tuple[str, Revision]]) -> Iterator[tuple[str, str]]:
    """Yield the revisions of two branches that are about the same: no order of them is right."""
    above = {name: _above(known, name) for name in known}
    joined = [above[name] for name, (_, r) in known.items() if len(r.follows) > 1]
    for one, other in combinations(sorted(known), 2):
        apart = one not in above[other] and other not in above[one]
        if not apart or any({one, other} <= names for names in joined):
            continue
        shared = _shared(known[one][1], known[other][1])
        if shared:
            yield known[other][0], f"{known[one][0]} of another branch changes {shared}, too"


def _above(known: Mapping[str, tuple[str, Revision]], name: str) -> set[str]:
    found: set[str] = set()
    open_ = list(known[name][1].follows)
    while open_:
        one = open_.pop()
        if one not in found and one in known:
            found.add(one)
            open_ += known[one][1].follows
    return found


def _shared(one: Revision, other: Revision) -> str:
    first, second = (_abouts(r.steps) for r in (one, other))
    same = sorted(first & second)
    tables = {name for name in first | second if "." not in name}
    whole = sorted(
        name
        for name in tables
        for n in first ^ second
        if n.startswith(f"{name}.") and (name in first) is not (n in first)
    )
    return next(iter((*same, *whole)), "")


def _abouts(steps: Iterable[Step]) -> set[str]:
    return {
        name for step in steps if not isinstance(step, FillColumn | RunSql) for name in about(step)
    }


def _adds(step: Step) -> Iterator[str]:
    if isinstance(step, (CreateTable, AddColumn, AddConstraint, AddIndex, RenameTable)):
        yield from about(step)


def with_others(wanted: Schema, history: History) -> Schema:
    """Return what a plan wants together with what a person's own revisions added."""
    others = history.others
    if not others:
        return wanted
    own = [
        table
        for table in history.schema.tables
        if table.name in others and wanted.table(table.name) is None
    ]
    return Schema((*(_joined(table, history) for table in wanted.tables), *own))


def _joined(table: Table, history: History) -> Table:
    there = history.schema.table(table.name)
    if there is None:
        return table

    def more(name: str) -> bool:
        return f"{table.name}.{name}" in history.others

    columns = [c for c in there.columns if more(c.name) and not table.column(c.name)]
    constraints = [c for c in there.constraints if more(c.name) and not table.constraint(c.name)]
    indexes = [i for i in there.indexes if more(i.name) and not table.index(i.name)]
    return Table(
        table.name,
        (*table.columns, *columns),
        (*table.constraints, *constraints),
        (*table.indexes, *indexes),
    )
