"""Steps as the Python of a revision, a statement an item; ruff wraps the lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, cast

from luke_cli.backend.code import call, literal
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
from luke_cli.backend.schema.values import Column, Constraint, Index, Kind, Table
from luke_cli.backend.schema.words import expression, functions

_ON_POSTGRESQL: Final = 'if op.get_bind().dialect.name == "postgresql":'
_IN_BATCH = (AddColumn, DropColumn, AlterColumn, AddConstraint, DropConstraint)


def statements(steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the statements of `upgrade` or `downgrade`; those within a block are indented."""
    found: list[str] = []
    if any(isinstance(step, AddIndex) and step.index.is_of_words for step in steps):
        found += [_ON_POSTGRESQL, *(f"    {_executed(one)}" for one in functions())]
    for table, run in groupby(steps, _batch_of):
        if table:
            found += _batch(table, [cast("OfBatch", step) for step in run])
        else:
            found += [line for step in run for line in _alone(step)]
    return tuple(found) or ("pass",)


def _batch_of(step: Step) -> str:
    """Return the table whose batch a step belongs to, "" of a step of its own."""
    return step.table if isinstance(step, _IN_BATCH) else ""


def _batch(table: str, steps: Iterable[OfBatch]) -> Iterator[str]:
    """Yield the batches of a table.

    SQLite loses what is laid on a column in the batch that names it: that goes into the next one.
    """
    named: set[str] = set()
    opened = False
    for step in steps:
        about = _columns(step)
        if not opened or about & named:
            yield f"with op.batch_alter_table({literal(table)}) as batch:"
            named, opened = set(), True
        if not isinstance(step, AddConstraint):
            named |= about
        yield f"    {_in_batch(step)}"


def _columns(step: OfBatch) -> set[str]:
    """Return the columns that a step names or that it stands on."""
    match step:
        case AddColumn(_, column):
            return {column.name}
        case DropColumn(_, name):
            return {name}
        case AlterColumn(_, before, after) if before.name != after.name:
            return {before.name, after.name}
        case AddConstraint(_, constraint):
            return {*constraint.columns}
        case _:
            return set()


def _alone(step: Step) -> Iterator[str]:
    match step:
        case CreateTable(table):
            yield call("op.create_table", [literal(table.name), *_parts(table)])
        case DropTable(name):
            yield call("op.drop_table", [literal(name)])
        case RenameTable(name, new):
            yield call("op.rename_table", [literal(name), literal(new)])
        case RenameKey(table, key, new):
            yield _ON_POSTGRESQL
            sql = f"ALTER TABLE {table} RENAME CONSTRAINT {key} TO {new}"
            yield f"    {_executed(sql)}"
        case AddIndex(name, index):
            if index.is_of_words:
                yield _ON_POSTGRESQL
            yield f"{'    ' if index.is_of_words else ''}{_index(name, index)}"
        case DropIndex(name, index, is_of_words):
            named = {"table_name": literal(name), "if_exists": "True" if is_of_words else ""}
            yield call("op.drop_index", [literal(index)], named)
        case FillColumn():
            yield from _fill(step)
        case RunSql(sqlite, postgresql):
            yield from _run(sqlite, postgresql)


def _parts(table: Table) -> Iterator[str]:
    yield from (_column(column) for column in table.columns)
    yield from (_of_table(one) for one in table.constraints)


def _column(column: Column) -> str:
    named = {"nullable": str(column.nullable)}
    return call("sa.Column", [literal(column.name), column.type], named)


def _named(name: str) -> str:
    return f"op.f({literal(name)})"


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(literal, names))}]"


def _of_table(one: Constraint) -> str:
    name = {"name": _named(one.name)}
    match one.kind:
        case Kind.FOREIGN:
            keys = (f"{one.target}.{key}" for key in one.keys)
            named = {**name, "ondelete": literal(one.on_delete) if one.on_delete else ""}
            return call("sa.ForeignKeyConstraint", [_list(one.columns), _list(keys)], named)
        case Kind.CHECK:
            return call("sa.CheckConstraint", [_sql(one.condition)], name)
        case Kind.UNIQUE:
            return call("sa.UniqueConstraint", map(literal, one.columns), name)
        case Kind.PRIMARY:
            return call("sa.PrimaryKeyConstraint", map(literal, one.columns), name)


def _index(table: str, index: Index) -> str:
    if index.is_of_words:
        on = f"[sa.text({literal(expression(index.columns))})]"
        using = {"postgresql_using": literal("gin")}
        return call("op.create_index", [literal(index.name), literal(table), on], using)
    columns = (
        f"sa.text({literal(one)})" if one.endswith(" DESC") else literal(one)
        for one in index.columns
    )
    where = f"sa.text({_sql(index.where)})" if index.where else ""
    named = {"unique": str(index.unique), "postgresql_where": where, "sqlite_where": where}
    on = f"[{', '.join(columns)}]"
    return call("op.create_index", [literal(index.name), literal(table), on], named)


def _sql(text: str) -> str:
    """Return SQL as a literal; a colon in it is no parameter."""
    return literal(text.replace(":", "\\:"))


def _in_batch(step: OfBatch) -> str:
    match step:
        case AddColumn(_, column):
            return call("batch.add_column", [_column(column)])
        case DropColumn(_, name):
            return call("batch.drop_column", [literal(name)])
        case AlterColumn(_, before, after):
            return _altered(before, after)
        case DropConstraint(_, name, kind):
            return call("batch.drop_constraint", [_named(name)], {"type_": literal(kind.value)})
        case AddConstraint(_, one):
            return _added(one)


def _altered(before: Column, after: Column) -> str:
    named = {"existing_type": before.type}
    if before.type != after.type:
        named["type_"] = after.type
    if before.name != after.name:
        named["new_column_name"] = literal(after.name)
    if before.nullable != after.nullable:
        named["nullable"] = str(after.nullable)
    else:
        named["existing_nullable"] = str(before.nullable)
    return call("batch.alter_column", [literal(before.name)], named)


def _added(one: Constraint) -> str:
    name = _named(one.name)
    match one.kind:
        case Kind.FOREIGN:
            named = {"ondelete": literal(one.on_delete) if one.on_delete else ""}
            arguments = [name, literal(one.target), _list(one.columns), _list(one.keys)]
            return call("batch.create_foreign_key", arguments, named)
        case Kind.CHECK:
            return call("batch.create_check_constraint", [name, _sql(one.condition)])
        case Kind.UNIQUE:
            return call("batch.create_unique_constraint", [name, _list(one.columns)])
        case Kind.PRIMARY:
            return call("batch.create_primary_key", [name, _list(one.columns)])


def _executed(sql: str) -> str:
    """Return a long statement, a literal a line."""
    lines = sql.splitlines(keepends=True)
    return f"op.execute({' '.join(map(_sql, lines))})"


def _run(sqlite: str, postgresql: str) -> Iterator[str]:
    if sqlite == postgresql:
        yield call("op.execute", [_sql(sqlite)])
        return
    yield 'if op.get_bind().dialect.name == "sqlite":'
    yield f"    {call('op.execute', [_sql(sqlite)])}"
    yield "else:"
    yield f"    {call('op.execute', [_sql(postgresql)])}"


def _fill(step: FillColumn) -> Iterator[str]:
    """Yield an update of all rows, or a loop where each gets another value."""
    mine = [step.column, *([step.key] if step.key else ())]
    columns = (call("sa.column", [literal(one.name), one.type]) for one in mine)
    yield f"rows = {call('sa.table', [literal(step.table), *columns])}"
    where = f".where(sa.text({_sql(step.where)}))" if step.where else ""
    name = step.column.name
    if not step.key:
        yield f"op.execute(sa.update(rows){where}.values({{{literal(name)}: {step.fill.code}}}))"
        return
    key = f"rows.c[{literal(step.key.name)}]"
    yield f"found = op.get_bind().scalars(sa.select({key}){where}.order_by({key})).all()"
    yield "for number, key in enumerate(found, 1):"
    values = f"values({{{literal(name)}: {step.fill.code}}})"
    yield f"    op.execute(sa.update(rows).where({key} == key).{values})"
