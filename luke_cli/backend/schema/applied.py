"""The schema that a step leaves."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from luke_cli.backend.schema.steps import (
    AddColumn,
    AddConstraint,
    AddIndex,
    AlterColumn,
    CreateTable,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropTable,
    FillColumn,
    OfBatch,
    RenameKey,
    RenameTable,
    RunSql,
    Step,
)
from luke_cli.backend.schema.values import Column, Constraint, Schema, Table

T = TypeVar("T")


def applied(schema: Schema, step: Step) -> Schema:
    """Return the schema that a step leaves.

    Raises: LookupError if the schema has not what the step is about, or has it already.
    """
    match step:
        case FillColumn() | RunSql():
            return schema
        case CreateTable(table):
            _absent(schema.table(table.name), table.name)
            return Schema((*schema.tables, table))
        case RenameTable(table, name):
            _absent(schema.table(name), name)
            return _renamed(schema, _table(schema, table), name)
        case DropTable(table):
            return schema.without(_table(schema, table).name)
        case AlterColumn(table, before, after) if before.name != after.name:
            names = {before.name: after.name}
            return _pointing(
                schema.with_table(_altered(_table(schema, table), before, after)),
                table,
                lambda key: replace(key, keys=tuple(names.get(one, one) for one in key.keys)),
            )
        case _:
            return schema.with_table(_changed(_table(schema, step.table), step))


def _table(schema: Schema, name: str) -> Table:
    return _present(schema.table(name), name)


def _changed(table: Table, step: OfBatch | RenameKey | AddIndex | DropIndex) -> Table:
    match step:
        case AddIndex() | DropIndex():
            return _with_indexes(table, step)
        case RenameKey(_, name, now):
            key = _present(table.constraint(name), name)
            named = (replace(one, name=now) if one == key else one for one in table.constraints)
            return replace(table, constraints=tuple(named))
        case AddColumn() | DropColumn():
            return _with_columns(table, step)
        case AlterColumn(_, before, after):
            return _altered(table, before, after)
        case AddConstraint(_, constraint):
            _absent(table.constraint(constraint.name), constraint.name)
            return replace(table, constraints=(*table.constraints, constraint))
        case DropConstraint(_, name):
            lost = _present(table.constraint(name), name)
            rest = tuple(one for one in table.constraints if one != lost)
            return replace(table, constraints=rest)


def _with_indexes(table: Table, step: AddIndex | DropIndex) -> Table:
    if isinstance(step, AddIndex):
        _absent(table.index(step.index.name), step.index.name)
        return replace(table, indexes=(*table.indexes, step.index))
    gone = _present(table.index(step.name), step.name)
    return replace(table, indexes=tuple(one for one in table.indexes if one != gone))


def _with_columns(table: Table, step: AddColumn | DropColumn) -> Table:
    if isinstance(step, AddColumn):
        _absent(table.column(step.column.name), f"{table.name}.{step.column.name}")
        return replace(table, columns=(*table.columns, step.column))
    gone = _present(table.column(step.column), f"{table.name}.{step.column}")
    kept = tuple(one for one in table.columns if one != gone)
    left = tuple(one for one in table.constraints if gone.name not in one.columns)
    return replace(table, columns=kept, constraints=left)


def _altered(table: Table, before: Column, after: Column) -> Table:
    now = _present(table.column(before.name), f"{table.name}.{before.name}")
    # A person's revision says only what changes.
    nullable = after.nullable if after.nullable != before.nullable else now.nullable
    after = replace(after, type=after.type or now.type, nullable=nullable)
    if before.name != after.name:
        _absent(table.column(after.name), f"{table.name}.{after.name}")
    columns = tuple(after if one.name == before.name else one for one in table.columns)
    names = {before.name: after.name}
    constraints = tuple(
        replace(one, columns=tuple(names.get(name, name) for name in one.columns))
        for one in table.constraints
    )
    indexes = tuple(
        replace(one, columns=tuple(_moved(column, names) for column in one.columns))
        for one in table.indexes
    )
    return replace(table, columns=columns, constraints=constraints, indexes=indexes)


def _moved(column: str, names: dict[str, str]) -> str:
    name, blank, rest = column.partition(" ")
    return f"{names.get(name, name)}{blank}{rest}"


def _renamed(schema: Schema, table: Table, name: str) -> Schema:
    tables = (replace(one, name=name) if one is table else one for one in schema.tables)
    return _pointing(Schema(tuple(tables)), table.name, lambda key: replace(key, target=name))


def _pointing(schema: Schema, table: str, change: Callable[[Constraint], Constraint]) -> Schema:
    """Return a schema in which the foreign keys that point at a table are changed."""
    return Schema(
        tuple(
            replace(
                one,
                constraints=tuple(change(c) if c.target == table else c for c in one.constraints),
            )
            for one in schema.tables
        )
    )


def _present(found: T | None, name: str) -> T:
    if found is None:
        raise LookupError(f"there is no {name}")
    return found


def _absent(found: object, name: str) -> None:
    if found is not None:
        raise LookupError(f"there is already a {name}")
