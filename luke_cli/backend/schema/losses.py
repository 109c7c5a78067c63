"""What steps would lose, what they assume, and what no step can do."""

from collections.abc import Iterator
from dataclasses import dataclass

from luke_cli.backend.schema.compare import Pair, pairs
from luke_cli.backend.schema.kinds import cast_of, in_words, is_altered, narrows
from luke_cli.backend.schema.renames import Renames
from luke_cli.backend.schema.values import Column, Constraint, Kind, Schema
from luke_cli.names import kebab


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a person has to agree to before it is done."""

    what: str
    """`drop`, `narrow` or `give`: the way in which something is lost."""
    about: str
    """`tasks` or `tasks.details`, by the name that is in the database."""
    says: str
    """What would be done."""

    @property
    def slug(self) -> str:
        """Return `drop-tasks-details`."""
        return f"{self.what}-{kebab(self.about)}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is done all the same, and that a person should know."""

    about: str
    says: str


def losses(old: Schema, new: Schema, renames: Renames) -> Iterator[Loss]:
    """Yield what the steps from one schema to another lose."""
    kept = {pair.after.name for pair in pairs(old, new, renames)}
    for table in old.tables:
        if renames.tables.get(table.name, table.name) not in kept:
            yield Loss("drop", table.name, "the table is dropped, with its rows")
    for pair in pairs(old, new, renames):
        yield from _of_table(pair)


def _of_table(pair: Pair) -> Iterator[Loss]:
    table = pair.before.name
    for gone in pair.dropped:
        yield Loss("drop", f"{table}.{gone.name}", "the column is dropped, with its values")
    narrowed: set[str] = set()
    for old, new in pair.both:
        if old.type != new.type and narrows(old.type, new.type):
            narrowed.add(new.name)
            yield Loss("narrow", f"{table}.{old.name}", _narrowed(old, new))
    for check, new in pair.tightened():
        if new.name not in narrowed:
            narrowed.add(new.name)
            says = f"{_others(new)} where not `{check.condition}`"
            yield Loss("narrow", f"{table}.{new.name}", says)
    for new in pair.needy:
        if _is_borrowed(pair, new):
            says = f"rows without one get the first of {pair.after.target(new.name)}"
            yield Loss("give", f"{table}.{new.name}", says)


def _narrowed(old: Column, new: Column) -> str:
    becomes = f"{in_words(old.type)} becomes {in_words(new.type)}"
    if not is_altered(old.type, new.type):
        fate = "become it" if cast_of(old.type, new.type, "") else "are dropped"
        return f"{becomes}: values that can {fate}, others are lost"
    return f"{becomes}: longer values are cut off"


def _others(new: Column) -> str:
    return f"values become {'empty' if new.nullable else new.fill.code}"


def _is_borrowed(pair: Pair, column: Column) -> bool:
    """Tell whether rows would get a reference that nobody chose for them."""
    return bool(pair.after.target(column.name)) and not column.fill.is_stated


def obstacles(old: Schema, new: Schema, renames: Renames) -> Iterator[Note]:
    """Yield what no step can do without a person: other keys, values that cannot be made up."""
    for pair in pairs(old, new, renames):
        table = pair.after.name
        key = tuple(pair.columns.get(name, name) for name in pair.before.key)
        recast = {new.name for _, new in pair.recast}
        if key != pair.after.key or recast & {*key}:
            yield Note(
                table, "its primary key is another one: what points at its rows would lose them"
            )
        for column in pair.needy:
            if not column.fill.code:
                about = f"{table}.{column.name}"
                yield Note(about, "rows that are there need a value, and none can be made up")


def assumed(old: Schema, new: Schema, renames: Renames) -> Iterator[Note]:
    """Yield the values that nobody stated."""
    for pair in pairs(old, new, renames):
        for column in pair.needy:
            if not column.fill.is_stated and not _is_borrowed(pair, column):
                about = f"{pair.after.name}.{column.name}"
                yield Note(about, f"rows without a value get {column.fill.code}")


def uniqueness(old: Schema, new: Schema, renames: Renames) -> Iterator[Note]:
    """Yield what is to be unique in rows that are there."""
    for pair in pairs(old, new, renames):
        added = {one.name for one in pair.added}
        before = {
            frozenset(pair.columns.get(name, name) for name in c.columns)
            for c in pair.before.constraints
            if c.kind is Kind.UNIQUE
        }
        for one in pair.after.constraints:
            fresh = one.kind is Kind.UNIQUE and frozenset(one.columns) not in before
            if fresh and not {*one.columns} <= added:
                yield Note(f"{pair.after.name}.{one.columns[-1]}", _twins(one))


def compared(old: Schema, new: Schema, renames: Renames) -> Iterator[Note]:
    """Yield how values are to stand to each other in rows that are there."""
    for pair in pairs(old, new, renames):
        empty = {one.name for one in pair.added if one.nullable and not one.fill.is_stated}
        before = {_moved(pair, c) for c in pair.before.constraints if len(c.columns) > 1}
        for one in (c for c in pair.after.constraints if c.kind is Kind.CHECK):
            told = {one.condition, one.condition.replace(" >= ", " > ")}
            if len(one.columns) > 1 and not told & before and not {*one.columns} & empty:
                about = f"{pair.after.name}.{one.columns[0]}"
                yield Note(about, f"where a row is not `{one.condition}`, the revision stops")


def _moved(pair: Pair, check: Constraint) -> str:
    """Return a condition of two columns by the names that they have now."""
    names = (pair.columns.get(name, name) for name in check.columns)
    return check.condition and f" {check.condition.split(' ')[1]} ".join(names)


def _twins(one: Constraint) -> str:
    return f"where rows have the same {' and '.join(one.columns)}, the revision stops"
