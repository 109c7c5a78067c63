"""Creates that can only repeat what the world of the tests already has."""

from luke_cli.backend.views.bodies import Reader, value_code
from luke_cli.backend.views.schemas import taken_fields
from luke_cli.backend.views.world import Held, World, unique_groups
from luke_cli.spec.model import Entity, Field, Kind, Operation, TypeName


def blocked(world: World, entity: Entity, operation: Operation) -> bool:
    """Tell whether the world already has the only row that a create could make."""
    return _fills(world, entity, operation) and not _is_somebodys(world, entity)


def may_repeat(world: World, entity: Entity, operation: Operation) -> bool:
    """Tell whether it hangs on the row that is met if a create repeats what is there once."""
    return _fills(world, entity, operation) and _is_somebodys(world, entity)


def _is_somebodys(world: World, entity: Entity) -> bool:
    """Tell whether a row of nobody's points at rows of one person: others can make their own."""
    targets = (world.spec.entity(f.type.target) for f in entity.fields if f.type.target)
    near = any(target and world.placed(target) is Held.PERSON for target in targets)
    return near and world.placed(entity) is Held.NOBODY


def _fills(world: World, entity: Entity, operation: Operation) -> bool:
    """Tell whether a create can only repeat what has to be there once: no row to name is spare."""
    if operation.kind is not Kind.CREATE:
        return False
    taken = {field.name for field in taken_fields(world.spec, entity, creating=True)}

    def leaves_room(field: Field) -> bool:
        target = world.spec.entity(field.type.target)
        is_sent = value_code(world, entity, field, Reader("", "")) is not None
        spare = target is not None and world.spared(target)
        return field.name in taken and (spare or not is_sent)

    return any(
        all(field.type.name is TypeName.REF for field in group) and not any(map(leaves_room, group))
        for group in unique_groups(world.spec, entity)
    )
