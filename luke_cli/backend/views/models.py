"""The models of other entities that a module has to import."""

from dataclasses import dataclass

from luke_cli.backend.naming import module_of
from luke_cli.backend.views.computed import ComputedView
from luke_cli.backend.views.guards import GuardsView
from luke_cli.backend.views.links import LinkView
from luke_cli.backend.views.operations import OperationView
from luke_cli.backend.views.overlaps import OverlapView
from luke_cli.backend.views.references import ReferenceView
from luke_cli.backend.views.transitions import TransitionView
from luke_cli.spec.model import Entity, Operation, Spec


@dataclass(frozen=True, slots=True)
class ModelView:
    """Where a model is."""

    name: str
    module: str


def answered(
    spec: Spec, operations: list[Operation], entity: Entity | None = None
) -> tuple[ModelView, ...]:
    """Return the entities that open operations answer with, beside their own."""
    names = {o.name for o in operations}
    given = {c.gives.entity for name in names if (c := spec.contract(name))}
    if not given:
        return ()
    return tuple(
        ModelView(e.name, module_of(e))
        for e in spec.entities
        if e.name in given and e is not entity
    )


def touched(
    entity: Entity,
    operations: tuple[OperationView, ...],
    references: tuple[ReferenceView | OverlapView, ...],
    transitions: tuple[TransitionView, ...],
    links: tuple[LinkView, ...],
    guards: tuple[GuardsView, ...],
    computed: tuple[ComputedView, ...],
) -> tuple[ModelView, ...]:
    """Return all models that the statements of an entity are about."""
    found = {entity.name: module_of(entity)}
    found |= {one.model: one.module for one in computed}
    found |= {r.model: r.module for r in references}
    found |= {s.written.model: s.written.module for s in transitions if s.written}
    found |= dict(part for one in guards for guard in one.guards for part in guard.parts)
    for link in links:
        found |= {link.join: link.join_module, link.reference.model: link.reference.module}
    for parent in (o.parent for o in operations):
        if parent:
            found[parent.model] = parent.module
            if parent.join:
                found[parent.join] = parent.join_module
    return tuple(ModelView(name, module) for name, module in sorted(found.items()))
