"""A revision, read: what it follows, and the steps of its `upgrade`.

What luke writes comes back as the steps that it was made of. Of what a person wrote the steps are
known that Alembic itself would write; the rest is left alone.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from luke_cli.backend.schema.conditions import check_of, one_of
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
    RenameKey,
    RenameTable,
    Step,
)
from luke_cli.backend.schema.values import Column, Constraint, Index, Kind, Table
from luke_cli.backend.schema.words import columns_in

_ON_POSTGRESQL: Final = "op.get_bind().dialect.name == 'postgresql'"
_KEY_RENAMED: Final = re.compile(r"ALTER TABLE (\w+) RENAME CONSTRAINT (\w+) TO (\w+)")


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
    if isinstance(node, ast.Call) and _called(node)[1] in ("f", "text"):
        value = _value(node.args[0]) if node.args else None
        return _unescaped(value) if isinstance(value, str) else value
    if isinstance(node, ast.List | ast.Tuple):
        return tuple(map(_value, node.elts))
    try:
        return ast.literal_eval(node) if node else None
    except ValueError:
        return None


def _unescaped(sql: str) -> str:
    return sql.replace("\\:", ":")


def _called(call: ast.Call) -> tuple[str, str]:
    """Return on what a method is called, and its name."""
    owner, _, name = ast.unparse(call.func).rpartition(".")
    return owner, name


def _steps(body: list[ast.stmt], owner: str = "op", table: str = "") -> Iterator[Step]:
    for node in body:
        if isinstance(node, ast.With):
            yield from _of_batch(node)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == _ON_POSTGRESQL:
            yield from _steps(node.body)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            on, name = _called(node.value)
            if name in _OPERATIONS and on in ("op", owner):
                names, reader = _OPERATIONS[name]
                with suppress(_UnknownError):
                    yield from reader(_Call(node.value, names, table if on == owner else ""))


def _of_batch(node: ast.With) -> Iterator[Step]:
    opened, alias = node.items[0].context_expr, node.items[0].optional_vars
    if isinstance(opened, ast.Call) and _called(opened) == ("op", "batch_alter_table"):
        with suppress(_UnknownError):
            table = _Call(opened, ("table_name",)).text("table_name")
            yield from _steps(node.body, ast.unparse(alias) if alias else "", table)


class _UnknownError(Exception):
    """What a call needs is not given, or is no literal."""


class _Call:
    """What a call is given, by the names that Alembic and SQLAlchemy have for it."""

    def __init__(self, node: ast.Call, names: Sequence[str], table: str = "") -> None:
        """Bind the arguments; a call within the batch of a table is not given its name."""
        own = [name for name in names if not table or name not in _OF_TABLE]
        self._given = dict(zip(own, node.args, strict=False))
        self._given |= {one.arg: one.value for one in node.keywords if one.arg}
        self._table = table
        self.rest = node.args[len(own) :]

    @property
    def table(self) -> str:
        """The table that the call is about."""
        name = next((name for name in _OF_TABLE if name in self._given), "")
        return self._table or self.text(name)

    @property
    def texts_behind(self) -> tuple[str, ...]:
        """The texts that are given behind the names."""
        return _all_texts(tuple(map(_value, self.rest)))

    def text(self, name: str) -> str:
        """Return the text that is given by a name."""
        value = self.of(name)
        if not isinstance(value, str):
            raise _UnknownError(name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts that are given by a name."""
        return _all_texts(self.of(name))

    def of(self, name: str, otherwise: Any = None) -> Any:
        """Return the literal that is given by a name."""
        return _value(self._given[name]) if name in self._given else otherwise

    def code(self, name: str) -> str:
        """Return what is given by a name as Python, "" if nothing is."""
        return ast.unparse(self._given[name]) if name in self._given else ""

    def call(self, name: str, names: Sequence[str]) -> "_Call":
        """Return the call that is given by a name."""
        node = self._given.get(name)
        if not isinstance(node, ast.Call):
            raise _UnknownError(name)
        return _Call(node, names)


def _all_texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, tuple) or not all(isinstance(one, str) for one in value):
        raise _UnknownError
    return value


def _create_table(said: _Call) -> Iterator[Step]:
    name = said.table
    columns: list[Column] = []
    constraints: list[Constraint] = []
    for node in (one for one in said.rest if isinstance(one, ast.Call)):
        on, part = _called(node)
        with suppress(_UnknownError):
            if (on, part) == ("sa", "Column"):
                column, checks = _column(_Call(node, _COLUMN), name)
                columns.append(column)
                constraints += checks
            elif on == "sa" and part in _PARTS:
                names, reader = _PARTS[part]
                constraints.append(reader(_Call(node, names)))
    yield CreateTable(Table(name, tuple(columns), tuple(constraints)))


def _column(part: _Call, table: str) -> tuple[Column, list[Constraint]]:
    """Return a column, and the check that comes with an enum."""
    name, type_ = part.text("name"), part.code("type_")
    nullable = bool(part.of("nullable", otherwise=True))
    if not type_.startswith("sa.Enum("):
        return Column(name, type_, nullable), []
    enum = part.call("type_", ())
    values = enum.texts_behind
    size = enum.of("length") or max(map(len, values), default=0)
    check = check_of(f"ck_{table}_{enum.text('name')}", one_of(name, values))
    return Column(name, f"sa.String({size})", nullable), [check]


def _foreign(part: _Call) -> Constraint:
    keys = [key.rpartition(".") for key in part.texts("refcolumns")]
    target, names = keys[0][0], tuple(key for _, _, key in keys)
    on_delete = part.of("ondelete") or ""
    columns = part.texts("columns")
    return Constraint(Kind.FOREIGN, part.text("name"), columns, "", target, names, on_delete)


_COLUMN: Final = ("name", "type_")
_PARTS: Final[Mapping[str, tuple[Sequence[str], Callable[[_Call], Constraint]]]] = {
    "ForeignKeyConstraint": (("columns", "refcolumns", "name"), _foreign),
    "PrimaryKeyConstraint": (
        (),
        lambda p: Constraint(Kind.PRIMARY, p.of("name") or "", p.texts_behind),
    ),
    "UniqueConstraint": ((), lambda p: Constraint(Kind.UNIQUE, p.text("name"), p.texts_behind)),
    "CheckConstraint": (
        ("sqltext", "name"),
        lambda p: check_of(p.text("name"), _unescaped(p.text("sqltext"))),
    ),
}
"""By name: what stands at the places of its arguments, and what it is."""


def _create_index(said: _Call) -> Iterator[Step]:
    name, columns = said.text("index_name"), said.texts("columns")
    words = columns_in(columns[0]) if len(columns) == 1 else ()
    if words:
        yield AddIndex(said.table, Index(name, words, is_of_words=True))
        return
    where = said.of("postgresql_where") or ""
    yield AddIndex(said.table, Index(name, columns, bool(said.of("unique")), where))


def _drop_index(said: _Call) -> Iterator[Step]:
    yield DropIndex(said.table, said.text("index_name"))


def _add_column(said: _Call) -> Iterator[Step]:
    column, checks = _column(said.call("column", _COLUMN), said.table)
    yield AddColumn(said.table, column)
    yield from (AddConstraint(said.table, check) for check in checks)


def _drop_column(said: _Call) -> Iterator[Step]:
    yield DropColumn(said.table, said.text("column_name"))


def _alter_column(said: _Call) -> Iterator[Step]:
    """Yield the change; a type or nullability that is not said stays what it is."""
    name, type_ = said.text("column_name"), said.code("existing_type")
    nullable = said.of("existing_nullable")
    new_null = said.of("nullable", otherwise=nullable)
    before = Column(name, type_, new_null is False if nullable is None else nullable)
    after = Column(
        said.of("new_column_name") or name,
        said.code("type_") or type_,
        before.nullable if new_null is None else new_null,
    )
    yield AlterColumn(said.table, before, after)


def _drop_constraint(said: _Call) -> Iterator[Step]:
    kind = next((one for one in Kind if one == said.of("type_")), Kind.CHECK)
    yield DropConstraint(said.table, said.text("constraint_name"), kind)


def _create_foreign_key(said: _Call) -> Iterator[Step]:
    name, target = said.text("constraint_name"), said.text("referent_table")
    columns, keys = said.texts("local_cols"), said.texts("remote_cols")
    on = said.of("ondelete") or ""
    yield AddConstraint(said.table, Constraint(Kind.FOREIGN, name, columns, "", target, keys, on))


def _create_unique(said: _Call) -> Iterator[Step]:
    name, columns = said.text("constraint_name"), said.texts("columns")
    yield AddConstraint(said.table, Constraint(Kind.UNIQUE, name, columns))


def _create_check(said: _Call) -> Iterator[Step]:
    condition = _unescaped(said.text("condition"))
    yield AddConstraint(said.table, check_of(said.text("constraint_name"), condition))


def _drop_table(said: _Call) -> Iterator[Step]:
    yield DropTable(said.table)


def _rename_table(said: _Call) -> Iterator[Step]:
    yield RenameTable(said.text("old_table_name"), said.text("new_table_name"))


def _execute(said: _Call) -> Iterator[Step]:
    renamed = _KEY_RENAMED.fullmatch(said.text("sqltext"))
    if renamed is not None:
        yield RenameKey(*renamed.groups())


_OF_TABLE: Final = ("table_name", "source_table")
"""What is not said again within the batch of a table."""
_OPERATIONS: Final[Mapping[str, tuple[Sequence[str], Callable[[_Call], Iterator[Step]]]]] = {
    "create_table": (("table_name",), _create_table),
    "drop_table": (("table_name",), _drop_table),
    "rename_table": (("old_table_name", "new_table_name"), _rename_table),
    "execute": (("sqltext",), _execute),
    "create_index": (("index_name", "table_name", "columns"), _create_index),
    "drop_index": (("index_name", "table_name"), _drop_index),
    "add_column": (("table_name", "column"), _add_column),
    "drop_column": (("table_name", "column_name"), _drop_column),
    "alter_column": (("table_name", "column_name"), _alter_column),
    "drop_constraint": (("constraint_name", "table_name", "type_"), _drop_constraint),
    "create_foreign_key": (
        ("constraint_name", "source_table", "referent_table", "local_cols", "remote_cols"),
        _create_foreign_key,
    ),
    "create_unique_constraint": (("constraint_name", "table_name", "columns"), _create_unique),
    "create_check_constraint": (("constraint_name", "table_name", "condition"), _create_check),
}
"""By name: what stands at the places of its arguments, and the steps that it is."""
