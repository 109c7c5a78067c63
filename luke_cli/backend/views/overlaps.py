"""What the templates may see of rows that never take what they share at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of, words_of
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.conditions import row_condition
from luke_cli.spec.model import Entity, FieldRole, Spec
from luke_cli.spec.overlaps import Overlap, locked_by, overlaps_of

_OTHER: Final = "_OTHER"
"""The alias of the rows that a row may overlap with."""


@dataclass(frozen=True, slots=True)
class OverlapView:
    """What rows share; all Python."""

    held: tuple[str, ...]
    """What the statement of the shared row selects, and its conditions."""
    others: tuple[str, ...]
    """The conditions of a row that takes it at the same time."""
    told: str
    """What a caller is told, in quotes."""
    model: str
    """What is shared."""
    module: str


def overlap_views(spec: Spec, entity: Entity) -> tuple[OverlapView, ...]:
    """Return what the rows of an entity never take at the same time."""
    views = (_view(spec, entity, one) for one in overlaps_of(spec, entity))
    return tuple(view for view in views if view)


def _view(spec: Spec, entity: Entity, overlap: Overlap) -> OverlapView | None:
    by = entity.field(locked_by(entity, overlap))
    shared = spec.entity(by.type.target) if by else None
    if by is None or shared is None:
        return None
    model, key = entity.name, key_of(entity).name
    whose = f"select({model}.{by.name}).where(_KEY).scalar_subquery()"
    column = f"{shared.name}.{key_of(shared).name}"
    return OverlapView(
        held=(column, f"{column} == {whose}"),
        others=(
            "_KEY",
            f"{_OTHER}.{key} != {model}.{key}",
            *(f"{_OTHER}.{name} == {model}.{name}" for name in overlap.shared),
            *_together(model, overlap),
            *_conditions(entity, overlap),
        ),
        told=literal(
            f"The {words_of(entity)} overlaps with another one of the same {words_of(shared)}."
        ),
        model=shared.name,
        module=module_of(shared),
    )


def _together(model: str, overlap: Overlap) -> Iterator[str]:
    sign = "<=" if overlap.whole else "<"
    yield f"{_OTHER}.{overlap.start} {sign} {model}.{overlap.end}"
    yield f"{model}.{overlap.start} {sign} {_OTHER}.{overlap.end}"


def _conditions(entity: Entity, overlap: Overlap) -> Iterator[str]:
    """Yield which rows take time at all: of the row and of the other one."""
    gone = [f.name for f in entity.fields if f.role is FieldRole.DELETED]
    for row in (entity.name, _OTHER):
        yield from (row_condition(entity, row, one) for one in overlap.rule.where)
        yield from (f"{row}.{name}.is_(None)" for name in gone)
