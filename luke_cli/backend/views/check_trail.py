"""Derives the tests of the trail: what a change leaves there, and that nobody writes to it."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.backend.views.application import ApplicationView
from luke_cli.backend.views.bodies import Reader, reference_code
from luke_cli.backend.views.calls import path_code
from luke_cli.backend.views.check_writes import update_checks
from luke_cli.backend.views.checks import UpdateChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.trails import TrailView, held_back_fields
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.model import Entity, Kind, Operation
from luke_cli.spec.trail import trail_of


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change, and what it leaves."""

    check: UpdateChecks
    operation: str
    service: str
    """The module that makes it."""
    caller: str
    """The key of the one who makes it."""
    key: str
    personal: str
    """A set of members."""


@dataclass(frozen=True, slots=True)
class TrailChecks:
    """The module `test_trail.py`."""

    trail: TrailView
    request_id_header: str
    change: ChangeView | None
    personal: tuple[tuple[str, str], ...]
    """Groups of operations, each with a member that is held back, in quotes."""
    paths: tuple[str, ...]
    """Where the trail is read, and nobody writes."""
    reader: str


def trail_checks(world: World, app: ApplicationView) -> TrailChecks | None:
    """Return the tests of the trail; None without one."""
    trail = trail_of(world.spec)
    if trail is None or app.trail is None:
        return None
    reads = [
        o
        for o in world.spec.operations_of(snake(trail.entity.name))
        if o.kind in (Kind.LIST, Kind.READ)
    ]
    reader = world.roles[0]
    me = Reader(reader, world.tenant_of(reader))
    return TrailChecks(
        trail=app.trail,
        request_id_header=literal(app.settings.request_id_header),
        change=_change(world),
        personal=tuple((group, one) for group, members in app.trail.personal for one in members),
        paths=tuple(path_code(world, o, me) for o in reads if "signed-in" not in o.permissions),
        reader=literal(reader),
    )


def _change(world: World) -> ChangeView | None:
    """Return a change of a row that who makes it can read before and after."""
    trail = trail_of(world.spec)
    for entity in world.spec.entities:
        if trail is None or entity is trail.entity:
            continue
        for operation in world.spec.operations_of(snake(entity.name)):
            check = _readable(world, entity, operation)
            if check is not None:
                return _told(world, entity, operation, check)
    return None


def _readable(world: World, entity: Entity, operation: Operation) -> UpdateChecks | None:
    if operation.kind is not Kind.UPDATE:
        return None
    check = update_checks(world, entity, operation)
    return check if check is not None and check.read_path and check.body else None


def _told(world: World, entity: Entity, operation: Operation, check: UpdateChecks) -> ChangeView:
    name = next(one.name for one in world.people if literal(one.name) == check.caller)
    personal = ", ".join(map(literal, held_back_fields(entity)))
    return ChangeView(
        check=check,
        operation=literal(operation.name),
        service=f"backend.{module_of(entity)}.service",
        caller=reference_code(world, world.account, Reader(name, world.tenant_of(name))),
        key=literal(key_of(entity).name),
        personal=f"{{{personal}}}" if personal else "set[str]()",
    )
