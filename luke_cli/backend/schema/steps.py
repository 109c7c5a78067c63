"""Steps from one schema to another."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.schema.values import Column, Constraint, Fill, Index, Kind, Table

NEXT: Final = "__next"
"""Behind the name of a column that is to take the place of another."""


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A table, without its indexes."""

    table: Table


@dataclass(frozen=True, slots=True)
class DropTable:
    """A table and its indexes are gone."""

    table: str


@dataclass(frozen=True, slots=True)
class RenameTable:
    """A table is called another name; what points at it still does."""

    table: str
    name: str


@dataclass(frozen=True, slots=True)
class RenameKey:
    """A primary key is called another name: in SQLite nothing asks for it."""

    table: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A column; empty in rows that are there."""

    table: str
    column: Column


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A column is gone."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """A column has another name, type or nullability."""

    table: str
    before: Column
    after: Column


@dataclass(frozen=True, slots=True)
class AddConstraint:
    """A constraint."""

    table: str
    constraint: Constraint


@dataclass(frozen=True, slots=True)
class DropConstraint:
    """A constraint is gone."""

    table: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class AddIndex:
    """An index."""

    table: str
    index: Index


@dataclass(frozen=True, slots=True)
class DropIndex:
    """An index is gone."""

    table: str
    name: str
    is_of_words: bool = False
    """It is only in PostgreSQL."""


@dataclass(frozen=True, slots=True)
class FillColumn:
    """Rows get a value."""

    table: str
    column: Column
    fill: Fill
    where: str = ""
    """SQL; "" for all rows."""
    key: Column | None = None
    """By which rows are told apart, where each gets another value."""


@dataclass(frozen=True, slots=True)
class RunSql:
    """A statement that each of the databases has in its own words."""

    sqlite: str
    postgresql: str


Change = (
    CreateTable
    | DropTable
    | RenameTable
    | RenameKey
    | AddColumn
    | DropColumn
    | AlterColumn
    | AddConstraint
    | DropConstraint
    | AddIndex
    | DropIndex
)
"""What changes the schema."""
Step = Change | FillColumn | RunSql
OfBatch = AddColumn | DropColumn | AlterColumn | AddConstraint | DropConstraint
"""What SQLite may do by copying the table."""


def about(step: Change) -> tuple[str, ...]:
    """Return what a step is about, under both names of what it renames.

    Shape: `tasks` of a table as a whole, `tasks.title` of what is within one.
    """
    match step:
        case CreateTable(made):
            return (made.name,)
        case DropTable(name):
            return (name,)
        case RenameTable(name, now):
            return (name, now)
        case AddColumn(table, one) | AddConstraint(table, one) | AddIndex(table, one):
            return (f"{table}.{one.name}",)
        case DropColumn(table, name) | DropConstraint(table, name) | DropIndex(table, name):
            return (f"{table}.{name}",)
        case AlterColumn(table, Column(name), Column(now)) | RenameKey(table, name, now):
            return (f"{table}.{name}", f"{table}.{now}")
