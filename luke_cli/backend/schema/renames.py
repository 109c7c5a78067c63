"""Tables and columns that are there under another name.

A person says so in the plan (`amount was price`); else a column is one that is called another name
if at its place, and at no other, one of the same type went and one came.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from luke_cli.backend.schema.values import Column, Kind, Schema, Table

Values = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By the new names of table and column of an enum: new value by old."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the plan says was called something else."""

    tables: Mapping[str, str] = field(default_factory=dict)
    """Old name by new."""
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Old name by the new ones of table and column."""
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renames:
    """What is called another name."""

    tables: Mapping[str, str] = field(default_factory=dict)
    """New name by old."""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By the new name of the table: new name by old."""
    seen: tuple[tuple[str, str], ...] = ()
    """Old and new, of those that luke took for the same by their place: `tasks.price`."""
    unclear: tuple[tuple[str, str], ...] = ()
    """What went, and what may have come for it."""
    values: Values = field(default_factory=dict)
    """As a person says."""

    def reversed(self) -> "Renames":
        """Return the way back."""
        tables = {new: old for old, new in self.tables.items()}
        columns = {
            tables.get(table, table): {new: old for old, new in names.items()}
            for table, names in self.columns.items()
        }
        values = {
            tables.get(table, table): {
                self._former(table, name): {new: old for old, new in called.items()}
                for name, called in enums.items()
            }
            for table, enums in self.values.items()
        }
        return Renames(tables, columns, values=values)

    def _former(self, table: str, column: str) -> str:
        names = self.columns.get(table, {})
        return next((old for old, new in names.items() if new == column), column)


def renames_of(old: Schema, new: Schema, said: Said, dropped: Collection[str] = ()) -> Renames:
    """Return what has another name now.

    `dropped` are names, `table` or `table.column`, of which a person says that they shall go.
    """
    tables = {before: now for now, before in said.tables.items() if _is_move(old, new, before, now)}
    seen: list[tuple[str, str]] = []
    unclear: list[tuple[str, str]] = []
    gone = [t for t in old.tables if not new.table(t.name) and t.name not in {*tables, *dropped}]
    came = [t for t in new.tables if not old.table(t.name) and t.name not in tables.values()]
    likely = [(g, c) for g in gone for c in came if _alike(g, c)]
    for before, now in likely:
        if sum(one[0] is before or one[1] is now for one in likely) == 1:
            tables[before.name] = now.name
            seen.append((before.name, now.name))
        else:
            unclear.append((before.name, now.name))
    columns: dict[str, Mapping[str, str]] = {}
    former = {now: before for before, now in tables.items()}
    for table in new.tables:
        before_table = old.table(former.get(table.name, table.name))
        if before_table is not None:
            asked = _Asked(before_table, table, tables, said.columns, dropped)
            columns[table.name] = asked.names | asked.seen
            seen += [(f"{before_table.name}.{o}", n) for o, n in asked.seen.items()]
            unclear += [(f"{before_table.name}.{o}", n) for o, n in asked.unclear]
    return Renames(tables, columns, tuple(seen), tuple(unclear), said.values)


def _is_move(old: Schema, new: Schema, before: str, now: str) -> bool:
    gone = old.table(before) is not None and new.table(before) is None
    return gone and old.table(now) is None and new.table(now) is not None


def _alike(gone: Table, came: Table) -> bool:
    """Tell whether a table that came has the columns of one that went."""
    if len(gone.columns) != len(came.columns):
        return False
    both = zip(gone.columns, came.columns, strict=True)
    return all(
        a.name == b.name and a.type == b.type and a.nullable == b.nullable
        if not (gone.target(a.name) and came.target(b.name))
        else a.type == b.type
        for a, b in both
    )


class _Asked:
    """What became of the columns of a table."""

    def __init__(
        self,
        before: Table,
        after: Table,
        tables: Mapping[str, str],
        said: Mapping[tuple[str, str], str],
        dropped: Collection[str],
    ) -> None:
        self._before, self._after, self._tables = before, after, tables
        self.names: dict[str, str] = {
            was: column.name
            for column in after.columns
            if (was := said.get((after.name, column.name), ""))
            and before.column(was)
            and not before.column(column.name)
            and not after.column(was)
        }
        kept = set(self.names)
        gone = [
            one
            for one in before.columns
            if not after.column(one.name)
            and one.name not in kept
            and f"{before.name}.{one.name}" not in dropped
        ]
        came = [
            one
            for one in after.columns
            if not before.column(one.name) and one.name not in self.names.values()
        ]
        likely = [(g, c) for g in gone for c in came if self._is_like(g, c)]
        self.seen: dict[str, str] = {}
        self.unclear: list[tuple[str, str]] = []
        for old, new in likely:
            alone = sum(one[0] is old or one[1] is new for one in likely) == 1
            if alone and self._place(before, old) == self._place(after, new):
                self.seen[old.name] = new.name
            else:
                self.unclear.append((old.name, new.name))

    def _is_like(self, old: Column, new: Column) -> bool:
        if (old.type, old.nullable) != (new.type, new.nullable):
            return False
        target = self._before.target(old.name)
        if self._tables.get(target, target) != self._after.target(new.name):
            return False
        return set(_rules(self._before, old)) == set(_rules(self._after, new))

    def _place(self, table: Table, column: Column) -> tuple[str, str]:
        """Return the columns before and behind that are there before and after."""
        names = [one.name for one in table.columns]
        at = names.index(column.name)
        behind = (name for name in names[at + 1 :] if self._stays(name))
        ahead = (name for name in names[:at][::-1] if self._stays(name))
        return self._now(next(ahead, "")), self._now(next(behind, ""))

    def _stays(self, name: str) -> bool:
        both = self._before.column(name) and self._after.column(name)
        return bool(both) or name in self.names or name in self.names.values()

    def _now(self, name: str) -> str:
        return self.names.get(name, name)


def _rules(table: Table, column: Column) -> Iterator[tuple[Kind, str]]:
    """Yield what holds of a column alone, without its name."""
    for one in table.alone(column.name):
        yield one.kind, one.condition.replace(column.name, "", 1)
