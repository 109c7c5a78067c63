"""The spec as JSON for other programs: schema `luke.spec/1`."""

import json
from collections.abc import Iterable
from typing import Any, Final

from luke_cli.names import kebab, snake
from luke_cli.spec.due import due_text
from luke_cli.spec.export_data import entities_json, enum_json, relations_json, said
from luke_cli.spec.guards import guard_text
from luke_cli.spec.model import (
    Operation,
    Setting,
    Side,
    Spec,
    Transition,
)
from luke_cli.spec.statuses import success
from luke_cli.spec.values import items, quantity

SCHEMA: Final = "luke.spec/1"


def to_json(spec: Spec) -> dict[str, Any]:
    """Return a spec as plain values.

    Shape: `luke.spec/1`. Paths stand below the setting `base_path`. `assumed` is true where no
    document says so.
    """
    callers = _Callers(spec)
    return {
        "schema": SCHEMA,
        "project": {"name": spec.project, "slug": kebab(spec.project)},
        "documents": list(spec.documents),
        "entities": entities_json(spec),
        "enums": [enum_json(enum) for enum in spec.enums],
        "relations": relations_json(spec),
        "roles": [said(role.sources, role.basis, name=role.name, inherits=list(role.inherits)) for role in spec.roles],
        "permissions": _permissions(spec),
        "operations": [_operation(callers, operation) for operation in spec.operations],
        "parameters": _parameters(spec),
        "transitions": [_transition(callers, transition) for transition in spec.transitions],
        "preconditions": [
            said(one.sources, one.basis, operation=one.operation, guards=list(map(guard_text, one.guards)))
            for one in spec.preconditions
        ],
        "notifications": [
            said(one.sources, one.basis, operation=one.operation, channel=one.channel, to=list(one.to))
            for one in spec.notifications
        ],
        "settings": [_setting(setting) for setting in spec.settings],
        "requirements": [
            said(
                one.sources, one.basis, id=one.name, kind=one.kind, text=one.text,
                served_by=list(one.served_by),
            )
            for one in spec.requirements
        ],
        "screens": [
            said(
                one.sources, one.basis, id=one.name, title=one.text, offers=list(one.offers),
                served_by=list(one.served_by),
            )
            for one in spec.screens
        ],
        "decisions": [*_contradictions(spec), *_assumptions(spec), *_questions(spec)],
        "features": [
            said(
                one.sources, one.basis, name=one.name, words=list(one.words),
                operations=list(one.operations),
            )
            for one in spec.features
        ],
    }  # fmt: skip


def _permissions(spec: Spec) -> list[dict[str, Any]]:
    return [
        said(
            permission.sources,
            permission.basis,
            role=role,
            resource=permission.name.partition(":")[0],
            action=permission.name.partition(":")[2],
            scope=scope,
        )
        for permission in spec.permissions
        for role, scope in permission.scopes
    ]


class _Callers:
    """Who may call each operation, and which requirements it serves."""

    def __init__(self, spec: Spec) -> None:
        self.roles = [role.name for role in spec.roles]
        self.rights = {right.name: {role for role, _ in right.scopes} for right in spec.permissions}
        self.entities = {snake(entity.name): entity.name for entity in reversed(spec.entities)}
        self.operations = {one.name: one for one in reversed(spec.operations)}
        self.serves: dict[str, list[str]] = {}
        for requirement in spec.requirements:
            for name in requirement.served_by:
                self.serves.setdefault(name, []).append(requirement.name)

    def of(self, operation: Operation | None) -> list[str]:
        """Return who may call an operation; nobody is listed where no token is needed."""
        if operation is None or "public" in operation.permissions:
            return []
        if "signed-in" in operation.permissions:
            return self.roles
        held = {role for name in operation.permissions for role in self.rights.get(name, ())}
        return [role for role in self.roles if role in held]


def _operation(callers: _Callers, operation: Operation) -> dict[str, Any]:
    return said(
        operation.sources,
        operation.basis,
        name=operation.name,
        method=operation.method,
        path=operation.path,
        kind=operation.kind.value,
        status=success(operation),
        entity=callers.entities.get(operation.group),
        permission=", ".join(operation.permissions),
        roles=callers.of(operation),
        requirements=callers.serves.get(operation.name, []),
    )


def _parameters(spec: Spec) -> list[dict[str, Any]]:
    return [
        said(
            one.sources,
            one.basis,
            operation=one.operation,
            name=one.name,
            means=one.means,
            fields=list(one.fields),
            operator=one.operator or None,
            type=one.type.name.value if one.type else None,
            default=one.default or None,
            required=one.required,
        )
        for one in spec.parameters
    ]


def _transition(callers: _Callers, transition: Transition) -> dict[str, Any]:
    return said(
        transition.sources,
        transition.basis,
        entity=transition.entity,
        field=transition.field,
        **{"from": list(transition.origins)},
        to=transition.target,
        action=transition.operation.partition(".")[2],
        roles=callers.of(callers.operations.get(transition.operation)),
        needs=list(transition.needs),
        **({"due": due_text(transition.due)} if transition.due else {}),
        sets=[
            f"writes {e.writes_entity}.{e.writes_value}"
            if e.writes_entity
            else f"{e.field} = {e.value}"
            for e in transition.effects
        ],
    )


def _setting(setting: Setting) -> dict[str, Any]:
    value, unit = _measured(setting.value)
    return said(setting.sources, setting.basis, key=setting.name, value=value, unit=unit)


def _measured(text: str) -> tuple[Any, str | None]:
    """Return a quantity as number and unit, a list as a list, and every other value as written."""
    try:
        number, unit = quantity(text)
    except ValueError:
        return _unquoted(text), None
    return int(number) if number == int(number) else number, unit or None


def _unquoted(text: str) -> Any:
    """Return a list as a list, and words in quotes without them."""
    parts = items(text)
    if len(parts) > 1 and not text.startswith(("[", "{")):
        return [json.loads(part) if part.startswith('"') else part for part in parts]
    return json.loads(text) if text.startswith('"') else text


def _contradictions(spec: Spec) -> Iterable[dict[str, Any]]:
    for one in spec.decisions:
        sides = [one.taken, *one.aside]
        yield {
            "id": one.name,
            "kind": "contradiction",
            "about": one.about,
            "chosen": one.taken.value,
            "alternatives": [place for side in sides for place in _alternatives(side)],
            "why": one.why,
            "state": one.state.value,
        }


def _alternatives(side: Side) -> Iterable[dict[str, Any]]:
    if not side.sources:
        yield {"value": side.value, "file": None, "line": None}
    for place in side.sources:
        yield {"value": side.value, "file": place.file, "line": place.line}


def _assumptions(spec: Spec) -> Iterable[dict[str, Any]]:
    for one in spec.assumptions:
        yield {
            "id": one.name,
            "kind": "assumption",
            "about": one.about,
            "chosen": one.proposal,
            "alternatives": list(_alternatives(Side(one.proposal, one.sources)))
            if one.sources
            else [],
            "why": one.why,
            "state": one.state.value,
        }


def _questions(spec: Spec) -> Iterable[dict[str, Any]]:
    for one in spec.questions:
        yield {
            "id": one.name,
            "kind": "question",
            "about": one.about,
            "chosen": one.answer or one.meanwhile,
            "alternatives": list(_alternatives(Side(one.meanwhile, one.sources)))
            if one.sources
            else [],
            "ask": one.ask,
        }
