"""What luke's own revisions leave, where a person has edited one: the schema of it beside luke's.

How a revision gets there says nothing: a column that is added first and required later is required.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Final

from luke_cli.backend.revisions.history import history_of
from luke_cli.backend.revisions.values import Files
from luke_cli.backend.schema.values import Constraint, Schema, Table
from luke_cli.drift.values import Compared, Fact, Placed
from luke_cli.project import IMPL
from luke_cli.source import Diagnostic, Severity, Span

_NAMES: Final = re.compile(r"\b(?:length|precision|scale)=")
"""How types may be given what luke gives them by place."""
_CURE: Final = "put back what luke wrote, and let another revision change it"


def compared(files: Files) -> Compared | None:
    """Compare what the revisions leave with what they left as luke wrote them; None if none is edited."""
    there, own = files.there, [path for path in files.there if path in files.written]
    edited = [path for path in own if there[path] not in files.written[path]]
    if not edited:
        return None
    stands = Files(there, {path: (there[path],) for path in own})
    before, now = history_of(files), history_of(stands)
    if now.troubles and not before.troubles:
        unread = [_unread(path, why) for path, why in now.troubles]
        return Compared({}, {}, {}, unread)
    written = {path: files.text(path) for path in edited}
    return Compared(
        _stated(before.schema, written),
        _stated(now.schema, {path: there[path] for path in edited}),
        {f"{IMPL}/{path}": text for path, text in written.items()},
    )


def _unread(path: str, why: str) -> Diagnostic:
    said = f"this revision was edited, and cannot be followed: {why}"
    return Diagnostic("LK-V103", Severity.WARNING, said, Span(f"{IMPL}/{path}", 1), _CURE)


def _stated(schema: Schema, texts: Mapping[str, str]) -> Mapping[str, tuple[Placed]]:
    """Return what a schema has that is written in some texts, by name."""
    lines = [(path, _lines(text)) for path, text in sorted(texts.items())]
    found: dict[str, tuple[Placed]] = {}
    for table in schema.tables:
        for name, about, value in _parts(table):
            places = ((path, at[key]) for path, at in lines if (key := (table.name, about)) in at)
            path, line = next(places, (lines[0][0], 1))
            fact = Fact(f"{name} of the revisions", value, line)
            found[fact.name] = ((f"{IMPL}/{path}", fact),)
    return found


def _parts(table: Table) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each part of a table, the word that it is written by, and what it is."""
    for column in table.columns:
        is_needed = "nullable" if column.nullable else "required"
        said = f"{_NAMES.sub('', column.type)} {is_needed}"
        yield f"{table.name}.{column.name}", column.name, said
    for constraint in table.constraints:
        yield f"{constraint.name} of {table.name}", constraint.name, _said(constraint)
    for index in table.indexes:
        unique = "unique " if index.unique else ""
        said = f"{unique}index on {', '.join(index.columns)} {index.where}".rstrip()
        yield f"{index.name} of {table.name}", index.name, said


def _said(one: Constraint) -> str:
    points = f"to {one.target} {', '.join(one.keys)} {one.on_delete}" if one.target else ""
    return " ".join(
        filter(None, (one.kind, ", ".join(one.columns), one.condition, points.rstrip()))
    )


def _lines(text: str) -> Mapping[tuple[str, str], int]:
    """Return the lines of the words of a revision, by the words that stand in the same statement."""
    found: dict[tuple[str, str], int] = {}
    functions = (node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
    upgrade = next((node for node in functions if node.name == "upgrade"), None)
    for statement in upgrade.body if upgrade else ():
        said = [
            (node.value, node.lineno)
            for node in ast.walk(statement)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        for table, _ in said:
            for word, line in said:
                found.setdefault((table, word), line)
    return found
