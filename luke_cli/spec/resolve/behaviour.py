"""The behaviour half of a spec: who may do what to the data, how, and what is still open."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar

from luke_cli.names import snake
from luke_cli.source import Diagnostic, Severity, Span
from luke_cli.spec.model import (
    Assumption,
    Decision,
    Entity,
    Field,
    Kind,
    Question,
    Spec,
    Visibility,
)
from luke_cli.spec.resolve.collectives import with_members
from luke_cli.spec.resolve.compared_fields import with_comparisons
from luke_cli.spec.resolve.contracts import resolve_contracts
from luke_cli.spec.resolve.drafts import Draft
from luke_cli.spec.resolve.endpoints import Endpoints, resolve_endpoints
from luke_cli.spec.resolve.entity_names import EntityNames, entity_names
from luke_cli.spec.resolve.features import resolve_features
from luke_cli.spec.resolve.field_rights import with_field_rights
from luke_cli.spec.resolve.gaps import resolve_gaps
from luke_cli.spec.resolve.lifetimes import with_lifetimes
from luke_cli.spec.resolve.lookups import entity_of
from luke_cli.spec.resolve.notifications import with_notifications
from luke_cli.spec.resolve.open_questions import questions_of
from luke_cli.spec.resolve.operations import Operations, resolve_operations
from luke_cli.spec.resolve.overlaps import with_overlaps
from luke_cli.spec.resolve.ownership import parent_of, reference_to
from luke_cli.spec.resolve.parameters import resolve_parameters
from luke_cli.spec.resolve.permissions import resolve_permissions
from luke_cli.spec.resolve.preconditions import with_preconditions
from luke_cli.spec.resolve.requirements import resolve_requirements
from luke_cli.spec.resolve.roles import resolve_roles, with_first_role
from luke_cli.spec.resolve.said import Said
from luke_cli.spec.resolve.screens import resolve_screens
from luke_cli.spec.resolve.settings_pass import resolve_settings
from luke_cli.spec.resolve.several_owners import with_owners_told, with_several_owners
from luke_cli.spec.resolve.stated_limits import resolve_limits
from luke_cli.spec.resolve.stated_statuses import with_statuses
from luke_cli.spec.resolve.step_rights import against_steps
from luke_cli.spec.resolve.tenant_gaps import resolve_tenant_gaps
from luke_cli.spec.resolve.trail import with_nobody

R = TypeVar("R", Decision, Assumption, Question)

_ASPECTS: Final = {
    "required": "LK-X102",
    "default": "LK-X104",
    "minimum": "LK-X105",
    "maximum": "LK-X105",
    "length": "LK-X106",
    "shortest": "LK-X106",
    "unique": "LK-X107",
    "order": "LK-X109",
    "step": "LK-X108",
    "readers": "LK-X303",
    "writers": "LK-X303",
}
"""Codes of contradictions about a field, by the end of the id of the decision."""


def resolve_behaviour(said: Said, data: Spec) -> tuple[Spec, tuple[Diagnostic, ...]]:
    """Complete a spec that has its data."""
    said, owners = with_owners_told(with_members(said), data)
    spec = resolve_roles(said, data)
    names = entity_names(said, spec)
    endpoints = resolve_endpoints(said)
    found = resolve_operations(said, spec, names, endpoints)
    spec = _with_workflows(spec, found)
    names = entity_names(said, spec)
    spec = _with_operations(said, spec, names, endpoints, found)
    spec = with_preconditions(said, with_first_role(spec), found.workflows)
    spec = with_several_owners(said, spec, owners)
    spec = with_notifications(said, spec, names)
    kept = with_field_rights(said, spec, names)
    compared = with_comparisons(said, kept.spec, names)
    apart = with_overlaps(said, compared.spec, names)
    spec = with_lifetimes(said, with_nobody(apart.spec))
    # Whose rows are kept apart from whose is the first to be asked.
    first = resolve_tenant_gaps(said, spec)
    spec = replace(spec, questions=(*first, *spec.questions, *resolve_gaps(spec)))
    requirements, questions = resolve_requirements(
        said,
        spec,
        {"field-rights": kept.told, "comparisons": compared.told, "overlaps": apart.told},
    )
    spec = replace(spec, requirements=requirements, questions=(*spec.questions, *questions))
    screens, unserved = resolve_screens(said, spec, names)
    spec = _closed(_with_parents_in_bodies(replace(spec, screens=screens)))
    spec = replace(spec, features=resolve_features(said, spec))
    return spec, (*_diagnostics(spec), *compared.diagnostics, *unserved)


def _with_operations(
    said: Said, spec: Spec, names: EntityNames, endpoints: Endpoints, found: Operations
) -> Spec:
    """Write the operations into the spec: who may call them, what they take and give, how often."""
    drafts = tuple(_refreshed(spec, draft) for draft in found.drafts)
    operations, matrix = resolve_permissions(said, spec, names, drafts)
    settings = resolve_settings(said, spec, endpoints, drafts)
    limits = resolve_limits(said, spec, names)
    base_path = endpoints.base_path.value
    spec = replace(
        spec,
        permissions=tuple(matrix.rows.values()),
        operations=operations,
        parameters=resolve_parameters(said, spec, names, drafts, base_path),
        contracts=resolve_contracts(said, spec, names, drafts, base_path),
        settings=(*settings.settings, *limits.settings),
        decisions=(
            *spec.decisions,
            *found.decisions,
            *matrix.decisions,
            *settings.decisions,
            *limits.decisions,
        ),
        assumptions=(
            *spec.assumptions,
            *found.assumptions,
            *matrix.assumptions.values(),
            *settings.assumptions,
        ),
        questions=(
            *spec.questions,
            *(q for workflow in found.workflows for q in workflow.questions),
            *questions_of(said, list(drafts)),
            *settings.questions,
            *matrix.questions.values(),
        ),
    )
    spec = with_statuses(said, spec, drafts)
    return replace(spec, decisions=(*spec.decisions, *against_steps(said, spec)))


def _with_workflows(spec: Spec, found: Operations) -> Spec:
    """Write the workflows into the spec: a state is read-only and starts at its first value."""
    entities = {entity.name: entity for entity in spec.entities}
    for workflow in found.workflows:
        machine = workflow.machine
        entity = entities[machine.entity.name]
        fields = tuple(
            _state(field, machine.initial) if field.name == machine.field.name else field
            for field in entity.fields
        )
        entities[entity.name] = replace(entity, fields=(*fields, *workflow.adds))
    for transition in found.transitions:
        for effect in transition.effects:
            entity = entities[transition.entity]
            fields = tuple(_set_by_step(f) if f.name == effect.field else f for f in entity.fields)
            entities[transition.entity] = replace(entity, fields=fields)
    assumed = (a for workflow in found.workflows for a in workflow.assumptions)
    return replace(
        spec,
        entities=tuple(entities.values()),
        transitions=found.transitions,
        assumptions=(*spec.assumptions, *assumed),
    )


def _state(field: Field, initial: str) -> Field:
    return replace(field, visibility=Visibility.READ_ONLY, default=field.default or f'"{initial}"')


def _with_parents_in_bodies(spec: Spec) -> Spec:
    """Let the body name the parent of a part that is created on a path of its own."""
    flat = {o.group for o in spec.operations if o.kind is Kind.CREATE and "{" not in o.path}
    return replace(
        spec,
        entities=tuple(
            _with_parent_in_body(spec, entity) if snake(entity.name) in flat else entity
            for entity in spec.entities
        ),
    )


def _with_parent_in_body(spec: Spec, entity: Entity) -> Entity:
    parent = parent_of(spec, entity)
    field = reference_to(entity, parent.name) if parent else None
    if field is None or field.visibility is not Visibility.READ_ONLY:
        return entity
    given = replace(field, visibility=Visibility.IMMUTABLE)
    return replace(entity, fields=tuple(given if f is field else f for f in entity.fields))


def _set_by_step(field: Field) -> Field:
    return replace(field, visibility=Visibility.READ_ONLY)


def _refreshed(spec: Spec, draft: Draft) -> Draft:
    """Point a draft at the entities as they are now."""
    entity = entity_of(spec, draft.entity.name) if draft.entity else None
    parent = entity_of(spec, draft.parent.name) if draft.parent else None
    return replace(draft, entity=entity, parent=parent)


def _closed(spec: Spec) -> Spec:
    """Drop what refers to nothing, and say each thing once."""
    names = {operation.name for operation in spec.operations}
    return replace(
        spec,
        decisions=_once(spec.decisions),
        assumptions=_once(spec.assumptions),
        questions=_once(spec.questions),
        transitions=tuple(t for t in spec.transitions if t.due or t.operation in names),
        preconditions=tuple(p for p in spec.preconditions if p.operation in names),
        contracts=tuple(c for c in spec.contracts if c.operation in names),
        parameters=tuple(p for p in spec.parameters if p.operation in names),
    )


def _once(items: Iterable[R]) -> tuple[R, ...]:
    found: dict[str, R] = {}
    for item in items:
        found.setdefault(item.name, item)
    return tuple(found.values())


def _code(spec: Spec, decision: Decision) -> str:
    """Return what kind of contradiction a decision settles."""
    if decision.about.startswith("#"):
        return "LK-X401"
    entity, _, name = decision.about.partition(".")
    owner = entity_of(spec, entity)
    field = owner.field(name) if owner else None
    if field is not None:
        aspect = decision.name.rpartition("-")[2]
        ends = f"{snake(name).replace('_', '-')}-{aspect}"
        is_aspect = aspect in _ASPECTS and (aspect == "step" or decision.name.endswith(ends))
        plain = "LK-X103" if field.type.enum else "LK-X101"
        return _ASPECTS[aspect] if is_aspect else plain
    if decision.name.endswith(("-method", "-path")):
        return "LK-X201"
    if decision.name.endswith("-status") and spec.operation(decision.about):
        return "LK-X202"
    return "LK-X301" if decision.name == "D-roles" else "LK-X302"


def _diagnostics(spec: Spec) -> tuple[Diagnostic, ...]:
    """Report each contradiction at the place that was set aside."""
    found = []
    for decision in spec.decisions:
        place = next((s for side in decision.aside for s in side.sources), None)
        found.append(
            Diagnostic(
                _code(spec, decision),
                Severity.NOTE,
                f"{decision.about}: {decision.taken.value} is taken, "
                f"{', '.join(side.value for side in decision.aside)} set aside",
                Span(place.file, place.line) if place else None,
                f"see {decision.name} in the plan",
            )
        )
    return tuple(found)
