"""BACKEND-DEV.md, read: the spec that its tables say, or everything that is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from luke_cli.errors import DecisionNeededError, PlanError
from luke_cli.plan import rows as reading
from luke_cli.plan.cells import nearest
from luke_cli.plan.findings import Findings
from luke_cli.plan.fold import sourced, unfold, update_method
from luke_cli.plan.known import Broken, Names, Problem, scope_trouble
from luke_cli.plan.link import check
from luke_cli.plan.rows import Row, Rows
from luke_cli.plan.scan import TITLE, Scanned, scan
from luke_cli.spec.model import Entity, Field, Operation, Spec
from luke_cli.spec.normal import normal, normal_entities

FORMAT: Final = "1"
"""The version of the grammar that is read and written."""

_MARKERS: Final = (re.compile("<{7} "), re.compile("={7}\r?$"), re.compile(">{7} "))
"""How the lines of a conflict begin, in their order."""


def parse(text: str, *, file: str = "app/design/BACKEND-DEV.md") -> Spec:
    """Return the spec that a plan says, in normal form.

    Raises: PlanError with every finding; DecisionNeededError if conflict markers are in it.
    """
    findings = Findings(file)
    _refuse_markers(text, findings)
    scanned = scan(text)
    _check_head(scanned, findings)
    rows = reading.read(scanned, findings)
    _check_keys(rows, findings)
    spec = _assembled(scanned, rows)
    if rows.complete:
        _check_links(spec, rows, findings)
    if findings.found:
        count = len(findings.found)
        raise PlanError(
            f"{file} cannot be read: {count} {'place' if count == 1 else 'places'} to mend",
            diagnostics=findings.sorted(),
        )
    return spec


def _refuse_markers(text: str, findings: Findings) -> None:
    found: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if _MARKERS[len(found) % len(_MARKERS)].match(line):
            found.append(number)
    if len(found) < len(_MARKERS):
        return
    for number in found:
        findings.add("LK-P901", "a conflict is not settled: its markers are in the plan", number)
    raise DecisionNeededError(
        f"conflict markers are still in {findings.file}",
        hint="settle them, then run this again",
        diagnostics=findings.sorted(),
    )


def _check_head(scanned: Scanned, findings: Findings) -> None:
    if scanned.project is None:
        message = f"the plan has no title; expected for example `# Taskboard{TITLE}`"
        findings.add("LK-P110", message, 1)
    if scanned.format not in (None, FORMAT):
        message = f"this is plan format {scanned.format}; this luke reads plan format {FORMAT}"
        findings.add("LK-P110", message, scanned.head_line)
    if scanned.open_fence:
        findings.add("LK-P111", "what begins here is never closed", scanned.open_fence)


def _check_keys(rows: Rows, findings: Findings) -> None:
    """Find rows that say the same thing twice."""
    seen: dict[tuple[str, str, str], int] = {}
    for table, read in rows.by_table.items():
        for row in read:
            twice = [seen[at] for key in _keys(row) if (at := (table, row.scope, key)) in seen]
            seen |= {(table, row.scope, key): row.line for key in _keys(row)}
            if twice:
                message = f"{row.table.what} `{row.key}` is already in line {twice[0]}"
                findings.add("LK-P105", message, row.line, row.cells[0].column)


def _keys(row: Row) -> tuple[str, ...]:
    if row.table.name != "operations" or row.item is None:
        return (row.key,)
    return tuple(operation.name for operation in unfold(row.item, "PATCH"))


def _assembled(scanned: Scanned, rows: Rows) -> Spec:
    every = {
        name: tuple(_items(rows, name))
        for name in rows.by_table
        if name not in ("entities", "fields", "operations")
    }
    spec = Spec(scanned.project or "", scanned.documents, **every)
    spec = replace(spec, entities=_entities(rows), operations=_operations(rows, spec))
    return normal(spec)


def _items(rows: Rows, table: str) -> Iterator[Any]:
    for row in rows.of(table):
        if row.item is not None:
            sources = rows.sources_of(row)
            yield replace(row.item, sources=sources) if sources else row.item


def _entities(rows: Rows) -> tuple[Entity, ...]:
    fields: dict[str, list[Field]] = {}
    for row in rows.of("fields"):
        if row.item is not None:
            field = replace(row.item, sources=rows.sources_of(row))
            fields.setdefault(row.scope, []).append(field)
    entities = (
        replace(entity, fields=tuple(fields.get(entity.name, ())))
        for entity in _items(rows, "entities")
    )
    completed = normal_entities(tuple(entities))
    return tuple(_with_implied_sources(entity, rows) for entity in completed)


def _with_implied_sources(entity: Entity, rows: Rows) -> Entity:
    said = rows.sources.get(("fields", entity.name), {})
    fields = tuple(
        replace(field, sources=tuple(said[field.name]), basis=())
        if field.implied and field.name in said
        else field
        for field in entity.fields
    )
    return replace(entity, fields=fields)


def _operations(rows: Rows, spec: Spec) -> tuple[Operation, ...]:
    update = update_method(spec)
    by_key = rows.sources.get(("operations", ""), {})
    operations: list[Operation] = []
    for row in rows.of("operations"):
        if row.item is None:
            continue
        unfolded = unfold(row.item, update)
        for key in dict.fromkeys((row.key, *(operation.name for operation in unfolded))):
            if key in by_key:
                unfolded = tuple(sourced(unfolded, key, tuple(by_key[key])))
        operations += unfolded
    return tuple(operations)


def _check_links(spec: Spec, rows: Rows, findings: Findings) -> None:
    placed = {
        (row.table.name, row.scope, key): row
        for read in rows.by_table.values()
        for row in read
        for key in _keys(row)
    }
    broken: Broken = {(r.table.name, r.scope, r.key) for r in placed.values() if r.item is None}
    for problem in check(spec, broken):
        _place(problem, placed.get(problem.row), findings)
    names = Names(spec, broken)
    for role, (cell, line) in rows.columns.items():
        if role not in names.roles:
            hint = nearest(role, names.roles)
            findings.add("LK-P106", f"unknown role `{role}`", line, cell.column, hint=hint)
    for scope, line in {scope: line for (_, scope), line in rows.headings.items() if scope}.items():
        message, hint = scope_trouble(scope, names)
        if message:
            findings.add("LK-P106", message, line, len("### ") + 1, hint=hint)


def _place(problem: Problem, row: Row | None, findings: Findings) -> None:
    if row is None or row.item is None:
        return
    index = row.table.header.index(problem.column)
    cell = row.cells[index]
    token = re.escape(problem.token)
    at = re.search(rf"(?<![A-Za-z0-9_.]){token}(?![A-Za-z0-9_])", cell.raw)
    column = cell.column + (at.start() if at else 0)
    findings.add(problem.code, problem.message, row.line, column, hint=problem.hint)
