"""The schema that a plan wants."""

from collections.abc import Iterator

from luke_cli.backend.schema.conditions import check_of, one_of
from luke_cli.backend.schema.fills import filled, stated_fill
from luke_cli.backend.schema.kinds import canonical
from luke_cli.backend.schema.values import Column, Constraint, Fill, Index, Kind, Schema, Table
from luke_cli.backend.views.belonging import insertion_order
from luke_cli.backend.views.columns import ColumnView
from luke_cli.backend.views.system_tables import system_tables
from luke_cli.backend.views.tables import TableView, table_of
from luke_cli.spec.model import Entity, Enum, Spec


def schema_of(spec: Spec) -> Schema:
    """Return the tables of a plan, and those of the backend itself behind them.

    An enum is text with a check: any database can change that in place.
    """
    own = (_table(spec, table_of(spec, one), one) for one in insertion_order(spec))
    return filled(Schema((*own, *(_table(spec, table) for table in system_tables(spec)))))


def _table(spec: Spec, table: TableView, entity: Entity | None = None) -> Table:
    return Table(
        table.name,
        tuple(_column(spec, column, entity) for column in table.columns),
        tuple(_constraints(spec, table)),
        tuple(_indexes(table)),
    )


def _enum_of(spec: Spec, column: ColumnView) -> Enum | None:
    name = column.type.removeprefix("choice(").removesuffix(")")
    enum = spec.enum(name) if name != column.type else None
    return enum if enum and enum.values else None


def _column(spec: Spec, column: ColumnView, entity: Entity | None) -> Column:
    enum = _enum_of(spec, column)
    written = f"sa.String({_longest(enum.values)})" if enum else column.migrated
    type_ = canonical(written)
    field = entity.field(column.name) if entity else None
    fill = stated_fill(spec, entity, field) if entity and field else Fill()
    return Column(column.name, type_, column.nullable, fill)


def _longest(values: tuple[str, ...]) -> int:
    """Return how many characters the column of an enum has: room for other values."""
    return max(32, *map(len, values))


def _constraints(spec: Spec, table: TableView) -> Iterator[Constraint]:
    for column in table.columns:
        if column.references:
            target, _, key = column.references.rpartition(".")
            name, on = f"fk_{table.name}_{column.name}", (column.name,)
            yield Constraint(Kind.FOREIGN, name, on, "", target, (key,), column.on_delete)
    keys = tuple(column.name for column in table.columns if column.key)
    if keys:
        yield Constraint(Kind.PRIMARY, f"pk_{table.name}", keys)
    single = [(column.name,) for column in table.columns if "unique=True" in column.arguments]
    for together in (*single, *table.uniques):
        yield Constraint(Kind.UNIQUE, f"uq_{table.name}_{'_'.join(together)}", together)
    for check in table.checks:
        yield check_of(f"ck_{table.name}_{check.name}", check.condition)
    yield from _choices(spec, table)


def _choices(spec: Spec, table: TableView) -> Iterator[Constraint]:
    """Yield the checks of enums; a second column of one enum gets a name of its own."""
    taken: set[str] = set()
    for column in table.columns:
        enum = _enum_of(spec, column)
        if enum is not None:
            name = f"ck_{table.name}_{enum.name.lower()}"
            name = f"{name}_{column.name}" if name in taken else name
            taken.add(name)
            yield check_of(name, one_of(column.name, enum.values))


def _indexes(table: TableView) -> Iterator[Index]:
    for column in table.columns:
        if "index=True" in column.arguments:
            yield Index(f"ix_{table.name}_{column.name}", (column.name,))
    for index in table.indexes:
        yield Index(index.name, index.columns, index.unique, index.where, index.is_of_words)
