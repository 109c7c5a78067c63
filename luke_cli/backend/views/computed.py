"""How the members of an answer are counted that have no column."""

from dataclasses import dataclass
from typing import Final

from luke_cli.backend.naming import module_of
from luke_cli.backend.views.columns import key_of
from luke_cli.spec.computed import Computed, sources_of
from luke_cli.spec.model import WHOLE, Entity, Field, FieldRole, Spec

_SAME: Final = "_PART"
"""The alias of rows that lie below another one of their own table."""


@dataclass(frozen=True, slots=True)
class ComputedView:
    """A member that a query counts; all is Python."""

    name: str
    constant: str
    expression: str
    model: str
    """Whose rows are counted."""
    module: str
    of_same: bool
    """They are rows of the same table."""
    of_caller: bool
    """Only rows of the caller count, so a statement has to know who asks."""


def computed_views(spec: Spec, entity: Entity) -> tuple[ComputedView, ...]:
    """Return the computed members of an entity, in their order."""
    return tuple(
        ComputedView(
            name=field.name,
            constant=f"_{field.name.upper()}",
            expression=_expression(entity, field, source),
            model=source.part.name,
            module=module_of(source.part),
            of_same=source.part is entity,
            of_caller=source.mine is not None,
        )
        for field, source in sources_of(spec, entity)
    )


def _expression(entity: Entity, field: Field, source: Computed) -> str:
    rows = _SAME if source.part is entity else source.part.name
    conditions = [f"{rows}.{source.by.name} == of_row({entity.name}.{key_of(entity).name})"]
    gone = next((f.name for f in source.part.fields if f.role is FieldRole.DELETED), "")
    if gone:
        conditions.append(f"{rows}.{gone}.is_(None)")
    if source.mine:
        conditions.append(f'{rows}.{source.mine.name} == bindparam("_caller")')
        return f"exists().where({', '.join(conditions)})"
    counted = "func.count()"
    if source.summed:
        total = f"func.coalesce(func.sum({rows}.{source.summed.name}), 0)"
        # The sum of whole numbers is one that PostgreSQL gives as a decimal.
        counted = f"cast({total}, BigInteger())" if field.type.name in WHOLE else total
    query = f"select({counted}).select_from({rows}).where({', '.join(conditions)})"
    return f"{query}.scalar_subquery()"
