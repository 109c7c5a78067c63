"""Derives the tests of restores: a deleted row comes back, and no other does."""

from dataclasses import dataclass

from luke_cli.backend.code import literal
from luke_cli.backend.views.actors import actor_of, can, shows_alike
from luke_cli.backend.views.bodies import model_of, others_code, reference_code
from luke_cli.backend.views.calls import path_code
from luke_cli.backend.views.check_writes import operation_of
from luke_cli.backend.views.columns import key_of
from luke_cli.backend.views.restores import kept_code
from luke_cli.backend.views.world import World
from luke_cli.names import snake
from luke_cli.spec.model import Entity, FieldRole, Kind, Operation
from luke_cli.spec.statuses import success


@dataclass(frozen=True, slots=True)
class RestoreChecks:
    """The tests of a restore."""

    verb: str
    """A word, not Python."""
    method: str
    caller: str
    path: str
    success: int
    read_path: str
    """"" if the caller may not read."""
    alike: bool
    """A read shows as much as what is restored."""
    model: str
    row: str
    """A condition."""
    others: str
    """A statement: all other rows."""
    deleted: str
    """The column that marks a row."""
    late: str
    """A moment that is too long ago; "" if none is."""
    lock: str
    """The name of the member that counts the changes; "" if there is none."""


def restore_checks(world: World, entity: Entity, operation: Operation) -> RestoreChecks | None:
    """Return the tests of a restore; None if nobody may call it."""
    read = operation_of(world, entity, Kind.READ)
    actor = actor_of(world, operation, read)
    if actor is None:
        return None
    key = reference_code(world, entity, actor.of)
    kept = kept_code(world.spec)
    roles = {field.role: field.name for field in entity.fields}
    lock = roles.get(FieldRole.LOCK, "")
    return RestoreChecks(
        verb=snake(operation.verb),
        method=operation.method.lower(),
        caller=literal(actor.name),
        path=path_code(world, operation, actor.of),
        success=success(operation),
        read_path=path_code(world, read, actor.of) if read and can(world, read, actor) else "",
        alike=shows_alike(world, read),
        model=model_of(entity),
        row=f"{model_of(entity)}.{key_of(entity).name} == {key}",
        others=others_code(entity, key),
        deleted=roles[FieldRole.DELETED],
        late=f"datetime.now(UTC) - {kept}" if kept else "",
        lock=literal(lock) if lock else "",
    )
