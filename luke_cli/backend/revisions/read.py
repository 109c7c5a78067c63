"""A revision, read: what it follows, and the steps of its `upgrade`.

What luke writes comes back as the steps that it was made of. Of what a person wrote the steps are
known that Alembic itself would write; the rest is left alone.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from luke_cli.backend.schema.conditions import one_of
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
    RenameTable,
    Step,
)
from luke_cli.backend.schema.values import Column, Constraint, Index, Kind, Table


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as its file says it."""

    name: str
    """Its id."""
    follows: tuple[str, ...]
    """The ids of those before it."""
    steps: tuple[Step, ...] = ()


def read(text: str) -> Revision | None:
    """Return what a file says, None if it is no revision.

    Raises: SyntaxError if it is no Python.
    """
    tree = ast.parse(text)
    said = dict(_assigned(tree))
    name, before = said.get("revision"), said.get("down_revision")
    if not isinstance(name, str):
        return None
    follows = (before,) if isinstance(before, str) else tuple(before or ())
    upgrade = next(
        (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "upgrade"), None
    )
    return Revision(name, follows, tuple(_steps(upgrade.body)) if upgrade else ())


def _assigned(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target: ast.expr = node.targets[0]
        elif isinstance(node, ast.AnnAssign) and node.value:
            target = node.target
        else:
            continue
        if isinstance(target, ast.Name) and node.value is not None:
            yield target.id, _value(node.value)


def _value(node: ast.expr | None) -> Any:
    """Return a literal, `op.f("name")` and `sa.text("sql")` as what they hold; else None."""
    if isinstance(node, ast.Call) and _name(node) in ("op.f", "batch.f", "sa.text"):
        value = _value(node.args[0]) if node.args else None
        return value.replace("\\:", ":") if isinstance(value, str) else value
    if isinstance(node, ast.List | ast.Tuple):
        return tuple(map(_value, node.elts))
    try:
        return ast.literal_eval(node) if node else None
    except ValueError:
        return None


def _name(call: ast.Call) -> str:
    """Return the dotted name of what is called; `batch_op` is `batch`."""
    return ast.unparse(call.func).replace("batch_op.", "batch.")


def _steps(body: list[ast.stmt], table: str = "") -> Iterator[Step]:
    for node in body:
        if isinstance(node, ast.With) and isinstance(node.items[0].context_expr, ast.Call):
            opened = node.items[0].context_expr
            if _name(opened) == "op.batch_alter_table":
                yield from _steps(node.body, str(_value(opened.args[0])))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            said = _Call(node.value, table)
            reader = _READERS.get(said.name)
            if reader:
                yield from reader(said)


class _Call:
    """A call with what it is given; within a batch the table comes first."""

    def __init__(self, node: ast.Call, table: str = "") -> None:
        self.name = _name(node)
        self.nodes = list(node.args)
        self.values = [_value(one) for one in node.args]
        self.named = {one.arg: one.value for one in node.keywords if one.arg}
        self.table = table

    def of(self, name: str, otherwise: Any = None) -> Any:
        """Return the literal that is given by name."""
        return _value(self.named[name]) if name in self.named else otherwise

    def type_of(self, name: str) -> str:
        """Return the type that is given by name, as Python."""
        return ast.unparse(self.named[name]) if name in self.named else ""


def _create_table(said: _Call) -> Iterator[Step]:
    name = str(said.values[0])
    columns: list[Column] = []
    constraints: list[Constraint] = []
    for node in said.nodes[1:]:
        if not isinstance(node, ast.Call):
            continue
        part = _Call(node)
        if part.name == "sa.Column":
            column, checks = _column(part, name)
            columns.append(column)
            constraints += checks
        elif part.name in _PARTS:
            constraints.append(_PARTS[part.name](part))
    yield CreateTable(Table(name, tuple(columns), tuple(constraints)))


def _column(part: _Call, table: str) -> tuple[Column, list[Constraint]]:
    """Return a column, and the check that comes with an enum."""
    name = str(part.values[0])
    nullable = bool(part.of("nullable", otherwise=True))
    type_ = part.nodes[1]
    if isinstance(type_, ast.Call) and _name(type_) == "sa.Enum":
        enum = _Call(type_)
        values = tuple(map(str, enum.values))
        check = one_of(name, values)
        named = f"ck_{table}_{enum.of('name')}"
        size = enum.of("length") or max(map(len, values))
        column = Column(name, f"sa.String({size})", nullable)
        return column, [Constraint(Kind.CHECK, named, (name,), check)]
    return Column(name, ast.unparse(type_), nullable), []


def _foreign(part: _Call) -> Constraint:
    columns, keys = part.values[:2]
    target = keys[0].rpartition(".")[0]
    names = tuple(key.rpartition(".")[2] for key in keys)
    on_delete = part.of("ondelete") or ""
    return Constraint(Kind.FOREIGN, part.of("name"), columns, "", target, names, on_delete)


def _check_of(name: str, condition: str) -> Constraint:
    condition = condition.replace("\\:", ":")
    first = re.match(r"\w+", condition)
    return Constraint(Kind.CHECK, name, (first[0],) if first else (), condition)


_PARTS: Final[Mapping[str, Callable[[_Call], Constraint]]] = {
    "sa.ForeignKeyConstraint": _foreign,
    "sa.PrimaryKeyConstraint": lambda p: Constraint(Kind.PRIMARY, p.of("name"), tuple(p.values)),
    "sa.UniqueConstraint": lambda p: Constraint(Kind.UNIQUE, p.of("name"), tuple(p.values)),
    "sa.CheckConstraint": lambda p: _check_of(p.of("name"), str(p.values[0])),
}


def _create_index(said: _Call) -> Iterator[Step]:
    name, *rest = said.values
    table, columns = rest if not said.table else (said.table, *rest)
    where = said.of("postgresql_where") or ""
    yield AddIndex(table, Index(name, columns, bool(said.of("unique")), where))


def _drop_index(said: _Call) -> Iterator[Step]:
    yield DropIndex(said.table or said.of("table_name"), said.values[0])


def _add_column(said: _Call) -> Iterator[Step]:
    node = said.nodes[-1]
    if isinstance(node, ast.Call):
        table = said.table or str(said.values[0])
        column, checks = _column(_Call(node), table)
        yield AddColumn(table, column)
        yield from (AddConstraint(table, check) for check in checks)


def _drop_column(said: _Call) -> Iterator[Step]:
    yield DropColumn(said.table or said.values[0], said.values[-1])


def _alter_column(said: _Call) -> Iterator[Step]:
    table = said.table or said.values[0]
    name = said.values[-1]
    type_ = said.type_of("existing_type")
    nullable = said.of("existing_nullable")
    new_null = said.of("nullable", otherwise=nullable)
    before = Column(name, type_, not new_null if nullable is None else nullable)
    new_type = said.type_of("type_") or type_
    yield AlterColumn(table, before, Column(said.of("new_column_name") or name, new_type, new_null))


def _drop_constraint(said: _Call) -> Iterator[Step]:
    table = said.table or said.values[1]
    yield DropConstraint(table, said.values[0], Kind(said.of("type_") or "check"))


def _create_foreign_key(said: _Call) -> Iterator[Step]:
    name, *rest = said.values
    table, target, columns, keys = rest if not said.table else (said.table, *rest)
    on = said.of("ondelete") or ""
    yield AddConstraint(table, Constraint(Kind.FOREIGN, name, columns, "", target, keys, on))


def _create_unique(said: _Call) -> Iterator[Step]:
    name, *rest = said.values
    table, columns = rest if not said.table else (said.table, *rest)
    yield AddConstraint(table, Constraint(Kind.UNIQUE, name, columns))


def _create_check(said: _Call) -> Iterator[Step]:
    name, *rest = said.values
    table, condition = rest if not said.table else (said.table, *rest)
    yield AddConstraint(table, _check_of(name, str(condition)))


_READERS: Final[Mapping[str, Callable[[_Call], Iterator[Step]]]] = {
    "op.create_table": _create_table,
    "op.drop_table": lambda said: iter([DropTable(said.values[0])]),
    "op.rename_table": lambda said: iter([RenameTable(said.values[0], said.values[1])]),
    **{
        f"{owner}.{name}": reader
        for owner in ("op", "batch")
        for name, reader in cast(
            "Mapping[str, Callable[[_Call], Iterator[Step]]]",
            {
                "create_index": _create_index,
                "drop_index": _drop_index,
                "add_column": _add_column,
                "drop_column": _drop_column,
                "alter_column": _alter_column,
                "drop_constraint": _drop_constraint,
                "create_foreign_key": _create_foreign_key,
                "create_unique_constraint": _create_unique,
                "create_check_constraint": _create_check,
            },
        ).items()
    },
}
