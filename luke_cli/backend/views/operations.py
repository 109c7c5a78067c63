"""What the templates of routes and services may see of an operation."""

import keyword
import re
from dataclasses import dataclass

from luke_cli.backend.code import literal, sentence
from luke_cli.backend.naming import article, function_of, schema_of, words_of
from luke_cli.backend.views.columns import key_of, key_type, python_type
from luke_cli.backend.views.paths import entity_of, parameters_of
from luke_cli.backend.views.schemas import MemberView, member_type, taken_type
from luke_cli.backend.views.world import parent_of, reference_to
from luke_cli.names import plural, snake
from luke_cli.spec.model import (
    Contract,
    Entity,
    Field,
    FieldRole,
    Kind,
    Member,
    Operation,
    Parameter,
    Spec,
    TypeName,
)

_STATUS = {Kind.CREATE: 201, Kind.UPLOAD: 201, Kind.DELETE: 204, Kind.ATTACH: 204, Kind.DETACH: 204}
_OPERATORS = {"eq": "==", "ne": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class PathView:
    """A parameter of a path."""

    name: str
    annotation: str


@dataclass(frozen=True, slots=True)
class ParentView:
    """The row that a nested operation hangs below."""

    name: str
    """Parameter of the path."""
    annotation: str
    model: str
    module: str
    key: str
    rows: str
    """Function of `scopes.py`."""
    field: str
    """The reference of the entity to it; "" if a many-to-many lies between."""
    action: str
    """Whose reach says whether the parent may be seen; "" takes that of the operation."""
    join: str = ""
    """Model of the many-to-many."""
    join_module: str = ""
    join_parent: str = ""
    join_child: str = ""
    annotation_plain: str = ""
    """Its Python type."""


@dataclass(frozen=True, slots=True)
class FilterView:
    """A query parameter that narrows a list; all Python."""

    name: str
    condition: str
    like: bool


@dataclass(frozen=True, slots=True)
class QueryView:
    """The query parameters of a list."""

    schema: str
    members: tuple[MemberView, ...]
    filters: tuple[FilterView, ...]
    sort: str
    """Attribute that names the order; "" if the order is fixed."""
    sorts: tuple[tuple[str, str], ...]
    """Word and column of every order."""
    default_sort: str
    """With a leading `-` if it descends."""


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
    contract = next((c for c in spec.contracts if c.operation == operation.name), None)
    parent = _parent(spec, operation, entity)
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
        query=_query(spec, operation, entity) if operation.kind is Kind.LIST else None,
        partial=operation.method == "PATCH",
        takes=_members(spec, contract, incoming=True),
        gives=_members(spec, contract, incoming=False),
        returns=_returns(operation, entity, contract),
    )


def rows_function(entity: Entity) -> str:
    """Return the function of `scopes.py` that tells whose rows there are."""
    return f"{snake(entity.name)}_rows"


def read_action(spec: Spec, entity: Entity) -> str:
    """Return the permission to read an entity; "" if no operation reads it."""
    reading = (Kind.READ, Kind.LIST)
    group = snake(entity.name)
    return next(
        (
            permission
            for operation in spec.operations
            if operation.group == group and operation.kind in reading
            for permission in operation.permissions
            if ":" in permission
        ),
        "",
    )


def _path(path: str) -> str:
    return _PARAMETER.sub(lambda match: "{" + _identifier(match[1]) + "}", path)


def _identifier(name: str) -> str:
    safe = snake(name) or "value"
    return f"{safe}_" if keyword.iskeyword(safe) or safe in ("access", "response") else safe


def _paths(spec: Spec, operation: Operation) -> tuple[PathView, ...]:
    return tuple(
        PathView(
            _identifier(parameter.name),
            key_type(spec, key_of(parameter.entity).type) if parameter.entity else "Line",
        )
        for parameter in parameters_of(spec, operation)
    )


def _parent(spec: Spec, operation: Operation, entity: Entity | None) -> ParentView | None:
    """Return the parent of a nested list, create or upload."""
    nested = (Kind.LIST, Kind.CREATE, Kind.UPLOAD)
    found = [p for p in parameters_of(spec, operation) if p.entity]
    if entity is None or operation.kind not in nested or not found:
        return None
    name, target = found[-1]
    if target is None:
        return None
    field = reference_to(entity, target)
    join = None if field else _join_of(spec, target, entity)
    owned = entity.trait("owner") is not None or field is None
    part = parent_of(spec, entity)
    inherits = part is not None and part[0] is target and not owned
    return ParentView(
        name=_identifier(name),
        annotation=key_type(spec, key_of(target).type),
        annotation_plain=python_type(spec, key_of(target).type),
        model=target.name,
        module=target.table,
        key=key_of(target).name,
        rows=rows_function(target),
        field=field.name if field else "",
        action="" if inherits else read_action(spec, target),
        **_join_names(join, target, entity),
    )


def _join_of(spec: Spec, one: Entity, other: Entity) -> Entity | None:
    joins = (entity for entity in spec.entities if entity.trait("join"))
    return next((j for j in joins if reference_to(j, one) and reference_to(j, other)), None)


def _join_names(join: Entity | None, parent: Entity, child: Entity) -> dict[str, str]:
    up, down = (reference_to(join, parent), reference_to(join, child)) if join else (None, None)
    if join is None or up is None or down is None:
        return {}
    return {
        "join": join.name,
        "join_module": join.table,
        "join_parent": up.name,
        "join_child": down.name,
    }


def _query(spec: Spec, operation: Operation, entity: Entity | None) -> QueryView | None:
    if entity is None:
        return None
    parameters = [p for p in spec.parameters if p.operation == operation.name]
    sort = next((p for p in parameters if p.means == "sort"), None)
    sorts = [f for name in (sort.fields if sort else ()) if (f := entity.field(name))]
    default = sort.default if sort and sort.default else _default_sort(entity)
    if default.removeprefix("-") not in {f.name for f in sorts} and sort:
        field = entity.field(default.removeprefix("-"))
        sorts += [field] if field else []
    members, filters = [], []
    for parameter in parameters:
        made = _filter(spec, entity, parameter)
        if made:
            members.append(made[0])
            filters.append(made[1])
    if sort and sorts:
        members.append(_sort_member(sort, sorts, default))
    return QueryView(
        schema=f"{schema_of(operation, entity)}Query",
        members=tuple(members),
        filters=tuple(filters),
        sort=_identifier(sort.name) if sort and sorts else "",
        sorts=tuple((f.name, f"{entity.name}.{f.name}") for f in sorts),
        default_sort=default,
    )


def _default_sort(entity: Entity) -> str:
    created = next((f for f in entity.fields if f.role is FieldRole.CREATED), None)
    return f"-{created.name}" if created else key_of(entity).name


def _sort_member(sort: Parameter, sorts: list[Field], default: str) -> MemberView:
    words = [literal(sign + field.name) for field in sorts for sign in ("", "-")]
    annotation = f"Literal[{', '.join(words)}]"
    return _member(sort.name, annotation, literal(default))


def _member(name: str, annotation: str, default: str) -> MemberView:
    attribute = _identifier(name)
    if attribute != name:
        default = f"Field(default={default}, alias={literal(name)})"
    return MemberView(attribute, annotation, default)


def _filter(
    spec: Spec, entity: Entity, parameter: Parameter
) -> tuple[MemberView, FilterView] | None:
    name = _identifier(parameter.name)
    fields = [f for one in parameter.fields if (f := entity.field(one)) and not f.computed]
    if parameter.means not in ("filter", "search") or not fields:
        return None
    if parameter.means == "search" or parameter.operator == "contains":
        member = _member(parameter.name, "Annotated[Line, Field(max_length=200)] | None", "None")
        ilikes = [
            f'{entity.name}.{field.name}.ilike(bindparam("{name}"), escape="\\\\")'
            for field in fields
        ]
        condition = ilikes[0] if len(ilikes) == 1 else f"or_({', '.join(ilikes)})"
        return member, FilterView(name, condition, like=True)
    field = fields[0]
    # A query is text: `true` has to be taken for a boolean there, other than in JSON.
    one = "bool" if field.type.name is TypeName.BOOLEAN else taken_type(spec, field)
    column = f"{entity.name}.{field.name}"
    if parameter.operator == "in":
        condition = f'{column}.in_(bindparam("{name}", expanding=True))'
        return _member(parameter.name, f"list[{one}] | None", "None"), FilterView(
            name, condition, like=False
        )
    sign = _OPERATORS.get(parameter.operator, "==")
    default = _filter_default(spec, field, parameter)
    return _member(parameter.name, f"{one} | None", default), FilterView(
        name, f'{column} {sign} bindparam("{name}")', like=False
    )


def _filter_default(spec: Spec, field: Field, parameter: Parameter) -> str:
    value = parameter.default.strip('"')
    enum = spec.enum(field.type.enum)
    if value and enum and value in enum.values:
        return f"{enum.name}({literal(value)})"
    return "None"


def _members(spec: Spec, contract: Contract | None, *, incoming: bool) -> tuple[MemberView, ...]:
    shape = (contract.takes if incoming else contract.gives) if contract else None
    members = [
        _contract_member(m, member_type(spec, m, incoming=incoming))
        for m in (shape.members if shape else ())
        if m.type.name is not TypeName.FILE or not incoming
    ]
    return tuple(sorted(members, key=lambda member: bool(member.default)))


def _contract_member(member: Member, annotation: str) -> MemberView:
    attribute = _identifier(member.name)
    if member.required:
        alias = f"Field(alias={literal(member.name)})" if attribute != member.name else ""
        return MemberView(attribute, annotation, alias)
    return _member(member.name, f"{annotation} | None", "None")


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
    transition = next((t for t in spec.transitions if t.operation == operation.name), None)
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
