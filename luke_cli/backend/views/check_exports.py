"""Derives the tests of exports: a file of what the role may see, the same rows as in the list."""

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import Actor, actors_of, can, shows_alike
from luke_cli.backend.views.belonging import reference_to
from luke_cli.backend.views.bodies import reference_code, travels
from luke_cli.backend.views.calls import REACHES, path_code, reaches_of
from luke_cli.backend.views.check_lists import rows_checks
from luke_cli.backend.views.checks import ListChecks
from luke_cli.backend.views.many_checks import ExportChecks
from luke_cli.backend.views.paths import parameters_of
from luke_cli.backend.views.world import World
from luke_cli.spec.model import Entity, Kind, Operation


def export_checks(world: World, entity: Entity, operation: Operation) -> ExportChecks | None:
    """Return the tests of an export; None if nobody may call it."""
    reaches = reaches_of(world, operation)
    actors = sorted(
        actors_of(world, operation), key=lambda one: REACHES.index(reaches[one.name]), reverse=True
    )
    if not actors:
        return None
    shown = _list_of(world, operation)
    fitting = [
        actor for actor in actors if shown and _sees_the_same(world, operation, shown, actor)
    ]
    actor = next(iter((*fitting, *actors)))
    rows = rows_checks(world, entity, operation, actor)
    return ExportChecks(
        rows=rows,
        file=literal(f'attachment; filename="{entity.table}.csv"'),
        list_path=path_code(world, shown, actor.of) if shown and fitting else "",
        below=_below(world, entity, operation, shown, actor) if shown else "",
        queries=_queries(rows),
        checked=bool(world.spec.parameters_of(operation.name)),
    )


def _list_of(world: World, operation: Operation) -> Operation | None:
    """Return the list below the same row, or the one of all rows."""
    above = [p.entity for p in parameters_of(world.spec, operation)]
    lists = [o for o in world.spec.operations_of(operation.group) if o.kind is Kind.LIST]
    near = [o for o in lists if [p.entity for p in parameters_of(world.spec, o)] == above]
    return next(iter((*near, *(o for o in lists if "{" not in o.path))), None)


def _sees_the_same(world: World, operation: Operation, shown: Operation, actor: Actor) -> bool:
    reach = reaches_of(world, operation)[actor.name]
    return (
        shows_alike(world, shown)
        and can(world, shown, actor)
        and reaches_of(world, shown).get(actor.name) == reach
    )


def _below(
    world: World, entity: Entity, operation: Operation, shown: Operation, actor: Actor
) -> str:
    """Return the condition of an item of a wider list that the export has, too; "" if all."""
    above = [p.entity for p in parameters_of(world.spec, operation) if p.entity]
    field = reference_to(entity, above[-1]) if above and "{" not in shown.path else None
    if field is None:
        return ""
    value = travels(above[-1], reference_code(world, above[-1], actor.of))
    return f"item[{literal(field.name)}] == {value}"


def _queries(rows: ListChecks) -> tuple[str, ...]:
    found = (*(one.params for one in rows.filters), *(one.params for one in rows.sorts))
    return tuple(dict.fromkeys(("{}", *found)))
