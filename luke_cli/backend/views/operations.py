"""What the templates of routes and services may see of an operation."""

import re
from dataclasses import dataclass

from luke_cli.backend.code import literal, sentence
from luke_cli.backend.naming import article, function_of, schema_of, words_of
from luke_cli.backend.views.columns import key_of, key_type
from luke_cli.backend.views.parents import ParentView, parent_view
from luke_cli.backend.views.paths import entity_of, identifier, parameters_of
from luke_cli.backend.views.queries import QueryView, optional_member, query_view
from luke_cli.backend.views.schemas import MemberView, member_type
from luke_cli.names import plural, snake
from luke_cli.spec.model import (
    Contract,
    Entity,
    FieldRole,
    Kind,
    Member,
    Operation,
    Spec,
    TypeName,
)

_STATUS = {Kind.CREATE: 201, Kind.UPLOAD: 201, Kind.DELETE: 204, Kind.ATTACH: 204, Kind.DETACH: 204}
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class PathView:
    """A parameter of a path."""

    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """An operation; strings are Python unless a field says otherwise."""

    name: str
    kind: str
    function: str
    schema: str
    method: str
    """Lower case."""
    path: str
    """In quotes."""
    allow: str
    """Arguments of `allow`; "" if it is public."""
    status: int
    problems: str
    docstring: str
    says: tuple[str, ...]
    """Further lines of the docstring."""
    path_parameters: tuple[PathView, ...]
    key: str
    """The parameter that names the row itself; "" if there is none."""
    parent: ParentView | None
    query: QueryView | None
    partial: bool
    takes: tuple[MemberView, ...]
    """Members of a body of its own, from a contract."""
    gives: tuple[MemberView, ...]
    returns: str
    """Annotation of what it answers with."""


def operation_view(spec: Spec, operation: Operation) -> OperationView:
    """Return what the templates see of an operation."""
    entity = entity_of(spec, operation)
    contract = spec.contract(operation.name)
    parent = parent_view(spec, operation, entity)
    paths = _paths(spec, operation)
    parent_name = parent.name if parent else ""
    own = [path for path in paths if path.name != parent_name]
    return OperationView(
        name=operation.name,
        kind=str(operation.kind),
        function=function_of(operation, entity),
        schema=schema_of(operation, entity),
        method=operation.method.lower(),
        path=literal(_path(operation.path)),
        allow=", ".join(literal(p) for p in operation.permissions if p != "public"),
        status=_STATUS.get(operation.kind, 200),
        problems=_problems(spec, operation, entity, contract),
        docstring=_docstring(spec, operation, entity),
        says=_says(operation),
        path_parameters=paths,
        key=own[-1].name if own else "",
        parent=parent,
        query=query_view(spec, operation, entity) if operation.kind is Kind.LIST else None,
        partial=operation.method == "PATCH",
        takes=_members(spec, contract, incoming=True),
        gives=_members(spec, contract, incoming=False),
        returns=_returns(operation, entity, contract),
    )


def _path(path: str) -> str:
    return _PARAMETER.sub(lambda match: "{" + identifier(match[1]) + "}", path)


def _paths(spec: Spec, operation: Operation) -> tuple[PathView, ...]:
    return tuple(
        PathView(
            identifier(parameter.name),
            key_type(spec, key_of(parameter.entity).type) if parameter.entity else "Line",
        )
        for parameter in parameters_of(spec, operation)
    )


def _members(spec: Spec, contract: Contract | None, *, incoming: bool) -> tuple[MemberView, ...]:
    shape = (contract.takes if incoming else contract.gives) if contract else None
    members = [
        _contract_member(m, member_type(spec, m, incoming=incoming))
        for m in (shape.members if shape else ())
        if m.type.name is not TypeName.FILE or not incoming
    ]
    return tuple(sorted(members, key=lambda member: bool(member.default)))


def _contract_member(member: Member, annotation: str) -> MemberView:
    attribute = identifier(member.name)
    if member.required:
        alias = f"Field(alias={literal(member.name)})" if attribute != member.name else ""
        return MemberView(attribute, annotation, alias)
    return optional_member(member.name, f"{annotation} | None", "None")


def _returns(operation: Operation, entity: Entity | None, contract: Contract | None) -> str:
    shape = contract.gives if contract else None
    if operation.kind is Kind.CUSTOM:
        if shape and shape.members:
            return f"{schema_of(operation, entity)}Answer"
        if shape and shape.entity:
            return f"list[{shape.entity}Read]" if shape.many else f"{shape.entity}Read"
        return "None"
    return f"{entity.name}Read" if entity else "None"


def _problems(
    spec: Spec, operation: Operation, entity: Entity | None, contract: Contract | None
) -> str:
    statuses = set() if "public" in operation.permissions else {401, 403}
    invalid = int(spec.setting("validation_status") or 422)
    kind = operation.kind
    bodies = (Kind.CREATE, Kind.UPDATE, Kind.UPLOAD, Kind.LIST, Kind.CUSTOM, Kind.TRANSITION)
    if kind in bodies or "{" in operation.path:
        statuses.add(invalid)
    if kind is not Kind.CUSTOM and "{" in operation.path:
        statuses.add(404)
    writes = (Kind.CREATE, Kind.UPDATE, Kind.DELETE, Kind.TRANSITION, Kind.ATTACH, Kind.UPLOAD)
    if kind in writes:
        statuses.add(409)
    lock = entity is not None and any(f.role is FieldRole.LOCK for f in entity.fields)
    if kind is Kind.UPDATE and lock:
        statuses |= {412, 428}
    if kind is Kind.UPLOAD:
        statuses |= {413, 415}
    if kind is Kind.CUSTOM:
        statuses.add(501)
        statuses |= {f.status for f in (contract.fails if contract else ())}
    if spec.setting("rate_limit") or any(s.name.startswith("rate_limit.") for s in spec.settings):
        statuses.add(429)
    return ", ".join(map(str, sorted(statuses)))


def _docstring(spec: Spec, operation: Operation, entity: Entity | None) -> str:
    one = article(words_of(entity)) if entity else snake(operation.group).replace("_", " ")
    many = plural(snake(entity.name)).replace("_", " ") if entity else one
    transition = spec.transition(operation.name)
    if operation.kind is Kind.CUSTOM:
        return sentence(f"{snake(operation.verb).replace('_', ' ')}: not written yet")
    if transition:
        origins = " or ".join(transition.origins)
        moved = f"take {one} from {origins} to {transition.target}"
        return sentence(moved.replace("_", " "))
    return sentence(
        {
            Kind.LIST: f"list the {many} that the caller may see",
            Kind.READ: f"show {one}",
            Kind.CREATE: f"add {one}",
            Kind.UPDATE: f"change {one}",
            Kind.DELETE: f"remove {one}",
            Kind.UPLOAD: f"store {one}",
            Kind.DOWNLOAD: f"give back the file of {one}",
        }.get(operation.kind, snake(operation.verb).replace("_", " "))
    )


def _says(operation: Operation) -> tuple[str, ...]:
    places = [f"{source.file}:{source.line}" for source in operation.sources[:3]]
    return (f"Source: {', '.join(places)}",) if places else ()
