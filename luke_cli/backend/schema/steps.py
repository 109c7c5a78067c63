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

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (self.table.name,)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"add {self.table.name}"


@dataclass(frozen=True, slots=True)
class DropTable:
    """A table and its indexes are gone."""

    table: str

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (self.table,)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"drop {self.table}"


@dataclass(frozen=True, slots=True)
class RenameTable:
    """A table is called another name; what points at it still does."""

    table: str
    name: str

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (self.table, self.name)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"rename {self.table} to {self.name}"


@dataclass(frozen=True, slots=True)
class AddColumn:
    """A column; empty in rows that are there."""

    table: str
    column: Column

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (f"{self.table}.{self.column.name}",)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        name = self.column.name.removesuffix(NEXT)
        return f"{'add' if name == self.column.name else 'change'} {self.table} {name}"


@dataclass(frozen=True, slots=True)
class DropColumn:
    """A column is gone."""

    table: str
    column: str

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (f"{self.table}.{self.column}",)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"drop {self.table} {self.column}"


@dataclass(frozen=True, slots=True)
class AlterColumn:
    """A column has another name, type or nullability."""

    table: str
    before: Column
    after: Column

    @property
    def about(self) -> tuple[str, ...]:
        """What within the table, under both names."""
        return tuple({f"{self.table}.{self.before.name}", f"{self.table}.{self.after.name}"})

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        if self.before.name == self.after.name:
            return f"change {self.table} {self.before.name}"
        return f"rename {self.table} {self.before.name} to {self.after.name}"


@dataclass(frozen=True, slots=True)
class AddConstraint:
    """A constraint."""

    table: str
    constraint: Constraint

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (f"{self.table}.{self.constraint.name}",)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"change rules of {self.table}"


@dataclass(frozen=True, slots=True)
class DropConstraint:
    """A constraint is gone."""

    table: str
    name: str
    kind: Kind

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (f"{self.table}.{self.name}",)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"change rules of {self.table}"


@dataclass(frozen=True, slots=True)
class AddIndex:
    """An index."""

    table: str
    index: Index

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (f"{self.table}.{self.index.name}",)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"change indexes of {self.table}"


@dataclass(frozen=True, slots=True)
class DropIndex:
    """An index is gone."""

    table: str
    name: str

    @property
    def about(self) -> tuple[str, ...]:
        """A table as a whole, or what within it."""
        return (f"{self.table}.{self.name}",)

    @property
    def says(self) -> str:
        """What is done, in a few words."""
        return f"change indexes of {self.table}"


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
