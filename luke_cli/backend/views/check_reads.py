"""Derives the tests of reads: each row by its key, and no other in its place."""

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import actors_of
from luke_cli.backend.views.bodies import Reader, reference_code, travels
from luke_cli.backend.views.calls import path_code
from luke_cli.backend.views.check_computed import counted_checks
from luke_cli.backend.views.checks import ReadChecks
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.model import Entity, FieldRole, Operation


def read_checks(world: World, entity: Entity, operation: Operation) -> ReadChecks | None:
    """Return the tests of a read; None if nobody sees two rows to tell apart."""
    seen: dict[str, list[tuple[str, str]]] = {}
    keys: dict[str, list[str]] = {}
    for actor in actors_of(world, operation):
        for spare in (False, True) if world.spared(entity) else (False,):
            path = path_code(world, operation, actor.of, spare=spare)
            key = reference_code(world, entity, actor.of, spare=spare)
            seen.setdefault(actor.name, []).append((path, travels(entity, key)))
            keys.setdefault(actor.name, []).append(key)
    caller = max(seen, key=lambda name: len(seen[name]), default="")
    if len(seen.get(caller, ())) < 2:
        return None
    return ReadChecks(
        verb=snake(operation.verb),
        caller=literal(caller),
        key=literal(key_of(entity).name),
        rows=tuple(seen[caller]),
        keys=tuple(keys[caller]),
        versioned=any(field.role is FieldRole.LOCK for field in entity.fields),
        counted=tuple(counted_checks(world, entity, Reader(caller, world.tenant_of(caller)))),
    )
