"""Tables, columns, constraints and indexes: what a database has, whatever made it."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a constraint does; the words are those of Alembic."""

    PRIMARY = "primary"
    FOREIGN = "foreignkey"
    UNIQUE = "unique"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Fill:
    """What rows get that have no value yet."""

    code: str = ""
    """Python; of one that is `each`, with `number` and `key` for the row. "" is nothing."""
    is_stated: bool = False
    """The plan says so, and luke does not assume it."""
    is_each: bool = False
    """Every row gets another one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `type` is Python as `ast.unparse` writes it."""

    name: str
    type: str
    nullable: bool
    fill: Fill = field(default=Fill(), compare=False)
    """Not of the schema: how rows that are there come to a value."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint by its full name."""

    kind: Kind
    name: str
    columns: tuple[str, ...] = ()
    """Of a check those that its condition speaks of."""
    condition: str = ""
    """SQL of a check."""
    target: str = ""
    """The table that a foreign key points at."""
    keys: tuple[str, ...] = ()
    """The columns there."""
    on_delete: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """An index."""

    name: str
    columns: tuple[str, ...]
    """SQL: a column, with ` DESC` behind it where it descends."""
    unique: bool = False
    where: str = ""
    """SQL; "" for all rows."""
    is_of_words: bool = False
    """It is of the words of its columns, for a search: PostgreSQL alone has it."""

    @property
    def is_plain(self) -> bool:
        """Tell whether SQLite reads it back as it is when it copies the table."""
        return not self.where and not any(column.endswith(" DESC") for column in self.columns)


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    name: str
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    indexes: tuple[Index, ...] = ()

    def column(self, name: str) -> Column | None:
        """Return the column of that name, if there is one."""
        return next((one for one in self.columns if one.name == name), None)

    def constraint(self, name: str) -> Constraint | None:
        """Return the constraint of that name, if there is one."""
        return next((one for one in self.constraints if one.name == name), None)

    def index(self, name: str) -> Index | None:
        """Return the index of that name, if there is one."""
        return next((one for one in self.indexes if one.name == name), None)

    def alone(self, column: str) -> tuple[Constraint, ...]:
        """Return the constraints of a column that are of no other, too."""
        return tuple(one for one in self.constraints if one.columns == (column,))

    def target(self, column: str) -> str:
        """Return the table that a column points at, "" if it points at none."""
        return next((one.target for one in self.alone(column) if one.target), "")

    @property
    def key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return next((one.columns for one in self.constraints if one.kind is Kind.PRIMARY), ())


@dataclass(frozen=True, slots=True)
class Schema:
    """Tables, those first that others point at."""

    tables: tuple[Table, ...] = ()

    def table(self, name: str) -> Table | None:
        """Return the table of that name, if there is one."""
        return next((one for one in self.tables if one.name == name), None)

    def with_table(self, table: Table) -> "Schema":
        """Return this with a table in the place of the one of its name."""
        return replace(
            self, tables=tuple(table if one.name == table.name else one for one in self.tables)
        )

    def without(self, name: str) -> "Schema":
        """Return this without a table."""
        return replace(self, tables=tuple(one for one in self.tables if one.name != name))
