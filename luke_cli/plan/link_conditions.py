"""Whether the conditions of rows, and how long rows are kept, fit the entities."""

from collections.abc import Iterable, Iterator

from luke_cli.plan.known import Names, Problem, RowKey, unknown, unknown_field
from luke_cli.spec.lifetimes import forgetting_trouble, forgotten_of, is_setting
from luke_cli.spec.model import Condition, Entity, Spec


def unfit(
    cell: tuple[RowKey, str], entity: Entity, conditions: Iterable[Condition], names: Names
) -> Iterator[Problem]:
    """Yield the conditions that no row of an entity can meet."""
    for condition in conditions:
        field = entity.field(condition.field)
        if field is None:
            yield unknown_field(cell, entity.name, condition.field, names)
            continue
        values = names.values.get(field.type.enum)
        if values is not None and condition.value and condition.value not in values:
            yield unknown(cell, condition.value, f"value of {field.type.enum}", values)


def unkept(spec: Spec, row: RowKey, entity: Entity, names: Names) -> Iterator[Problem]:
    """Yield what keeps time from deleting rows that are kept only so long."""
    cell = (row, "Traits")
    seen: set[str] = set()
    for one in forgotten_of(entity):
        lifetime = one.lifetime
        yield from unfit(cell, entity, lifetime.where, names)
        if one.name in seen:
            message = "these rows are kept so long already"
            yield Problem(*cell, lifetime.after, "LK-P105", message)
        seen.add(one.name)
        if is_setting(lifetime) and lifetime.after not in names.settings:
            yield unknown(cell, lifetime.after, "setting", names.settings)
        elif not names.has_field(entity.name, lifetime.since):
            yield unknown_field(cell, entity.name, lifetime.since, names)
        elif message := forgetting_trouble(spec, one):
            yield Problem(
                *cell, lifetime.after, "LK-P116", f"time cannot delete the rows: {message}"
            )
