"""BACKEND-DEV.md, written: every part of it is a function of the spec."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from luke_cli import templating
from luke_cli.plan import (
    diagrams,
    front,
    leads,
    leads_reasons,
    leads_running,
    leads_sign_in,
    show,
    tables,
    text,
)
from luke_cli.plan.columns import Table
from luke_cli.plan.fold import fold, update_method
from luke_cli.plan.kept_fields import kept
from luke_cli.spec.model import Entity, Operation, Spec, Transition
from luke_cli.spec.normal import normal
from luke_cli.spec.settings import section_of

TEMPLATE: Final = "design/BACKEND-DEV.md.j2"


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under a heading: paragraphs, diagrams and tables, those that there are."""

    title: str
    blocks: tuple[str, ...]


def render(spec: Spec) -> str:
    """Return the plan of a spec; `parse` reads its normal form back."""
    known = normal(spec)
    return templating.render(
        TEMPLATE,
        project=text.escape(known.project),
        head=front.head(known),
        first=_part(front.TITLE, *front.read_first(known)),
        models=_models(known),
        **_designed(known),
        **_running(known),
        **_reasons(known),
    )


def _part(title: str, *blocks: str) -> Part:
    return Part(title, tuple(filter(None, blocks)))


def _designed(spec: Spec) -> dict[str, Part]:
    own = [operation for operation in spec.operations if operation.group != "auth"]
    sign_in = [operation for operation in spec.operations if operation.group == "auth"]
    rights = tables.permissions(role.name for role in spec.roles)
    return {
        "api": _part("1. API Architecture", leads.api(spec), _settings(spec, 1)),
        "database": _part(
            "2. Database Design",
            leads.database(spec),
            diagrams.entities(spec),
            _table(spec, tables.ENTITIES, spec.entities),
            _table(spec, tables.INDEXES, spec.indexes),
            _settings(spec, 2),
        ),
        "endpoints": _part("3. API Endpoints", leads.endpoints(spec), _settings(spec, 3)),
        "operations": _part("Operations", _operations(spec, own)),
        "parameters": _part("Parameters", *_parameters(spec)),
        "contracts": _part("Contracts", *_contracts(spec)),
        "preconditions": _part(
            "Preconditions",
            leads_running.preconditions(spec),
            _table(spec, tables.PRECONDITIONS, spec.preconditions),
        ),
        "notifications": _part(
            "Notifications",
            leads_running.notifications(spec),
            _table(spec, tables.NOTIFICATIONS, spec.notifications),
        ),
        "authentication": _part(
            "4. Authentication System",
            leads_sign_in.authentication(spec),
            _operations(spec, sign_in),
            _settings(spec, 4),
        ),
        "authorization": _part(
            "5. Authorization Model",
            leads.authorization(spec),
            _table(spec, tables.ROLES, spec.roles),
            _table(spec, rights, spec.permissions),
            *kept(spec),
            _settings(spec, 5),
        ),
        "data": _part(
            "6. Data Models",
            leads.models(spec),
            _table(spec, tables.ENUMS, spec.enums),
            _settings(spec, 6),
        ),
    }


def _running(spec: Spec) -> dict[str, Part]:
    return {
        "security": _part(
            "7. Security Implementation", leads_running.security(spec), _settings(spec, 7)
        ),
        "caching": _part("8. Caching Strategy", leads_running.caching(spec), _settings(spec, 8)),
        "testing": _part("9. Testing Strategy", leads_running.testing(spec), _settings(spec, 9)),
        "performance": _part(
            "10. Performance Optimization", leads_running.performance(spec), _settings(spec, 10)
        ),
        "deployment": _part(
            "11. Deployment Configuration", leads_running.deployment(spec), _settings(spec, 11)
        ),
        "monitoring": _part(
            "12. Monitoring & Logging", leads_running.monitoring(spec), _settings(spec, 12)
        ),
    }


def _reasons(spec: Spec) -> dict[str, Part]:
    return {
        "traceability": _part(
            "13. Traceability",
            leads_reasons.traceability(spec),
            _table(spec, tables.REQUIREMENTS, spec.requirements),
        ),
        "screens": _part(
            "Screens",
            leads_reasons.screens(spec),
            _table(spec, tables.SCREENS, spec.screens),
        ),
        "decisions": _part(
            "Decisions",
            leads_reasons.decisions(spec),
            show.table(tables.DECISIONS, spec.decisions, spec.documents, keys=()),
        ),
        "assumptions": _part(
            "Assumptions",
            leads_reasons.assumptions(spec),
            _table(spec, tables.ASSUMPTIONS, spec.assumptions),
        ),
        "questions": _part(
            "Open Questions",
            leads_reasons.questions(spec),
            _table(spec, tables.QUESTIONS, spec.questions),
        ),
        "features": _part(
            "15. Features",
            leads_reasons.features(spec),
            _table(spec, tables.FEATURES, spec.features),
        ),
        "hand_off": _part("16. Hand-off to qa-tester", *leads_reasons.hand_off(spec)),
    }


def _table(spec: Spec, table: Table, items: Sequence[Any]) -> str:
    return show.table(table, items, spec.documents)


def _settings(spec: Spec, section: int) -> str:
    mine = [setting for setting in spec.settings if section_of(setting.name) == section]
    return _table(spec, tables.SETTINGS, mine)


def _operations(spec: Spec, operations: Sequence[Operation]) -> str:
    lines = fold(operations, update_method(spec))
    keys = [key for line in lines for key in line.sources]
    return show.table(tables.OPERATIONS, lines, spec.documents, keys=keys)


def _parameters(spec: Spec) -> tuple[str, ...]:
    table = _table(spec, tables.PARAMETERS, spec.parameters)
    narrowed = any(parameter.means == "only" for parameter in spec.parameters)
    lead = "Nobody sends what has `only` before it: the list has no other rows."
    return (lead, table) if narrowed else (table,)


def _contracts(spec: Spec) -> tuple[str, ...]:
    table = _table(spec, tables.CONTRACTS, spec.contracts)
    lead = "Only where the bodies do not follow from fields, transition (`Needs`) or kind."
    return (lead, table) if table else ()


def _models(spec: Spec) -> tuple[Part, ...]:
    """Return a part for each entity, followed by those of its workflows."""
    steps: dict[tuple[str, str], list[Transition]] = {}
    for step in spec.transitions:
        steps.setdefault((step.entity, step.field), []).append(step)
    return tuple(part for entity in spec.entities for part in _model(spec, entity, steps))


def _model(
    spec: Spec, entity: Entity, steps: dict[tuple[str, str], list[Transition]]
) -> Iterator[Part]:
    said = [field for field in entity.fields if not field.implied]
    keys = ((field.name, field.sources) for field in entity.fields)
    fields = show.table(tables.FIELDS, said, spec.documents, keys=keys)
    if fields:
        yield _part(entity.name, fields)
    for (name, state), mine in steps.items():
        if name == entity.name:
            yield _workflow(spec, entity, state, mine)


def _workflow(spec: Spec, entity: Entity, state: str, steps: Sequence[Transition]) -> Part:
    field = entity.field(state)
    return _part(
        f"{entity.name}.{state}",
        leads.workflow(spec, entity, steps),
        diagrams.states(steps, field.default.strip('"') if field else ""),
        _table(spec, tables.TRANSITIONS, steps),
    )
