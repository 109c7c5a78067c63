"""Derives the tests of summaries: the same figures as over the items of the list."""

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actors_of
from luke_cli.backend.views.calls import REACHES, path_code, reaches_of
from luke_cli.backend.views.check_lists import rows_checks
from luke_cli.backend.views.check_narrowed import given, passes
from luke_cli.backend.views.many_checks import SummaryChecks, TotalView
from luke_cli.backend.views.summaries import figures_of, groups_of
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.figures import GROUP_BY, PERIODS, Figure, Group, condition_of, word_of
from luke_cli.spec.model import Entity, Kind, Operation, TypeName


def summary_checks(world: World, entity: Entity, operation: Operation) -> SummaryChecks | None:
    """Return the tests of a summary; None if nobody may call it and the list alike."""
    spec = world.spec
    lists = spec.operations_of(operation.group)
    shown = next((o for o in lists if o.kind is Kind.LIST and "{" not in o.path), None)
    reaches, listed = reaches_of(world, operation), reaches_of(world, shown) if shown else {}
    alike = [a for a in actors_of(world, operation) if listed.get(a.name) == reaches[a.name]]
    if shown is None or not alike:
        return None
    widest = max(alike, key=lambda actor: REACHES.index(reaches[actor.name]))
    word = word_of(operation.verb)
    condition = condition_of(spec, entity, word) if word else None
    return SummaryChecks(
        verb=snake(operation.verb),
        path=path_code(world, operation, widest.of),
        list_path=path_code(world, shown, widest.of),
        callers="[" + ", ".join(map(literal, dict.fromkeys(a.name for a in alike))) + "]",
        widest=literal(widest.name),
        condition=passes(entity, condition) if condition else "True",
        given=given(entity, condition) if condition else "",
        figures=tuple(total_view(entity, one) for one in figures_of(spec, operation, entity)),
        groups=tuple(_group(one) for one in groups_of(spec, operation, entity)),
        group_by=literal(GROUP_BY),
        queries=_queries(world, entity, operation, widest),
    )


def _queries(world: World, entity: Entity, operation: Operation, actor: Actor) -> tuple[str, ...]:
    found = rows_checks(world, entity, operation, actor).filters
    return tuple(dict.fromkeys(("{}", *(one.params for one in found))))


def total_view(entity: Entity, figure: Figure) -> TotalView:
    """Return a figure over the items of the list of an entity."""
    field = entity.field(figure.field) if figure.field else None
    if field is None:
        condition = f" if {passes(entity, figure.condition)}" if figure.condition else ""
        return TotalView(literal(figure.name), "int", f"sum(1 for item in items{condition})")
    kind = "Decimal" if field.type.name is TypeName.DECIMAL else "int"
    item = f"item[{literal(field.name)}]"
    return TotalView(
        literal(figure.name), kind, f"sum({kind}({item}) for item in items if {item} is not None)"
    )


def _group(group: Group) -> tuple[str, str]:
    item = f"item[{literal(group.field)}]"
    if not group.period:
        return literal(group.name), item
    return literal(group.name), f"{item} and {item}[:{PERIODS[group.period]}]"
