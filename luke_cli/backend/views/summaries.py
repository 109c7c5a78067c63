"""What the templates may see of a summary: its figures, and what they are grouped by."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.columns import python_type
from luke_cli.backend.views.narrowed import condition_code
from luke_cli.names import snake
from luke_cli.spec.figures import (
    GROUP_BY,
    PERIODS,
    Figure,
    Group,
    condition_of,
    figure_of,
    group_of,
    word_of,
)
from luke_cli.spec.model import Entity, Kind, Operation, Spec, TypeName


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure; all Python."""

    name: str
    annotation: str
    expression: str


@dataclass(frozen=True, slots=True)
class GroupedView:
    """What rows are told apart by; all Python."""

    word: str
    expression: str
    annotation: str


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Figures over rows."""

    figures: tuple[FigureView, ...]
    groups: tuple[GroupedView, ...]
    condition: str
    """Which rows count, Python; "" if all."""

    @property
    def kinds(self) -> str:
        """The annotation of what a group is called."""
        return " | ".join((*dict.fromkeys(group.annotation for group in self.groups), "None"))

    @property
    def by_period(self) -> bool:
        """Some group is a day, a month or a year."""
        return any("period(" in group.expression for group in self.groups)


def summary_view(spec: Spec, operation: Operation, entity: Entity | None) -> SummaryView | None:
    """Return the figures of a summary; None for other operations."""
    if operation.kind is not Kind.SUMMARY or entity is None:
        return None
    word = word_of(operation.verb)
    condition = condition_of(spec, entity, word) if word else None
    return SummaryView(
        figures=tuple(_figure(spec, entity, one) for one in figures_of(spec, operation, entity)),
        groups=tuple(_group(spec, entity, one) for one in groups_of(spec, operation, entity)),
        condition=condition_code(spec, entity, condition) if condition else "",
    )


def figures_of(spec: Spec, operation: Operation, entity: Entity) -> tuple[Figure, ...]:
    """Return the figures that a plan names for a summary."""
    contract = spec.contract(operation.name)
    members = contract.gives.members if contract else ()
    found = (figure_of(spec, entity, snake(member.name)) for member in members)
    return tuple(figure for figure in found if figure) or (Figure("count"),)


def groups_of(spec: Spec, operation: Operation, entity: Entity) -> tuple[Group, ...]:
    """Return what a plan groups a summary by."""
    words = [
        value
        for parameter in spec.parameters_of(operation.name)
        if parameter.name == GROUP_BY and parameter.type
        for value in parameter.type.values
    ]
    return tuple(group for word in words if (group := group_of(entity, word)))


def _figure(spec: Spec, entity: Entity, figure: Figure) -> FigureView:
    field = entity.field(figure.field) if figure.field else None
    if field is not None:
        kind = "Decimal" if field.type.name is TypeName.DECIMAL else "int"
        column = f"{entity.name}.{field.name}"
        return FigureView(figure.name, kind, f"func.coalesce(func.sum({column}), 0)")
    if figure.condition is None:
        return FigureView(figure.name, "int", "func.count()")
    condition = condition_code(spec, entity, figure.condition)
    return FigureView(figure.name, "int", f"func.count().filter({condition})")


def _group(spec: Spec, entity: Entity, group: Group) -> GroupedView:
    column = f"{entity.name}.{group.field}"
    if group.period:
        return GroupedView(literal(group.name), f"period({column}, {PERIODS[group.period]})", "str")
    field = entity.field(group.field)
    kind = python_type(spec, field.type) if field else "str"
    return GroupedView(literal(group.name), column, kind)
