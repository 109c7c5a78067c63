"""What the templates may see of moments that a request brings: how far ahead they may be."""

from dataclasses import dataclass
from datetime import timedelta

from luke_cli.backend.code import literal
from luke_cli.backend.views.moments import timedelta_code
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Spec, TypeName
from luke_cli.spec.values import seconds
from luke_cli.spec.windows import Window, windows_of


@dataclass(frozen=True, slots=True)
class WindowView:
    """How far ahead a moment may be; all Python."""

    name: str
    """Entity and field, in quotes."""
    least: str
    """A timedelta, or `None`."""
    most: str
    told: str
    """What a caller is told, in quotes."""


@dataclass(frozen=True, slots=True)
class WindowCase:
    """A moment that a body is tried with; all Python."""

    member: str
    ahead: str
    """How far from now, a timedelta."""
    is_day: bool
    is_taken: bool


def window_views(spec: Spec, entity: Entity) -> tuple[WindowView, ...]:
    """Return how far ahead the moments of an entity may be."""
    return tuple(_view(entity, one) for one in windows_of(spec, entity))


def window_name(entity: Entity, field: str) -> str:
    """Return what a moment is called, in quotes: `"booking.starts_at"`."""
    return literal(f"{snake(entity.name)}.{field}")


def windowed(spec: Spec, entity: Entity, field: str, annotation: str) -> str:
    """Return the annotation of a member that a request brings, with how far ahead it may be."""
    if not any(one.field == field for one in windows_of(spec, entity)):
        return annotation
    return f"Annotated[{annotation}, ahead({window_name(entity, field)})]"


def window_cases(spec: Spec, entity: Entity, sent: frozenset[str]) -> tuple[WindowCase, ...]:
    """Return moments on both sides of each end; `sent` are the members of a body, in quotes."""
    return tuple(
        case
        for one in windows_of(spec, entity)
        if literal(one.field) in sent
        for case in _cases(entity, one)
    )


def _view(entity: Entity, one: Window) -> WindowView:
    ends = [f"at least {one.least}" if one.least else "", f"at most {one.most}" if one.most else ""]
    return WindowView(
        name=window_name(entity, one.field),
        least=timedelta_code(one.least) if one.least else "None",
        most=timedelta_code(one.most) if one.most else "None",
        told=literal(f"This must be {' and '.join(filter(None, ends))} from now."),
    )


def _cases(entity: Entity, one: Window) -> list[WindowCase]:
    field = entity.field(one.field)
    is_day = field is not None and field.type.name is TypeName.DATE
    step = timedelta(days=1) if is_day else timedelta(minutes=1)
    ends = ((one.least, 1), (one.most, -1))
    return [
        WindowCase(literal(one.field), _code(seconds(end), inside * sign * step), is_day, sign > 0)
        for end, inside in ends
        if end
        for sign in (1, -1)
    ]


def _code(end_s: float, step: timedelta) -> str:
    return f"timedelta(seconds={int(end_s + step.total_seconds())})"
