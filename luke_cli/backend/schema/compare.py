"""From one schema to another: the steps, in an order that loses nothing that need not be lost.

    tables are renamed, new ones made
    of each table that stays: what no longer holds is let go, columns are renamed and added, empty
    rows get their values
    what must hold now is laid down, what is gone is dropped

A column of another type is a new one that takes the values of the old: expand, then contract.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from luke_cli.backend.schema.applied import applied
from luke_cli.backend.schema.conditions import allows, one_of, quoted, values_of
from luke_cli.backend.schema.kinds import Family, cast_of, is_altered, narrows, sort_of
from luke_cli.backend.schema.renames import Renames
from luke_cli.backend.schema.steps import (
    NEXT,
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
    RenameKey,
    RenameTable,
    RunSql,
    Step,
)
from luke_cli.backend.schema.values import Column, Constraint, Fill, Index, Kind, Schema, Table


@dataclass(frozen=True, slots=True)
class Pair:
    """A table before and after, and the columns that only changed their names."""

    before: Table
    after: Table
    columns: Mapping[str, str]
    """New name by old."""
    called: Mapping[str, Mapping[str, str]]
    """By the new name of a column of an enum: new value by old, as a person says."""

    @property
    def both(self) -> Iterator[tuple[Column, Column]]:
        """The columns that stay, as they were and as they are to be."""
        for old in self.before.columns:
            new = self.after.column(self.columns.get(old.name, old.name))
            if new is not None:
                yield old, new

    @property
    def dropped(self) -> tuple[Column, ...]:
        """The columns that go."""
        kept = {old.name for old, _ in self.both}
        return tuple(one for one in self.before.columns if one.name not in kept)

    @property
    def added(self) -> tuple[Column, ...]:
        """The columns that come."""
        kept = {new.name for _, new in self.both}
        return tuple(one for one in self.after.columns if one.name not in kept)

    @property
    def recast(self) -> tuple[tuple[Column, Column], ...]:
        """The columns whose values become those of another family."""
        changed = ((old, new) for old, new in self.both if old.type != new.type)
        return tuple((old, new) for old, new in changed if not is_altered(old.type, new.type))

    @property
    def needy(self) -> tuple[Column, ...]:
        """The columns that need a value in rows which may have none."""
        stay = [new for old, new in self.both if old.nullable and not new.nullable]
        return (*stay, *(new for new in self.added if not new.nullable))

    def tightened(self) -> Iterator[tuple[Constraint, Column]]:
        """Yield the checks that rows which are there may break, and the column each is about."""
        for check in (one for one in self.after.constraints if one.kind is Kind.CHECK):
            for old, new in self.both:
                if check.columns == (new.name,) and not self._held(check, old, new):
                    yield check, new

    def _held(self, check: Constraint, old: Column, new: Column) -> bool:
        mine = self.before.alone(old.name)
        names = {gone: came for column, gone, came in self.values() if column is new}
        values = tuple(names.get(value, value) for value in _choices(self.before, old))
        conditions = [c.condition.replace(old.name, new.name, 1) for c in mine]
        conditions += [one_of(new.name, values)] if values else []
        return any(allows(check.condition, one) for one in conditions if one)

    def values(self) -> Iterator[tuple[Column, str, str]]:
        """Yield the columns in which values of an enum are called others now, each old and new.

        A person says so; else it is one that alone went and one that came at its place.
        """
        for old, new in self.both:
            before, after = _choices(self.before, old), _choices(self.after, new)
            told = list(self.called.get(new.name, {}).items())
            if not told and len(before) == len(after):
                differ = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
                told = differ if len(differ) == 1 else []
            went, came = set(before) - set(after), set(after) - set(before)
            yield from ((new, b, a) for b, a in told if b in went and a in came)


def _choices(table: Table, column: Column) -> tuple[str, ...]:
    mine = table.alone(column.name)
    return next(filter(None, (values_of(c.condition) for c in mine)), ())


def pairs(old: Schema, new: Schema, renames: Renames) -> Iterator[Pair]:
    """Yield the tables that stay; in what they were, their names are those of today."""
    at = _with_tables_renamed(old, renames)
    for table in new.tables:
        before = at.table(table.name)
        if before is not None:
            columns, values = (
                renames.columns.get(table.name, {}),
                renames.values.get(table.name, {}),
            )
            yield Pair(before, table, columns, values)


def compare(old: Schema, new: Schema, renames: Renames) -> tuple[Step, ...]:
    """Return the steps from one schema to another."""
    both = tuple(pairs(old, new, renames))
    kept = {pair.after.name for pair in both}
    gone = [one for one in _with_tables_renamed(old, renames).tables if one.name not in kept]
    made = [one for one in new.tables if one.name not in kept]
    created = list(_created(made, known=kept))
    return (
        *(RenameTable(before, after) for before, after in renames.tables.items()),
        *(step for pair in both for step in _key_renamed(pair, renames)),
        *(step for step in created if not isinstance(step, AddConstraint)),
        *(step for pair in both for step in _let_go(pair)),
        *(step for pair in both for step in _values(pair)),
        *(step for pair in both for step in _laid_down(pair)),
        *(step for step in created if isinstance(step, AddConstraint)),
        *_dropped(gone),
    )


def _with_tables_renamed(schema: Schema, renames: Renames) -> Schema:
    for before, after in renames.tables.items():
        schema = applied(schema, RenameTable(before, after))
    return schema


def _key_renamed(pair: Pair, renames: Renames) -> Iterator[Step]:
    """Yield that the key of a table of another name has the name of a new one's."""
    before, after = (
        next((c.name for c in table.constraints if c.kind is Kind.PRIMARY), "")
        for table in (pair.before, pair.after)
    )
    if pair.after.name in renames.tables.values() and before and after and before != after:
        yield RenameKey(pair.after.name, before, after)


def _created(tables: Iterable[Table], known: set[str]) -> Iterator[Step]:
    """Yield new tables; a foreign key of a circle comes when both tables are there."""
    there = set(known)
    for table in tables:
        there.add(table.name)
        late = [c for c in table.constraints if c.target and c.target not in there]
        early = tuple(c for c in table.constraints if c not in late)
        yield CreateTable(replace(table, constraints=early, indexes=()))
        yield from (AddIndex(table.name, index) for index in table.indexes)
        yield from (AddConstraint(table.name, key) for key in late)


def _dropped(tables: Iterable[Table]) -> Iterator[Step]:
    """Yield tables that go, the last first; what a later one still points with goes before."""
    gone: set[str] = set()
    backwards = list(tables)[::-1]
    for table in backwards:
        for other in (one for one in backwards if one.name not in {*gone, table.name}):
            for key in (c for c in other.constraints if c.target == table.name):
                yield DropConstraint(other.name, key.name, key.kind)
        gone.add(table.name)
        yield from (_index_gone(table.name, index) for index in table.indexes[::-1])
        yield DropTable(table.name)


def _index_gone(table: str, index: Index) -> DropIndex:
    return DropIndex(table, index.name, index.is_of_words)


def _let_go(pair: Pair) -> Iterator[Step]:
    """Yield what no longer holds, then the columns that come or have another name."""
    table = pair.after.name
    yield from (_index_gone(table, index) for index in _indexes(pair)[0])
    yield from (DropConstraint(table, one.name, one.kind) for one in _constraints(pair)[0])
    for old, new in pair.both:
        if old.name != new.name:
            yield AlterColumn(table, old, replace(old, name=new.name))
    for new in pair.added:
        yield AddColumn(table, replace(new, nullable=True))
    for _, new in pair.recast:
        yield AddColumn(table, replace(new, name=new.name + NEXT, nullable=True))


def _values(pair: Pair) -> Iterator[Step]:
    """Yield what rows that are there get."""
    table = pair.after.name
    for new in pair.added:
        if not new.nullable or (new.fill.is_stated and not new.fill.is_each):
            yield _fill(pair, new)
    for old, new in pair.recast:
        cast = cast_of(old.type, new.type, new.name)
        if cast:
            yield _update(table, f"{new.name}{NEXT} = ", *cast)
    for old, new in pair.both:
        after = sort_of(new.type)
        is_text = sort_of(old.type).family is after.family is Family.TEXT
        if is_text and narrows(old.type, new.type):
            is_long = f"WHERE length({new.name}) > {after.size}"
            yield _update(table, f"{new.name} = ", f"substr({new.name}, 1, {after.size}) {is_long}")
    yield from _in_place_of_others(pair)


def _in_place_of_others(pair: Pair) -> Iterator[Step]:
    """Yield the values of rows that have none, or one that is no longer allowed."""
    table = pair.after.name
    next_name = {new.name: new.name + NEXT for _, new in pair.recast}
    for new, gone, came in pair.values():
        said = f"{quoted(came)} WHERE {new.name} = {quoted(gone)}"
        yield _update(table, f"{new.name} = ", said)
    for check, new in pair.tightened():
        name = next_name.get(new.name, new.name)
        where = f"NOT ({check.condition.replace(new.name, name, 1)})"
        fill = Fill("None") if new.nullable else new.fill
        yield _fill(pair, replace(new, name=name, fill=fill), where)
    for old, new in pair.both:
        name = next_name.get(new.name, new.name)
        if not new.nullable and (old.nullable or name != new.name):
            yield _fill(pair, replace(new, name=name), f"{name} IS NULL")


def _update(table: str, what: str, *values: str) -> RunSql:
    """Return an update, in the SQL of SQLite and of PostgreSQL where that is another."""
    said = [f"UPDATE {table} SET {what}{value}" for value in values]  # noqa: S608 - names of the plan
    return RunSql(said[0], said[-1])


def _fill(pair: Pair, column: Column, where: str = "") -> FillColumn:
    key = pair.before.column(pair.before.key[0]) if column.fill.is_each else None
    return FillColumn(pair.after.name, column, column.fill, where, key)


def _laid_down(pair: Pair) -> Iterator[Step]:
    """Yield what goes, then what must hold now."""
    table = pair.after.name
    yield from (DropColumn(table, one.name) for one in pair.dropped)
    yield from (DropColumn(table, new.name) for _, new in pair.recast)
    for _, new in pair.recast:
        yield AlterColumn(table, replace(new, name=new.name + NEXT, nullable=True), new)
    for new in pair.added:
        if not new.nullable:
            yield AlterColumn(table, replace(new, nullable=True), new)
    for old, new in pair.both:
        if (old, new) not in pair.recast and replace(old, name=new.name) != new:
            yield AlterColumn(table, replace(old, name=new.name), new)
    yield from (AddConstraint(table, one) for one in _constraints(pair)[1])
    yield from (AddIndex(table, index) for index in _indexes(pair)[1])


def _touched(pair: Pair) -> set[str]:
    """Return the columns, by their old names, that what stands on them cannot stay for."""
    renamed = {old.name for old, new in pair.both if old.name != new.name}
    return {new.name for _, new in pair.recast} | {o.name for o, _ in pair.recast} | renamed


def _constraints(pair: Pair) -> tuple[list[Constraint], list[Constraint]]:
    """Return the constraints that are let go, and those that are laid down."""
    touched, gone = _touched(pair), {one.name for one in pair.dropped}
    mine = [one for one in pair.before.constraints if one.kind is not Kind.PRIMARY]
    wanted = [one for one in pair.after.constraints if one.kind is not Kind.PRIMARY]
    stay = [one for one in mine if one in wanted and not {*one.columns} & (touched | gone)]
    return [c for c in mine if c not in stay], [c for c in wanted if c not in stay]


def _indexes(pair: Pair) -> tuple[list[Index], list[Index]]:
    """Return the indexes that are let go, and those that are made.

    SQLite forgets which column descends when it copies a table: such an index is made again.
    """
    touched = _touched(pair) | {one.name for one in pair.dropped}
    wanted = pair.after.indexes
    copies = _is_copied(pair)
    stay = [
        one
        for one in pair.before.indexes
        if one in wanted
        and not {column.partition(" ")[0] for column in one.columns} & touched
        and (one.is_plain or not copies)
    ]
    gone = [one for one in pair.before.indexes if one not in stay]
    return gone, [one for one in wanted if one not in stay]


def _is_copied(pair: Pair) -> bool:
    """Tell whether SQLite copies the table: for anything but a column that may be empty."""
    changed = any(old != new for old, new in pair.both)
    filled = any(not one.nullable for one in pair.added)
    constraints = any(_constraints(pair))
    return changed or filled or constraints or bool(pair.dropped)
