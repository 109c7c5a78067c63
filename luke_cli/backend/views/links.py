"""What the templates may see of attaching and detaching."""

from dataclasses import dataclass

from luke_cli.backend.naming import module_of
from luke_cli.backend.views.belonging import reference_to
from luke_cli.backend.views.columns import key_of, python_type
from luke_cli.backend.views.operations import (
    OperationView,
)
from luke_cli.backend.views.paths import parameters_of
from luke_cli.backend.views.references import ReferenceView, reference_view
from luke_cli.spec.model import (
    Entity,
    Kind,
    Operation,
    Spec,
)


@dataclass(frozen=True, slots=True)
class LinkView:
    """Attach or detach: two rows become, or cease to be, a pair."""

    operation: OperationView
    first: str
    """Parameter of the row of this entity."""
    second: str
    join: str
    join_module: str
    join_first: str
    join_second: str
    reference: ReferenceView
    attach: bool
    other_type: str


def links_of(
    spec: Spec, entity: Entity, operations: list[Operation], views: tuple[OperationView, ...]
) -> list[LinkView]:
    """Return the operations that attach and detach rows of an entity."""
    found = []
    for operation in operations:
        rows = [p for p in parameters_of(spec, operation) if p.entity]
        view = next(v for v in views if v.name == operation.name)
        if operation.kind not in (Kind.ATTACH, Kind.DETACH) or len(rows) != 2:
            continue
        other = rows[1].entity
        join = next(
            (
                e
                for e in spec.entities
                if other and e.trait("join") and reference_to(e, entity) and reference_to(e, other)
            ),
            None,
        )
        if join and other:
            found.append(
                _link(spec, entity, other, join, view, attach=operation.kind is Kind.ATTACH)
            )
    return found


def _link(
    spec: Spec, entity: Entity, other: Entity, join: Entity, view: OperationView, *, attach: bool
) -> LinkView:
    first, second = reference_to(join, entity), reference_to(join, other)
    return LinkView(
        operation=view,
        first=view.path_parameters[0].name,
        second=view.path_parameters[1].name,
        join=join.name,
        join_module=module_of(join),
        join_first=first.name if first else "",
        join_second=second.name if second else "",
        reference=reference_view(spec, second) if second else _nothing(),
        attach=attach,
        other_type=python_type(spec, key_of(other).type),
    )


def _nothing() -> ReferenceView:
    raise ValueError("a many-to-many needs two references")
