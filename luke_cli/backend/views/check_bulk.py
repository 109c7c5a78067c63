"""Derives the tests of operations on several rows: each has the outcome that it would have alone."""

from luke_cli.backend.code import literal
from luke_cli.backend.naming import module_of
from luke_cli.backend.views.actors import Actor, actor_of
from luke_cli.backend.views.bodies import MemberView, Reader, constant_of, reference_code, travels
from luke_cli.backend.views.bulk import bulk_view, single_of
from luke_cli.backend.views.calls import (
    REACHES,
    call_of,
    four_eyes,
    needs_of,
    path_code,
    reaches_of,
    transition_of,
    whose_row,
)
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.many_checks import BulkChecks
from luke_cli.backend.views.ready import step_ready
from luke_cli.backend.views.rows import row_key
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.bulk import MOST
from luke_cli.spec.model import Entity, Kind, Operation
from luke_cli.spec.statuses import success


def bulk_checks(world: World, entity: Entity, operation: Operation) -> BulkChecks | None:
    """Return the tests of an operation on several rows; None if nobody may call it."""
    single, view = single_of(world.spec, operation), bulk_view(world.spec, operation, entity)
    actor = actor_of(world, single) if single else None
    if single is None or view is None or actor is None:
        return None
    transition = transition_of(world.spec, single)
    deletes = single.kind is Kind.DELETE
    row = _row(world, entity, actor.of, spare=deletes)
    call = call_of(world, single)
    return BulkChecks(
        verb=snake(operation.verb),
        upper=constant_of(operation),
        method=literal(operation.method),
        path=path_code(world, operation, actor.of),
        success=success(operation),
        caller=literal(actor.name),
        ids=literal(view.ids),
        most=MOST,
        body=_needs(world, single, actor),
        row=travels(entity, row),
        where=f"models.{entity.name}.{key_of(entity).name} == {row}",
        nothing=travels(entity, row_key(entity, literal("nothing"))),
        model=f"models.{entity.name}",
        field=transition.field if transition else "",
        origin=literal(transition.origins[0]) if transition and transition.origins else "",
        ready=f", {ready}" if (ready := step_ready(world, entity, single)) else "",
        target=literal(transition.target) if transition else "",
        service=f"backend.{module_of(entity)}.service.{view.function}",
        done=view.status,
        refused=404 if deletes else 409,
        certain=call.success == view.status and not call.tangled,
        beyond=_beyond(world, entity, single),
        own=_own(world, entity, single),
    )


def _needs(world: World, single: Operation, actor: Actor) -> tuple[MemberView, ...]:
    return needs_of(world, single, Reader(actor.name, world.tenant_of(actor.name)))


def _row(world: World, entity: Entity, of: Reader, *, spare: bool = False) -> str:
    return reference_code(world, entity, of, spare=spare and world.spared(entity))


def _beyond(world: World, entity: Entity, single: Operation) -> tuple[str, str]:
    """Return somebody, and a row just out of their reach; "" and "" if everybody reaches all."""
    whose = call_of(world, single).whose
    for role, reach in reaches_of(world, single).items():
        for further in REACHES[REACHES.index(reach) + 1 :]:
            row = whose_row(world, further, role) if further in whose else None
            if row is not None:
                return literal(role), travels(entity, _row(world, entity, row))
    return "", ""


def _own(world: World, entity: Entity, single: Operation) -> tuple[str, str, str]:
    """Return somebody who takes no such step for their own row, that row and a condition of it."""
    if not four_eyes(world, single) or "own" not in call_of(world, single).whose:
        return "", "", ""
    role = next(iter(reaches_of(world, single)))
    row = _row(world, entity, Reader(role, world.tenant_of(role)))
    where = f"models.{entity.name}.{key_of(entity).name} == {row}"
    return literal(role), travels(entity, row), where
