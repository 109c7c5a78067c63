"""The spec as JSON for other programs: schema `luke.spec/1`."""

from collections.abc import Iterable
from typing import Any, Final

from luke_cli.names import kebab, snake
from luke_cli.spec.model import (
    Basis,
    Entity,
    Enum,
    Field,
    Index,
    Operation,
    Setting,
    Side,
    Source,
    Sources,
    Spec,
    Transition,
    Type,
    TypeName,
)
from luke_cli.spec.values import items, quantity

SCHEMA: Final = "luke.spec/1"


def to_json(spec: Spec) -> dict[str, Any]:
    """Return a spec as plain values.

    Shape: `luke.spec/1`. Paths stand below the setting `base_path`. `assumed` is true where no
    document says so.
    """
    return {
        "schema": SCHEMA,
        "project": {"name": spec.project, "slug": kebab(spec.project)},
        "documents": list(spec.documents),
        "entities": [_entity(spec, entity) for entity in spec.entities],
        "enums": [_enum(enum) for enum in spec.enums],
        "relations": _relations(spec),
        "roles": [_said(role.sources, role.basis, name=role.name, inherits=list(role.inherits)) for role in spec.roles],
        "permissions": _permissions(spec),
        "operations": [_operation(spec, operation) for operation in spec.operations],
        "parameters": _parameters(spec),
        "transitions": [_transition(spec, transition) for transition in spec.transitions],
        "settings": [_setting(setting) for setting in spec.settings],
        "requirements": [
            _said(
                one.sources, one.basis, id=one.name, kind=one.kind, text=one.text,
                served_by=list(one.served_by),
            )
            for one in spec.requirements
        ],
        "decisions": [*_contradictions(spec), *_assumptions(spec), *_questions(spec)],
        "features": [
            _said(
                one.sources, one.basis, name=one.name, words=list(one.words),
                operations=list(one.operations),
            )
            for one in spec.features
        ],
    }  # fmt: skip


def _said(sources: Sources, basis: Basis, /, **values: Any) -> dict[str, Any]:
    """Return values with where they come from."""
    return values | {
        "sources": _places(sources),
        "assumed": is_assumed(sources, basis),
        "basis": list(basis),
    }


def is_assumed(sources: Sources, basis: Basis) -> bool:
    """Tell whether no document says so: it is a convention, an assumption, or without a source."""
    return not sources or any(one == "default" or one.startswith("A-") for one in basis)


def _places(sources: Iterable[Source]) -> list[dict[str, Any]]:
    return [
        {"file": place.file, "line": place.line}
        | ({"end_line": place.end_line} if place.end_line else {})
        for place in sources
    ]


def _entity(spec: Spec, entity: Entity) -> dict[str, Any]:
    indexes = [index for index in spec.indexes if index.entity == entity.name]
    return _said(
        entity.sources,
        entity.basis,
        name=entity.name,
        table=entity.table,
        fields=[_field(spec, field) for field in entity.fields],
        traits=[f"{trait.name} {trait.subject}".strip() for trait in entity.traits],
        unique=_unique(entity, indexes),
        indexes=[_index(index) for index in indexes if index.kind != "unique"],
    )


def _unique(entity: Entity, indexes: Iterable[Index]) -> list[list[str]]:
    per = [[*field.unique_per, field.name] for field in entity.fields if field.unique_per]
    composite = [[column for column, _ in i.columns] for i in indexes if i.kind == "unique"]
    return [*per, *composite]


def _index(index: Index) -> dict[str, Any]:
    return _said(
        index.sources,
        index.basis,
        name=index.name,
        kind=index.kind,
        columns=[{"name": name, "descending": descending} for name, descending in index.columns],
    )


def _field(spec: Spec, field: Field) -> dict[str, Any]:
    kind = field.type
    return _said(
        field.sources,
        field.basis,
        name=field.name,
        type=kind.name.value,
        length=kind.length if kind.length is not None else field.max_length,
        precision=kind.precision,
        scale=kind.scale,
        required=field.required,
        unique=field.unique,
        default=field.default or None,
        values=_values(spec, kind),
        target=kind.target or None,
        on_delete=field.on_delete or None,
        min=field.minimum or None,
        max=field.maximum or None,
        over=field.over or None,
        under=field.under or None,
        min_length=field.min_length,
        pattern=field.pattern or None,
        visibility=field.visibility.value or None,
        role=field.role.value if field.role else None,
        enum=kind.enum or None,
    )


def _values(spec: Spec, kind: Type) -> list[str]:
    enum = spec.enum(kind.enum)
    return list(enum.values if enum else kind.values)


def _enum(enum: Enum) -> dict[str, Any]:
    return _said(enum.sources, enum.basis, name=enum.name, values=list(enum.values))


def _relations(spec: Spec) -> list[dict[str, Any]]:
    """Return the references, and the many-to-many that pairs of them make."""
    found = []
    for entity in spec.entities:
        references = [f for f in entity.fields if f.type.name is TypeName.REF]
        found += [_reference(entity, field) for field in references]
        if entity.trait("join") and len(references) >= 2:
            first, second = references[-2:]
            found.append(
                _said(
                    entity.sources,
                    entity.basis,
                    entity=first.type.target,
                    field=None,
                    target=second.type.target,
                    kind="many-to-many",
                    through=entity.name,
                    on_delete=None,
                )
            )
    return found


def _reference(entity: Entity, field: Field) -> dict[str, Any]:
    return _said(
        field.sources,
        field.basis,
        entity=entity.name,
        field=field.name,
        target=field.type.target,
        kind="one-to-one" if field.unique else "many-to-one",
        through=None,
        on_delete=field.on_delete or None,
    )


def _permissions(spec: Spec) -> list[dict[str, Any]]:
    return [
        _said(
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


def _operation(spec: Spec, operation: Operation) -> dict[str, Any]:
    entity = next((e.name for e in spec.entities if snake(e.name) == operation.group), None)
    requirements = [r.name for r in spec.requirements if operation.name in r.served_by]
    return _said(
        operation.sources,
        operation.basis,
        name=operation.name,
        method=operation.method,
        path=operation.path,
        kind=operation.kind.value,
        entity=entity,
        permission=", ".join(operation.permissions),
        roles=_roles(spec, operation),
        requirements=requirements,
    )


def _roles(spec: Spec, operation: Operation) -> list[str]:
    """Return who may call an operation; nobody is listed where no token is needed."""
    if "public" in operation.permissions:
        return []
    if "signed-in" in operation.permissions:
        return [role.name for role in spec.roles]
    held = {
        role
        for permission in spec.permissions
        if permission.name in operation.permissions
        for role, _ in permission.scopes
    }
    return [role.name for role in spec.roles if role.name in held]


def _parameters(spec: Spec) -> list[dict[str, Any]]:
    return [
        _said(
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


def _transition(spec: Spec, transition: Transition) -> dict[str, Any]:
    operation = spec.operation(transition.operation)
    return _said(
        transition.sources,
        transition.basis,
        entity=transition.entity,
        field=transition.field,
        **{"from": list(transition.origins)},
        to=transition.target,
        action=transition.operation.partition(".")[2],
        roles=_roles(spec, operation) if operation else [],
        needs=list(transition.needs),
        sets=[
            f"writes {e.writes_entity}.{e.writes_value}"
            if e.writes_entity
            else f"{e.field} = {e.value}"
            for e in transition.effects
        ],
    )


def _setting(setting: Setting) -> dict[str, Any]:
    value, unit = _measured(setting.value)
    return _said(setting.sources, setting.basis, key=setting.name, value=value, unit=unit)


def _measured(text: str) -> tuple[Any, str | None]:
    """Return a quantity as number and unit, a list as a list, and every other value as written."""
    try:
        number, unit = quantity(text)
    except ValueError:
        parts = items(text)
        quoted = text.startswith(('"', "[", "{"))
        return (list(parts) if len(parts) > 1 and not quoted else text), None
    return int(number) if number == int(number) else number, unit or None


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
