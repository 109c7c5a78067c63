"""How an entity is a table: its columns, and the constraints and indexes that span several."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from luke_cli.backend.code import call, literal
from luke_cli.backend.schema.words import expression
from luke_cli.backend.views.columns import ColumnView, columns_of
from luke_cli.backend.views.list_indexes import list_indexes, word_indexes
from luke_cli.spec.comparisons import Comparison, comparisons_of
from luke_cli.spec.model import NUMBERS, Condition, Entity, Field, Index, Spec, TypeName
from luke_cli.spec.overlaps import OVERLAPS

_COMPARED = (("minimum", ">="), ("over", ">"), ("maximum", "<="), ("under", "<"))
_LONGEST_NAME: Final = 63
"""Bytes of a name in PostgreSQL."""


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check of one column, or of two that are compared."""

    name: str
    """Without the prefix of the naming convention."""
    condition: str
    """SQL."""


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index over several columns, a descending one, or one of some rows only."""

    name: str
    columns: tuple[str, ...]
    """SQL: a column, with ` DESC` behind it where it descends."""
    unique: bool = False
    where: str = ""
    """The condition of its rows, as SQL; "" for all."""
    is_of_words: bool = False
    """It is of the words of its columns, for a search: PostgreSQL alone has it."""

    def written_columns(self, text: str) -> list[str]:
        """Return its columns as Python; `text` makes an expression of SQL."""
        if self.is_of_words:
            return [f"{text}({literal(expression(self.columns))})"]
        return [
            f"{text}({literal(column)})" if column.endswith(" DESC") else literal(column)
            for column in self.columns
        ]

    def written_options(self, text: str) -> dict[str, str]:
        """Return how it is unlike an index of all rows that takes any, as Python."""
        unique = {"unique": "True"} if self.unique else {}
        if self.is_of_words:
            return {"postgresql_using": literal("gin")}
        if not self.where:
            return unique
        condition = f"{text}({literal(self.where)})"
        return unique | {"postgresql_where": condition, "sqlite_where": condition}


@dataclass(frozen=True, slots=True)
class TableView:
    """A table; constraints carry the names of the naming convention."""

    name: str
    columns: tuple[ColumnView, ...]
    uniques: tuple[tuple[str, ...], ...]
    """Sets of columns that are unique together."""
    checks: tuple[CheckView, ...]
    indexes: tuple[IndexView, ...]

    @property
    def arguments(self) -> tuple[str, ...]:
        """The members of `__table_args__`, as Python."""
        uniques = [call("UniqueConstraint", map(literal, columns)) for columns in self.uniques]
        checks = [
            call("CheckConstraint", [literal(c.condition)], {"name": literal(c.name)})
            for c in self.checks
        ]
        indexes = [
            call(
                "Index",
                [literal(i.name), *i.written_columns("text")],
                i.written_options("text"),
            )
            + ('.ddl_if(dialect="postgresql")' if i.is_of_words else "")
            for i in self.indexes
        ]
        return (*uniques, *checks, *indexes)


def table_of(spec: Spec, entity: Entity) -> TableView:
    """Return the table of an entity."""
    own = [i for i in spec.indexes if i.entity == entity.name and i.kind not in OVERLAPS]
    single = {field.name for field in entity.fields if field.unique}
    uniques = _uniques(entity, own, single)
    indexes = [_index(entity, index) for index in own if _is_index(entity, index)]
    known = {(name,) for name in single} | set(uniques)
    known |= {tuple(c.removesuffix(" DESC") for c in i.columns) for i in indexes if not i.where}
    indexes += [IndexView(name, on) for name, on in list_indexes(spec, entity, known)]
    indexes += [IndexView(name, on, is_of_words=True) for name, on in word_indexes(spec, entity)]
    return TableView(
        name=entity.table,
        columns=columns_of(spec, entity),
        uniques=uniques,
        checks=(*(check for field in entity.fields for check in _checks(field)), *_pairs(entity)),
        indexes=tuple(indexes),
    )


def _uniques(entity: Entity, indexes: list[Index], single: set[str]) -> tuple[tuple[str, ...], ...]:
    named = [(*f.unique_per, f.name) for f in entity.fields if f.unique_per and not f.computed]
    whole = (index for index in indexes if index.kind == "unique" and not index.where)
    named += [tuple(name for name, _ in index.columns) for index in whole]
    known = {frozenset((name,)) for name in single}
    found = []
    for columns in named:
        together = frozenset(columns)
        if together not in known and all(map(entity.field, columns)):
            known.add(together)
            found.append(columns)
    return tuple(found)


def _is_index(entity: Entity, index: Index) -> bool:
    there = all(entity.field(name) for name, _ in index.columns)
    if index.where:
        return there and index.kind != "search"
    lone = len(index.columns) == 1 and not index.columns[0][1]
    field = entity.field(index.columns[0][0]) if lone else None
    return index.kind == "btree" and there and not (field and field.has_index)


def _index(entity: Entity, index: Index) -> IndexView:
    columns = tuple(f"{name} DESC" if down else name for name, down in index.columns)
    where = " AND ".join(filter(None, (_condition(entity, one) for one in index.where)))
    return IndexView(index.name, columns, index.kind == "unique", where)


def _condition(entity: Entity, condition: Condition) -> str:
    """Return a condition as SQL that both databases have."""
    field = entity.field(condition.field)
    if field is None or condition.sign.startswith("is"):
        return f"{condition.field} {condition.sign.upper()}"
    if field.type.name is TypeName.BOOLEAN:
        is_true = (condition.value == "true") is (condition.sign == "=")
        return condition.field if is_true else f"NOT {condition.field}"
    quote = "" if field.type.name in NUMBERS else "'"
    return f"{condition.field} {condition.sign} {quote}{condition.value}{quote}"


def _checks(field: Field) -> tuple[CheckView, ...]:
    if field.computed or field.type.name not in NUMBERS:
        return ()
    return tuple(
        CheckView(f"{field.name}_{attribute}", f"{field.name} {sign} {value}")
        for attribute, sign in _COMPARED
        if (value := getattr(field, attribute))
    )


def _pairs(entity: Entity) -> Iterator[CheckView]:
    for one in comparisons_of(entity):
        name = check_name(entity, one).removeprefix(f"ck_{entity.table}_")
        yield CheckView(name, f"{one.field} {one.sign} {one.other}")


def check_name(entity: Entity, one: Comparison) -> str:
    """Return the name that the check of a comparison has in the database."""
    name = f"ck_{entity.table}_{one.field}_vs_{one.other}"
    if len(name) <= _LONGEST_NAME:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"ck_{entity.table}_{digest}"
