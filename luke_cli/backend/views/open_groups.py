"""Operations that act on no entity: a contract each, and no behaviour."""

from dataclasses import dataclass

from luke_cli.backend.naming import module_of, package_of
from luke_cli.backend.views.models import ModelView, answered
from luke_cli.backend.views.operations import OperationView, operation_view
from luke_cli.backend.views.paths import entity_of
from luke_cli.names import snake
from luke_cli.spec.model import Operation, Spec


@dataclass(frozen=True, slots=True)
class GroupView:
    """Operations that act on no entity; all are open."""

    name: str
    operations: tuple[OperationView, ...]
    answered: tuple[ModelView, ...]

    @property
    def once(self) -> bool:
        """Some operation happens once, with a key."""
        return any(operation.once for operation in self.operations)


def open_groups(spec: Spec) -> tuple[GroupView, ...]:
    """Return the groups of such operations, in the order of the plan."""
    groups: dict[str, list[Operation]] = {}
    for operation in spec.operations:
        if entity_of(spec, operation) is None and operation.group != "auth":
            groups.setdefault(operation.group, []).append(operation)
    taken = frozenset(module_of(entity) for entity in spec.entities)
    return tuple(
        GroupView(
            package_of(snake(name), taken),
            tuple(operation_view(spec, o) for o in members),
            answered(spec, members),
        )
        for name, members in groups.items()
    )
