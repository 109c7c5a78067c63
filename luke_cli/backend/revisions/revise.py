"""The next revision: from the schema that the revisions leave to the one that a plan wants."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final

from luke_cli.backend.revisions.history import History, history_of, with_others
from luke_cli.backend.revisions.values import FOLDER, Files, Found, Revised, RevisionView
from luke_cli.backend.revisions.write import statements
from luke_cli.backend.schema.compare import compare
from luke_cli.backend.schema.fills import filled
from luke_cli.backend.schema.losses import Loss, assumed, compared, losses, obstacles, uniqueness
from luke_cli.backend.schema.planned import schema_of
from luke_cli.backend.schema.renames import Renames, Said, renames_of
from luke_cli.backend.schema.steps import (
    NEXT,
    AddColumn,
    AddConstraint,
    AddIndex,
    AlterColumn,
    Change,
    CreateTable,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropTable,
    RenameTable,
    Step,
    about,
)
from luke_cli.backend.schema.values import Schema
from luke_cli.names import plural, snake
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import Assumption, Spec, State

_FOLLOW: Final = (
    "delete the one that no database has seen, or set its down_revision to the one it follows"
)
_NUMBERED: Final = re.compile(r"A-(\d{4,})-")
"""How the name of what a revision asks begins."""
_LONGEST: Final = 32
"""Characters of an id: Alembic keeps them in a column of that length."""


def revise(spec: Spec, files: Files) -> Revised:
    """Return the revisions that lead to a plan."""
    history, number = history_of(files), files.next_number
    agreed = {one.name for one in spec.assumptions if one.state is State.ACCEPTED}
    # Who agreed to a loss stays readable as long as the revision that did it stands.
    done = tuple(one for one in spec.assumptions if one.name in agreed and _is_done(one, files))
    if history.troubles:
        return Revised(files.kept, None, done, tuple(_troubles(history)))
    old, new = filled(history.schema), with_others(schema_of(spec), history)
    dropped = {name for name in _names(old) if _name(number, Loss("drop", name, "")) in agreed}
    renames = renames_of(old, new, _said_by(spec, old), dropped)
    lost = tuple(losses(old, new, renames))
    asks = (*done, *(_asked(number, one, agreed) for one in lost))
    open_ = [one for one in lost if _name(number, one) not in agreed]
    found = (*_blocking(open_, renames), *_obstacles(old, new, renames), *_notes(old, new, renames))
    revised = Revised(files.kept, None, asks, found)
    if revised.is_blocked:
        return revised
    up, down = compare(old, new, renames), compare(new, old, renames.reversed())
    return replace(revised, next=_next(number, history, up, down))


def _said_by(spec: Spec, old: Schema) -> Said:
    """Return what the rows of a plan say was called something else."""
    tables: dict[str, str] = {}
    for entity in (one for one in spec.entities if one.was):
        names = (plural(snake(entity.was)), snake(entity.was), entity.was)
        found = next((name for name in names if old.table(name)), "")
        if found:
            tables[entity.table] = found
    columns = {(e.table, f.name): f.was for e in spec.entities for f in e.fields if f.was}
    former = {one.name: {old: new for new, old in one.was} for one in spec.enums if one.was}
    values = {
        e.table: {f.name: former[f.type.enum] for f in e.fields if f.type.enum in former}
        for e in spec.entities
    }
    return Said(tables, columns, values)


def _next(
    number: int, history: History, up: Sequence[Step], down: Sequence[Step]
) -> RevisionView | None:
    if not up and len(history.heads) < 2:
        return None
    title = title_of(up) if history.heads else "initial"
    name = f"{number:04}" if not history.heads else _id(number, title, up)
    stem = f"{name}_{title}" if not history.heads else name
    follows = history.heads[0] if len(history.heads) == 1 else history.heads or None
    return RevisionView(
        f"{FOLDER}/{stem}.py",
        title,
        repr(name),
        repr(follows),
        statements(up),
        statements(down),
    )


def _id(number: int, title: str, steps: Sequence[Step]) -> str:
    slug = re.sub(r"\W+", "_", title.lower()).strip("_")
    name = f"{number:04}_{slug}"
    if len(name) <= _LONGEST and " and more" not in title:
        return name
    digest = sha256("\n".join(statements(steps)).encode()).hexdigest()[:6]
    slug = slug.removesuffix("_and_more")[: _LONGEST - 12].rstrip("_")
    return f"{number:04}_{slug}_{digest}"


def title_of(steps: Sequence[Step]) -> str:
    """Say in a few words what steps do."""
    told = list(dict.fromkeys(_telling(steps)))
    if not told:
        return "merge"
    return told[0] if len(told) == 1 else f"{told[0]} and more"


_TELLING: Final = (
    (CreateTable, RenameTable, DropTable, AddColumn, DropColumn, AlterColumn),
    (AddConstraint, DropConstraint),
    (AddIndex, DropIndex),
)
"""Kinds of steps, those first that tell most; what follows from them is not told."""


def _telling(steps: Sequence[Step]) -> Iterator[str]:
    for kinds in _TELLING:
        told: set[str] = set()
        for step in (one for kind in kinds for one in steps if isinstance(one, kind)):
            names = {name.removesuffix(NEXT) for name in about(step)}
            if not names & told:
                yield _said(step)
            told |= names
        if told:
            return


def _said(step: Change) -> str:
    match step:
        case CreateTable(made):
            said = f"add {made.name}"
        case DropTable(name):
            said = f"drop {name}"
        case RenameTable(name, now):
            said = f"rename {name} to {now}"
        case AddColumn(table, column):
            name = column.name.removesuffix(NEXT)
            said = f"{'add' if name == column.name else 'change'} {table} {name}"
        case DropColumn(table, name):
            said = f"drop {table} {name}"
        case AlterColumn(table, before, after) if before.name != after.name:
            said = f"rename {table} {before.name} to {after.name}"
        case AlterColumn(table, before):
            said = f"change {table} {before.name}"
        case AddConstraint(table) | DropConstraint(table):
            said = f"change rules of {table}"
        case AddIndex(table) | DropIndex(table):
            said = f"change indexes of {table}"
    return said


def _names(schema: Schema) -> Iterator[str]:
    for table in schema.tables:
        yield table.name
        yield from (f"{table.name}.{column.name}" for column in table.columns)


def _name(number: int, loss: Loss) -> str:
    return f"A-{number:04}-{loss.slug}"


def _is_done(one: Assumption, files: Files) -> bool:
    """Tell whether a revision that stands has done what an assumption is about."""
    asked = _NUMBERED.match(one.name)
    return asked is not None and int(asked[1]) in files.numbers


def _asked(number: int, loss: Loss, agreed: Collection[str]) -> Assumption:
    name, why = _name(number, loss), "what is stored would be lost"
    state = State.ACCEPTED if name in agreed else State.BLOCKING
    return Assumption(name, loss.about, loss.says, why, state)


def _troubles(history: History) -> Iterator[Found]:
    for path, said in history.troubles:
        found = _found("LK-S105", "", said, _FOLLOW)
        yield replace(found, diagnostic=replace(found.diagnostic, place=Span(path, 1)))


def _found(code: str, about: str, said: str, hint: str = "") -> Found:
    severity = Severity.WARNING if code in _ONLY_SAID else Severity.ERROR
    return Found(about, Diagnostic(code, severity, said, None, hint))


_ONLY_SAID: Final = ("LK-S102", "LK-S103", "LK-S108", "LK-S109")
"""Findings that do not keep a revision from being written."""


def _blocking(open_: Sequence[Loss], renames: Renames) -> Iterator[Found]:
    for loss in open_:
        like = [new for old, new in renames.unclear if old == loss.about]
        if like:
            hint = f"if it is called {' or '.join(like)} now: write `{like[0]} was {loss.about.rpartition('.')[2]}` there"
            yield _found("LK-S104", loss.about, f"{loss.about}: {loss.says}", hint)
        else:
            yield _found("LK-S101", loss.about, f"{loss.about}: {loss.says}")


def _obstacles(old: Schema, new: Schema, renames: Renames) -> Iterator[Found]:
    for note in obstacles(old, new, renames):
        yield _found("LK-S106", note.about, f"{note.about}: {note.says}")


def _notes(old: Schema, new: Schema, renames: Renames) -> Iterator[Found]:
    for note in assumed(old, new, renames):
        hint = "write `default ...` into its Rules to give them another value"
        yield _found("LK-S102", note.about, f"{note.about}: {note.says}", hint)
    for before, now in renames.seen:
        table, dot, _ = before.rpartition(".")
        said = f"{before} is called {now} now; its values stay"
        yield _found("LK-S103", f"{table}{dot}{now}", said)
    for one in uniqueness(old, new, renames):
        yield _found("LK-S108", one.about, f"{one.about}: {one.says}")
    for one in compared(old, new, renames):
        yield _found("LK-S109", one.about, f"{one.about}: {one.says}")
